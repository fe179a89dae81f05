"""Acts beside the way (suspend, withdraw, transfer…) and corrections: what they lead to is told before they're done."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import occasion
from app.domain.errors import InputError
from app.domain.progress.actions import Action
from app.forms.actions import ActionForm, action_form
from app.forms.reviews import put
from app.receiving import takes_files
from app.services import offices
from app.services.applications import acting
from app.services.applications.telling.consequences import consequences
from app.views.presenters.asking import Asking, asking
from app.views.presenters.offers import ASIDE, BACK
from app.views.presenters.undoing import Undoing, undoing

bp = Blueprint("actions", __name__)


@bp.route("/expedientes/<number>/acciones/<kind>", methods=["GET", "POST"])
@takes_files
def take(number: str, kind: str) -> ResponseReturnValue:
    """Ask for what an act needs, tell what it leads to, and do it."""
    found = next((known for known in (*BACK, *ASIDE) if known.value == kind), None)
    if found is None:
        abort(404)
    return asked(number, Action(found), url_for("applications.show", number=number))


def asked(number: str, action: Action, back: str) -> ResponseReturnValue:
    """Show the page that confirms `action`, or take it and go to `back`."""
    page = asking(number, action, back, occasion())
    form = action_form(action, [office for office in offices.listed() if office.id != page.office_id])
    if form.validate_on_submit() and taken(page, form):
        flash(page.done)
        return redirect(back, 303)
    return render_template("actions/take.html", page=page, form=form), 422 if form.errors else 200


def taken(page: Asking | Undoing, form: ActionForm) -> bool:
    """Take the action; where an input can't be so, say it on the form instead."""
    try:
        acting.take(page.number, page.action, form.inputs(), occasion(), form.uploads())
    except InputError as error:
        put(form, error)
    return not form.errors


@bp.route("/expedientes/<number>/registros/<int(max=2147483647):sequence>/corregir", methods=["GET", "POST"])
def correct(number: str, sequence: int) -> ResponseReturnValue:
    """Tell what voiding a record would undo, ask why, and void it."""
    page = undoing(number, consequences(number, sequence, occasion()))
    form = action_form(page.action)
    if form.validate_on_submit() and taken(page, form):
        flash(_("El registro quedó anulado. El historial conserva los dos."))
        return redirect(url_for("applications.show", number=number), 303)
    return render_template("actions/correct.html", page=page, form=form), 422 if form.errors else 200
