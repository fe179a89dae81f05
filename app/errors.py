"""One table: which class of exception gives which status, and the page that says what to do."""

import structlog
from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.domain.errors import IncompleteError, InputError, NotAllowedError, NotFoundError, WrongStepError
from app.extensions import db
from app.labels import text

STATUS_CODES: dict[type[Exception], int] = {
    NoResultFound: 404,
    NotFoundError: 404,
    StaleDataError: 409,
    NotAllowedError: 403,
    WrongStepError: 409,
    IncompleteError: 422,
    InputError: 422,
}
PAGES = frozenset({400, 403, 404, 409, 413, 422, 429, 500})
"""Statuses with words of their own; any other client error borrows those of 422."""

CLIENT_ERROR, SERVER_ERROR = 400, 500

log = structlog.get_logger(__name__)


def register(app: Flask) -> None:
    """Answer each exception of the table, and each of the web's own errors, with the page of its status."""
    for kind in STATUS_CODES:
        app.register_error_handler(kind, page)
    app.register_error_handler(HTTPException, http_page)


def page(error: Exception) -> ResponseReturnValue:
    """Return the page for an exception of the table, with the rule that was in the way."""
    code = next(STATUS_CODES[kind] for kind in type(error).__mro__ if kind in STATUS_CODES)
    because = getattr(error, "because", None)
    return rendered(code, text(because) if because else "")


def http_page(error: HTTPException) -> ResponseReturnValue:
    """Return the page for one of the web's own errors; redirections and finished answers pass as they are."""
    if error.response is not None or error.code is None or error.code < CLIENT_ERROR:
        return error
    if isinstance(error, InternalServerError):
        # What failed in the database must not fail again while the page says so.
        db.session.rollback()
    response, code = rendered(error.code, "")
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return response, code, headers


def rendered(code: int, because: str) -> tuple[str, int]:
    """Return the page of a status and the status."""
    name = code if code in PAGES else 422 if code < SERVER_ERROR else 500
    return render_template(f"errors/{name}.html", because=because), code
