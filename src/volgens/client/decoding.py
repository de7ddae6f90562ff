"""From the JSON of the API to the package's own records."""

from volgens.client.calling import ClientError, Row
from volgens.client.records import (
    ActorCount,
    ActorProfile,
    ArticleSummary,
    DossierSummary,
    Feed,
    Job,
    MadeCorrection,
    PastRun,
    SearchHit,
    Told,
    Unread,
)
from volgens.dossier_model import Card, Claim, Difference, Dossier, Happening, Persona, Position, Revision, Stand
from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Mention,
    Mode,
    Moment,
    Reading,
    Role,
    Spans,
    Stance,
    Statement,
    Terms,
)


def _at(row: Row, name: str) -> Spans:
    return row.row(name).spans("spans")


def read_attribution(row: Row) -> Attribution:
    return Attribution(
        article_id=row.text("article_id"),
        content=_at(row, "content"),
        source=_at(row, "source"),
        cue=_at(row, "cue"),
        via=_at(row, "via"),
        mode=row.choice("mode", Mode),
        act=row.choice("act", Act),
        entity=row.text_if("entity"),
        actor_id=row.text_if("actor_id"),
        parent=row.text_if("parent"),
        maker=row.text("maker"),
        version=row.text("version"),
        confidence=row.share("confidence"),
    )


def read_told(row: Row) -> Told:
    return Told(
        attribution=read_attribution(row),
        words=row.row("content").text("words"),
        source=row.row("source").text("words"),
        cue=row.row("cue").text("words"),
        via=row.row("via").text("words"),
        title=row.text_if("title"),
        outlet=row.text_if("outlet"),
        address=row.text_if("address"),
        published=row.time_if("published"),
    )


def _read_article(row: Row) -> Article:
    article = Article(
        text=row.text("text"),
        blocks=tuple(
            Block(role=b.choice("role", Role), span=b.span("span"), time=b.time_if("time")) for b in row.rows("blocks")
        ),
        raw_id=row.text("raw_id"),
        address=row.text_if("address"),
        outlet=row.text_if("outlet"),
        title=row.text_if("title"),
        byline=row.text_if("byline"),
        published=row.time_if("published"),
        modified=row.time_if("modified"),
        captured=row.time_if("captured"),
        section=row.text_if("section"),
        partial=row.flag("partial"),
        language=row.text("language"),
    )
    if article.id != row.text("id"):
        raise ClientError(f"article {row.text('id')} came over changed; the site runs another version of volgens")
    return article


def read_reading(row: Row) -> Reading:
    article = _read_article(row)
    id = article.id
    return Reading(
        article=article,
        attributions=tuple(read_attribution(each) for each in row.rows("attributions")),
        actors=tuple(
            Actor(
                article_id=id, name=a.text("name"), kind=a.choice("kind", ActorKind), speaks_for=a.text_if("speaks_for")
            )
            for a in row.rows("actors")
        ),
        mentions=tuple(
            Mention(article_id=id, spans=_at(m, "at"), actor_id=m.text("actor_id")) for m in row.rows("mentions")
        ),
        moments=tuple(
            Moment(article_id=id, words=_at(m, "at"), about=_at(m, "about"), value=m.text("value"))
            for m in row.rows("moments")
        ),
        terms=tuple(_read_terms(each, id) for each in row.rows("terms")),
        statements=tuple(_read_statement(each, id) for each in row.rows("statements")),
    )


def _read_terms(row: Row, article_id: str) -> Terms:
    return Terms(
        article_id=article_id,
        attribution_id=row.text_if("attribution_id"),
        act=row.choice("act", Act),
        matter=_at(row, "matter"),
        entity=row.text_if("entity"),
        actor_id=row.text_if("actor_id"),
        toward=_at(row, "toward"),
        toward_name=row.text_if("toward_name"),
        condition=_at(row, "condition"),
    )


def _read_statement(row: Row, article_id: str) -> Statement:
    return Statement(
        article_id=article_id,
        attribution_id=row.text("attribution_id"),
        words=_at(row, "words"),
        topic=_at(row, "topic"),
        negative=row.flag("negative"),
        rejected=row.flag("rejected"),
        withheld=row.flag("withheld"),
        predicate=row.text("predicate"),
        lemmas=row.texts("lemmas"),
        names=row.texts("names"),
        numbers=row.texts("numbers"),
        backdrop=row.texts("backdrop"),
    )


def read_summary(row: Row) -> ArticleSummary:
    return ArticleSummary(
        id=row.text("id"),
        address=row.text_if("address"),
        outlet=row.text_if("outlet"),
        title=row.text_if("title"),
        byline=row.text_if("byline"),
        section=row.text_if("section"),
        published=row.time_if("published"),
        modified=row.time_if("modified"),
        captured=row.time_if("captured"),
        partial=row.flag("partial"),
        language=row.text("language"),
        dossier_id=row.text_if("dossier_id"),
        attributions=row.number("attribution_count"),
    )


def read_hit(row: Row) -> SearchHit:
    return SearchHit(
        article_id=row.text("article_id"),
        title=row.text_if("title"),
        outlet=row.text_if("outlet"),
        published=row.time_if("published"),
        field=row.text("field"),
        snippet=row.text("snippet"),
        marks=row.spans("marks"),
        attribution_id=row.text_if("attribution_id"),
        act=None if row.text_if("act") is None else row.choice("act", Act),
        entity=row.text_if("entity"),
    )


