"""Leading one invented application along its way, by the same use cases a person's click would run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random

from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.vocabulary import Role
from app.extensions import db
from app.models.organization import Organization
from app.services import accounts
from app.services.applications import acting, reading, reviews, sections
from app.services.demo import answers
from app.services.demo.answers import Author
from app.services.demo.papers import paper
from app.services.demo.texts import ANSWERED, OBSERVATIONS
from app.services.files import ANSWER_SLOT, Upload
from app.services.occasion import LIMA, Occasion

REASONS = {
    "suspend": "A la espera del cambio de jefatura en la unidad de cooperación.",
    "withdraw": "El concejo decidió dar prioridad a otro proyecto este año.",
    "archive": "No hubo respuesta a tres comunicaciones de la oficina.",
    "not_accept": "La Secretaría pidió volver a postular en la próxima convocatoria (respuesta inventada).",
    "proceed": "La sesión de concejo ya estaba convocada y no podía esperar.",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one application, by role."""

    users: Mapping[Role, int]


class Drive:
    """One application on its way: its number, who acts, and what they write."""

    def __init__(self, number: str, organization: Organization, cast: Cast, author: Author, chance: Random) -> None:
        """Take over an application that was just opened."""
        self.number = number
        self.organization = organization
        self.cast = cast
        self.author = author
        self.chance = chance

    def on(self, day: date, role: Role) -> Occasion:
        """Return the occasion of the person with `role` at some hour of a working morning in Lima."""
        return occasion(self.cast.users[role], day, self.chance)

    def move(self, name: str, day: date) -> None:
        """Make the move called `name` on `day`."""
        db.session.expire_all()
        SPECIAL.get(name, Drive.complete)(self, name, day)

    def take(
        self, action: Action, day: date, role: Role, inputs: Inputs = Inputs(), uploads: tuple[Upload, ...] = ()  # noqa: B008
    ) -> None:
        """Take an action as the person with `role`."""
        acting.take(self.number, action, inputs, self.on(day, role), uploads)

    def complete(self, name: str, day: date) -> None:
        """Finish a step: the sections and papers it wants, what it asks, by whoever records it."""
        dossier = reading.show(self.number, self.on(day, Role.PREPARER)).dossier
        step = dossier.definition[name]
        for section in step.sections:
            self.fill(section, day)
        role = next(role for role in ACTING if role in step.recorded_by)
        asked = answers.asked(dossier.catalog[step.asks], day, self.number) if step.asks else {}
        uploads = tuple(
            Upload(slot, f"{title}.pdf", paper(title, f"{self.organization.name} · {self.number}"))
            for slot, title in PAPERS.get(name, ())
            if slot.startswith("step:") or slot.partition(":")[2] in dossier.catalog.fields
        )
        self.take(Action(ActionKind.COMPLETE, name), day, role, Inputs(answers=asked), uploads)

    def fill(self, section: str, day: date) -> None:
        """Save one section of the form as the preparer."""
        who = self.on(day, Role.PREPARER)
        dossier = reading.show(self.number, who).dossier
        form = answers.form(dossier.catalog, self.author)
        version = dossier.state.saves.get(section, 0)
        sections.save_section(self.number, section, version, form[section], who)

    def submit(self, name: str, day: date) -> None:
        """Fill in the rest of the form and certify it."""
        dossier = reading.show(self.number, self.on(day, Role.PREPARER)).dossier
        step = next(step for step in dossier.definition.application_steps if step.act.value == "submit")
        for section in step.sections:
            self.fill(section, day)
        self.take(Action(ActionKind.SUBMIT), day, Role.SIGNATORY)

    def issue_round(self, name: str, day: date) -> None:
        """Observe, and issue the round."""
        who = self.on(day, Role.ANALYST)
        for anchor, text, is_formal in OBSERVATIONS:
            reviews.observe(self.number, anchor, text, who, is_formal=is_formal)
        reviews.issue_round(self.number, "", who)

    def resubmit(self, name: str, day: date) -> None:
        """Answer each observation, change what was asked, certify again."""
        dossier = reading.show(self.number, self.on(day, Role.PREPARER)).dossier
        for item in dossier.state.rounds[-1].observations:
            self.take(Action(ActionKind.ANSWER, item.key), day, Role.PREPARER, Inputs(text=ANSWERED))
        changes = {"population_source": "Cifra inventada para la demostración, 2025"}
        version = dossier.state.saves.get("profile", 0)
        sections.save_section(self.number, "profile", version, changes, self.on(day, Role.PREPARER))
        self.take(Action(ActionKind.RESUBMIT), day, Role.SIGNATORY)

    def endorse(self, name: str, day: date) -> None:
        """Give the office's endorsement."""
        self.take(Action(ActionKind.ENDORSE), day, Role.HEAD)

    def side(self, name: str, day: date) -> None:
        """Suspend, withdraw, archive, proceed or record a refusal."""
        inputs = Inputs(reason=REASONS[name])
        uploads: tuple[Upload, ...] = ()
        if name == "not_accept":
            title = "Respuesta de la Secretaría"
            uploads = (Upload(ANSWER_SLOT, f"{title}.pdf", paper(title, self.number)),)
        self.take(Action(ActionKind(name)), day, SIDE_ROLES[name], inputs, uploads)


ACTING = (Role.ANALYST, Role.EMBASSY, Role.PREPARER, Role.COORDINATOR)
"""Who records a step in the demo, where several may."""

SIDE_ROLES = {
    "suspend": Role.PREPARER,
    "withdraw": Role.SIGNATORY,
    "archive": Role.HEAD,
    "not_accept": Role.EMBASSY,
    "proceed": Role.SIGNATORY,
}

PAPERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "interest": (("step:interest", "Oficio de manifestación de interés"),),
    "opening": (("step:opening", "Memorándum de designación del punto focal"),),
    "technical_report": (("field:technical_report_file", "Informe técnico"),),
    "budget_report": (("field:budget_report_file", "Informe presupuestal"),),
    "legal_opinion": (("field:legal_opinion_file", "Opinión legal"),),
    "council_resolution": (("field:council_resolution_file", "Acuerdo de concejo"),),
    "signature": (
        ("field:signed_form_file", "Formulario firmado"),
        ("field:letter_of_intent_en_file", "Letter of intent"),
    ),
    "notice": (("step:notice", "Memorándum a Lima y mensaje a la Embajada"),),
    "acceptance": (("step:acceptance", "Carta de aceptación"),),
    "secretariat_answer": (("step:secretariat_answer", "Respuesta de la Secretaría"),),
    "excom": (("step:excom", "Acta de la decisión de EXCOM"),),
}

SPECIAL: Mapping[str, Callable[[Drive, str, date], None]] = {
    "submit": Drive.submit,
    "issue_round": Drive.issue_round,
    "resubmit": Drive.resubmit,
    "endorse": Drive.endorse,
    **dict.fromkeys(SIDE_ROLES, Drive.side),
}


def occasion(user_id: int, day: date, chance: Random) -> Occasion:
    """Return the occasion of a user at some minute between nine and five of a day in Lima."""
    moment = time(9 + chance.randrange(8), chance.randrange(60), chance.randrange(60))
    now = datetime.combine(day, moment, LIMA).astimezone(UTC)
    return Occasion(accounts.actor_of(user_id, day), now, chance.randbytes)

