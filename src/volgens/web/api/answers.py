"""From the program's records to what the API gives."""

from collections.abc import Mapping

from volgens.dossier_model import Card, Claim, Dossier, Happening, Persona, Position, Revision, Stand
from volgens.ledger import Correction, DossierEntry, FeedState, Field, Hit, Quarantined, Run
from volgens.ledger.entries import ActorEntry, ActorView, ArticleEntry, Told
from volgens.model import (
    Act,
    Actor,
    Attribution,
    Block,
    Mention,
    Moment,
    Reading,
    Spans,
    Stance,
    Statement,
    Terms,
    quote,
)
from volgens.web.api import schemas as s

STANCES = {Act.DENY: Stance.DENIES, Act.WITHHOLD: Stance.WITHHOLDS, Act.UNKNOWN: Stance.UNKNOWN}
"""What an act alone says about its content; all others stand behind it."""

LONGEST_SNIPPET = 240
Texts = Mapping[str, str]
"""Texts of articles by id."""


def stance_of(act: Act) -> Stance:
    return STANCES.get(act, Stance.ASSERTS)


def acts_of(stance: Stance) -> frozenset[Act]:
    """The acts that say by themselves that somebody stands so."""
    return frozenset(act for act in Act if stance_of(act) is stance)


def ranges(spans: Spans) -> tuple[s.Range, ...]:
    return tuple((span.start, span.end) for span in spans)


def passage(text: str, spans: Spans) -> s.Passage:
    return s.Passage(spans=ranges(spans), words=quote(text, spans))


def block_answer(block: Block) -> s.BlockAnswer:
    return s.BlockAnswer(role=block.role, span=(block.span.start, block.span.end), time=block.time)


def attribution_answer(text: str, a: Attribution) -> s.AttributionAnswer:
    return s.AttributionAnswer.model_validate(_attribution_values(text, a))


def told_answer(told: Told) -> s.ToldAnswer:
    about = {"title": told.title, "outlet": told.outlet, "address": told.address, "published": told.published}
    return s.ToldAnswer.model_validate(_attribution_values(told.text, told.attribution) | about)


def _attribution_values(text: str, a: Attribution) -> dict[str, object]:
    return {
        "id": a.id,
        "article_id": a.article_id,
        "act": a.act,
        "stance": stance_of(a.act),
        "mode": a.mode,
        "source": passage(text, a.source),
        "cue": passage(text, a.cue),
        "content": passage(text, a.content),
        "via": passage(text, a.via),
        "entity": a.entity,
        "actor_id": a.actor_id,
        "parent": a.parent,
        "maker": a.maker,
        "version": a.version,
        "confidence": a.confidence,
    }


def _actor(actor: Actor) -> s.ActorAnswer:
    return s.ActorAnswer(id=actor.id, name=actor.name, kind=actor.kind, speaks_for=actor.speaks_for)


def _mention(text: str, mention: Mention) -> s.MentionAnswer:
    return s.MentionAnswer(actor_id=mention.actor_id, at=passage(text, mention.spans))


def _moment(text: str, moment: Moment) -> s.MomentAnswer:
    return s.MomentAnswer(value=moment.value, at=passage(text, moment.words), about=passage(text, moment.about))


def _terms(text: str, terms: Terms) -> s.TermsAnswer:
    return s.TermsAnswer(
        attribution_id=terms.attribution_id,
        act=terms.act,
        matter=passage(text, terms.matter),
        entity=terms.entity,
        actor_id=terms.actor_id,
        toward=passage(text, terms.toward),
        toward_name=terms.toward_name,
        condition=passage(text, terms.condition),
    )


def _statement(text: str, statement: Statement) -> s.StatementAnswer:
    return s.StatementAnswer(
        attribution_id=statement.attribution_id,
        words=passage(text, statement.words),
        topic=passage(text, statement.topic),
        negative=statement.negative,
        rejected=statement.rejected,
        withheld=statement.withheld,
        predicate=statement.predicate,
        lemmas=statement.lemmas,
        names=statement.names,
        numbers=statement.numbers,
        backdrop=statement.backdrop,
    )


