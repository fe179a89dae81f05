"""The papers of an application, step by step and place by place, as `file_list` of components/files.html takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort, url_for
from flask_babel import gettext as _

from app.domain.process import anchors
from app.domain.process.definition import Step
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.papers import removable, slots_of, step_of_slot
from app.labels import label, text
from app.models.file import Attachment
from app.services.applications import reading
from app.services.applications.places import place_at
from app.services.applications.reading import Shown
from app.services.occasion import Occasion
from app.views.filters import day


@dataclass(frozen=True, slots=True)
class Removal:
    """Taking a paper away: a POST that says from which slot."""

    label: str
    url: str
    hidden: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """One uploaded file."""

    name: str
    url: str
    size: int
    kind: str
    about: str
    uploaded_at: datetime
    removal: Removal | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for papers, with those that are there."""

    slot: str
    label: str
    papers: tuple[Paper, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """The papers of one step."""

    title: str
    url: str
    papers: tuple[Paper, ...]


def slots(shown: Shown, step: Step, actor_id: int | None) -> list[Slot]:
    """Return the places of `step` with their papers, as far as they may be read; open where one can be added."""
    dossier = shown.dossier
    found = []
    for slot in slots_of(step, dossier.catalog):
        held = dossier.state.files_at(slot) if shown.contents.allowed else ()
        mine = removable(dossier.state, step, slot, actor_id, dossier.roles)
        may_remove = Action(ActionKind.REMOVE, slot) in shown.actions
        papers = tuple(
            paper(shown.attachments[key], _removal(shown, slot, key) if may_remove and key in mine else None)
            for key in held
        )
        found.append(Slot(slot, slot_label(shown, slot), papers, Action(ActionKind.UPLOAD, slot) in shown.actions))
    return found


def slot_label(shown: Shown, slot: str) -> str:
    """Return what a place for papers is called; a step's own is for whatever has no place of its own."""
    dossier, (kind, name) = shown.dossier, anchors.split(slot)
    if kind == anchors.FIELD:
        return text(place_at(slot, dossier.definition, dossier.catalog).label)
    others = set(slots_of(dossier.definition[name], dossier.catalog)) - {slot}
    is_other = any(dossier.state.files_at(one) or Action(ActionKind.UPLOAD, one) in shown.actions for one in others)
    return str(_("Otro documento de este paso") if is_other else _("Documento de este paso"))


def paper(row: Attachment, removal: Removal | None = None) -> Paper:
    """Return one file with its address and who uploaded it when."""
    who = row.uploaded_by.name if row.uploaded_by else ""
    about = ", ".join(part for part in (who, day(row.uploaded_at)) if part)
    url = url_for("files.download", attachment_id=row.id)
    return Paper(row.name, url, row.file.size, label(row.file.kind), about, row.uploaded_at, removal)


def _removal(shown: Shown, slot: str, attachment_id: int) -> Removal:
    url = url_for("files.remove", number=shown.dossier.row.number, attachment_id=attachment_id)
    return Removal(_("Retirar"), url, {"slot": slot})


def bundles(shown: Shown) -> list[Bundle]:
    """Return the steps that have papers, with them; nothing where the contents may not be read."""
    dossier = shown.dossier
    found = []
    for step in dossier.definition.application_steps if shown.contents.allowed else ():
        held = [key for slot in slots_of(step, dossier.catalog) for key in dossier.state.files_at(slot)]
        if held:
            title = _("Paso %(n)s: %(title)s", n=step.number, title=text(step.title))
            url = url_for("steps.show", number=dossier.row.number, step=step.key)
            found.append(Bundle(title, url, tuple(paper(shown.attachments[key]) for key in held)))
    return found


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The page that asks again for a file that couldn't be taken: for which place, and where to go afterwards."""

    number: str
    slot: str
    label: str
    back: str


def upload_page(number: str, slot: str, asked_back: str, occasion: Occasion) -> UploadPage:
    """Return the place of an upload; a slot that isn't there doesn't exist (404).

    Raises NoResultFound where the application isn't the actor's to see.
    """
    shown = reading.show(number, occasion)
    step = step_of_slot(shown.dossier.definition, shown.dossier.catalog, slot)
    if step is None:
        abort(404)
    back = asked_back or url_for("steps.show", number=number, step=step.key)
    return UploadPage(number, slot, slot_label(shown, slot), back)
