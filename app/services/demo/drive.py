"""Leading one invented application along its way, by the same use cases a person's click would run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any

from app.domain.access import Actor
from app.domain.process.definition import Act
from app.domain.progress.actions import Action, ActionKind, Inputs
from app.domain.vocabulary import Role
from app.extensions import db
from app.models.organization import Organization
from app.services import memberships
from app.services.applications import acting, reviews, sections
from app.services.applications.dossier import Dossier, read
from app.services.demo import answers
from app.services.demo.answers import Author
from app.services.demo.papers import paper
from app.services.demo.texts import CORRECTIONS, OBSERVATIONS
from app.services.files import ANSWER_SLOT, Upload
from app.services.occasion import LIMA, Occasion

REASONS = {
    "suspend": "A la espera del cambio de jefatura en la unidad de cooperación.",
    "withdraw": "El concejo decidió dar prioridad a otro proyecto este año.",
    "archive": "No hubo respuesta a tres comunicaciones de la oficina.",
    "not_accept": "La Secretaría pidió volver a postular en la próxima convocatoria (respuesta inventada).",
    "proceed": "La sesión de concejo ya estaba convocada y no podía esperar.",
}

NO_FEE = "WeGO no emitió factura por este año (dato inventado)."

SIDE_ROLES = {
    "suspend": Role.PREPARER,
    "withdraw": Role.SIGNATORY,
    "archive": Role.HEAD,
    "not_accept": Role.EMBASSY,
    "proceed": Role.SIGNATORY,
}

RECORDING = (Role.ANALYST, Role.EMBASSY, Role.PREPARER, Role.COORDINATOR)
"""Who records a step in the demo, where several may."""

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
    "ratify": (("field:ratification_file", "Ratificación de la nueva autoridad"),),
    "notice": (("step:notice", "Memorándum a Lima y mensaje a la Embajada"),),
    "acceptance": (("step:acceptance", "Carta de aceptación"),),
    "excom": (("step:excom", "Acta de la decisión de EXCOM"),),
    "not_accept": ((ANSWER_SLOT, "Respuesta de la Secretaría"),),
}
"""The papers uploaded at each move: where, and what they are called."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one application, by role; their mandates don't change while it lasts."""

    people: Mapping[Role, Actor]


class Drive:
    """One application on its way: who acts, what they write, and the hour it is, which only goes forward."""

    def __init__(self, organization: Organization, cast: Cast, author: Author, chance: Random) -> None:
        """Get ready; the application is opened by the caller, who then sets `number`."""
        self.number = ""
        self.organization = organization
        self.cast = cast
        self.author = author
        self.chance = chance
        self.now = datetime.min.replace(tzinfo=UTC)
        self.versions: dict[str, int] = {}

    def on(self, day: date, role: Role) -> Occasion:
        """Return the next occasion of the person with `role` on `day`: in the morning, then some minutes later."""
        begins = datetime.combine(day, time(9), LIMA).astimezone(UTC)
        wait = timedelta(seconds=self.chance.randrange(60, 9 * 60))
        self.now = max(self.now + wait, begins + 9 * wait) if self.now < begins else self.now + wait
        return Occasion(self.cast.people[role], self.now, self.chance.randbytes)

    def move(self, name: str, day: date) -> None:
        """Make the move called `name` on `day`."""
        match name:
            case "submit":
                self._submit(day)
            case "issue_round":
                self._issue_round(day)
            case "resubmit":
                self._resubmit(day)
            case "endorse":
                self._take(Action(ActionKind.ENDORSE), day, Role.HEAD)
            case "no_fee":
                memberships.skip_step(self.organization.code, "fee", NO_FEE, self.on(day, Role.PREPARER))
            case _ if name in SIDE_ROLES:
                inputs = Inputs(reason=REASONS[name], happened_on=day)
                self._take(Action(ActionKind(name)), day, SIDE_ROLES[name], inputs, self._papers(name))
            case _:
                self._complete(name, day)

    @cached_property
    def _begun(self) -> Dossier:
        """The application as it was opened: its process and its form stay what they are."""
        return self._read()

    @cached_property
    def _form(self) -> dict[str, dict[str, Any]]:
        return answers.form(self._begun.catalog, self.author)

    def _read(self) -> Dossier:
        return read(db.session, self.number, Occasion(self.cast.people[Role.PREPARER], self.now))

    def _take(
        self, action: Action, day: date, role: Role, inputs: Inputs | None = None, uploads: tuple[Upload, ...] = ()
    ) -> None:
        acting.take(self.number, action, inputs or Inputs(), self.on(day, role), uploads)

    def _complete(self, name: str, day: date) -> None:
        """Finish a step: the sections and papers it wants, what it asks, by whoever records it."""
        step = self._begun.definition[name]
        self._fill({section: self._form[section] for section in step.sections}, day)
        role = next(role for role in RECORDING if role in step.recorded_by)
        asked = answers.asked(self._begun.catalog[step.asks], day, self.number) if step.asks else {}
        inputs = Inputs(answers=asked, happened_on=day)
        papers = self._papers(name)
        if step.act is Act.SEND and day > self.author.term[1]:
            papers += self._papers("ratify")
        self._take(Action(ActionKind.COMPLETE, name), day, role, inputs, papers)

    def _papers(self, move: str) -> tuple[Upload, ...]:
        words = f"{self.organization.name} · {self.number}"
        return tuple(Upload(slot, f"{title}.pdf", paper(title, words)) for slot, title in PAPERS.get(move, ()))

    def _fill(self, pages: Mapping[str, Mapping[str, Any]], day: date) -> None:
        """Save some sections of the form as the preparer."""
        for section, given in pages.items():
            version = self.versions.get(section, 0)
            saved = sections.save_section(self.number, section, version, given, self.on(day, Role.PREPARER))
            self.versions[section] = saved.version

    def _submit(self, day: date) -> None:
        """Fill in the rest of the form and certify it."""
        step = self._begun.definition.acting(Act.SUBMIT)
        left = step.sections if step else ()
        self._fill({section: self._form[section] for section in left}, day)
        self._take(Action(ActionKind.SUBMIT), day, Role.SIGNATORY)

    def _issue_round(self, day: date) -> None:
        """Observe, and issue the round."""
        for item in OBSERVATIONS:
            who = self.on(day, Role.ANALYST)
            reviews.observe(self.number, item.anchor, item.text, who, is_formal=item.is_formal)
        reviews.issue_round(self.number, "", self.on(day, Role.ANALYST))

    def _resubmit(self, day: date) -> None:
        """Answer each observation, change what was asked, certify again."""
        answered = {item.anchor: item.answer for item in OBSERVATIONS}
        for observation in self._read().state.rounds[-1].observations:
            inputs = Inputs(text=answered[observation.anchor])
            self._take(Action(ActionKind.ANSWER, observation.key), day, Role.PREPARER, inputs)
        corrections = {
            section: {code: words.format(year=self.author.year) for code, words in given.items()}
            for section, given in CORRECTIONS.items()
        }
        self._fill(corrections, day)
        self._take(Action(ActionKind.RESUBMIT), day, Role.SIGNATORY)
