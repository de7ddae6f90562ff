"""Pages as a browser has them, and their forms sent as it sends them."""

from httpx import Response
from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient


def tree_of(page: str) -> HtmlElement:
    return html.document_fromstring(page)


def words_of(page: str) -> str:
    """What somebody reads on a page, without markup."""
    return " ".join(tree_of(page).body.text_content().split())


def links_in(page: str, within: str = "//body") -> dict[str, str]:
    """Where the links of a page, or of a part of it, lead, by their words."""
    return {" ".join(a.text_content().split()): a.get("href") for a in tree_of(page).xpath(f"{within}//a[@href]")}


def token_of(client: TestClient, path: str) -> str:
    """The word that the forms of a page carry, so that only their own visitor can send them."""
    return str(tree_of(client.get(path).text).xpath("//input[@name='csrf']/@value")[0])


def send(client: TestClient, page: str, action: str, **fields: str) -> Response:
    """The answer to a form of ``page``."""
    return client.post(action, data={"csrf": token_of(client, page), **fields})
