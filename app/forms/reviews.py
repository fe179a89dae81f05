"""What the review asks: an observation, the confirmation of a round and of an endorsement, the applicant's answers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from app.domain.errors import InputError
from app.labels import text
from app.services.applications.answering import Written, mark
from app.services.applications.reviewing.rounds import Told
from app.services.applications.reviews import LONGEST

FORMAL, SUBSTANTIVE = "formal", "substantive"


def one_ending(typed: str | None) -> str:
    """End lines alike: browsers send two characters where the page counts one."""
    return (typed or "").replace("\r\n", "\n")


def long_text(label: Any, description: Any = "") -> TextAreaField:
    """Return a field for a text as long as the review keeps; the page counts down."""
    return TextAreaField(
        label,
        description=description,
        filters=[one_ending],
        validators=[Length(max=LONGEST, message=_l("Escriba como máximo %(max)d caracteres."))],
    )


class ObservationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """One draft observation at one place."""

    anchor = HiddenField()
    text = long_text(_l("Observación"), _l("Diga qué falta o qué no es exacto, y cómo mejorarlo."))
    kind = RadioField(
        _l("Qué hay que corregir"),
        choices=[SelectChoice(SUBSTANTIVE, _l("El contenido")), SelectChoice(FORMAL, _l("Solo la forma"))],
        default=SUBSTANTIVE,
    )


class IssueForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The confirmation of a round; the reason is asked from the second on."""

    seen = HiddenField()
    reason = long_text(
        _l("Por qué hace falta otra ronda"),
        _l("Lo ideal es una sola ronda. El gobierno leerá este motivo, que queda en el historial."),
    )


class EndorseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The confirmation of the office's endorsement."""

    seen = HiddenField()
    note = long_text(_l("Nota para el gobierno"), _l("Por ejemplo, un consejo para los pasos que siguen."))


class AnswerForm(Form):
    """The answer to one observation, and what stood there when the page was opened."""

    key = HiddenField()
    before = HiddenField()
    text = long_text(_l("Qué hizo con esta observación"))


class AnswersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The boxes of a whole round, sent together so that nothing typed in one is lost by saving another."""

    answers = FieldList(FormField(AnswerForm))

    @property
    def boxes(self) -> list[AnswerForm]:
        """The boxes in the order of the observations."""
        return [entry.form for entry in self.answers]

    def box(self, key: str) -> AnswerForm:
        """Return the box of an observation; raises StopIteration where there is none."""
        return next(box for box in self.boxes if box.key.data == key)


def typed_answers() -> dict[str, Written]:
    """Return what this request says stands in each box, by observation."""
    return {box.key.data or "": Written(box.text.data or "", box.before.data or "") for box in AnswersForm().boxes}


def answers_form(
    told: Told | None, written: Mapping[str, Written] | None = None, error: InputError | None = None
) -> AnswersForm:
    """Return the boxes of an open round, with what was typed instead of what stands, and the error at its box.

    The box in error is measured anew: saved again, its text stands.
    """
    form = AnswersForm(formdata=None)
    for item in (asked.observation for asked in (told.asked if told else ())):
        stands = item.answer or ""
        typed = (written or {}).get(item.key, Written(stands, mark(item, stands)))
        is_wrong = error is not None and error.field == item.key
        before = mark(item, stands) if is_wrong else typed.before
        box = form.answers.append_entry({"key": item.key, "text": typed.text, "before": before}).form
        if error is not None and is_wrong:
            box.text.errors = [text(error.because)]
    if error is not None:
        form.answers.errors = [*(box.errors for box in form.boxes)]
    return form


def put(form: FlaskForm, error: InputError) -> None:
    """Show what a service found wrong at the field it names, above the form where there is no such field."""
    if error.field in form:
        form[error.field].errors = [*form[error.field].errors, text(error.because)]
    else:
        form.form_errors.append(text(error.because))
