"""The rule of mistakes: which record can be voided, and by whom (rule 10)."""

from app.domain.bilingual import Text
from app.domain.errors import NotAllowedError, WrongStepError
from app.domain.process.definition import Act, Step
from app.domain.progress.events import CLOSING, CORRECTABLE, FINISHING, REVIEW_ACTS, Event, EventKind
from app.domain.progress.rules.case import Case
from app.domain.progress.rules.words import ANOTHER_OPEN, Refusal
from app.domain.progress.state import State
from app.domain.vocabulary import Role

NOT_THIS_WAY = Text(
    "Ese registro no se corrige así; registre lo que corresponda.",
    "That record is not corrected this way; record what is right instead.",
)
NOT_THE_RECORDER = Text("Corrige quien hizo el registro, o Lima.", "Whoever made the record, or Lima, corrects it.")
OTHERS_REST = Text(
    "Otros ya registraron «{step}» sobre esta base: pida a Lima que lo corrija.",
    "Others have already recorded “{step}” on this basis: ask Lima to correct it.",
)
BY_THE_CITY = frozenset({EventKind.SAVED, EventKind.ANSWERED, EventKind.UPLOADED, EventKind.REMOVED})
"""What the city does with a round; after it the round can't be taken back, or it would have been for nothing."""

ACTS = {kind: act for act, kind in FINISHING.items()} | {EventKind.PROCEEDED_WITHOUT_ENDORSEMENT: Act.REVIEW}
"""The act behind each event that settles a step."""


def correct(case: Case) -> Refusal:
    """Void a record: who made it, or Lima; Lima alone where another party's record rests on it."""
    state = case.state
    event = next((event for event in state.effective if str(event.sequence) == case.action.target), None)
    if event is None or event.kind not in CORRECTABLE or not _holds(state, event):
        return WrongStepError(NOT_THIS_WAY)
    if event.kind in CLOSING and case.around.has_another:
        return WrongStepError(ANOTHER_OPEN)
    if Role.COORDINATOR in case.roles:
        return None
    if event.actor_id != case.actor.user_id:
        return NotAllowedError(NOT_THE_RECORDER)
    step = _step_settled(state, event)
    resting = _first_of_others(state, step, case.roles) if step else None
    return NotAllowedError(OTHERS_REST.format(step=resting.title)) if resting else None


def _holds(state: State, event: Event) -> bool:
    """Whether the record is still what counts, so that voiding it changes something.

    Of the review's moves only the last can be voided, so that nobody answers a round by undoing it.
    """
    if event.kind in REVIEW_ACTS:
        return _is_last_move(state, event)
    if event.kind in CLOSING or event.kind is EventKind.SUSPENDED:
        return state.side is not None and state.side.sequence == event.sequence
    if event.kind is EventKind.REGISTERED:
        return bool(event.data["number"] == state.registry_number)
    if event.kind is EventKind.EXTENDED:
        return event.data["step"] in state.extensions
    return state.steps[event.data["step"]].sequence == event.sequence


def _is_last_move(state: State, event: Event) -> bool:
    moves = REVIEW_ACTS | {EventKind.ENDORSEMENT_WITHDRAWN}
    later = {item.kind for item in state.effective if item.sequence > event.sequence}
    return not later & (moves | (BY_THE_CITY if event.kind is EventKind.ROUND_ISSUED else set()))


def _step_settled(state: State, event: Event) -> Step | None:
    """Return the step the record settled, or None for one that settled none."""
    if "step" in event.data and event.kind is not EventKind.EXTENDED:
        return state.definition[event.data["step"]]
    return state.definition.acting(ACTS[event.kind]) if event.kind in ACTS else None


def _first_of_others(state: State, step: Step, roles: frozenset[Role]) -> Step | None:
    """Return the first step another party has acted on that would fall with `step`; one nothing waits for is free."""
    return next(
        (
            later
            for later in state.definition.resting_on(step.key)
            if later.key in state.definition.blocking and not later.recorded_by & roles and _was_acted_on(state, later)
        ),
        None,
    )


def _was_acted_on(state: State, step: Step) -> bool:
    """Whether its party has recorded anything at `step`: for the review a round, or an endorsement that was given."""
    if step.act is Act.REVIEW:
        endorsed = state.endorsement is not None and state.endorsement.is_given
        return state.certification is not None and (bool(state.rounds) or endorsed)
    return state.steps[step.key].is_settled
