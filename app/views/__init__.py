"""Pages: one blueprint per file. A view reads the request, calls one service and renders."""

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import auth
from app.views import (
    actions,
    applications,
    briefs,
    files,
    filters,
    form,
    home,
    memberships,
    navigation,
    organizations,
    public,
    reviews,
    steps,
)
from app.views.people import acceptance, invitations, outbox

OPEN: tuple[Blueprint, ...] = (public.bp, acceptance.bp)
"""Pages anybody may read."""

CLOSED: tuple[Blueprint, ...] = (
    organizations.bp,
    memberships.bp,
    invitations.bp,
    outbox.bp,
    reviews.bp,
    form.bp,
    home.bp,
    applications.bp,
    steps.bp,
    actions.bp,
    files.bp,
    briefs.bp,
)
"""Pages for people who signed in; whatever isn't in `OPEN` is here."""


def register(app: Flask) -> None:
    """Make the pages reachable; those that are closed send an anonymous visitor to sign in first."""
    filters.register(app)
    navigation.register(app)
    app.before_request(refuse_null)
    app.before_request(refuse_misplaced_files)
    for blueprint in CLOSED:
        # In the application, not in the blueprint: that one is shared by every application of the process.
        app.before_request_funcs.setdefault(blueprint.name, []).insert(0, ask_to_sign_in)
    for blueprint in (*OPEN, *CLOSED):
        app.register_blueprint(blueprint)


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


def ask_to_sign_in() -> ResponseReturnValue | None:
    """Send an anonymous visitor to the sign-in page, and back afterwards if they were only reading."""
    if auth.account() is not None:
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=back), 303)
