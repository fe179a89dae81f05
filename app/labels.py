"""The screen's words for the program's closed lists, translated when shown."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import LazyString, get_locale, gettext
from flask_babel import lazy_gettext as _l

from app.domain.bilingual import Text
from app.domain.process.definition import Evidence
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.terms import DayKind
from app.domain.vocabulary import (
    Certainty,
    CooperationKind,
    FileKind,
    HolidayKind,
    MembershipCategory,
    OfficeKind,
    OrganizationType,
    Party,
    Role,
    Status,
    StepStatus,
)

WORDS: tuple[tuple[StrEnum, LazyString], ...] = (
    (Role.PREPARER, _l("Responsable de la postulación")),
    (Role.SIGNATORY, _l("Firmante")),
    (Role.ANALYST, _l("Analista de oficina")),
    (Role.HEAD, _l("Jefatura de oficina")),
    (Role.COORDINATOR, _l("Coordinación en Lima")),
    (Role.EMBASSY, _l("Embajada en Seúl")),
    (Role.ADMINISTRATOR, _l("Administración")),
    (Party.ORGANIZATION, _l("Quien postula")),
    (Party.OFFICE, _l("La oficina de la Cancillería")),
    (Party.LIMA, _l("La Cancillería en Lima")),
    (Party.EMBASSY, _l("La Embajada en Seúl")),
    (Party.SECRETARIAT, _l("La Secretaría de WeGO")),
    (Party.EXCOM, _l("El Comité Ejecutivo de WeGO (EXCOM)")),
    (Party.NOBODY, _l("Nadie por ahora")),
    (OrganizationType.REGIONAL_GOVERNMENT, _l("Gobierno regional")),
    (OrganizationType.PROVINCIAL_MUNICIPALITY, _l("Municipalidad provincial")),
    (OrganizationType.DISTRICT_MUNICIPALITY, _l("Municipalidad distrital")),
    (OrganizationType.COMPANY, _l("Empresa")),
    (OrganizationType.INSTITUTION, _l("Institución")),
    (OfficeKind.DECENTRALISED, _l("Oficina desconcentrada")),
    (OfficeKind.HEAD, _l("Sede central en Lima")),
    (OfficeKind.EMBASSY, _l("Embajada")),
    (StepStatus.PENDING, _l("Pendiente")),
    (StepStatus.IN_PROGRESS, _l("En curso")),
    (StepStatus.UNDER_REVIEW, _l("En revisión")),
    (StepStatus.OBSERVED, _l("Observado")),
    (StepStatus.DONE, _l("Hecho")),
    (StepStatus.NOT_APPLICABLE, _l("No aplica")),
    (Status.DRAFT, _l("Borrador")),
    (Status.PREPARING, _l("En preparación")),
    (Status.IN_REVIEW, _l("En revisión")),
    (Status.OBSERVED, _l("Observado")),
    (Status.ENDORSED, _l("Con conformidad")),
    (Status.NOT_ENDORSED, _l("Sin conformidad")),
    (Status.RESOLVED, _l("Con acuerdo")),
    (Status.SIGNED, _l("Firmado")),
    (Status.SENT, _l("Enviado")),
    (Status.ASSOCIATE, _l("Miembro asociado")),
    (Status.FULL, _l("Miembro pleno")),
    (Status.SUSPENDED, _l("Suspendido")),
    (Status.WITHDRAWN, _l("Desistido")),
    (Status.ARCHIVED, _l("Archivado")),
    (Status.NOT_ACCEPTED, _l("No aceptado")),
    (MembershipCategory.ASSOCIATE, _l("Miembro asociado")),
    (MembershipCategory.FULL, _l("Miembro pleno")),
    (MembershipCategory.CORPORATE, _l("Miembro corporativo")),
    (MembershipCategory.FRIENDSHIP, _l("Miembro de amistad (Friendship, 2018)")),
    (MembershipCategory.TO_CONFIRM, _l("Categoría por confirmar")),
    (Certainty.A, _l("Leído en un texto oficial")),
    (Certainty.B, _l("Fuente secundaria")),
    (Certainty.C, _l("Sin verificar")),
    (Certainty.D, _l("Propuesta de este programa")),
    (HolidayKind.DECREE, _l("Día no laborable por decreto")),
    (HolidayKind.LOCAL, _l("Feriado local")),
    (HolidayKind.CORRECTION, _l("Corrección del calendario")),
    (CooperationKind.FEASIBILITY_STUDY, _l("Estudio de factibilidad")),
    (FileKind.PDF, _l("PDF")),
    (FileKind.JPEG, _l("Imagen JPG")),
    (FileKind.PNG, _l("Imagen PNG")),
    (Evidence.NONE, _l("Sin documento")),
    (Evidence.OPTIONAL, _l("Documento opcional")),
    (Evidence.REQUIRED, _l("Documento obligatorio")),
    (DayKind.COUNTED, _l("Cuenta")),
    (DayKind.WEEKEND, _l("Fin de semana, no cuenta")),
    (DayKind.HOLIDAY, _l("Feriado, no cuenta")),
    (DayKind.PAUSED, _l("Plazo detenido, no cuenta")),
    (EventKind.CREATED, _l("Se registró la organización")),
    (EventKind.OPENED, _l("Se abrió el expediente")),
    (EventKind.TRANSFERRED, _l("Pasó a otra oficina")),
    (EventKind.REGISTERED, _l("Se anotó el registro del ministerio")),
    (EventKind.SAVED, _l("Se guardó la solicitud")),
    (EventKind.UPLOADED, _l("Se subió un archivo")),
    (EventKind.REMOVED, _l("Se retiró un archivo")),
    (EventKind.COMPLETED, _l("Se terminó un paso")),
    (EventKind.SKIPPED, _l("Un paso no aplica")),
    (EventKind.EXTENDED, _l("Se amplió un plazo")),
    (EventKind.SUBMITTED, _l("Se certificó y entregó a revisión")),
    (EventKind.ROUND_ISSUED, _l("La oficina emitió observaciones")),
    (EventKind.ANSWERED, _l("Se respondió una observación")),
    (EventKind.RESUBMITTED, _l("Se volvió a entregar, subsanado")),
    (EventKind.ENDORSED, _l("La oficina dio su conformidad")),
    (EventKind.ENDORSEMENT_WITHDRAWN, _l("La conformidad y la firma quedaron sin efecto")),
    (EventKind.PROCEEDED_WITHOUT_ENDORSEMENT, _l("Se continuó sin la conformidad")),
    (EventKind.RESOLVED, _l("Se registró el acuerdo")),
    (EventKind.SIGNED, _l("Se registró la firma")),
    (EventKind.SENT, _l("Se envió a WeGO")),
    (EventKind.ASSOCIATED, _l("WeGO aceptó: miembro asociado")),
    (EventKind.CONFIRMED, _l("WeGO confirmó la membresía")),
    (EventKind.SUSPENDED, _l("Se suspendió")),
    (EventKind.RESUMED, _l("Se reanudó")),
    (EventKind.WITHDRAWN, _l("La organización desistió")),
    (EventKind.ARCHIVED, _l("Se archivó")),
    (EventKind.NOT_ACCEPTED, _l("WeGO no aceptó")),
    (EventKind.REOPENED, _l("Se reabrió")),
    (EventKind.CORRECTED, _l("Se corrigió un registro")),
    (EventKind.RECOGNIZED, _l("Entró al registro de miembros")),
    (EventKind.CATEGORY_CHANGED, _l("Cambió de categoría")),
    (ActionKind.SAVE, _l("Guardar")),
    (ActionKind.UPLOAD, _l("Subir archivo")),
    (ActionKind.REMOVE, _l("Retirar archivo")),
    (ActionKind.COMPLETE, _l("Dar por hecho")),
    (ActionKind.SKIP, _l("Marcar que no aplica")),
    (ActionKind.SUBMIT, _l("Certificar y entregar a revisión")),
    (ActionKind.OBSERVE, _l("Anotar observación")),
    (ActionKind.ISSUE_ROUND, _l("Emitir la ronda de observaciones")),
    (ActionKind.ANSWER, _l("Responder la observación")),
    (ActionKind.RESUBMIT, _l("Certificar y volver a entregar")),
    (ActionKind.ENDORSE, _l("Dar conformidad")),
    (ActionKind.PROCEED, _l("Continuar sin conformidad")),
    (ActionKind.EXTEND, _l("Ampliar el plazo")),
    (ActionKind.REGISTER, _l("Anotar el registro del ministerio")),
    (ActionKind.SUSPEND, _l("Suspender")),
    (ActionKind.RESUME, _l("Reanudar")),
    (ActionKind.WITHDRAW, _l("Desistir")),
    (ActionKind.ARCHIVE, _l("Archivar")),
    (ActionKind.NOT_ACCEPT, _l("Registrar que WeGO no aceptó")),
    (ActionKind.REOPEN, _l("Reabrir")),
    (ActionKind.TRANSFER, _l("Pasar a otra oficina")),
    (ActionKind.CORRECT, _l("Corregir este registro")),
)

LABELS: Mapping[tuple[type[StrEnum], str], LazyString] = {
    (type(member), member.value): words for member, words in WORDS
}
"""By kind and value: members of two kinds that share a value, as Status.SENT and EventKind.SENT, are equal text."""


def label(member: StrEnum) -> str:
    """Return the words for a member of a closed list, in the language of the page."""
    return str(LABELS[type(member), member.value])


CONFIRMED = _l("Membresía confirmada")
"""The end of the way of a company or an institution, whose category the register tells."""


def status_label(status: Status | MembershipCategory, kind: OrganizationType) -> str:
    """Return the words for where an application stands; a company's ends with what WeGO confirms."""
    return str(CONFIRMED) if status is Status.FULL and kind.is_private else label(status)


def text(value: Text) -> str:
    """Return the words of a bilingual text in the language of the page."""
    return value.in_language(str(get_locale() or "es"))


def yes_no(value: Any) -> str:
    """Return sí, no, or that nothing was said."""
    if value is None:
        return str(gettext("No informado"))
    return str(gettext("Sí") if value else gettext("No"))
