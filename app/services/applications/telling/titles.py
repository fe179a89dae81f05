"""What each event was, in one sentence of both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.bilingual import Text
from app.domain.process.definition import Act
from app.domain.progress.events import Event, EventKind
from app.services.applications.dossier import Dossier
from app.services.applications.places import place_at

STEP = Text("el paso {number}, «{title}»", "step {number}, “{title}”")

TITLES: Mapping[EventKind, Text] = {
    EventKind.OPENED: Text("Se abrió el expediente", "The application was opened"),
    EventKind.TRANSFERRED: Text(
        "El expediente pasó de {previous} a {office}", "The application passed from {previous} to {office}"
    ),
    EventKind.REGISTERED: Text(
        "Se anotó el registro del ministerio: {number}", "The ministry's registry number was noted: {number}"
    ),
    EventKind.SAVED: Text("Se guardó «{section}»", "“{section}” was saved"),
    EventKind.UPLOADED: Text("Se subió {file} en «{slot}»", "{file} was uploaded to “{slot}”"),
    EventKind.REMOVED: Text("Se retiró {file} de «{slot}»", "{file} was removed from “{slot}”"),
    EventKind.COMPLETED: Text("Se terminó {step}", "Finished: {step}"),
    EventKind.SKIPPED: Text("Se marcó que no aplica {step}", "Marked not applicable: {step}"),
    EventKind.EXTENDED: Text(
        "Se amplió en {days} días hábiles el plazo de {step}", "The term of {step} was extended by {days} business days"
    ),
    EventKind.SUBMITTED: Text(
        "Se certificó la solicitud y se entregó a revisión", "The form was certified and handed over for review"
    ),
    EventKind.ROUND_ISSUED: Text(
        "La oficina emitió la ronda {round}, con observaciones: {n}",
        "The office issued round {round}, with observations: {n}",
    ),
    EventKind.ANSWERED: Text("Se respondió la observación {observation}", "Observation {observation} was answered"),
    EventKind.RESUBMITTED: Text(
        "Se volvió a entregar la solicitud, subsanada la ronda {round}",
        "The form was handed in again, round {round} corrected",
    ),
    EventKind.ENDORSED: Text("La oficina dio su conformidad", "The office gave its endorsement"),
    EventKind.ENDORSEMENT_WITHDRAWN: Text(
        "Cambió «{section}»: quedaron sin efecto la certificación, la conformidad y la firma",
        "“{section}” changed: certification, endorsement and signature no longer hold",
    ),
    EventKind.PROCEEDED_WITHOUT_ENDORSEMENT: Text(
        "Se continuó sin la conformidad de la oficina", "The application went on without the office's endorsement"
    ),
    EventKind.RESOLVED: Text("Se registró el acuerdo", "The council resolution was recorded"),
    EventKind.SIGNED: Text("Se registró la firma", "The signature was recorded"),
    EventKind.SENT: Text("Se envió la solicitud a WeGO", "The form was sent to WeGO"),
    EventKind.ASSOCIATED: Text("WeGO aceptó: miembro asociado", "WeGO accepted: associate member"),
    EventKind.CONFIRMED: Text("WeGO confirmó la membresía", "WeGO confirmed the membership"),
    EventKind.SUSPENDED: Text("Se suspendió el expediente", "The application was suspended"),
    EventKind.RESUMED: Text("Se reanudó el expediente", "The application was resumed"),
    EventKind.WITHDRAWN: Text("La organización desistió", "The organization withdrew"),
    EventKind.ARCHIVED: Text("Se archivó el expediente", "The application was archived"),
    EventKind.NOT_ACCEPTED: Text("WeGO no aceptó la solicitud", "WeGO did not accept the application"),
    EventKind.REOPENED: Text("Se reabrió el expediente", "The application was reopened"),
    EventKind.CORRECTED: Text("Se anuló un registro: «{voided}»", "A record was voided: “{voided}”"),
}
"""Every kind of event of an application has its sentence."""

BY_SHEET: Mapping[EventKind, Text] = {
    EventKind.SUBMITTED: Text(
        "Se certificó la solicitud con la hoja firmada por la autoridad y se entregó a revisión",
        "The form was certified with the sheet signed by the authority and handed over for review",
    ),
    EventKind.RESUBMITTED: Text(
        "Se volvió a entregar la solicitud, subsanada la ronda {round}, con la hoja firmada por la autoridad",
        "The form was handed in again, round {round} corrected, with the sheet signed by the authority",
    ),
    EventKind.PROCEEDED_WITHOUT_ENDORSEMENT: Text(
        "Se continuó sin la conformidad de la oficina; se certificó con la hoja firmada por la autoridad",
        "The application went on without the office's endorsement, certified with the sheet signed by the authority",
    ),
}
"""Where a preparer certified by the sheet the authority signed, the event says so (rule 3)."""

UNREVIEWED: Mapping[bool, Text] = {
    False: Text("Se certificó la solicitud", "The form was certified"),
    True: Text(
        "Se certificó la solicitud con la hoja firmada por quien representa a la organización",
        "The form was certified with the sheet signed by the organization's representative",
    ),
}
"""Certifying where no office reviews, as with companies and institutions; by whether a sheet stood in."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of an event need beyond its data: offices by id, file names by attachment."""

    offices: Mapping[int, str]
    files: Mapping[int, str]


def title(event: Event, dossier: Dossier, names: Names) -> Text:
    """Return what happened, with the names of what it happened to."""
    return _sentence(event, dossier).format(**dict(_gaps(event, dossier, names)))


def _sentence(event: Event, dossier: Dossier) -> Text:
    """Return the sentence of `event`, its gaps still open."""
    by_sheet = bool(event.data.get("sheet"))
    if event.kind is EventKind.SUBMITTED and dossier.definition.acting(Act.REVIEW) is None:
        return UNREVIEWED[by_sheet]
    return BY_SHEET[event.kind] if by_sheet else TITLES[event.kind]


def _gaps(event: Event, dossier: Dossier, names: Names) -> Iterator[tuple[str, Any]]:
    """Yield what fills the gaps of the sentence, as far as the event's data tells."""
    data = event.data
    yield from ((key, data[key]) for key in ("number", "days", "round", "observation") if key in data)
    if "step" in data:
        step = dossier.definition[data["step"]]
        yield "step", STEP.format(number=step.number, title=step.title)
    if "section" in data:
        yield "section", dossier.catalog[data["section"]].title
    if "slot" in data:
        yield "slot", place_at(data["slot"], dossier.definition, dossier.catalog).label
        yield "file", names.files.get(data["attachment"], "")
    if "observations" in data:
        yield "n", len(data["observations"])
    if "office_id" in data:
        yield "office", names.offices[data["office_id"]]
    if "previous" in data:
        yield "previous", names.offices[data["previous"]]
    if "voids" in data:
        voided = next(other for other in dossier.events if other.sequence == data["voids"])
        yield "voided", title(voided, dossier, names)
