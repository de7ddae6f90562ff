"""The treebank as sentences of plain records: read, brought to one convention, and varied.

The two conversions of the Dutch treebanks differ in detail, and their lemmas mark compounds with an
underscore (``verzekering_maatschappij``, ``aan_sporen``). What is learned here is the convention that
`volgens.analysis.Parse` promises: lemmas are Dutch words, and a verb that has lost its particle keeps the
bare verb as lemma (``spoorde … aan`` → ``sporen``; the parse joins the two again).
"""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import conllu

DROPPED_FEATURES = frozenset({("Mood", "Ind"), ("PronType", "Art")})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToken:
    """One word of a treebank sentence; ``head`` counts from 0 within the sentence, a root points at itself."""

    form: str
    space_after: bool
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    name: str = "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSentence:
    """A sentence with its id; sentences of one ``source`` that are ``continuous`` follow one another in a text."""

    id: str
    tokens: tuple[GoldToken, ...]

    @property
    def source(self) -> str:
        return self.id.partition("/")[0]

    @property
    def continuous(self) -> bool:
        return self.source in {"cdb", "lassy-dev", "alpino-dev"}


def read_treebank(path: Path) -> Iterator[GoldSentence]:
    """Sentences of a CoNLL-U file, plain or xz-compressed."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for number, tokens in enumerate(conllu.parse_incr(stream)):
            words = [t for t in tokens if isinstance(t["id"], int)]
            particles = {t["head"]: t["form"].lower() for t in words if t["deprel"] == "compound:prt"}
            yield GoldSentence(
                id=tokens.metadata.get("sent_id", f"unnamed/{number}"),
                tokens=tuple(_read_token(t, particles.get(t["id"])) for t in words),
            )


def read_names(path: Path) -> list[list[str]]:
    """BIO tags per sentence from a ``token<TAB>tag`` file, plain or xz-compressed."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        blocks = stream.read().strip("\n").split("\n\n")
    return [[line.rpartition("\t")[2] for line in block.split("\n")] for block in blocks]


def _read_token(token: conllu.Token, particle: str | None) -> GoldToken:
    position = token["id"] - 1
    head = token["head"] - 1 if token["head"] else position
    feats = [(k, v) for k, v in (token["feats"] or {}).items() if (k, v) not in DROPPED_FEATURES]
    return GoldToken(
        form=token["form"],
        space_after=(token["misc"] or {}).get("SpaceAfter") != "No",
        lemma=plain_lemma(token["form"], token["lemma"], particle),
        upos=token["upos"],
        xpos=token["xpos"] or "",
        feats="|".join(f"{k}={v}" for k, v in sorted(feats)),
        head=head,
        deprel=token["deprel"],
    )


def plain_lemma(form: str, lemma: str, particle: str | None) -> str:
    """A Dutch word for a treebank lemma.

    >>> plain_lemma("verzekeringsmaatschappijen", "verzekering_maatschappij", None)
    'verzekeringsmaatschappij'
    >>> plain_lemma("spoorde", "aan_sporen", "aan")
    'sporen'
    >>> plain_lemma("afgelopen", "af_lopen", None)
    'aflopen'
    >>> plain_lemma("huisjes", "huis_DIM", None)
    'huisje'
    """
    if "_" not in lemma.strip("_"):
        return lemma
    if lemma.endswith("_DIM"):
        return form.lower().removesuffix("s")
    first, _, rest = lemma.partition("_")
    if particle and first.lower() == particle:
        return rest.replace("_", "")
    head = lemma.rpartition("_")[2]
    where = form.lower().rfind(head.lower()[:3]) if len(head) > 2 else -1
    if where > 0 and not _is_verb_like(head):
        return form[:where] + head
    return lemma.replace("_", "")


def _is_verb_like(head: str) -> bool:
    """Whether a participle may stand between the parts (``af-ge-lopen``), so that the form cannot be cut."""
    return head.endswith("en")
