"""How well a dossier was made, measured on stories annotated in the form of ``corpus/stories/README.md``.

Words are runs of letters and digits. Two quotes agree when they come from one article and their words' Dice is at
least one half; every matching is one to one, best first. Both sides are given as the stories' own JSON.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from volgens.errors import GoldError

Json = Mapping[str, object]
"""A story or a part of one, as it stands in JSON."""

G = TypeVar("G")
F = TypeVar("F")

AGREE = 0.5
HOUR = 3600
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"de", "het", "een", "'t", "the", "t"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFigures:
    """Counts that add up over stories; `as_dict` turns them into shares."""

    counts: Mapping[str, int]

    def __add__(self, other: "StoryFigures") -> "StoryFigures":
        return StoryFigures(counts=Counter(self.counts) + Counter(other.counts))

    def as_dict(self) -> dict[str, object]:
        """Shares between 0 and 1, `None` where the stories hold nothing of the kind."""
        return {
            "stands_found": self._share("found", "stands"),
            "links": self._f1("link"),
            "stance": self._share("stance", "stands"),
            "actor": self._share("actor", "stands"),
            "via": self._share("via", "via_n"),
            "origin": self._share("origin", "origin_n"),
            "origins": self._share("origins", "origins_n"),
            "positions": self._f1("position"),
            "condition": self._share("condition", "position_both"),
            "furniture": self._f1("furniture"),
            "near_duplicates": self._f1("copy"),
            "revisions": self._f1("revision"),
            "timeline": self._share("time", "time_n"),
            "aliases": self._share("alias", "alias_n"),
        }

    def _share(self, part: str, whole: str) -> float | None:
        total = self.counts.get(whole, 0)
        return round(self.counts.get(part, 0) / total, 4) if total else None

    def _f1(self, name: str) -> dict[str, float]:
        both, gold, found = (self.counts.get(f"{name}_{k}", 0) for k in ("both", "gold", "found"))
        total = gold + found
        return {
            "p": round(both / found, 4) if found else 1.0 * (not gold),
            "r": round(both / gold, 4) if gold else 1.0,
            "f1": round(2 * both / total, 4) if total else 1.0,
        }


def load_story(folder: Path) -> Json:
    """The annotation of one story; raises `GoldError` where it is missing or broken."""
    path = folder / "gold.json"
    try:
        story = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: not the annotation of a story: {error}; form: corpus/stories/README.md") from error
    if not isinstance(story, dict) or "claims" not in story:
        raise GoldError(f"{path}: no claims in it; form: corpus/stories/README.md")
    return story


def score_story(gold: Json, found: Json) -> StoryFigures:
    """Counts for one story."""
    counts: Counter[str] = Counter()
    _score_claims(_items(gold, "claims"), _items(found, "claims"), counts)
    _score_positions(_items(gold, "positions"), _items(found, "positions"), counts)
    _score_furniture(gold, found, counts)
    _score_copies(gold, found, counts)
    _score_revisions(_items(gold, "revisions"), _items(found, "revisions"), counts)
    _score_timeline(_items(gold, "timeline"), _items(found, "timeline"), counts)
    _score_aliases(_items(gold, "actors"), _items(found, "actors"), counts)
    return StoryFigures(counts=counts)


def find_matches(story: Json, quotes: Sequence[tuple[str, str]]) -> dict[int, set[int]]:
    """For each of ``quotes``, given as article and words, the claims of the story that it is a stand of.

    A quote that agrees with several stands belongs to the claims of them all.
    """
    stands = _stands(_items(story, "claims"))

    def agree(stand: tuple[int, Json], own: tuple[str, str]) -> float:
        return _dice(_text(stand[1], "quote"), own[1]) if _article(stand[1]) == own[0].zfill(2) else 0.0

    best = set(_match(stands, quotes, agree).values())
    claims = {i: {s[0] for s in stands if agree(s, quotes[i]) >= AGREE} for i in best}
    return {i: found for i, found in claims.items() if found}


def _items(story: Json, name: str) -> list[Json]:
    value = story.get(name, [])
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _text(entry: Json, name: str) -> str | None:
    value = entry.get(name)
    return None if value is None else str(value)


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else []


def _article(entry: Json, name: str = "article") -> str:
    return _number(str(entry.get(name)))


def _number(name: str) -> str:
    """The number of an article, which may be named by its file."""
    return name.rpartition("/")[2].removesuffix(".txt").zfill(2)


def _bag(words: str | None) -> Counter[str]:
    return Counter(m.group().casefold() for m in _WORD.finditer(words or ""))


def _dice(left: str | None, right: str | None) -> float:
    a, b = _bag(left), _bag(right)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _name(words: str | None) -> list[str]:
    return [m.group().casefold() for m in _WORD.finditer(words or "") if m.group().casefold() not in _ARTICLES]


def _same_name(gold: str | None, found: str | None) -> bool:
    if gold is None or found is None:
        return gold is None and found is None
    a, b = _name(gold), _name(found)
    if not a or not b:
        return a == b
    return set(a) <= set(b) or set(b) <= set(a) or (a[-1] == b[-1] and len(a[-1]) > 3)


def _match(gold: Sequence[G], found: Sequence[F], agree: Callable[[G, F], float]) -> dict[int, int]:
    """Places in ``gold`` to places in ``found``, one to one, best first; only where they agree enough."""
    pairs = sorted(
        ((agree(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda p: -p[0]
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for degree, i, j in pairs:
        if degree >= AGREE and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _stands(claims: Sequence[Json]) -> list[tuple[int, Json]]:
    return [(k, stand) for k, claim in enumerate(claims) for stand in _items(claim, "stands")]


def _score_claims(gold: Sequence[Json], found: Sequence[Json], counts: Counter[str]) -> None:
    ours, theirs = _stands(found), _stands(gold)

    def agree(left: tuple[int, Json], right: tuple[int, Json]) -> float:
        g, f = left[1], right[1]
        if _article(g) != _article(f):
            return 0.0
        return _dice(_text(g, "quote"), _text(f, "quote")) + 0.001 * (g.get("stance") == f.get("stance"))

    matched = _match(theirs, ours, agree)
    counts["stands"] += len(theirs)
    counts["found"] += len(matched)
    for i, (_, stand) in enumerate(theirs):
        other = ours[matched[i]][1] if i in matched else None
        counts["stance"] += other is not None and stand.get("stance") == other.get("stance")
        counts["actor"] += other is not None and _same_name(_text(stand, "actor"), _text(other, "actor"))
        for name in ("via", "origin"):
            if stand.get(name):
                counts[f"{name}_n"] += 1
                counts[name] += other is not None and _same_name(_text(stand, name), _text(other, name))
    counts["link_gold"] += sum(a[0] == b[0] for a, b in combinations(theirs, 2))
    for i, j in combinations(sorted(matched), 2):
        together = ours[matched[i]][0] == ours[matched[j]][0]
        counts["link_found"] += together
        counts["link_both"] += together and theirs[i][0] == theirs[j][0]
    for k, claim in enumerate(gold):
        votes = Counter(ours[matched[i]][0] for i, (own, _) in enumerate(theirs) if own == k and i in matched)
        counts["origins_n"] += 1
        if votes:
            counts["origins"] += found[votes.most_common(1)[0][0]].get("origins") == claim.get("origins")


def _score_positions(gold: Sequence[Json], found: Sequence[Json], counts: Counter[str]) -> None:
    def agree(g: Json, f: Json) -> float:
        same = _article(g) == _article(f) and g.get("act") == f.get("act")
        if not same or not _same_name(_text(g, "actor"), _text(f, "actor")):
            return 0.0
        return max(_dice(_text(g, name), _text(f, name)) for name in ("quote", "matter"))

    matched = _match(gold, found, agree)
    _add(counts, "position", len(matched), len(gold), len(found))
    for i, j in matched.items():
        a, b = _text(gold[i], "condition"), _text(found[j], "condition")
        counts["condition"] += (not a and not b) or bool(a and b and _dice(a, b) >= AGREE)


def _add(counts: Counter[str], name: str, both: int, gold: int, found: int) -> None:
    counts[f"{name}_both"] += both
    counts[f"{name}_gold"] += gold
    counts[f"{name}_found"] += found


def _score_furniture(gold: Json, found: Json, counts: Counter[str]) -> None:
    theirs, ours = gold.get("furniture"), found.get("furniture")
    if not isinstance(theirs, dict):
        return
    for name, lines in theirs.items():
        wanted = {line.strip() for line in _strings(lines)}
        own = ours.items() if isinstance(ours, dict) else ()
        marked = {
            line.strip() for key, found_lines in own if _number(str(key)) == _number(str(name))
            for line in _strings(found_lines)
        }  # fmt: skip
        _add(counts, "furniture", len(wanted & marked), len(wanted), len(marked))


def _score_copies(gold: Json, found: Json, counts: Counter[str]) -> None:
    def pairs(story: Json) -> set[tuple[str, ...]]:
        groups = story.get("near_duplicates", [])
        listed = [[_number(name) for name in _strings(g)] for g in groups] if isinstance(groups, list) else []
        return {tuple(sorted(pair)) for group in listed for pair in combinations(group, 2)}

    theirs, ours = pairs(gold), pairs(found)
    _add(counts, "copy", len(theirs & ours), len(theirs), len(ours))


def _score_revisions(gold: Sequence[Json], found: Sequence[Json], counts: Counter[str]) -> None:
    for revision in gold:
        ends = (_article(revision, "from"), _article(revision, "to"))
        other = next((f for f in found if (_article(f, "from"), _article(f, "to")) == ends), {})
        for name in ("added", "dropped"):
            theirs, ours = _strings(revision.get(name)), _strings(other.get(name))
            _add(counts, "revision", len(_match(theirs, ours, _dice)), len(theirs), len(ours))
        pairs, own = _pairs(revision), _pairs(other)
        both = _match(pairs, own, lambda a, b: min(_dice(a[0], b[0]), _dice(a[1], b[1])))
        _add(counts, "revision", len(both), len(pairs), len(own))


def _pairs(revision: Json) -> list[list[str]]:
    value = revision.get("reworded", [])
    return [pair for entry in value if len(pair := _strings(entry)) == 2] if isinstance(value, list) else []


def _score_timeline(gold: Sequence[Json], found: Sequence[Json], counts: Counter[str]) -> None:
    counts["time_n"] += len(gold)
    counts["time"] += len(_match(gold, found, _same_moment))


def _same_moment(gold: Json, found: Json) -> float:
    if _article(gold) != _article(found) or _dice(_text(gold, "what"), _text(found, "what")) < AGREE:
        return 0.0
    wanted, given = str(gold.get("at")), str(found.get("at"))
    a, b = _moment(wanted), _moment(given)
    if a is None or b is None:
        return float(wanted == given)
    if a.date() != b.date():
        return 0.0
    if len(wanted) <= len("2026-01-01"):
        return 1.0
    hours = len(given) > len("2026-01-01")
    return float(hours and abs((a.replace(tzinfo=None) - b.replace(tzinfo=None)).total_seconds()) <= HOUR)


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _score_aliases(gold: Sequence[Json], found: Sequence[Json], counts: Counter[str]) -> None:
    for actor in gold:
        name = _text(actor, "name")
        same = [f for f in found if _same_name(name, _text(f, "name"))]
        own = next((f for f in same if _name(_text(f, "name")) == _name(name)), same[0] if same else {})
        wanted = _keys(_strings(actor.get("aliases")))
        known = _keys([*_strings(own.get("aliases")), *([str(own["name"])] if own else [])])
        counts["alias_n"] += len(wanted)
        counts["alias"] += len(wanted & known)


def _keys(names: Iterable[str]) -> set[str]:
    return {" ".join(_name(name)) for name in names} - {""}
