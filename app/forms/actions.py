"""What goes with an action taken on an application as a whole: a reason, and what its kind asks for besides."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.
from wtforms.validators import Length

from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.progress.decisions import LONGEST_REASON, REASON_MISSING
from app.domain.progress.outcomes.sides import NO_ANSWER
from app.domain.progress.outcomes.steps import LONGEST_NUMBER
from app.forms.answers.typed import one_line, plain
from app.forms.days import DayField
from app.forms.files import given_file
from app.forms.given import Given
from app.models.office import Office
from app.services.files import ANSWER_SLOT, Upload

TOO_LONG = _l("Escriba como máximo %(max)d caracteres.")


def cleaned(typed: str | None) -> str:
    """Return a text as it is kept."""
    return plain(typed or "")


def reason_field() -> TextAreaField:
    """Return the field for why."""
    return TextAreaField(
        _l("Motivo"),
        description=_l("Queda en el historial del expediente; lo leen quienes pueden verlo."),
        filters=[cleaned],
        validators=[Given(REASON_MISSING), Length(max=LONGEST_REASON, message=TOO_LONG)],
    )


class ActionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """An action and what is given with it; `action_form` adds the fields of its kind."""

    def inputs(self) -> Inputs:
        """Return what was given."""
        return Inputs(
            reason=self._given("reason", ""),
            text=self._given("number", ""),
            happened_on=self._given("happened_on", None),
            office_id=self._given("office_id", None),
        )

    def uploads(self) -> tuple[Upload, ...]:
        """Return the files that go with it."""
        given = given_file(self.file, ANSWER_SLOT) if "file" in self else None
        return (given,) if given else ()

    def _given(self, name: str, otherwise: Any) -> Any:
        return self[name].data if name in self else otherwise


def action_form(action: Action, offices: Iterable[Office] = ()) -> ActionForm:
    """Return the form that goes with `action`; `offices` are those an application can pass to."""
    fields: dict[str, Any] = {}
    match action.kind:
        case ActionKind.REGISTER:
            fields["number"] = StringField(
                _l("Número de registro del ministerio"),
                description=_l("El que dio la mesa de partes, por ejemplo 2026-0123456."),
                filters=[one_line_or_nothing],
                validators=[Length(max=LONGEST_NUMBER, message=TOO_LONG)],
            )
        case ActionKind.TRANSFER:
            fields["office_id"] = SelectField(
                _l("Oficina que lo acompañará"),
                choices=[SelectChoice("", _l("Elija una oficina"))]
                + [SelectChoice(str(office.id), office.name) for office in offices],
                coerce=number_or_none,
                validate_choice=False,
            )
        case ActionKind.NOT_ACCEPT:
            fields["file"] = FileField(_l("Respuesta de WeGO"), validators=[Given(NO_ANSWER)])
            fields["happened_on"] = DayField(_l("Fecha de la respuesta"), is_required=True)
    if action.needs_reason:
        fields["reason"] = reason_field()
    form: ActionForm = type("AskedForm", (ActionForm,), fields)()
    return form


def one_line_or_nothing(typed: str | None) -> str:
    """Return a short text as it is kept."""
    return one_line(typed or "")


def number_or_none(given: Any) -> int | None:
    """Return the number an option stands for; None for the empty option and for anything else."""
    return int(given) if re.fullmatch("[0-9]{1,9}", str(given)) else None
