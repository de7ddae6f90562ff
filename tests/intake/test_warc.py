"""Web archives, whole and damaged."""

import gzip
import io
import time
import tracemalloc
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from intake.archives import HTML, answer, chunked, packed, page, page_record, record
from volgens.intake import read_article
from volgens.intake.archives.warc import iter_warc
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

THREE = [page_record(number) for number in range(3)]


def read(data: bytes, settings: Settings | None = None) -> list[RawDocument | Failure]:
    return list(iter_warc(io.BytesIO(data), "crawl.warc", settings or Settings()))


def pages(data: bytes, settings: Settings | None = None) -> list[str]:
    return [found.location.rpartition("/")[2] for found in read(data, settings) if isinstance(found, RawDocument)]


def failures(data: bytes, settings: Settings | None = None) -> list[Failure]:
    return [found for found in read(data, settings) if isinstance(found, Failure)]


def only_page(block: bytes, **options: str) -> RawDocument:
    (found,) = read(record(block, **options))  # type: ignore[arg-type]
    assert isinstance(found, RawDocument), found.reason
    return found


def only_failure(data: bytes, settings: Settings | None = None) -> Failure:
    (found,) = failures(data, settings)
    assert "\n" not in found.reason
    return found


def test_a_response_carries_its_address_place_time_and_headers() -> None:
    first, second = read(packed(*THREE[:2]))
    assert isinstance(first, RawDocument)
    assert isinstance(second, RawDocument)
    assert first.location == "https://krant.example/0"
    assert (first.container, second.container) == ("crawl.warc#0", f"crawl.warc#{len(packed(THREE[0]))}")
    assert first.captured == datetime(2026, 3, 4, 17, 20, tzinfo=UTC)
    assert first.headers == (("content-type", "text/html; charset=utf-8"),)
    assert (first.media_type, first.data) == ("text/html", page("Brug 0 dicht"))


def test_the_place_in_an_archive_without_packing_is_the_byte() -> None:
    assert [found.container for found in read(b"".join(THREE)) if isinstance(found, RawDocument)] == [
        f"crawl.warc#{sum(map(len, THREE[:number]))}" for number in range(3)
    ]


def test_records_packed_together_have_places_of_their_own() -> None:
    places = [f.container for f in read(gzip.compress(b"".join(THREE))) if isinstance(f, RawDocument)]
    assert places == ["crawl.warc#0", f"crawl.warc#0+{len(THREE[0])}", f"crawl.warc#0+{len(THREE[0] + THREE[1])}"]


def test_an_archive_that_a_library_wrote_is_read() -> None:
    written = io.BytesIO()
    writer = GzipWriter(written)
    for number in range(2):
        made = WarcRecord()
        made.init_headers(WarcRecordType.response)
        made.headers["WARC-Target-URI"] = f"https://krant.example/{number}"
        made.set_bytes_content(answer(page(), *HTML))
        made.write(writer, checksum_data=True)
    writer.finish()
    assert pages(written.getvalue()) == ["0", "1"]


def test_a_zstandard_archive_is_read() -> None:
    written = io.BytesIO()
    writer = ZstdWriter(written)
    writer.write(b"".join(THREE))
    writer.finish()
    writer.close()
    assert pages(written.getvalue()) == ["0", "1", "2"]


def test_the_same_page_has_the_same_id_however_it_was_sent() -> None:
    body = page()
    raw = zlib.compressobj(wbits=-15)
    sent = [
        answer(body, *HTML),
        answer(chunked(body, 7), *HTML, ("Transfer-Encoding", "chunked")),
        answer(chunked(body, 900), *HTML, ("Transfer-Encoding", "chunked")),
        answer(gzip.compress(body), *HTML, ("Content-Encoding", "gzip")),
        answer(zlib.compress(body), *HTML, ("Content-Encoding", "deflate")),
        answer(raw.compress(body) + raw.flush(), *HTML, ("Content-Encoding", "deflate")),
        answer(
            chunked(gzip.compress(body), 50), *HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "x-gzip")
        ),
    ]
    documents = [only_page(block) for block in sent]
    assert len({document.id for document in documents}) == 1
    assert len({read_article(document, settings=Settings()).id for document in documents}) == 1


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd"])
def test_a_coding_that_the_crawler_undid_already_is_not_undone_again(coding: str) -> None:
    assert only_page(answer(page(), *HTML, ("Content-Encoding", coding))).data == page()


def test_chunks_that_the_crawler_joined_already_are_left_as_they_are() -> None:
    assert only_page(answer(page(), *HTML, ("Transfer-Encoding", "chunked"))).data == page()


def test_chunks_may_have_extensions_and_trailers() -> None:
    body = b"6;name=x\r\n<html>\r\n0\r\nExpires: 0\r\n\r\n"
    assert only_page(answer(body, *HTML, ("Transfer-Encoding", "chunked"))).data == b"<html>"


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (chunked(page(), 50)[:200], [("Transfer-Encoding", "chunked")], "cut short: its last chunk"),
        (chunked(page(), 50)[:110] + b"zz" * 20, [("Transfer-Encoding", "chunked")], "no chunk begins at byte"),
        (gzip.compress(page())[:-40], [("Content-Encoding", "gzip")], "cut short: its packed body"),
        (gzip.compress(page())[:40] + b"x" * 99, [("Content-Encoding", "gzip")], "cannot be unpacked as gzip"),
        (b"\x00\x01\x02" * 99, [("Content-Encoding", "br")], "cannot be unpacked as br"),
        (page(), [("Content-Encoding", "snappy")], "packed in a way that is not known ('snappy')"),
        (page(), [("Content-Encoding", "gzip, gzip, gzip, gzip")], "packed 4 times over"),
    ],
)
def test_a_body_that_is_damaged_is_a_failure_of_its_page(
    body: bytes, headers: list[tuple[str, str]], reason: str
) -> None:
    data = record(answer(body, *HTML, *headers)) + THREE[0]
    found = only_failure(data)
    assert reason in found.reason
    assert "https://krant.example/brug" in found.reason
    assert pages(data) == ["0"]


def test_a_page_that_unpacks_to_more_than_a_document_may_hold_is_a_failure() -> None:
    bomb = gzip.compress(b"0" * 3_000_000)
    data = record(answer(bomb, *HTML, ("Content-Encoding", "gzip"))) + THREE[0]
    assert "unpacks to more than" in only_failure(data, Settings(largest_document=1_000_000)).reason


def test_the_character_set_of_the_server_is_followed() -> None:
    body = page("Café in Łódź dicht").decode().encode("iso-8859-2", "replace")
    document = only_page(answer(body, ("Content-Type", "text/html; charset=iso-8859-2")))
    assert "Łódź" in read_article(document, settings=Settings()).text


def test_the_article_knows_when_its_page_was_captured() -> None:
    article = read_article(only_page(answer(page(), *HTML)), settings=Settings())
    assert article.captured == datetime(2026, 3, 4, 17, 20, tzinfo=UTC)
    assert article.address == "https://krant.example/brug"


def test_text_in_conversion_and_resource_records_is_read() -> None:
    text = b"Brug dicht\n\nDe wethouder zegt dat de brug dicht blijft."
    for kind in ("conversion", "resource"):
        found = only_page(text, kind=kind, content_type="text/plain")
        assert (found.media_type, found.data) == ("text/plain", text)


def test_a_page_kept_as_a_resource_is_read() -> None:
    assert only_page(page(), kind="resource", content_type="text/html").media_type == "text/html"


def test_a_response_without_a_type_is_looked_into() -> None:
    assert only_page(answer(page())).media_type == "text/html"


def test_a_type_that_the_crawler_found_stands_in_for_a_missing_one() -> None:
    data = record(answer(b"\x89PNG"), extra=[("WARC-Identified-Payload-Type", "image/png")])
    assert "1 image/png" in only_failure(data).reason


