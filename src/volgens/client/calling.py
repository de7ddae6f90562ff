"""One call to the API, and its JSON as a thing that knows what it should hold."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import httpx

from volgens.errors import VolgensError
from volgens.model import Span, Spans

E = TypeVar("E", bound=StrEnum)
Wanted = Mapping[str, str | int | bool | datetime | None]


class ClientError(VolgensError):
    """A site cannot be reached, or refuses; ``status`` is that of its answer, `None` where there was none."""

    def __init__(self, message: str, *, status: int | None = None, kind: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


class Row:
    """A JSON object; every method raises `ClientError` where what is asked for is not there or is something else."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ClientError(f"the site answers {type(value).__name__} where an object should be; is it volgens?")
        self._values: dict[str, object] = value

    def _get(self, name: str, kind: type) -> object:
        found = self._values.get(name)
        if not isinstance(found, kind):
            raise ClientError(
                f"the site answers {found!r} for {name!r}; it runs another version of volgens: install the same one"
            )
        return found

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        return str(self._get(name, str))

    def text_if(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def number(self, name: str) -> int:
        return int(str(self._get(name, int)))

    def number_if(self, name: str) -> int | None:
        return self.number(name) if self.has(name) else None

    def share(self, name: str) -> float:
        found = self._values.get(name)
        return float(found) if isinstance(found, int) else float(str(self._get(name, float)))

    def flag(self, name: str) -> bool:
        return self._get(name, bool) is True

    def time(self, name: str) -> datetime:
        try:
            return datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise ClientError(f"the site answers {self.text(name)!r} for {name!r}, which is no time") from error

    def time_if(self, name: str) -> datetime | None:
        return self.time(name) if self.has(name) else None

    def choice(self, name: str, choices: type[E]) -> E:
        try:
            return choices(self.text(name))
        except ValueError as error:
            raise ClientError(
                f"the site answers {self.text(name)!r} for {name!r}, which this version does not know; take a newer one"
            ) from error

    def row(self, name: str) -> "Row":
        return Row(self._values.get(name))

    def rows(self, name: str) -> Iterator["Row"]:
        return map(Row, self._list(name))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(str(each) for each in self._list(name))

    def lists(self, name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(str(part) for part in each) for each in self._list(name) if isinstance(each, list))

    def counts(self, name: str) -> dict[str, int]:
        return {key: int(str(value)) for key, value in self.row(name)._values.items()}

    def details(self, name: str) -> dict[str, str | tuple[str, ...] | None]:
        values = self.row(name)._values
        return {
            key: tuple(map(str, value)) if isinstance(value, list) else None if value is None else str(value)
            for key, value in values.items()
        }

    def spans(self, name: str) -> Spans:
        """``[[start, end], …]`` at ``name``."""
        return tuple(_span(name, pair) for pair in self._list(name))

    def span(self, name: str) -> Span:
        return _span(name, self._get(name, list))

    def _list(self, name: str) -> list[object]:
        found = self._get(name, list)
        return found if isinstance(found, list) else []


def _span(name: str, pair: object) -> Span:
    try:
        start, end = (int(str(part)) for part in pair) if isinstance(pair, list) else (0, 0)
        return Span(start, end)
    except ValueError as error:
        raise ClientError(f"the site answers {name!r} without places in the text: {error}") from error


class Caller:
    """Sends requests to one site and takes its answers apart."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def close(self) -> None:
        self._http.close()

    def get(self, path: str, wanted: Wanted | None = None) -> Row:
        return self._send(self._http.build_request("GET", path, params=_parameters(wanted or {})))

    def post(self, path: str, body: Mapping[str, object]) -> Row:
        return self._send(self._http.build_request("POST", path, json=dict(body)))

    def post_file(self, path: str, name: str, data: bytes) -> Row:
        files = {"file": (name, data, "application/octet-stream")}
        return self._send(self._http.build_request("POST", path, files=files))

    def delete(self, path: str) -> Row:
        return self._send(self._http.build_request("DELETE", path))

    def pages(self, path: str, wanted: Wanted | None = None, *, page: int) -> Iterator[Row]:
        """The items of a list, page after page."""
        asked: dict[str, str | int | bool | datetime | None] = {**(wanted or {}), "limit": page}
        while True:
            answer = self.get(path, asked)
            yield from answer.rows("items")
            cursor = answer.text_if("next")
            if cursor is None:
                return
            asked["cursor"] = cursor

    def _send(self, request: httpx.Request) -> Row:
        try:
            answer = self._http.send(request)
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise ClientError(f"{request.url} cannot be reached: {reason}; is the site running?") from error
        if answer.status_code == 204:
            return Row({})
        try:
            body = answer.json()
        except ValueError as error:
            raise ClientError(
                f"{request.url} answers {answer.status_code} and no JSON; is it the address of a volgens site?",
                status=answer.status_code,
            ) from error
        if answer.is_success:
            return Row(body)
        problem = Row(body).row("error")
        raise ClientError(
            f"{request.url.path}: {problem.text('message')}", status=answer.status_code, kind=problem.text("kind")
        )


def _parameters(wanted: Wanted) -> dict[str, str]:
    return {name: _parameter(value) for name, value in wanted.items() if value is not None and value != ""}


def _parameter(value: str | int | bool | datetime | None) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)
