"""The first page of whoever signed in: what is theirs to do now."""

from flask import Blueprint, render_template

from app.auth import occasion
from app.services.applications.telling.agenda import agenda
from app.views.presenters.homes import home

bp = Blueprint("home", __name__)


@bp.get("/inicio")
def index() -> str:
    """Show what waits for the person, by what they are."""
    now = occasion()
    return render_template("home/index.html", home=home(agenda(now), now.today))
