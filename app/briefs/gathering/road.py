"""The road of an application's milestones: what is behind, where it stands, what is ahead."""

from flask_babel import gettext

from app.briefs.city_data import Milestone, MilestoneState
from app.domain.process.definition import Act, Step
from app.domain.progress.category import category
from app.domain.progress.state import State
from app.domain.vocabulary import Status, StepStatus
from app.labels import label, status_label
from app.services.applications.reading import Shown

ENDS_OF_REVIEW = frozenset({Status.ENDORSED, Status.NOT_ENDORSED})


def milestones(shown: Shown) -> tuple[Milestone, ...]:
    """Return the road's marks, with where the application is now as the one under its feet.

    What was done beforehand and waits for its way to be whole again is ahead, with the day it was done.
    """
    state = shown.dossier.state
    steps = [step for step in shown.dossier.definition.application_steps if step.milestone or step.act is Act.REVIEW]
    here = next((place for place, step in enumerate(steps) if _stands_at(step, state)), -1)
    return tuple(
        Milestone(
            _title(shown, step),
            _mark(state.steps[step.key].status, place - here),
            state.steps[step.key].done_on,
        )
        for place, step in enumerate(steps)
    )


def _stands_at(step: Step, state: State) -> bool:
    if step.act is Act.REVIEW:
        return state.is_in_review or state.milestone in ENDS_OF_REVIEW
    return not state.is_in_review and step.milestone is state.milestone


def _title(shown: Shown, step: Step) -> str:
    decided = category(shown.dossier.state) if step.act is Act.CONFIRM else None
    if step.milestone:
        return status_label(decided or step.milestone, shown.dossier.organization.type)
    ended = shown.dossier.state.endorsement
    if ended is None:
        return str(gettext("Revisión"))
    return label(Status.ENDORSED if ended.is_given else Status.NOT_ENDORSED)


def _mark(status: StepStatus, places_ahead: int) -> MilestoneState:
    if places_ahead == 0:
        return MilestoneState.CURRENT
    if status is StepStatus.NOT_APPLICABLE:
        return MilestoneState.SKIPPED
    return MilestoneState.DONE if places_ahead < 0 and status is StepStatus.DONE else MilestoneState.AHEAD
