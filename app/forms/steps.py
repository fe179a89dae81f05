"""Recording a step: its papers, the questions asked at it, the day it happened and a note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Length

from app.domain.errors import DomainError, InputError, WrongStepError
from app.domain.process.answers import problems_in
from app.domain.process.catalog import FieldType, Moment, Section
from app.domain.progress.actions import Inputs
from app.domain.progress.decisions import LONGEST_TEXT
from app.domain.progress.papers import RATIFIED
from app.domain.progress.rules.papers import NO_PLACE
from app.forms.actions import TOO_LONG, cleaned
from app.forms.answers.fields import answer_field
from app.forms.days import DayField
from app.forms.files import given_file, is_chosen
from app.labels import text
from app.services.files import Upload

UPLOAD = "upload"
"""What the button says that only keeps the files; the other one finishes the step."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place for papers on the page: its slot, words and hint.

    `proves` says that a paper here can prove the step; `wanted` what to say where one is still asked for here and none
    is chosen, else "".
    """

    slot: str
    label: str
    hint: str
    proves: bool = False
    wanted: str = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return "file_" + self.slot.replace(":", "_")

    @property
    def is_conditional(self) -> bool:
        """Whether the label itself says when a paper is asked for here."""
        return self.slot == RATIFIED


class StepForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What is given with a step; `step_form` adds the fields."""

    places: tuple[Place, ...] = ()
    section: Section | None = None

    def files(self) -> list[Any]:
        """Return the fields for papers."""
        return [self[place.name] for place in self.places]

    def asked(self) -> list[Any]:
        """Return the fields that are questions of the catalogue."""
        return [field for field in self if hasattr(field, "question")]

    def uploads(self) -> list[tuple[Any, Upload]]:
        """Return the files that were chosen, each with its field."""
        given = [(self[place.name], given_file(self[place.name], place.slot)) for place in self.places]
        return [(field, upload) for field, upload in given if upload]

    def inputs(self) -> Inputs:
        """Return what was given with the step."""
        answers = {field.name: field.data for field in self.asked()}
        return Inputs(answers=answers, happened_on=self._given("happened_on"), text=self._given("note") or "")

    def is_typed(self) -> bool:
        """Whether anything but files was given."""
        given = [*(field.data for field in self.asked()), self._given("happened_on"), self._given("note")]
        return any(value not in (None, "", []) for value in given)

    def _given(self, name: str) -> Any:
        return self[name].data if name in self else None

    def is_whole(self) -> bool:
        """Whether what was given can be recorded; says at each field what is missing or wrong."""
        valid = bool(self.validate())
        chosen = {place for place in self.places if is_chosen(self[place.name])}
        is_proven = any(place.proves for place in chosen)
        for place in self.places:
            if place.wanted and not (is_proven if place.proves else place in chosen):
                self[place.name].errors = [place.wanted]
                valid = False
        return self._is_answered() and valid

    def _is_answered(self) -> bool:
        """Whether the questions asked at the step are answered; says at each what is missing or wrong."""
        if self.section is None:
            return True
        valid = True
        for problem in problems_in(self.section, {field.name: field.data for field in self.asked()}, Moment.DONE):
            if not self[problem.code].errors:
                self[problem.code].errors = [text(problem.because)]
                valid = False
        return valid

    def put(self, error: InputError, field: Any = None) -> None:
        """Show what a service found wrong at `field`, or at the one it names; a missing paper at the first place."""
        names = {place.slot: place.name for place in self.places}
        names["file"] = self.places[0].name if self.places else "file"
        name = names.get(error.field, error.field)
        target = field if field is not None else self._fields.get(name)
        if target is None:
            self.say(error)
        else:
            target.errors = [*target.errors, text(error.because)]

    def say(self, error: DomainError) -> None:
        """Show above the form what is in the way."""
        self.form_errors.append(text(error.because))

    def ask_for_a_file(self) -> None:
        """Say that no file was chosen. Raises WrongStepError where the step takes none any more."""
        if not self.places:
            raise WrongStepError(NO_PLACE)
        self.files()[0].errors = [_("Elija al menos un archivo.")]


def step_form(
    places: Iterable[Place],
    section: Section | None,
    answers: Mapping[str, Any],
    *,
    is_recorded: bool,
    is_dated: bool = False,
) -> StepForm:
    """Return the form of a step: its places for papers; and, where the person may record it, what is asked at it.

    With `is_dated` the day it happened must be given.
    """
    places = tuple(places)
    fields: dict[str, Any] = {"places": places, "section": section if is_recorded else None}
    for place in places:
        fields[place.name] = FileField(place.label, description=place.hint)
    if is_recorded:
        for question in section.fields if section else ():
            if question.type is not FieldType.DOCUMENT:
                fields[question.code] = answer_field(question, is_pair=False, closing=frozenset())
        fields["happened_on"] = DayField(_l("Fecha en que ocurrió"), is_required=is_dated)
        fields["note"] = TextAreaField(
            _l("Nota"),
            description=_l("Lo que convenga recordar; queda en el historial."),
            filters=[cleaned],
            validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        )
    form: StepForm = type("RecordForm", (StepForm,), fields)(data=dict(answers))
    return form
