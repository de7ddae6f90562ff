"""The files beside the program agree with it."""

import re

from shipping.declared import PROJECT, ROOT


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_names_the_version_of_the_program() -> None:
    assert f"\nversion: {PROJECT['version']}\n" in _read("CITATION.cff")


def test_the_notice_names_every_licence_of_the_package_but_the_main_one() -> None:
    notice = _read("NOTICE")
    names = {"Apache-2.0": "Apache License", "CC-BY-SA-4.0": "CC BY-SA 4.0", "CC0-1.0": "CC0 1.0"}
    licences = PROJECT["license"].split(" AND ")
    assert [licence for licence in licences if names[licence] not in notice] == []


def test_every_target_of_the_makefile_has_its_line_of_help() -> None:
    makefile = _read("Makefile")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    told = set(re.findall(r"^([a-z]+):.*## \S", makefile, flags=re.MULTILINE))
    assert set(phony.split()) - told == set()


def test_the_installation_page_names_every_extra() -> None:
    page = _read("docs/how-to/install.md")
    assert [extra for extra in PROJECT["optional-dependencies"] if f"| `{extra}` |" not in page] == []


def test_the_container_starts_the_site_as_a_user_without_rights() -> None:
    lines = _read("Containerfile").splitlines()
    assert lines.index("USER 10001") < lines.index('CMD ["serve", "--host", "0.0.0.0"]')