def reading_answer(reading: Reading) -> s.ReadingAnswer:
    return s.ReadingAnswer.model_validate(_reading_values(reading))


def article_answer(reading: Reading, dossier_id: str | None, versions: tuple[str, ...]) -> s.ArticleAnswer:
    return s.ArticleAnswer.model_validate(_reading_values(reading) | {"dossier_id": dossier_id, "versions": versions})


_ARTICLE = (
    "id", "raw_id", "address", "outlet", "title", "byline", "section", "published", "modified", "captured", "partial",
    "language", "text",
)  # fmt: skip


def _reading_values(reading: Reading) -> dict[str, object]:
    article = reading.article
    text = article.text
    return {name: getattr(article, name) for name in _ARTICLE} | {
        "blocks": tuple(block_answer(block) for block in article.blocks),
        "attributions": tuple(attribution_answer(text, a) for a in reading.attributions),
        "actors": tuple(_actor(actor) for actor in reading.actors),
        "mentions": tuple(_mention(text, mention) for mention in reading.mentions),
        "moments": tuple(_moment(text, moment) for moment in reading.moments),
        "terms": tuple(_terms(text, terms) for terms in reading.terms),
        "statements": tuple(_statement(text, statement) for statement in reading.statements),
    }


def article_head(entry: ArticleEntry) -> s.ArticleHead:
    return s.ArticleHead(
        id=entry.id,
        address=entry.address,
        outlet=entry.outlet,
        title=entry.title,
        byline=entry.byline,
        section=entry.section,
        published=entry.published,
        modified=entry.modified,
        captured=entry.captured,
        partial=entry.partial,
        language=entry.language,
        dossier_id=entry.dossier_id,
        attribution_count=entry.attributions,
    )


def hit_answer(hit: Hit) -> s.HitAnswer:
    return s.HitAnswer(
        article_id=hit.article_id,
        title=hit.title,
        outlet=hit.outlet,
        published=hit.published,
        field=hit.field,
        snippet=hit.snippet,
        marks=ranges(hit.marks),
        attribution_id=hit.attribution_id,
        act=hit.act,
        entity=hit.entity,
    )


def told_hit(told: Told) -> s.HitAnswer:
    """An attribution that was found by no word, as a hit without marks."""
    content = quote(told.text, told.attribution.content)
    return s.HitAnswer(
        article_id=told.attribution.article_id,
        title=told.title,
        outlet=told.outlet,
        published=told.published,
        field=Field.CONTENT,
        snippet=content if len(content) <= LONGEST_SNIPPET else f"{content[:LONGEST_SNIPPET]}…",
        marks=(),
        attribution_id=told.attribution.id,
        act=told.attribution.act,
        entity=told.attribution.entity,
    )


def actor_head(entry: ActorEntry) -> s.ActorHead:
    return s.ActorHead(name=entry.name, articles=entry.articles)


def actor_detail(view: ActorView, names: tuple[str, ...]) -> s.ActorDetail:
    return s.ActorDetail(
        name=view.name,
        names=names,
        articles=view.articles,
        kinds=dict(view.kinds),
        speaks_for=dict(view.speaks_for),
        acts=dict(view.acts),
        first=view.first,
        last=view.last,
        dossiers=view.dossier_ids,
    )


def dossier_head(entry: DossierEntry) -> s.DossierHead:
    return s.DossierHead(
        id=entry.id,
        title=entry.title,
        made_at=entry.made_at,
        first=entry.first,
        last=entry.last,
        articles=entry.articles,
    )


def _stand(stand: Stand) -> s.StandAnswer:
    return s.StandAnswer(
        id=stand.id,
        article_id=stand.article_id,
        attribution_id=stand.attribution_id,
        quote=s.Passage(spans=ranges(stand.words), words=stand.quote),
        stance=stand.stance,
        act=stand.act,
        actor=stand.actor,
        via=stand.via,
        origin=stand.origin,
        path=stand.path,
        printed=stand.printed,
        sure=stand.sure,
    )


