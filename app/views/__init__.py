"""Pages: one blueprint per file. A view reads the request, calls one service and renders."""

from flask import Blueprint, Flask, redirect, request, url_for
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
    for blueprint in CLOSED:
        # In the application, not in the blueprint: that one is shared by every application of the process.
        app.before_request_funcs.setdefault(blueprint.name, []).insert(0, ask_to_sign_in)
    for blueprint in (*OPEN, *CLOSED):
        app.register_blueprint(blueprint)


def ask_to_sign_in() -> ResponseReturnValue | None:
    """Send an anonymous visitor to the sign-in page, and back afterwards if they were only reading."""
    if auth.account() is not None:
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=back), 303)
