"""The one form in which the API tells what went wrong."""

KINDS = {
    400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    409: "conflict", 413: "too_large", 415: "unsupported_media_type", 421: "misdirected", 422: "invalid",
    429: "too_many_requests", 500: "failed", 503: "unavailable", 504: "timed_out",
}  # fmt: skip


def error_body(status: int, message: str, details: object = None) -> dict[str, object]:
    """The one form in which the API tells what went wrong."""
    return {"error": {"status": status, "kind": KINDS.get(status, "error"), "message": message, "details": details}}
