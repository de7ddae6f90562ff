"""A dossier made by hand, about the reading beside it."""

from volgens.dossier_model import Card, Claim, Dossier, Persona, Position, Stand
from volgens.model import Act, ActorKind, Stance, quote

from .readings import PUBLISHED, TEXT, place, reading


def dossier() -> Dossier:
    """Somebody says that the bridge closes, the town denies it; the town warns on a condition."""
    made = reading()
    about = made.article
    outer, inner = made.attributions
    says = Stand(
        id="stand-1",
        article_id=about.id,
        attribution_id=outer.id,
        words=outer.content,
        quote=quote(TEXT, outer.content),
        stance=Stance.ASSERTS,
        act=Act.ASSERT,
        actor="De Kade",
        via=None,
        origin="De Kade",
        path=("De Kade",),
        printed=PUBLISHED,
        sure=1.0,
    )
    denies = Stand(
        id="stand-2",
        article_id=about.id,
        attribution_id=inner.id,
        words=inner.content,
        quote=quote(TEXT, inner.content),
        stance=Stance.DENIES,
        act=Act.DENY,
        actor="de gemeente",
        via="De Kade",
        origin="de gemeente",
        path=("De Kade", "de gemeente"),
        printed=PUBLISHED,
        sure=0.75,
    )
    position = Position(
        article_id=about.id,
        attribution_id=inner.id,
        actor="de gemeente",
        act=Act.WARN,
        matter=place(TEXT, "de brug dicht gaat"),
        toward=None,
        condition=place(TEXT, "dat"),
        printed=PUBLISHED,
    )
    card = Card(id=about.id, outlet=about.outlet, title=about.title, address=about.address, published=about.published)
    return Dossier(
        id="dossier-1",
        title="Brug <dicht> & open",
        articles=(card,),
        claims=(Claim(id="claim-1", stands=(says, denies), origins=1),),
        positions=(position,),
        personas=(Persona(name="de gemeente", kind=ActorKind.ORGANISATION, aliases=("de gemeente",)),),
        copies=(),
        revisions=(),
        timeline=(),
    )
