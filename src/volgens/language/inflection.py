"""Which infinitives a Dutch verb form may belong to, for the verbs of the lexicon.

The trained lemmatizer errs on verbs that the treebank lacks (*bromt*, *sneert*), and cues are full of those. For a
known infinitive the forms follow from its spelling, so they are computed once and looked up.
Source: the spelling rules of the Woordenlijst Nederlandse Taal (open and closed syllables, 't kofschip).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from volgens.language.tables import read_tables, strings

_VOWELS = "aeiou"
_VOICELESS = ("ch", "t", "k", "f", "s", "p", "x", "c")
_UNSTRESSED = ("be", "ge", "her", "ont", "ver", "er")


@cache
def load_irregular(language: str) -> Mapping[str, tuple[str, ...]]:
    """Infinitive to its irregular forms: past singular, past plural, participle, further present forms."""
    rows = strings(read_tables(language, "irregular.toml"), "verbs")
    return {row.split()[0]: tuple(row.split()[1:]) for row in rows}


@cache
def load_prefixes(language: str = "nl") -> frozenset[str]:
    """What may stand before a strong verb without making it another one: *be*, *uit*, *overeen*; also nothing."""
    return frozenset(("", *strings(read_tables(language, "irregular.toml"), "prefixes")))


def build_form_table(verbs: Iterable[tuple[str, str | None]], language: str) -> Mapping[str, tuple[str, ...]]:
    """Verb form to infinitives, for infinitives with their separable particle where they have one.

    A separable verb gives its joined forms (*aankondigt*, *aangekondigd*) under the whole infinitive and its bare
    forms (*kondigt*) under the bare one.
    """
    table: dict[str, set[str]] = {}
    irregular = load_irregular(language)
    for infinitive, particle in verbs:
        bare = infinitive.removeprefix(particle) if particle else infinitive
        for form in iter_forms(bare, irregular):
            table.setdefault(form, set()).add(bare)
            if particle:
                table.setdefault(particle + form, set()).add(infinitive)
    return {form: tuple(sorted(lemmas)) for form, lemmas in table.items()}


def iter_forms(infinitive: str, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """All forms of a verb without particle; where spelling leaves two stems open, the forms of both.

    >>> sorted(set(iter_forms("beloven", {})))
    ['beloof', 'beloofd', 'beloofde', 'beloofden', 'belooft', 'beloven']
    >>> sorted(set(iter_forms("eisen", {})))
    ['eis', 'eisen', 'eist', 'eiste', 'eisten', 'geëist']
    """
    yield infinitive
    # The longest first: *weten* and *heten* are not *eten* with a prefix.
    longest_first = sorted(irregular, key=len, reverse=True)
    prefixed = (b for b in longest_first if infinitive.endswith(b) and infinitive[: -len(b)] in load_prefixes())
    base = next(prefixed, None)
    for stem in find_stems(infinitive):
        yield stem
        yield stem if stem.endswith("t") else stem + "t"
        if base is None:
            ending = "t" if _voiceless(infinitive) else "d"
            participle = stem if stem.endswith(ending) else stem + ending
            yield from (stem + ending + "e", stem + ending + "en")
            yield participle if infinitive.startswith(_UNSTRESSED) else _ge(participle)
    if base is not None:
        prefix = infinitive[: -len(base)]
        past, pasts, participle, *present = irregular[base]
        yield from (prefix + past, prefix + pasts, *(prefix + p for p in present))
        yield prefix + participle.removeprefix("ge") if prefix else participle


def _ge(participle: str) -> str:
    if (participle[0] in "ei" and not participle.startswith(("ei", "eu", "ij"))) or participle.startswith(("ei", "eu")):
        return "ge" + "ë" + participle[1:] if participle[0] == "e" else "ge" + "ï" + participle[1:]
    return "ge" + participle


def find_stems(infinitive: str) -> tuple[str, ...]:
    """The first person singular of a regular verb; two where stress decides (*reageer*, *weiger*).

    >>> [find_stems(v) for v in ("zeggen", "beloven", "vrezen", "eisen", "doen")]
    [('zeg',), ('beloof',), ('vrees',), ('eis',), ('doe',)]
    >>> find_stems("weigeren")
    ('weigeer', 'weiger')
    """
    if infinitive.endswith(("aan", "oen", "ien")) and len(infinitive) <= 5:
        return (infinitive[:-1],)
    stem = infinitive.removesuffix("en")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return (stem[:-1],)
    hardened = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    open_syllable = stem[-1] not in _VOWELS and stem[-2:-1] in "aeou" and stem[-3:-2] not in _VOWELS
    if not open_syllable:
        return (hardened,)
    long = hardened[:-1] + stem[-2] + hardened[-1]
    return (long, stem) if stem.endswith(("el", "er", "en", "em", "uw", "ow")) else (long,)


def _voiceless(infinitive: str) -> bool:
    return infinitive.removesuffix("en").endswith(_VOICELESS)
