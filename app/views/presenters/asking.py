"""The page that asks before an act: what it is, what it leads to, and what is said when it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.certifying import certifies_by_sheet
from app.domain.progress.refusals import refusal
from app.labels import label, text
from app.services.applications import reading
from app.services.applications.reading import Shown
from app.services.occasion import Occasion

TITLES: Mapping[ActionKind, LazyString] = {
    ActionKind.SUSPEND: _l("Suspender el expediente"),
    ActionKind.RESUME: _l("Reanudar el expediente"),
    ActionKind.WITHDRAW: _l("Desistir de la postulación"),
    ActionKind.ARCHIVE: _l("Archivar el expediente"),
    ActionKind.REOPEN: _l("Reabrir el expediente"),
    ActionKind.TRANSFER: _l("Pasar el expediente a otra oficina"),
    ActionKind.NOT_ACCEPT: _l("Registrar que WeGO no aceptó"),
    ActionKind.PROCEED: _l("Continuar sin la conformidad de la oficina"),
    ActionKind.REGISTER: _l("Anotar el registro del ministerio"),
    ActionKind.SKIP: _l("Marcar que el paso no aplica"),
    ActionKind.EXTEND: _l("Ampliar el plazo del paso"),
}
"""What each page is called."""

CONSEQUENCES: Mapping[ActionKind, tuple[LazyString, ...]] = {
    ActionKind.SUSPEND: (
        _l("Ningún plazo corre mientras dure la suspensión."),
        _l("Nadie puede llenar, revisar ni registrar pasos hasta que se reanude."),
        _l("Lo puede reanudar quien lo suspendió, la organización o Lima."),
    ),
    ActionKind.RESUME: (
        _l("El expediente vuelve al paso en que estaba."),
        _l("Los plazos siguen corriendo con los días que les quedaban."),
    ),
    ActionKind.WITHDRAW: (
        _l("La postulación termina. Nada se borra: queda en el historial."),
        _l("La organización o Lima puede reabrirlo después, y seguirá donde estaba."),
    ),
    ActionKind.ARCHIVE: (
        _l("El expediente termina. Nada se borra: queda en el historial."),
        _l("La organización puede reabrirlo cuando quiera; también su oficina y Lima."),
    ),
    ActionKind.REOPEN: (
        _l("El expediente vuelve al paso en que estaba."),
        _l("Los plazos siguen corriendo con los días que les quedaban."),
    ),
    ActionKind.TRANSFER: (
        _l("La oficina que elija acompañará el expediente desde ahora."),
        _l("La oficina actual dejará de verlo."),
        _l("El número del expediente no cambia."),
    ),
    ActionKind.NOT_ACCEPT: (
        _l("La postulación termina como «no aceptada», con la respuesta que usted suba."),
        _l("La Embajada o Lima puede reabrirla si WeGO cambia su respuesta."),
    ),
    ActionKind.PROCEED: (
        _l("Usted certifica la solicitud como está ahora."),
        _l("El expediente pasa al acuerdo."),
        _l("La página y las fichas dirán «sin conformidad», con su motivo."),
        _l("La conformidad es una opinión: continuar sin ella está permitido."),
    ),
    ActionKind.REGISTER: (_l("El número se muestra en el expediente y en el cargo."),),
    ActionKind.SKIP: (
        _l("El paso queda cerrado como «no aplica», con su motivo."),
        _l("Los pasos que dependen de él pueden continuar."),
    ),
}
"""What each act leads to, told before it is done."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The page that confirms an act; `subject` is the step it is done to ("" for the whole application)."""

    number: str
    action: Action
    organization: str
    office_id: int
    title: str
    subject: str
    button: str
    consequences: tuple[str, ...]
    done: str
    back: str
    is_serious: bool


SERIOUS = frozenset({ActionKind.WITHDRAW, ActionKind.ARCHIVE, ActionKind.NOT_ACCEPT})


def asking(number: str, action: Action, back: str, occasion: Occasion) -> Asking:
    """Return the page; raises the DomainError that forbids the act, NoResultFound where it isn't theirs to see."""
    shown = reading.show(number, occasion)
    dossier = shown.dossier
    if refused := refusal(dossier.state, action, occasion.actor, dossier.around):
        raise refused
    title = str(TITLES[action.kind])
    return Asking(
        number=number,
        action=action,
        organization=dossier.organization.name,
        office_id=dossier.row.office_id,
        title=title,
        subject=_subject(shown, action),
        button=label(action.kind),
        consequences=(*(str(line) for line in CONSEQUENCES.get(action.kind, ())), *_more(shown, action, occasion)),
        done=_("Listo: %(what)s.", what=title[:1].lower() + title[1:]),
        back=back,
        is_serious=action.kind in SERIOUS,
    )


def _subject(shown: Shown, action: Action) -> str:
    step = shown.dossier.definition.by_key.get(action.target)
    return _("Paso %(n)s: %(title)s", n=step.number, title=text(step.title)) if step else ""


def _more(shown: Shown, action: Action, occasion: Occasion) -> tuple[str, ...]:
    """Return what depends on the application: days added, or that the signed sheet stands in for the signatory."""
    dossier = shown.dossier
    if action.kind is ActionKind.EXTEND:
        term = dossier.definition[action.target].term
        days = term.extension if term else 0
        return (
            ngettext("El plazo se amplía en %(num)s día hábil.", "El plazo se amplía en %(num)s días hábiles.", days),
            _("Un plazo se amplía una sola vez."),
        )
    if action.kind is ActionKind.PROCEED and certifies_by_sheet(dossier.state, occasion.actor, dossier.around):
        return (_("Se certifica con la hoja firmada por la autoridad que está subida."),)
    return ()
