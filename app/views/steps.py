"""The page of one step: what it asks, its papers, recording it; saying that it doesn't apply; a longer term."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.auth import occasion
from app.domain.errors import IncompleteError, InputError
from app.domain.progress.actions import Action, ActionKind
from app.forms.steps import UPLOAD, StepForm
from app.receiving import takes_files
from app.services import files
from app.services.applications import acting
from app.views.actions import asked
from app.views.presenters.step import StepPage, step_page

bp = Blueprint("steps", __name__)


@bp.get("/expedientes/<number>/pasos/<step>")
def show(number: str, step: str) -> ResponseReturnValue:
    """Show what a step asks, its papers, and the form to record it."""
    page = step_page(number, step, occasion())
    return rendered(page, page.form)


@bp.post("/expedientes/<number>/pasos/<step>")
@takes_files
def record(number: str, step: str) -> ResponseReturnValue:
    """Keep the papers that were chosen, whatever else is wrong, and finish the step where that is asked."""
    page = step_page(number, step, occasion())
    form = page.form
    if request.form.get("do") == UPLOAD:
        kept = keep_files(number, form)
        if not kept and not form.errors:
            form.ask_for_a_file()
        if not form.errors and not form.is_typed():
            return redirect(url_for(".show", number=number, step=step), 303)
    elif finished(number, step, form):
        flash(_("El paso %(n)s quedó registrado.", n=page.step.number))
        return redirect(url_for("applications.show", number=number), 303)
    return rendered(step_page(number, step, occasion()), form)


def rendered(page: StepPage, form: StepForm) -> ResponseReturnValue:
    """Return the page of a step with a form on it."""
    return render_template("steps/show.html", page=page, form=form), 422 if form.errors else 200


def keep_files(number: str, form: StepForm) -> int:
    """Keep each file chosen and return how many; say at its place why one can't be."""
    kept = 0
    for field, upload in form.uploads():
        try:
            files.upload(number, upload, occasion())
            kept += 1
        except InputError as error:
            form.put(error, field)
    if kept:
        flash(ngettext("Se guardó %(num)s archivo.", "Se guardaron %(num)s archivos.", kept))
    return kept


def finished(number: str, step: str, form: StepForm) -> bool:
    """Finish the step; where something is missing or wrong, say it on the form and keep what was given."""
    is_whole = form.is_whole()
    keep_files(number, form)
    if not is_whole or form.errors:
        return False
    try:
        acting.take(number, Action(ActionKind.COMPLETE, step), form.inputs(), occasion())
    except InputError as error:
        form.put(error)
    except IncompleteError as error:
        form.say(error)
    return not form.errors


@bp.route("/expedientes/<number>/pasos/<step>/no-aplica", methods=["GET", "POST"])
def skip(number: str, step: str) -> ResponseReturnValue:
    """Say that a step doesn't apply, and why."""
    return asked(number, Action(ActionKind.SKIP, step), url_for(".show", number=number, step=step))


@bp.route("/expedientes/<number>/pasos/<step>/ampliar", methods=["GET", "POST"])
def extend(number: str, step: str) -> ResponseReturnValue:
    """Give a term its extension, and say why."""
    return asked(number, Action(ActionKind.EXTEND, step), url_for("applications.terms", number=number, step=step))
