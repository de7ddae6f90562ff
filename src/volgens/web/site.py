"""What every request shares: the ledger, the desk, who is asking, and how a page is made."""

import getpass
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from volgens.desk import Desk
from volgens.language.interface import Interface, load_interface
from volgens.ledger import Account, Correction, Ledger, Reach
from volgens.pages import Page, hash_style, load_environment, load_style, shrink
from volgens.settings import Settings
from volgens.web.guards import Buckets
from volgens.web.jobs import Jobs
from volgens.web.options import WebOptions
from volgens.web.reader import Reader

SESSION, LANGUAGE, THEME, SEEN = "volgens_session", "volgens_lang", "volgens_theme", "volgens_seen"
"""Names of the cookies: who it is, in which language, light or dark, and when the desk was last looked at."""

THEMES = ("auto", "light", "dark")
POLICY = (
    "default-src 'none'; style-src 'self'{styles}; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


ATTEMPTS_A_MINUTE = 12
"""To sign in to one account, from wherever they come; half as many at once."""

LONGEST_WORD = 200
_SESSION_WORD = re.compile(r"[\w-]{43}", re.ASCII)


def find_local_name() -> str | None:
    """Who is signed in to this machine; some machines do not say."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One running application. ``secret`` signs what forms carry, ``local_name`` is whoever runs it.

    ``attempts`` counts how often somebody tries to sign in, by account.
    """

    ledger: Ledger
    desk: Desk
    settings: Settings
    options: WebOptions
    reader: Reader
    jobs: Jobs
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    local_name: str | None = field(default_factory=find_local_name)
    attempts: Buckets = field(default_factory=lambda: Buckets(ATTEMPTS_A_MINUTE))

    def shown(self, correction: Correction) -> Correction:
        """A correction as visitors see it: where anybody may look, without the names of those who made it."""
        return replace(correction, by=None, undone_by=None) if self.options.read_only else correction

    @property
    def protected(self) -> bool:
        """Whether only those may come in who have an account; a site for publishing is open to all."""
        return not self.options.read_only and (self.options.exposed or self.ledger.has_accounts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: under which ``name`` their corrections are kept, how to speak to them, and what they may do.

    ``session`` is a random word in a cookie, ``fresh`` where they have yet to be given it; ``token`` is what a form of
    theirs must send back. ``account`` is `None` where the site needs none, and where they have not signed in;
    ``by_token`` says that a program comes in for it.
    """

    interface: Interface
    theme: str
    session: str
    token: str
    name: str | None = None
    may_write: bool = False
    account: Account | None = None
    by_token: bool = False
    fresh: bool = False


def get_site(request: Request) -> Site:
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("the application was not started; run it with a lifespan")
    return site


def form_token(site: Site, session: str) -> str:
    """What a form of this session must carry, so that no other site's form can pass for it."""
    return hmac.new(site.secret, f"form\x00{session}".encode(), hashlib.sha256).hexdigest()[:32]


def get_visitor(request: Request) -> Visitor:
    """Who asks; found once for each request."""
    known = getattr(request.state, "visitor", None)
    if isinstance(known, Visitor):
        return known
    site = get_site(request)
    session = request.cookies.get(SESSION, "")
    fresh = not _SESSION_WORD.fullmatch(session)
    if fresh:
        session = secrets.token_urlsafe(32)
    protected, read_only = site.protected, site.options.read_only
    bearer = _bearer(request) if protected else None
    account = None
    if bearer is not None:
        account = site.ledger.account_of_token(bearer)
    elif protected and not fresh:
        account = site.ledger.account_of_session(session)
    local = not protected and not read_only
    theme = request.cookies.get(THEME, "auto")
    visitor = Visitor(
        interface=load_interface(_language(request, site)),
        theme=theme if theme in THEMES else "auto",
        session=session,
        token=form_token(site, session),
        name=account.name if account else site.local_name if local else None,
        may_write=local or (account is not None and account.role is Reach.EDITOR),
        account=account,
        by_token=bearer is not None,
        fresh=fresh and not read_only,
    )
    request.state.visitor = visitor
    return visitor


def _bearer(request: Request) -> str | None:
    """The token of a program, for the API and for lists in forms that programs read; pages are not for them."""
    scheme, _, word = request.headers.get("authorization", "").partition(" ")
    path = request.url.path
    if scheme.lower() != "bearer" or not (path.startswith("/api/") or path.endswith((".atom", ".csv"))):
        return None
    return word.strip()[:LONGEST_WORD]


def keep_session(site: Site, answer: Response, word: str, lasts: int | None = None) -> None:
    """Give a browser the word of its session: sent back to this site only, out of reach of scripts."""
    answer.set_cookie(SESSION, word, max_age=lasts, httponly=True, samesite="lax", secure=site.options.https)


AnySite = Annotated[Site, Depends(get_site)]
AnyVisitor = Annotated[Visitor, Depends(get_visitor)]


def _language(request: Request, site: Site) -> str:
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE)
    if chosen in {"nl", "en"}:
        return chosen
    wanted = request.headers.get("accept-language", "").lower()
    first = next((part[:2] for part in wanted.split(",") if part[:2] in {"nl", "en"}), None)
    return first or site.settings.interface_language


@cache
def load_web_environment() -> Environment:
    """The templates of the web and of the pages, with the same filters."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("volgens.web", "templates"), PackageLoader("volgens.pages", ".")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= load_environment().filters
    environment.filters["segment"] = lambda text: quote(str(text), safe="")
    environment.globals["assets"] = load_assets()
    return environment


SHEETS = ("site", "article", "dossier")
"""Style sheets: that of the site alone, and with the rules of a page that can also stand alone."""


@cache
def load_assets() -> Mapping[str, str]:
    """Paths of the style sheets and the script by name (``site.css``); each has the hash of what it holds in it."""
    return {f"{name.partition('.')[0]}.{kind}": f"/static/{name}" for name, (kind, _) in static_files().items()}


@cache
def static_files() -> Mapping[str, tuple[str, bytes]]:
    """What ``/static/`` serves: name → (kind, bytes)."""
    own = {kind: "".join(_read_all(f".{kind}")) for kind in ("css", "js")}
    texts = [("volgens", "js", own["js"])]
    for sheet in SHEETS:
        texts.append((sheet, "css", load_style(None if sheet == "site" else f"{sheet}.css") + own["css"]))
    found = {}
    for name, kind, text in texts:
        data = text.encode()
        found[f"{name}.{hashlib.sha256(data).hexdigest()[:12]}.{kind}"] = (kind, data)
    return found


def _read_all(ending: str) -> Iterator[str]:
    folder = files("volgens.web") / "static"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(ending):
            yield file.read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a page asks of its frame: its path, its style sheet, style rules of its own, and its status."""

    path: str = "/"
    sheet: str = "site"
    rules: str = ""
    status: int = 200


def render(site: Site, visitor: Visitor, template: str, look: Look, values: Mapping[str, object]) -> HTMLResponse:
    """The page that ``template`` makes of ``values`` within the frame of the site."""
    shared: Mapping[str, object] = {
        "layout": "frame.html.j2",
        "site": site,
        "visitor": visitor,
        "interface": visitor.interface,
        "path": look.path,
        "sheet": load_assets()[f"{look.sheet}.css"],
        "rules": Markup(look.rules),  # Ours, and known to the policy by its hash.
    }
    text = load_web_environment().get_template(template).render({**values, **shared})
    styles = f" 'sha256-{hash_style(look.rules)}'" if look.rules else ""
    headers = {"content-security-policy": POLICY.format(styles=styles)}
    answer = HTMLResponse(shrink(text), status_code=look.status, headers=headers)
    if visitor.fresh:
        keep_session(site, answer, visitor.session)
    return answer


def render_page(site: Site, visitor: Visitor, page: Page, path: str, more: Mapping[str, object]) -> HTMLResponse:
    """A page of `volgens.pages` within the frame of the site; ``more`` is what its template takes here besides."""
    look = Look(path=path, sheet=page.sheet.removesuffix(".css"), rules=page.rules)
    return render(site, visitor, page.template, look, {**page.values, **more})


def local_path(wanted: str | None) -> str:
    """``wanted`` where it is a path of this site, else the front page: nobody is sent elsewhere by a link to us."""
    parts = urlsplit(wanted or "/")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def send_to(path: str) -> RedirectResponse:
    """After a form: look at ``path``, without asking whether to send the form again."""
    return RedirectResponse(local_path(path), status_code=303)