def claim_answer(claim: Claim) -> s.ClaimAnswer:
    return s.ClaimAnswer(
        id=claim.id,
        contested=claim.contested,
        balance=claim.balance,
        origins=claim.origins,
        stands=tuple(_stand(stand) for stand in claim.stands),
        differs=tuple(s.DifferenceAnswer(claim_id=d.claim_id, what=d.what) for d in claim.differs),
    )


def position_answer(position: Position, texts: Texts) -> s.PositionAnswer:
    text = texts[position.article_id]
    return s.PositionAnswer(
        article_id=position.article_id,
        attribution_id=position.attribution_id,
        actor=position.actor,
        act=position.act,
        matter=passage(text, position.matter),
        toward=position.toward,
        condition=passage(text, position.condition),
        printed=position.printed,
    )


def happening_answer(happening: Happening, texts: Texts) -> s.HappeningAnswer:
    what = passage(texts[happening.article_id], happening.what)
    return s.HappeningAnswer(article_id=happening.article_id, at=happening.at, what=what)


def revision_answer(revision: Revision, texts: Texts) -> s.RevisionAnswer:
    earlier, later = texts[revision.earlier], texts[revision.later]
    return s.RevisionAnswer(
        earlier=revision.earlier,
        later=revision.later,
        added=tuple(passage(later, spans) for spans in revision.added),
        dropped=tuple(passage(earlier, spans) for spans in revision.dropped),
        reworded=tuple(
            s.RewordingAnswer(earlier=passage(earlier, old), later=passage(later, new))
            for old, new in revision.reworded
        ),
        headline=revision.headline,
    )


def _persona(persona: Persona) -> s.PersonaAnswer:
    return s.PersonaAnswer(name=persona.name, kind=persona.kind, aliases=persona.aliases, speaks_for=persona.speaks_for)


def _card(card: Card) -> s.CardAnswer:
    return s.CardAnswer(
        id=card.id,
        outlet=card.outlet,
        title=card.title,
        address=card.address,
        published=card.published,
        modified=card.modified,
    )


def dossier_answer(dossier: Dossier, texts: Texts) -> s.DossierAnswer:
    return s.DossierAnswer(
        id=dossier.id,
        title=dossier.title,
        articles=tuple(_card(card) for card in dossier.articles),
        claims=tuple(claim_answer(claim) for claim in dossier.claims),
        positions=tuple(position_answer(position, texts) for position in dossier.positions),
        personas=tuple(_persona(persona) for persona in dossier.personas),
        copies=dossier.copies,
        revisions=tuple(revision_answer(revision, texts) for revision in dossier.revisions),
        timeline=tuple(happening_answer(happening, texts) for happening in dossier.timeline),
    )


def correction_answer(correction: Correction) -> s.CorrectionAnswer:
    return s.CorrectionAnswer(
        id=correction.id,
        kind=correction.kind,
        details=dict(correction.details),
        by=correction.by,
        at=correction.at,
        undone_at=correction.undone_at,
        undone_by=correction.undone_by,
    )


def run_answer(run: Run) -> s.RunAnswer:
    return s.RunAnswer(
        id=run.id,
        command=run.command,
        program=run.program,
        began=run.began,
        ended=run.ended,
        counts=dict(run.counts),
    )


def quarantined_answer(kept: Quarantined) -> s.QuarantinedAnswer:
    return s.QuarantinedAnswer(
        id=kept.id,
        location=kept.failure.location,
        reason=kept.failure.reason,
        raw_id=kept.failure.raw_id,
        program=kept.program,
        attempts=kept.attempts,
        first=kept.first,
        last=kept.last,
        has_bytes=kept.has_bytes,
        size=kept.size,
    )


def feed_answer(feed: FeedState) -> s.FeedAnswer:
    return s.FeedAnswer(address=feed.address, every=feed.every, due=feed.due, errors=feed.errors, reason=feed.reason)
