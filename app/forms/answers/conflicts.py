"""Two people changed the same answer: both stand side by side, and whoever came second decides which one to keep."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.
from wtforms.validators import InputRequired

from app.domain.merge import Merged
from app.domain.process.catalog import Field, Section
from app.domain.progress.events import EventKind
from app.forms.answers.fields import typed
from app.labels import text
from app.services.applications.reading import Shown

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True, slots=True)
class Choosing:
    """One answer to decide on: both values, and who saved the other one, when (UTC; None if unknown)."""

    question: Field
    theirs: Any
    mine: Any
    by: str
    at: datetime | None


class ChoosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types.
    """A pair of buttons for each answer; `conflicts` says which ones, in a page that comes back."""

    conflicts = HiddenField()

    @property
    def codes(self) -> list[str]:
        """The questions to decide on."""
        return str(self.conflicts.data or "").split()

    def kept(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return `answers` without those for which the other person's value stays."""
        left = {name.removeprefix("choose_") for name, value in self.data.items() if value == THEIRS}
        return {code: value for code, value in answers.items() if code not in left}


def choosing(shown: Shown, section: Section, given: Mapping[str, Any], codes: Iterable[str]) -> tuple[Choosing, ...]:
    """Return what is to be decided: what stands, and what was `given`."""
    kept = shown.dossier.state.answers.get(section.key, {})
    return tuple(
        Choosing(section.by_code[code], kept.get(code), given.get(code), *_last_saved(shown, section, code))
        for code in codes
    )


def choosing_form(section: Section, codes: Iterable[str]) -> ChoosingForm:
    """Return the form that decides on the questions `codes`; codes that aren't of `section` are left out."""
    known = [code for code in dict.fromkeys(codes) if code in section.by_code]
    fields = {f"choose_{code}": _pair_of_buttons(section.by_code[code]) for code in known}
    form: ChoosingForm = type("TheseChoicesForm", (ChoosingForm,), fields)()
    form.conflicts.data = " ".join(known)
    return form


def _pair_of_buttons(question: Field) -> RadioField:
    label = text(question.label)
    undecided = _("Elija cuál vale en «%(label)s».", label=label)
    options = [SelectChoice(THEIRS, _("Dejar lo que ya está guardado")), SelectChoice(MINE, _("Guardar lo mío"))]
    # Written apart: the types of the library are those of 3.2, which didn't know the last one.
    settings: dict[str, Any] = {"choices": options, "invalid_choice_message": undecided}
    return RadioField(label, validators=[InputRequired(undecided)], **settings)


def carried(section: Section, given: Mapping[str, Any], after: Merged) -> Iterator[tuple[str, str]]:
    """Yield name and value of what a page must send along so that nothing typed is lost: what was `given`, merged."""
    mine = {conflict.code: conflict.mine for conflict in after.conflicts}
    for field in section.fields:
        if field.code in given:
            value = mine.get(field.code, after.values.get(field.code))
            yield from ((field.code, text) for text in typed(field, value))


def _last_saved(shown: Shown, section: Section, code: str) -> tuple[str, datetime | None]:
    for event in reversed(shown.dossier.state.effective):
        if event.kind is EventKind.SAVED and event.data["section"] == section.key and code in event.data["changes"]:
            return shown.people.get(event.actor_id or 0, ""), event.recorded_at
    return "", None
