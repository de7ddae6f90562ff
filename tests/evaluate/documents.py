"""Gold and predictions made by hand, as short as a test can read."""

from volgens.evaluate import GoldAttribution, GoldDocument
from volgens.model import Act, Attribution, Mode, Span, Spans

TEXT = (
    "De wethouder zegt dat de brug morgen dicht gaat. "
    "Volgens De Kade ontkent aannemer Piet Bakker dat er scheuren zijn. "
    "“Wij wisten van niets”, meldt hij."
)


def place(words: str, text: str = TEXT) -> Spans:
    """Where ``words`` stand in ``text``, pieces parted by a bar; the empty tuple for no words."""
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in words.split("|") if part)


def gold(
    content: str,
    *,
    source: str = "",
    cue: str = "",
    via: str = "",
    mode: Mode = Mode.INDIRECT,
    act: Act = Act.ASSERT,
    entity: str | None = None,
    text: str = TEXT,
    identity: str = "",
) -> GoldAttribution:
    return GoldAttribution(
        id=identity or content,
        source=place(source, text),
        cue=place(cue, text),
        content=place(content, text),
        via=place(via, text),
        mode=mode,
        act=act,
        entity=entity,
        parent=None,
    )


def predicted(
    content: str,
    *,
    source: str = "",
    cue: str = "",
    via: str = "",
    mode: Mode = Mode.INDIRECT,
    act: Act = Act.ASSERT,
    entity: str | None = None,
    text: str = TEXT,
    maker: str = "rule:verb",
) -> Attribution:
    return Attribution(
        article_id="",
        source=place(source, text),
        cue=place(cue, text),
        content=place(content, text),
        via=place(via, text),
        mode=mode,
        act=act,
        entity=entity,
        maker=maker,
        version="1",
    )


def document(*attributions: GoldAttribution, text: str = TEXT, identity: str = "een") -> GoldDocument:
    return GoldDocument(id=identity, text=text, attributions=attributions)
