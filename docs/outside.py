"""A hook of MkDocs: pages that stand outside ``docs/``, and links as they are in the repository.

On the forge a link goes to a file of the repository; on the site it must go to a page. So a link to a file that has a
page here is turned to that page, one to any other file that exists becomes plain words, and one to nothing stays as it
is, so that ``mkdocs build --strict`` complains.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

OUTSIDE = {
    "benchmarks/RESULTS.md": "measured/results.md",
    "benchmarks/VOICES.md": "measured/voices.md",
    "corpus/README.md": "corpus/index.md",
    "corpus/GUIDELINES.md": "corpus/guidelines.md",
    "corpus/DATASHEET.md": "corpus/datasheet.md",
    "corpus/stories/README.md": "corpus/stories.md",
    "src/volgens/extraction/models/README.md": "measured/judges.md",
    "src/volgens/dossiers/models/README.md": "measured/links.md",
    "CHANGELOG.md": "changelog.md",
}
"""Files of the repository with the page that each has on the site."""

_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\[]*)\]\((?P<target>[^()\s#]+)(?P<anchor>#[^()\s]*)?\)")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages from outside."""
    for path, uri in OUTSIDE.items():
        source = _root(config) / path
        if source.exists():
            files.append(File.generated(config, uri, abs_src_path=str(source)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links between files of the repository into links between pages."""
    uri = page.file.src_uri
    origin = next((path for path, outside in OUTSIDE.items() if outside == uri), f"docs/{uri}")

    def turn(match: re.Match[str]) -> str:
        target = match["target"]
        if "://" in target or target.startswith(("mailto:", "/")):
            return match.group()
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        goal = OUTSIDE.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
        if goal is not None and files.get_file_from_path(goal) is not None:
            return (
                f"[{match['words']}]({posixpath.relpath(goal, posixpath.dirname(uri) or '.')}{match['anchor'] or ''})"
            )
        return match["words"] if (_root(config) / path).exists() else match.group()

    return _LINK.sub(turn, markdown)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent
