"""Reading for the asker alone, and jobs that read into the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from volgens.errors import IntakeError
from volgens.model import RawDocument
from volgens.web.api import answers
from volgens.web.api import schemas as s
from volgens.web.api.asking import AnyId, AnySite, AnyWindow, Site, Writer, make_router, page_answer
from volgens.web.api.cursors import cut
from volgens.web.jobs import Job

router = make_router("reading")
PLACE = "text"
"""Location of what came without an address."""

GATEWAY: dict[int | str, dict[str, object]] = {
    504: {"model": s.ErrorAnswer, "description": "Reading it takes too long; give a shorter text."}
}
OTHER_TYPE: dict[int | str, dict[str, object]] = {
    415: {"model": s.ErrorAnswer, "description": "Neither JSON nor a form with a file."}
}


def may_read(site: AnySite) -> Site:
    """The site, where it reads for visitors."""
    if site.options.read_only:
        raise HTTPException(403, "this site is for reading only; nothing can be changed or read in here")
    return site


ReadingSite = Annotated[Site, Depends(may_read)]


@router.post("/extract", responses=GATEWAY)
def extract(site: ReadingSite, wanted: s.ExtractRequest) -> s.ReadingAnswer:
    """Who says what in a text or a page; nothing is stored."""
    if isinstance(wanted, s.TextRequest):
        words, kind, location = wanted.text, "text/plain", PLACE
    else:
        words, kind, location = wanted.html, "text/html", wanted.address or PLACE
    document = RawDocument(data=words.encode("utf-8"), media_type=f"{kind}; charset=utf-8", location=location)
    try:
        return answers.reading_answer(site.reader.read(document))
    except IntakeError as error:
        raise HTTPException(422, f"this cannot be read: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody wants read: addresses, or a file with its name."""

    addresses: tuple[str, ...] = ()
    name: str = ""
    data: bytes = b""


async def read_sent(request: Request) -> Sent:
    """The body of a request for a job, in either of its forms."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            wanted = s.JobRequest.model_validate_json(await request.body())
        except ValidationError as error:
            raise RequestValidationError([{**e, "loc": ("body", *e["loc"])} for e in error.errors()]) from error
        return Sent(addresses=wanted.addresses)
    if kind != "multipart/form-data":
        raise HTTPException(415, "send JSON with addresses, or a form with a file")
    try:
        async with request.form(max_files=1, max_fields=10) as form:
            file = form.get("file")
            if isinstance(file, UploadFile):
                return Sent(name=file.filename or "", data=await file.read())
            if isinstance(file, str):
                return Sent(name="text.txt", data=file.encode("utf-8", "replace"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HTTPException(400, f"the form cannot be read: {error}") from error
    raise HTTPException(422, "the form holds no file under the name file")


JOB_BODY: Mapping[str, object] = {
    "required": True,
    "content": {
        "application/json": {"schema": s.JobRequest.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {
                        "contentMediaType": "application/octet-stream",
                        "description": "Any kind that `volgens read` takes: .html, .txt, .jsonl, .csv, .warc.gz.",
                    }
                },
            }
        },
    },
}


@router.post("/jobs", status_code=202, responses=OTHER_TYPE, openapi_extra={"requestBody": JOB_BODY})
def begin(site: AnySite, writer: Writer, sent: Annotated[Sent, Depends(read_sent)]) -> s.JobAnswer:
    """Have pages fetched, or a file read, into the ledger; ask for the job by its id to see how far it is."""
    if sent.addresses:
        return job_answer(site.jobs.add_addresses(sent.addresses, writer.name))
    return job_answer(site.jobs.add_file(sent.name, sent.data, writer.name))


@router.get("/jobs")
def jobs(site: AnySite, window: AnyWindow, _: Writer) -> s.PageAnswer[s.JobAnswer]:
    """The jobs since the site was started, the last first."""
    page = cut("jobs", site.jobs.all(), lambda job: job.id, window.cursor, window.limit)
    return page_answer("jobs", page, job_answer)


@router.get("/jobs/{id}")
def job(id: AnyId, site: AnySite, _: Writer) -> s.JobAnswer:
    """How far a job is."""
    return job_answer(site.jobs.get(id))


@router.post("/jobs/{id}/cancel")
def cancel(id: AnyId, site: AnySite, _: Writer) -> s.JobAnswer:
    """Stop a job after the article that it is reading; what was read stays. One that is over stays as it is."""
    return job_answer(site.jobs.cancel(id))


def job_answer(job: Job) -> s.JobAnswer:
    return s.JobAnswer(
        id=job.id,
        state=job.state.value,
        what=job.what,
        by=job.by,
        made_at=job.made_at,
        began=job.began,
        ended=job.ended,
        run=job.run,
        total=job.total,
        found=sum(job.counts.values()),
        read=job.counts.get("read", 0),
        revised=job.counts.get("revised", 0),
        copies=job.counts.get("copy", 0),
        known=job.counts.get("known", 0),
        failed=job.counts.get("failed", 0),
        failures=tuple(s.JobFailure(location=where, reason=why) for where, why in job.failures),
        articles=job.articles,
        reason=job.reason,
    )
