"""What the register says of a member, and the steps that go on while a membership lasts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.
from wtforms.validators import InputRequired, Length

from app.domain.membership import Entry
from app.domain.process import anchors
from app.domain.process.definition import Evidence
from app.domain.progress.decisions import LONGEST_REASON
from app.domain.vocabulary import MembershipCategory
from app.forms.actions import TOO_LONG, cleaned, one_line_or_nothing
from app.forms.days import DayField
from app.forms.steps import Place, StepForm, step_form
from app.labels import label, text
from app.services.memberships import LONGEST_SOURCE, Recognition, StepPage


class RecognitionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """An entry of the register: category, since when, who says so, of which year, confirmed or not."""

    category = RadioField(
        _l("Categoría"),
        description=_l("Son las categorías de 2018; han cambiado antes. Si la fuente no la dice, queda por confirmar."),
        validators=[InputRequired(_l("Elija la categoría."))],
    )
    since = DayField(
        _l("Fecha de ingreso"),
        description=_l("Día, mes y año, por ejemplo 31/12/2022. Si ninguna fuente la dice, déjela vacía."),
    )
    source = StringField(
        _l("Fuente"),
        description=_l("La carta, el acta o la publicación que lo dice, con su número y fecha si los tiene."),
        filters=[one_line_or_nothing],
        validators=[
            InputRequired(_l("Diga de qué fuente lo sabe.")),
            Length(max=LONGEST_SOURCE, message=TOO_LONG),
        ],
    )
    year = IntegerField(
        _l("Año de la fuente"), validators=[InputRequired(_l("Escriba el año de la fuente con cuatro cifras."))]
    )
    is_confirmed = BooleanField(_l("La Secretaría de WeGO lo confirmó por escrito"))

    def __init__(self, current: Entry | None) -> None:
        """Start from what the register says now, if anything."""
        data: dict[str, Any] = {}
        if current:
            data = {
                "category": current.category.value,
                "since": current.since,
                "source": current.source,
                "year": current.year,
                "is_confirmed": current.is_confirmed,
            }
        super().__init__(data=data)
        self.category.choices = [SelectChoice(kind.value, label(kind)) for kind in MembershipCategory]

    def recognition(self) -> Recognition:
        """Return what was said; the form is valid."""
        return Recognition(
            MembershipCategory(self.category.data),
            self.since.data,
            self.source.data or "",
            self.year.data or 0,
            is_confirmed=self.is_confirmed.data,
        )


class ReasonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Why a step doesn't apply, or why a record is voided."""

    reason = TextAreaField(
        _l("Motivo"),
        description=_l("Queda en el historial de la membresía; lo leen quienes pueden verlo."),
        filters=[cleaned],
        validators=[Length(max=LONGEST_REASON, message=TOO_LONG)],
    )


def slot_of(page: StepPage) -> str:
    """Return the place of the papers of a membership's step."""
    return anchors.of_step(page.step.key)


def record_form(page: StepPage) -> StepForm:
    """Return the form of a step of a membership: its paper, the questions asked at it, the day and a note."""
    places = []
    if page.step.evidence is not Evidence.NONE:
        documents = ", ".join(text(document) for document in page.step.documents)
        required = page.step.evidence is Evidence.REQUIRED
        words = _l("Documento") if required else _l("Documento (opcional)")
        places = [Place(slot_of(page), str(words), documents)]
    return step_form(places, page.section, {}, is_recorded=True)
