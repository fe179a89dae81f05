"""What may come in with a request, and that nothing of it stays open when it is refused."""

from collections.abc import Callable
from typing import IO, Any, TypeVar

import flask
from flask import Flask, abort, current_app, request

MOST_FILES = 6
"""How many files of the largest size one request may carry: a place for each paper of a step, and one to spare."""
MARK = "takes_files"

View = TypeVar("View", bound=Callable[..., Any])


class Request(flask.Request):
    """A request that closes each file it began to receive, also where it refuses to receive the rest."""

    def _get_file_stream(self, *args: Any, **kwargs: Any) -> IO[bytes]:
        """Return where an upload is written to, as Werkzeug asks for it, and remember it."""
        stream = super()._get_file_stream(*args, **kwargs)
        self.__dict__.setdefault("begun", []).append(stream)
        return stream

    def close(self) -> None:
        """Close everything; Werkzeug itself forgets what it had begun when a form turns out too large."""
        super().close()
        for stream in self.__dict__.get("begun", ()):
            stream.close()


def register(app: Flask) -> None:
    """Let the program receive what it can use, and refuse the rest before any page sees it."""
    app.request_class = Request
    app.url_value_preprocessor(allow_files)
    app.before_request(refuse_null)
    app.before_request(refuse_misplaced_files)


def takes_files(view: View) -> View:
    """Mark a view whose form has places for files: one that is too large is then said at its place, nothing lost."""
    setattr(view, MARK, True)
    return view


def allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the pages that take files receive more than one of the largest, before anything reads the request."""
    if request.max_content_length and hasattr(current_app.view_functions.get(endpoint or ""), MARK):
        request.max_content_length *= MOST_FILES


def refuse_null() -> None:
    """Say that an address with a NUL in it leads nowhere: nobody typed it, and PostgreSQL takes none in a query."""
    if any("\0" in given for given in (request.path, *request.args.values())):
        abort(404)


def refuse_misplaced_files() -> None:
    """Refuse a file sent where a text is asked: no page of ours does, and what reads texts would stumble over it.

    Every place for a file has a name that begins with `file`.
    """
    if any(not name.startswith("file") for name in request.files):
        abort(422)
