"""Through whose mouth it came: *tegen The Washington Post*, *zoals geciteerd door CNN*, *aan persbureau Tass*."""

from collections.abc import Sequence

from volgens.extraction.candidate import to_spans
from volgens.extraction.clauses import case_words, noun_phrase
from volgens.language.lexicon import Lexicon
from volgens.model import ActorKind, Spans
from volgens.syntax import Sentence

_TOWARDS = frozenset({"tegen", "tegenover", "aan", "via", "bij", "op", "in", "voor", "met"})
_CARRIED_IN = frozenset({"in", "per", "via"})
_PLATFORMS = ("site", "blog", "weblog", "forum", "webpagina")
"""*op zijn website*: what one stands on when one writes."""

_GRANTED_TO = frozenset({"aan", "met", "tegen", "tegenover", "bij", "voor"})
_ALWAYS = frozenset({"tegen", "tegenover", "via"})
_REPORTED = frozenset({"citeren", "aanhalen", "melden", "weergeven", "overnemen", "quoten"})


def find_relay(sentence: Sentence, cue: Sequence[int], source: int | None, lexicon: Lexicon) -> Spans:
    """The medium or person between the source and the reader, if the words beside the cue name one."""
    for node in dict.fromkeys([*cue, *([source] if source is not None else [])]):
        for c in sentence.children(node, "obl", "nmod", "iobj", "obj"):
            words = set(case_words(sentence, c))
            if c != source and not words and _is_medium(sentence, c):
                # *laat de gemeente NU.nl weten*: the one told, without a preposition.
                return to_spans(sentence, noun_phrase(sentence, c))
            if c == source or not words & _TOWARDS:
                continue
            if words & _CARRIED_IN and sentence.tokens[c].lemma.lower() in lexicon.people.channels:
                return to_spans(sentence, _inner_medium(sentence, c, lexicon) or noun_phrase(sentence, c))
            if "op" in words and sentence.tokens[c].lemma.lower().endswith(_PLATFORMS):
                return to_spans(sentence, noun_phrase(sentence, c))
            if is_channel(sentence, c, lexicon) or (words & _ALWAYS and is_somebody(sentence, c, lexicon)):
                return to_spans(sentence, noun_phrase(sentence, c))
    for token in sentence.tokens:
        if token.lemma.lower() in _REPORTED and token.has("VerbForm=Part") and token.i not in cue:
            for c in sentence.children(token.i, "obl"):
                if "door" in case_words(sentence, c):
                    return to_spans(sentence, noun_phrase(sentence, c))
    return ()


def _inner_medium(sentence: Sentence, channel: int, lexicon: Lexicon) -> set[int]:
    """*in een verklaring aan The New York Times*: the medium that was told, where the channel names one."""
    for c in sentence.children(channel, "nmod", "obl"):
        if set(case_words(sentence, c)) & _GRANTED_TO and is_channel(sentence, c, lexicon):
            return noun_phrase(sentence, c)
    return set()


def _is_medium(sentence: Sentence, i: int) -> bool:
    name = sentence.name_at(i)
    return name is not None and name.kind is ActorKind.MEDIUM


def is_channel(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    """Whether the phrase of ``head`` names a medium: by its name, or by a noun such as *persbureau*."""
    phrase = noun_phrase(sentence, head)
    if any(_is_medium_noun(sentence.tokens[i].lemma.lower(), lexicon) for i in phrase):
        return True
    return any(n.kind is ActorKind.MEDIUM and n.start in phrase for n in sentence.names)


def _is_medium_noun(lemma: str, lexicon: Lexicon) -> bool:
    return lemma in lexicon.people.media_nouns or lemma.endswith(("krant", "blad", "omroep", "persbureau", "zender"))


def is_somebody(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    name = sentence.name_at(head)
    if name is not None and name.kind in {ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.MEDIUM}:
        return True
    lemma = sentence.tokens[head].lemma.lower()
    return lemma in lexicon.people.titles or lemma in {"pers", "verslaggever", "journalist", "parlement", "kamer"}
