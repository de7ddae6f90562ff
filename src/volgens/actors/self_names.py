"""Groups that a text first describes and then calls by the name they give themselves: *die zich NightHeron noemt*."""

from collections.abc import Sequence
from dataclasses import replace

from volgens.actors.discourse import Discourse
from volgens.model import Attribution
from volgens.syntax import Sentence

CALL = "noemen"
THEMSELVES = "zich"


def name_groups(discourse: Discourse, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, with the name in the place of the description where a group tells what it calls itself."""
    renamed: dict[str, str] = {}
    for name, start in _iter_self_names(discourse):
        before = [a.entity for a in attributions if a.entity and a.source and a.source[0].start < start]
        described = next((e for e in reversed(before) if _is_several(discourse, e)), None)
        if described is None:
            continue
        noun = described.lower().split()[-1]
        for attribution in attributions:
            entity = attribution.entity
            if entity is not None and discourse.member(entity) is None and entity.lower().split()[-1] == noun:
                renamed[entity] = name
    return [replace(a, entity=renamed.get(a.entity, a.entity)) if a.entity else a for a in attributions]


def _iter_self_names(discourse: Discourse) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for sentence in discourse.parse.sentences:
        for token in sentence.tokens:
            if token.lower != THEMSELVES or not _is_called(sentence, token.i):
                continue
            following = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
            if following is None or not following.text[0].isupper():
                continue
            end = token.i + 2
            while end < len(sentence.tokens) and sentence.tokens[end].text[0].isupper():
                end += 1
            name = discourse.parse.text[following.start : sentence.tokens[end - 1].end]
            found.append((name, following.start))
    return found


def _is_called(sentence: Sentence, i: int) -> bool:
    """Whether *zich* belongs to a form of *noemen*."""
    near = sentence.tokens[max(0, i - 2) : i + 6]
    return any(t.lemma.lower() == CALL for t in near)


def _is_several(discourse: Discourse, entity: str) -> bool:
    """Whether an entity is a plural noun without a name of its own."""
    if discourse.member(entity) is not None or (entity[:1].isupper() and " " not in entity):
        return False
    title = discourse.people.find_title(entity.lower().split()[-1])
    return title is not None and (title.group or entity.lower().endswith((title.plural or "").lower() or "\0"))
