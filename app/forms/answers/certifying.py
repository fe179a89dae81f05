"""Certifying groups A-F: what can be done now and why not, and the form by which it is done (rules 2 and 3)."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from app.domain.access import CITY_ROLES
from app.domain.bilingual import Text
from app.domain.errors import IncompleteError
from app.domain.process.answers import form_hash
from app.domain.process.catalog import Section
from app.domain.process.definition import Act, Step
from app.domain.progress.actions import Action, ActionKind
from app.domain.progress.certifying import SHEET_NEEDED, certifies_by_sheet, certifying_refused, has_current_sheet
from app.domain.progress.refusals import refusal
from app.domain.progress.rules.reviews import FINISH_FIRST
from app.domain.progress.state import Certification
from app.services.applications.reading import Shown
from app.services.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Certifying:
    """Whether the person may certify now, and how.

    `refused` is the reason why not, `incomplete` the pages that aren't whole; `who` why this person can't, whatever the
    rest; `before` the steps to be finished first. `by_sheet`: the sheet signed by the authority stands in;
    `needs_sheet`: it isn't there, or older than the last change. `done` is the certification in force, None while there
    is none or a round waits for another; `is_reviewed` says whether an office reviews what is certified.
    """

    action: Action
    step: Step
    form_hash: str
    refused: Text | None
    incomplete: tuple[Section, ...]
    who: Text | None
    before: tuple[Step, ...]
    by_sheet: bool
    needs_sheet: bool
    done: Certification | None
    is_reviewed: bool

    @property
    def refused_besides(self) -> Text | None:
        """The reason why not, unless it only names the steps of `before`."""
        names_steps = self.refused is not None and self.refused.es.startswith(FINISH_FIRST.es.partition("{")[0])
        return None if self.before and names_steps else self.refused


def certifying(shown: Shown, occasion: Occasion) -> Certifying | None:
    """Return how certification stands for the person of `occasion`; None in a process that knows no such act."""
    dossier, actor = shown.dossier, occasion.actor
    state, around = dossier.state, dossier.around
    step = dossier.definition.acting(Act.SUBMIT)
    if step is None:
        return None
    action = Action(ActionKind.RESUBMIT if state.open_round else ActionKind.SUBMIT)
    refused = refusal(state, action, actor, around)
    missing = refused.missing if isinstance(refused, IncompleteError) else ()
    is_own = bool(dossier.roles & CITY_ROLES)
    who = certifying_refused(state, actor, around) if is_own else None
    may_by_sheet = is_own and certifies_by_sheet(state, actor, around)
    return Certifying(
        action,
        step,
        form_hash(dossier.catalog, state.answers),
        refused.because if refused else None,
        tuple(dossier.catalog[key] for key in missing),
        who.because if who else None,
        steps_before(shown, step),
        may_by_sheet and (who is None or who.because == SHEET_NEEDED),
        may_by_sheet and not has_current_sheet(state),
        None if state.open_round else state.certification,
        dossier.definition.acting(Act.REVIEW) is not None,
    )


def steps_before(shown: Shown, step: Step) -> tuple[Step, ...]:
    """Return the steps still to be finished before the form can be certified: those the review rests on as well."""
    definition = shown.dossier.definition
    review = definition.acting(Act.REVIEW)
    leading = definition.leading_to(review.key if review else step.key) - {step.key}
    steps = shown.dossier.state.steps
    return tuple(s for s in definition.application_steps if s.key in leading and not steps[s.key].is_settled)


class CertifyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types.
    """The declaration of whoever certifies, on the form as they read it."""

    form_hash = HiddenField()
    certified = BooleanField(
        _l("Lo certifico"), validators=[InputRequired(_l("Marque «Lo certifico» para poder entregar la solicitud."))]
    )

    def __init__(self, current: str) -> None:
        """Be about the answers whose hash is `current`."""
        super().__init__(data={"form_hash": current})
        self.current = current

    @property
    def read(self) -> str:
        """The hash of the answers as the person read them; "" where none came back."""
        return next(iter(self.form_hash.raw_data or ()), "")

    def renew(self) -> None:
        """Make the page that comes back be about the answers as they are now, not yet certified."""
        self.form_hash.data = self.current
        self.certified.data = False
