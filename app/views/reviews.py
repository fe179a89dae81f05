"""The office's review and the applicant's answers to it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from app.auth import occasion
from app.domain.errors import InputError
from app.domain.progress.actions import ActionKind
from app.forms.reviews import FORMAL, EndorseForm, IssueForm, ObservationForm, answers_form, put, typed_answers
from app.services.applications import answering, reviews
from app.services.applications.places import slug
from app.services.applications.reviewing import reading
from app.views.answer_words import answer_words

bp = Blueprint("reviews", __name__)
bp.add_app_template_filter(answer_words, "answer")


@bp.get("/expedientes/<number>/revision")
def show(number: str) -> str:
    """Show the whole application as one page, with what the office observes and observed."""
    form = ObservationForm(formdata=None)
    return render_template("reviews/show.html", review=reading.review(number, occasion()), form=form)


@bp.post("/expedientes/<number>/revision/observaciones")
def observe(number: str) -> ResponseReturnValue:
    """Write down a draft observation and come back to its place."""
    form = ObservationForm()
    anchor = form.anchor.data or ""
    is_formal = form.kind.data == FORMAL
    if form.validate() and kept(
        form, lambda: reviews.observe(number, anchor, form.text.data or "", occasion(), is_formal=is_formal)
    ):
        flash(_("Borrador guardado. Solo su oficina lo ve."))
        return redirect(url_for(".show", number=number, _anchor=slug(anchor)), 303)
    review = reading.observing(number, anchor, occasion())
    return render_template("reviews/show.html", review=review, form=form), 422


@bp.post("/expedientes/<number>/revision/observaciones/<int(max=2147483647):draft_id>/descartar")
def discard(number: str, draft_id: int) -> ResponseReturnValue:
    """Throw a draft away and come back to its place."""
    anchor = reviews.discard(number, draft_id, occasion())
    flash(_("Borrador descartado."))
    return redirect(url_for(".show", number=number, _anchor=slug(anchor)), 303)


@bp.route("/expedientes/<number>/revision/ronda", methods=["GET", "POST"])
def issue(number: str) -> ResponseReturnValue:
    """Ask before the drafts are issued as one round, and issue them."""
    form = IssueForm()
    if form.validate_on_submit() and kept(
        form, lambda: reviews.issue_round(number, form.reason.data or "", occasion(), seen=form.seen.data or "")
    ):
        flash(_("Las observaciones se emitieron. Ahora le toca al gobierno responder."))
        return redirect(url_for(".show", number=number), 303)
    return confirmation("issue", number, ActionKind.ISSUE_ROUND, form)


@bp.route("/expedientes/<number>/revision/conformidad", methods=["GET", "POST"])
def endorse(number: str) -> ResponseReturnValue:
    """Ask before the office gives its endorsement, and give it."""
    form = EndorseForm()
    if form.validate_on_submit() and kept(
        form, lambda: reviews.endorse(number, form.note.data or "", occasion(), seen=form.seen.data or "")
    ):
        flash(_("La conformidad quedó registrada."))
        return redirect(url_for(".show", number=number), 303)
    return confirmation("endorse", number, ActionKind.ENDORSE, form)


def confirmation(page: str, number: str, kind: ActionKind, form: FlaskForm) -> ResponseReturnValue:
    """Show the page that confirms `kind`, with the mark of what stands on it."""
    review = reading.confirming(number, kind, occasion())
    form.seen.data = review.mark
    return render_template(f"reviews/{page}.html", review=review, form=form), 422 if form.errors else 200


@bp.get("/expedientes/<number>/observaciones")
def answers(number: str) -> str:
    """Show the rounds: the open one to be answered, the earlier ones to be read."""
    review = reading.review(number, occasion())
    return render_template("reviews/answers.html", review=review, form=answers_form(review.current))


@bp.post("/expedientes/<number>/observaciones/<key>")
def answer(number: str, key: str) -> ResponseReturnValue:
    """Save one answer, and what else was typed on the page."""
    written = typed_answers()
    try:
        left = answering.answer(number, key, written, occasion())
    except InputError as error:
        review = reading.review(number, occasion())
        form = answers_form(review.current, written, error)
        return render_template("reviews/answers.html", review=review, form=form), 422
    flash(left_to_answer(left))
    return redirect(url_for(".answers", number=number, _anchor=f"observacion-{key}"), 303)


def left_to_answer(left: int) -> str:
    """Say how many observations of the round still wait."""
    if not left:
        return str(_("Respuesta guardada. Ya respondió todas las observaciones: falta volver a entregar la solicitud."))
    return str(
        ngettext(
            "Respuesta guardada. Falta responder %(num)s observación.",
            "Respuesta guardada. Falta responder %(num)s observaciones.",
            left,
        )
    )


def kept(form: FlaskForm, deed: Callable[[], Any]) -> bool:
    """Do it; where an input can't be so, say it on the form instead, which keeps what was typed."""
    try:
        deed()
    except InputError as error:
        put(form, error)
        return False
    return True
