"""What kind of member WeGO's decision made of the applicant: what its document says, as it was recorded."""

from app.domain.process.definition import Act
from app.domain.process.fields import DECISION_CATEGORY
from app.domain.progress.state import State
from app.domain.vocabulary import MembershipCategory, Status


def category(state: State) -> MembershipCategory | None:
    """Return the category decided, `to_confirm` where the document says none; None while WeGO hasn't decided."""
    decision = state.definition.acting(Act.CONFIRM)
    answers = state.steps[decision.key].answers if decision else None
    return MembershipCategory(answers[DECISION_CATEGORY]) if answers else None


def shown_status(state: State) -> Status | MembershipCategory:
    """Return the status as a page shows it: after WeGO's decision, the category it gave."""
    return category(state) or state.status