def test_records_that_hold_no_page_are_passed_over_and_counted() -> None:
    other = [
        record(answer(b"GIF89a", ("Content-Type", "image/gif"))),
        record(answer(b"GIF89a", ("Content-Type", "image/gif"))),
        record(answer(page(), *HTML, status="404 Not Found")),
        record(answer(page(), *HTML, status="301 Moved Permanently")),
        record(answer(b"", *HTML)),
        record(b"x", kind="continuation"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(b"software: x", kind="warcinfo", uri=None),
        record(b"fetchTimeMs: 3", kind="metadata"),
    ]
    found = only_failure(THREE[0] + b"".join(other))
    assert found.location == "crawl.warc"
    assert found.reason == (
        "passed over 6 records that hold no page: "
        "2 image/gif, 1 HTTP 404, 1 continuation record, 1 empty page, 1 redirect"
    )


def test_an_archive_without_pages_says_so() -> None:
    assert only_failure(record(b"software: x", kind="warcinfo", uri=None)).reason == "is a web archive without pages"


DIGEST = (("WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"),)


def test_a_revisit_of_a_page_in_the_archive_is_silent() -> None:
    first = record(answer(page(), *HTML), extra=DIGEST)
    again = record(answer(b"", *HTML), kind="revisit", extra=DIGEST)
    assert [type(found) for found in read(first + again)] == [RawDocument]


def test_a_revisit_may_name_the_record_itself() -> None:
    block = answer(page(), *HTML)
    again = record(b"", kind="revisit", extra=[("WARC-Refers-To", f"<urn:uuid:{zlib.crc32(block):08x}>")])
    assert [type(found) for found in read(record(block) + again)] == [RawDocument]


def test_a_revisit_of_a_page_in_another_archive_is_a_failure() -> None:
    data = THREE[0] + record(b"", kind="revisit", extra=DIGEST)
    assert "had it before in another archive" in only_failure(data).reason
    assert pages(data) == ["0"]


@pytest.mark.parametrize("compress", [False, True])
def test_a_cut_tail_costs_only_the_last_record(compress: bool) -> None:
    data = packed(*THREE) if compress else b"".join(THREE)
    start = len(packed(*THREE[:2])) if compress else len(b"".join(THREE[:2]))
    assert pages(data[:-60]) == ["0", "1"]
    found = only_failure(data[:-60])
    assert found.location == f"crawl.warc#{start}"
    assert f"damaged from byte {start} on" in found.reason


def test_a_cut_check_sum_does_not_cost_the_record() -> None:
    data = packed(*THREE)[:-4]
    assert pages(data) == ["0", "1", "2"]
    assert "ends in the middle" in only_failure(data).reason


@pytest.mark.parametrize("at", [3, 15, 60, -20, -6])
def test_a_damaged_member_costs_only_its_record(at: int) -> None:
    members = [packed(one) for one in THREE]
    broken = bytearray(members[1])
    broken[at] ^= 0xFF
    data = members[0] + bytes(broken) + members[2]
    assert pages(data) in (["0", "2"], ["0", "1", "2"])  # Byte 3 are flags that may mean nothing.
    if pages(data) == ["0", "2"]:
        assert only_failure(data).location == f"crawl.warc#{len(members[0])}"


@pytest.mark.parametrize(
    "garbage", [b"vuilnis\r\n\r\n", b"\x00\xff" * 70_000, b"\x1f\x8b\x08" * 500, b"WARC/", b"\r\n"]
)
@pytest.mark.parametrize("compress", [False, True])
def test_garbage_between_records_costs_none(garbage: bytes, compress: bool) -> None:
    parts = [packed(one) if compress else one for one in THREE]
    data = parts[0] + garbage + parts[1] + parts[2]
    assert pages(data) == ["0", "1", "2"]
    assert len(failures(data)) == (0 if garbage == b"\r\n" and not compress else 1)


def test_a_member_that_is_no_record_costs_none() -> None:
    data = packed(THREE[0], b"vuilnis", THREE[1])
    assert pages(data) == ["0", "1"]
    assert "no record begins here" in only_failure(data).reason


@pytest.mark.parametrize("length", [10**15, 10**7, 2000, 20, 0, -5, "", "veel", "1" * 5000])
@pytest.mark.parametrize("compress", [False, True])
def test_a_record_with_a_wrong_length_costs_only_itself(length: int | str, compress: bool) -> None:
    wrong = record(answer(page(), *HTML), length=length)
    parts = [packed(one) if compress else one for one in (THREE[0], wrong, THREE[1], THREE[2])]
    assert pages(b"".join(parts)) == ["0", "1", "2"]
    assert only_failure(b"".join(parts)).location == f"crawl.warc#{len(parts[0])}"


def test_a_page_cannot_smuggle_in_a_record_of_another_outlet() -> None:
    body = page() + b"\r\n\r\n" + page_record(7, extra=()) + b"x" * 3000  # type: ignore[arg-type]
    data = record(answer(body, *HTML)) + THREE[0]
    assert pages(data) == ["brug", "0"]
    assert pages(data, Settings(largest_document=1000)) == ["0"]


def test_a_record_over_the_limit_is_passed_by_and_said() -> None:
    data = packed(THREE[0], record(answer(b"<p>" + bytes(range(32, 127)) * 9000, *HTML)), THREE[1])
    settings = Settings(largest_document=10_000)
    assert pages(data, settings) == ["0", "1"]
    assert "the largest document allowed is 0.0 MB" in only_failure(data, settings).reason


def test_a_header_that_does_not_end_costs_only_itself() -> None:
    data = THREE[0] + b"WARC/1.0\r\n" + b"X-Y: z\r\n" * 20_000 + THREE[1]
    assert pages(data) == ["0", "1"]


def test_a_bomb_in_a_member_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    with gzip.open(path, "wb") as stream:
        stream.write(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100000000\r\n\r\n")
        for _ in range(100):
            stream.write(b"0" * 1_000_000)
    with path.open("ab") as stream:
        stream.write(packed(THREE[0]))
    tracemalloc.start()
    with path.open("rb") as stream:
        found = list(iter_warc(stream, "bomb", Settings(largest_document=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] == [Failure, RawDocument]
    assert peak < 8_000_000


def test_a_missing_or_odd_address_leaves_the_place() -> None:
    (found,) = read(record(answer(page(), *HTML), uri=None))
    assert found.location == "crawl.warc#0"
    (wrapped,) = read(record(answer(page(), *HTML), uri="<https://krant.example/a>"))
    assert wrapped.location == "https://krant.example/a"


@pytest.mark.parametrize(
    ("value", "year"), [("2026-03-04", 2026), ("2026-03-04T17:20:00.123456789Z", 2026), ("gisteren", None)]
)
def test_a_time_without_a_zone_is_that_of_the_crawler(value: str, year: int | None) -> None:
    data = record(answer(page(), *HTML)).replace(b"2026-03-04T17:20:00Z", value.encode())
    (found,) = read(data)
    assert isinstance(found, RawDocument)
    assert (found.captured.year if found.captured else None) == year
    assert found.captured is None or found.captured.utcoffset() == UTC.utcoffset(None)


@pytest.mark.parametrize(
    "data", [b"", b"vuilnis" * 50, b"WARC/1.0", b"WARC/1.0\r\n\r\n", b"\x1f\x8b\x08\x00" + b"x" * 99]
)
def test_what_is_no_archive_is_one_failure(data: bytes) -> None:
    assert [type(found) for found in read(data)] == [Failure]


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\nContent-Length: 19000000\r\n\r\n" * 5000,
        b"WARC/1.0\r\nContent-Type: x\r\n" * 20_000,
        b"\x1f\x8b\x08" * 50_000,
        gzip.compress(b"") * 20_000,
        record(answer(gzip.compress(b"") * 200_000, *HTML, ("Content-Encoding", "gzip"))),
        record(answer(b"1\r\nx\r\n" * 50_000, *HTML, ("Transfer-Encoding", "chunked"))),
    ],
    ids=["lengths", "headers", "magic", "members", "members in a body", "chunks"],
)
def test_an_archive_made_to_take_forever_does_not(data: bytes) -> None:
    start = time.process_time()
    assert len(read(data)) == 1
    assert time.process_time() - start < 5


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.data(), st.booleans())
def test_any_damage_leaves_the_records_that_it_did_not_touch(data: st.DataObject, compress: bool) -> None:
    parts = [packed(one) if compress else one for one in THREE]
    whole = bytearray(b"".join(parts))
    start = data.draw(st.integers(len(parts[0]), len(parts[0]) + len(parts[1]) - 5))
    noise = data.draw(st.binary(max_size=30))
    whole[start : start + len(noise)] = noise
    found = pages(bytes(whole))
    assert found[0] == "0"
    if start + len(noise) <= len(parts[0]) + len(parts[1]) - 4:
        assert found[-1] == "2"
