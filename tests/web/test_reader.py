"""Reading in a process of its own: what it gives, and what happens when it hangs or dies."""

import os
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest
from starlette.exceptions import HTTPException

from volgens.errors import IntakeError
from volgens.model import Article, Block, Failure, RawDocument, Reading, Role, Span
from volgens.settings import Settings
from volgens.web import reader as reader_module
from volgens.web.reader import Reader


def work(pipe: Connection, _: Settings) -> None:
    """Stands for the process with the models: each text says what happens to it."""
    pipe.send(None)
    while True:
        document = pipe.recv()
        text = document.data.decode()
        if text == "hang":
            time.sleep(60)
        elif text == "sterf":
            os._exit(1)
        elif text == "leeg":
            pipe.send(Failure(location=document.location, reason="is empty"))
        else:
            blocks = (Block(role=Role.BODY, span=Span(0, len(text))),)
            pipe.send(Reading(article=Article(text=text, blocks=blocks, raw_id=document.id), attributions=()))


def refuse(pipe: Connection, _: Settings) -> None:
    """Stands for a process whose models are not there."""
    pipe.send("the Dutch pipeline is missing")


def text(words: str) -> RawDocument:
    return RawDocument(data=words.encode(), media_type="text/plain", location="text")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setattr(reader_module, "_work", work)
    made = Reader(Settings(), seconds=2.0)
    yield made
    made.close()


def test_a_text_comes_back_read(reader: Reader) -> None:
    assert reader.read(text("De dijk houdt.")).article.text == "De dijk houdt."


def test_what_is_no_article_is_an_intake_error(reader: Reader) -> None:
    with pytest.raises(IntakeError, match="is empty"):
        reader.read(text("leeg"))


def test_a_text_that_takes_too_long_is_given_up_and_the_next_is_read(reader: Reader) -> None:
    with pytest.raises(HTTPException) as raised:
        reader.read(text("hang"))

    assert raised.value.status_code == 504
    assert reader.read(text("Daarna.")).article.text == "Daarna."


def test_a_process_that_dies_is_told_and_begun_anew(reader: Reader) -> None:
    with pytest.raises(HTTPException) as raised:
        reader.read(text("sterf"))

    assert raised.value.status_code == 503
    assert reader.read(text("Daarna.")).article.text == "Daarna."


def test_models_that_are_not_there_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "_work", refuse)
    reader = Reader(Settings())

    with pytest.raises(HTTPException, match="the Dutch pipeline is missing"):
        reader.read(text("De dijk houdt."))
    reader.close()


def test_nothing_is_read_after_closing(reader: Reader) -> None:
    reader.close()

    with pytest.raises(HTTPException) as raised:
        reader.read(text("De dijk houdt."))
    assert raised.value.status_code == 503


def test_too_many_at_once_are_sent_away(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(reader_module.MOST_WAITING):
        reader._places.acquire()

    with pytest.raises(HTTPException) as raised:
        reader.read(text("De dijk houdt."))
    assert raised.value.headers is not None
    assert (raised.value.status_code, raised.value.headers["retry-after"]) == (503, "60")
