"""The words that many rules refuse with."""

from typing import TypeAlias

from app.domain.bilingual import Text
from app.domain.errors import DomainError

NOT_YOURS = Text(
    "Su cargo no permite esta acción en este expediente.", "Your role does not allow this action on this application."
)
NOT_OPEN = Text("El paso «{step}» no está abierto ahora.", "The step “{step}” is not open now.")
NOT_IN_REVIEW = Text("El expediente no está en revisión.", "The application is not in review.")
NOT_SENT = Text("El expediente aún no se envía a WeGO.", "The application has not been sent to WeGO yet.")
FORM_IN_REVIEW = Text(
    "La solicitud está en revisión; podrá modificarla si la oficina la observa.",
    "The form is in review; you can change it if the office makes observations.",
)
ANOTHER_OPEN = Text(
    "Esta organización ya tiene un expediente abierto: continúe con él.",
    "This organization already has an open application: go on with that one.",
)
Refusal: TypeAlias = DomainError | None
