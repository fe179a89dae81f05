"""Members: the register's entry, what goes on while a membership lasts, and mending what was recorded."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth import occasion
from app.domain.errors import InputError
from app.forms.memberships import ReasonForm, RecognitionForm, record_form
from app.forms.reviews import put
from app.receiving import takes_files
from app.services import memberships
from app.views.presenters.memberships import action_links, entry_lines, told, turn_items, what

bp = Blueprint("memberships", __name__)


@bp.get("/miembros/<code>")
def show(code: str) -> str:
    """Show one member: the entry to everybody, turns and history to who has to do with it."""
    now = occasion()
    member = memberships.get(code, now)
    return render_template(
        "memberships/show.html",
        member=member,
        entry=entry_lines(member),
        turns=turn_items(member, now.today, mine=True),
        waiting=turn_items(member, now.today, mine=False),
        actions=action_links(member),
        events=told(member),
    )


@bp.route("/miembros/<code>/registrar", methods=["GET", "POST"])
def record(code: str) -> ResponseReturnValue:
    """Record an existing member, or mend its entry; Lima and the Embassy do it."""
    organization, current = memberships.recognizable(code, occasion())
    form = RecognitionForm(current)
    if form.validate_on_submit():
        try:
            memberships.record_existing(code, form.recognition(), occasion())
        except InputError as error:
            put(form, error)
        else:
            flash(_("El registro de miembros quedó al día."), "success")
            return redirect(url_for(".show", code=code), 303)
    page = render_template("memberships/record.html", form=form, organization=organization, current=current)
    return page, 422 if form.errors else 200


@bp.route("/miembros/<code>/pasos/<key>", methods=["GET", "POST"])
@takes_files
def step(code: str, key: str) -> ResponseReturnValue:
    """Ask what a step of the membership wants, and record it."""
    page = memberships.step_page(code, key, occasion())
    form = record_form(page)
    if form.is_submitted() and form.is_whole():
        upload = next((given for _field, given in form.uploads()), None)
        try:
            memberships.record_step(code, key, form.inputs(), occasion(), upload)
        except InputError as error:
            form.put(error)
        else:
            flash(_("El paso quedó registrado."), "success")
            return redirect(url_for(".show", code=code), 303)
    return render_template("memberships/step.html", form=form, page=page), 422 if form.errors else 200


@bp.route("/miembros/<code>/pasos/<key>/no-aplica", methods=["GET", "POST"])
def skip(code: str, key: str) -> ResponseReturnValue:
    """Ask why a step doesn't apply, and record that it doesn't."""
    page = memberships.step_page(code, key, occasion())
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            memberships.skip_step(code, key, form.reason.data or "", occasion())
        except InputError as error:
            put(form, error)
        else:
            flash(_("Quedó registrado que el paso no aplica."), "success")
            return redirect(url_for(".show", code=code), 303)
    return render_template("memberships/skip.html", form=form, page=page), 422 if form.errors else 200


@bp.route("/miembros/<code>/registros/<int(max=2147483647):sequence>/corregir", methods=["GET", "POST"])
def correct(code: str, sequence: int) -> ResponseReturnValue:
    """Ask why a record is wrong, and void it."""
    organization, wrong = memberships.correction_page(code, sequence, occasion())
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            stays = memberships.correct_record(code, sequence, form.reason.data or "", occasion())
        except InputError as error:
            put(form, error)
        else:
            flash(_("El registro se anuló; el historial conserva los dos."), "success")
            return redirect(url_for(".show" if stays else "organizations.show", code=code), 303)
    page = render_template(
        "memberships/correct.html", form=form, organization=organization, wrong=wrong, what=what(wrong)
    )
    return page, 422 if form.errors else 200
