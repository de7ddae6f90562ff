"""Who passed a word on: the medium or person named beside a source, resolved as sources are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from volgens.actors.discourse import Discourse
from volgens.actors.references import MEDIA, OWN_MEDIUM, References
from volgens.model import Attribution, Span, Spans
from volgens.syntax import Sentence, Token

TOWARDS = frozenset({"tegen", "tegenover"})
"""Prepositions that tell the one spoken to from the one who speaks."""

CARRIED = frozenset({"aan", "met", "tegen", "bij", "in"})
REACTIONS = frozenset({"reactie", "gesprek", "interview", "toelichting", "vraaggesprek", "verklaring", "antwoord"})
"""Nouns for what somebody grants a medium."""


def split_relay(discourse: Discourse, attribution: Attribution) -> Attribution:
    """The attribution with the relay that the words around its cue name, where it has none yet."""
    if attribution.via or not attribution.cue:
        return attribution
    place = attribution.cue[0].start
    sentence = next((s for s in discourse.parse.sentences if s.span.start <= place < s.span.end), None)
    if sentence is None:
        return attribution
    outside = [t for t in sentence.tokens if not any(s.start <= t.start < s.end for s in attribution.content)]
    return _cut_source(sentence, attribution) or _told(discourse, sentence, outside, attribution)


def _cut_source(sentence: Sentence, attribution: Attribution) -> Attribution | None:
    """*een verpleegkundige van de afdeling tegen Zembla*: the last words of a source may be its relay."""
    if len(attribution.source) != 1:
        return None
    source = attribution.source[0]
    inside = [t for t in sentence.tokens if source.start <= t.start and t.end <= source.end]
    for token in inside[1:-1]:
        if token.lower in TOWARDS and sentence.tokens[token.i + 1].text[0].isupper():
            own = Span(source.start, sentence.tokens[token.i - 1].end)
            return replace(attribution, source=(own,), via=(Span(sentence.tokens[token.i + 1].start, source.end),))
    return None


def _told(discourse: Discourse, sentence: Sentence, outside: Sequence[Token], attribution: Attribution) -> Attribution:
    """*liet hij deze krant weten*, *in een reactie aan Het Onderwijsblad*."""
    for token in outside:
        following = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
        if following is None or following not in outside:
            continue
        if token.lower in OWN_MEDIUM and following.lower.endswith(MEDIA):
            words = Span(token.start, following.end)
        elif token.lower in CARRIED and _is_reaction(sentence, token.i) and following.text[0].isupper():
            name = sentence.name_at(token.i + 1)
            end = name.end if name is not None else token.i + 2
            words = Span(following.start, sentence.tokens[end - 1].end)
        else:
            continue
        if not any(s.overlaps(words) for s in attribution.source):
            return replace(attribution, via=(words,))
    return attribution


def _is_reaction(sentence: Sentence, i: int) -> bool:
    return i > 0 and sentence.tokens[i - 1].lemma.lower() in REACTIONS


def find_relays(discourse: Discourse, references: References, attributions: Iterable[Attribution]) -> dict[Spans, str]:
    """Who the words are that attributions give as their relays."""
    found: dict[Spans, str] = {}
    for attribution in attributions:
        if not attribution.via or attribution.via in found:
            continue
        start, end = attribution.via[0].start, attribution.via[-1].end
        for sentence in discourse.parse.sentences:
            tokens = [t for t in sentence.tokens if start <= t.start and t.end <= end]
            if not tokens:
                continue
            places = {t.i for t in tokens}
            head = next((t.i for t in tokens if t.head not in places), tokens[0].i)
            entity = references.of_relay((sentence.index, head), attribution.via)
            if entity is not None:
                found[attribution.via] = entity
            break
    return found
