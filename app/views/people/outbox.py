"""The outbox of the demo: the mails that nobody receives, with their links, and the work that still waits."""

from flask import Blueprint, abort, current_app, render_template

from app.services import outbox
from config import DEMO

bp = Blueprint("outbox", __name__)


@bp.get("/correo")
def index() -> str:
    """Show the last mails; only the demo, where people are invented, has such a page."""
    if current_app.config["MODE"] != DEMO:
        abort(404)
    return render_template("outbox/index.html", mails=outbox.mails(), waiting=outbox.waiting())