def read_actor(row: Row) -> ActorCount:
    return ActorCount(name=row.text("name"), articles=row.number("articles"))


def read_profile(row: Row) -> ActorProfile:
    return ActorProfile(
        name=row.text("name"),
        names=row.texts("names"),
        articles=row.number("articles"),
        kinds={ActorKind(kind): count for kind, count in row.counts("kinds").items()},
        speaks_for=row.counts("speaks_for"),
        acts={Act(act): count for act, count in row.counts("acts").items()},
        first=row.time_if("first"),
        last=row.time_if("last"),
        dossier_ids=row.texts("dossiers"),
    )


def read_dossier_summary(row: Row) -> DossierSummary:
    return DossierSummary(
        id=row.text("id"),
        title=row.text_if("title"),
        made_at=row.time("made_at"),
        first=row.time("first"),
        last=row.time("last"),
        articles=row.number("articles"),
    )


def read_dossier(row: Row) -> Dossier:
    return Dossier(
        id=row.text("id"),
        title=row.text("title"),
        articles=tuple(_read_card(each) for each in row.rows("articles")),
        claims=tuple(read_claim(each) for each in row.rows("claims")),
        positions=tuple(read_position(each) for each in row.rows("positions")),
        personas=tuple(
            Persona(
                name=p.text("name"),
                kind=p.choice("kind", ActorKind),
                aliases=p.texts("aliases"),
                speaks_for=p.text_if("speaks_for"),
            )
            for p in row.rows("personas")
        ),
        copies=row.lists("copies"),
        revisions=tuple(read_revision(each) for each in row.rows("revisions")),
        timeline=tuple(read_happening(each) for each in row.rows("timeline")),
    )


def _read_card(row: Row) -> Card:
    return Card(
        id=row.text("id"),
        outlet=row.text_if("outlet"),
        title=row.text_if("title"),
        address=row.text_if("address"),
        published=row.time_if("published"),
        modified=row.time_if("modified"),
    )


def read_claim(row: Row) -> Claim:
    return Claim(
        id=row.text("id"),
        stands=tuple(_read_stand(each) for each in row.rows("stands")),
        origins=row.number("origins"),
        differs=tuple(Difference(claim_id=d.text("claim_id"), what=d.text("what")) for d in row.rows("differs")),
    )


def _read_stand(row: Row) -> Stand:
    return Stand(
        id=row.text("id"),
        article_id=row.text("article_id"),
        attribution_id=row.text("attribution_id"),
        words=_at(row, "quote"),
        quote=row.row("quote").text("words"),
        stance=row.choice("stance", Stance),
        act=row.choice("act", Act),
        actor=row.text_if("actor"),
        via=row.text_if("via"),
        origin=row.text_if("origin"),
        path=row.texts("path"),
        printed=row.time_if("printed"),
        sure=row.share("sure"),
    )


def read_position(row: Row) -> Position:
    return Position(
        article_id=row.text("article_id"),
        attribution_id=row.text_if("attribution_id"),
        actor=row.text_if("actor"),
        act=row.choice("act", Act),
        matter=_at(row, "matter"),
        toward=row.text_if("toward"),
        condition=_at(row, "condition"),
        printed=row.time_if("printed"),
    )


def read_happening(row: Row) -> Happening:
    return Happening(article_id=row.text("article_id"), at=row.text("at"), what=_at(row, "what"))


def read_revision(row: Row) -> Revision:
    headline = row.texts("headline") if row.has("headline") else ()
    return Revision(
        earlier=row.text("earlier"),
        later=row.text("later"),
        added=tuple(each.spans("spans") for each in row.rows("added")),
        dropped=tuple(each.spans("spans") for each in row.rows("dropped")),
        reworded=tuple((_at(each, "earlier"), _at(each, "later")) for each in row.rows("reworded")),
        headline=(headline[0], headline[1]) if headline else None,
    )


def read_correction(row: Row) -> MadeCorrection:
    return MadeCorrection(
        id=row.number("id"),
        kind=row.text("kind"),
        details=row.details("details"),
        by=row.text_if("by"),
        at=row.time("at"),
        undone_at=row.time_if("undone_at"),
    )


def read_run(row: Row) -> PastRun:
    return PastRun(
        id=row.number("id"),
        command=row.text("command"),
        program=row.text("program"),
        began=row.time("began"),
        ended=row.time_if("ended"),
        counts=row.counts("counts"),
    )


def read_unread(row: Row) -> Unread:
    return Unread(
        id=row.text("id"),
        location=row.text("location"),
        reason=row.text("reason"),
        attempts=row.number("attempts"),
        first=row.time("first"),
        last=row.time("last"),
        has_bytes=row.flag("has_bytes"),
    )


def read_feed(row: Row) -> Feed:
    return Feed(
        address=row.text("address"),
        every=row.share("every"),
        due=row.time("due"),
        errors=row.number("errors"),
        reason=row.text_if("reason"),
    )


def read_job(row: Row) -> Job:
    return Job(
        id=row.text("id"),
        state=row.text("state"),
        what=row.text("what"),
        made_at=row.time("made_at"),
        ended=row.time_if("ended"),
        total=row.number_if("total"),
        found=row.number("found"),
        read=row.number("read"),
        revised=row.number("revised"),
        copies=row.number("copies"),
        known=row.number("known"),
        failed=row.number("failed"),
        failures=tuple((each.text("location"), each.text("reason")) for each in row.rows("failures")),
        articles=row.texts("articles"),
        reason=row.text_if("reason"),
    )
