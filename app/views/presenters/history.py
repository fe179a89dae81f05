"""The timeline of an application, as `timeline` of components/progress.html takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from app.domain.progress.actions import ActionKind
from app.labels import text
from app.models.file import Attachment
from app.services.applications.reading import Shown
from app.services.applications.timeline import Entry, Value, Voiding


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry in words; `correct_url` where the person may void it, `happened_on` where it isn't the day recorded."""

    what: str
    who: str
    why: str
    happened_on: date | None
    recorded_at: datetime
    is_voided: bool
    sequence: int
    values: tuple[Value, ...]
    files: tuple[Attachment, ...]
    voiding: Voiding | None
    is_lapsed: bool
    correct_url: str


def history(entries: tuple[Entry, ...], shown: Shown) -> list[Happening]:
    """Return the entries in words, with the link to correct those that can be."""
    number = shown.dossier.row.number
    correctable = {action.target for action in shown.actions if action.kind is ActionKind.CORRECT}
    return [
        happening(
            entry,
            shown.attachments,
            url_for("actions.correct", number=number, sequence=entry.sequence)
            if str(entry.sequence) in correctable
            else "",
        )
        for entry in entries
    ]


def happening(entry: Entry, attachments: Mapping[int, Attachment], correct_url: str = "") -> Happening:
    """Return one entry in words."""
    return Happening(
        what=text(entry.title),
        who=entry.who,
        why=entry.why,
        happened_on=entry.happened_on if entry.happened_on != entry.recorded_on else None,
        recorded_at=entry.recorded_at,
        is_voided=entry.is_voided,
        sequence=entry.sequence,
        values=entry.values,
        files=tuple(attachments[key] for key in entry.files),
        voiding=entry.voiding,
        is_lapsed=entry.is_lapsed,
        correct_url=correct_url,
    )


def values_words(values: tuple[Value, ...]) -> str:
    """Return the words of the line that opens the answers of an entry."""
    if any(value.is_change for value in values):
        return str(_("Ver qué cambió"))
    return str(_("Ver los datos registrados"))
