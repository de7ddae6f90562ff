"""Write docs/reference/cues.md from the lexicon: ``python docs/reference/generate_cues.py [--print]``."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from volgens.language.lexicon import Cue, Lexicon, Phrase, load_lexicon

HEAD = """# Cues

Generated from `src/volgens/language/nl/` by `docs/reference/generate_cues.py`; change the word lists, not this file.

A cue is the word or expression that lays a content with a source. **Act** is what it does where its content says
nothing else: [the act belongs to source and content together](acts.md). After *not* stands the act of the negated cue,
where that is another one. **Carries** tells what may hold the content:

| frame | the content is |
| --- | --- |
| `dat` | a clause: *zegt dat …*, *vraagt of …* |
| `te` | an infinitive: *belooft te …* |
| `quote` | words between quotation marks |
| `object` | a noun phrase: *ontkent de betrokkenheid* |
| `prep` | a noun phrase behind one of the prepositions named |
| `predicate` | something with a judgement of it: *noemt het plan onhaalbaar* |

An act behind a frame (`dat: want`) holds for that frame. In the examples the content is in italics.
"""


def name(cue: Cue) -> str:
    """The lemma with what belongs to it."""
    words = [*(["zich"] if cue.reflexive else []), *cue.fixed, cue.lemma]
    if cue.light:
        words.append(f"({', '.join(cue.light)})")
    return " ".join(words)


def show_act(cue: Cue) -> str:
    own = ", ".join(f"{frame}: {act}" for frame, act in sorted(cue.acts.items()))
    negated = f"not: {cue.negated}" if cue.negated is not None else ""
    return "; ".join(filter(None, (str(cue.act), own, negated)))


def show_frames(cue: Cue) -> str:
    plain = sorted(frame for frame in cue.frames if frame != "prep")
    return ", ".join([*plain, *([f"prep: {', '.join(cue.prepositions)}"] if "prep" in cue.frames else [])])


def show_example(cue: Cue) -> str:
    example = cue.example
    for part in sorted(cue.content, key=len, reverse=True):
        example = example.replace(part, f"*{part}*", 1)
    return example.replace("|", "\\|")


def iter_section(title: str, cues: Iterable[Cue]) -> Iterator[str]:
    rows = sorted(cues, key=lambda cue: (cue.lemma.lower(), cue.fixed, cue.reflexive, cue.prepositions))
    yield f"## {title}\n\n{len(rows)} senses.\n"
    yield "| cue | act | carries | example |\n| --- | --- | --- | --- |"
    for cue in rows:
        yield f"| {name(cue)} | {show_act(cue)} | {show_frames(cue)} | {show_example(cue)} |"
    yield ""


def iter_phrases(lexicon: Lexicon) -> Iterator[str]:
    yield "## Prepositions and adverbials\n"
    yield "| words | act | the source stands |\n| --- | --- | --- |"
    for phrase in sorted(lexicon.phrases, key=lambda phrase: phrase.words):
        yield f"| {_with_gap(phrase)} | {phrase.act} | {phrase.source} |"
    yield "\n## What is not known\n"
    yield "The text's own word that nobody knows: act `unknown`, no source.\n"
    yield "| words | with |\n| --- | --- |"
    for known in sorted(lexicon.not_known, key=lambda known: known.words):
        yield f"| {' '.join(known.words)} | {', '.join(sorted(known.verbs))} |"


def _with_gap(phrase: Phrase) -> str:
    return " … ".join(filter(None, (" ".join(phrase.before), " ".join(phrase.after))))


def render() -> str:
    lexicon = load_lexicon("nl")
    verbs = [cue for senses in lexicon.verbs.values() for cue in senses]
    sections = (
        ("Verbs", [cue for cue in verbs if not cue.fixed]),
        ("Expressions with a verb", [cue for cue in verbs if cue.fixed]),
        ("Nouns", [cue for senses in lexicon.nouns.values() for cue in senses]),
        ("Predicates", [cue for senses in lexicon.predicates.values() for cue in senses]),
    )
    lines = [line for title, cues in sections for line in iter_section(title, cues)]
    return "\n".join([HEAD, *lines, *iter_phrases(lexicon)]) + "\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(render())
    else:
        (Path(__file__).parent / "cues.md").write_text(render(), encoding="utf-8")
