"""The fold of a history into where it stands: `replay` is the one definition of an application's state."""

from collections.abc import Sequence
from datetime import date

from app.domain.process.definition import Act, Definition, Step
from app.domain.progress.events import Event, EventKind
from app.domain.progress.fold import Fold, apply
from app.domain.progress.state import State, StepState
from app.domain.vocabulary import StepStatus

NO_ROUND = "no_round"
"""Why the correction step isn't applicable: nothing was observed."""


def replay(definition: Definition, events: Sequence[Event]) -> State:
    """Read `events`, oldest first, into the state they add up to.

    A `corrected` event voids the one it names wherever that stands; what rested on it then has no effect and its step
    is open again (rule 10). Raises ValueError unless the first event opened the application.
    """
    if not events or events[0].kind is not EventKind.OPENED:
        raise ValueError("a history begins with the event that opened it")
    voided = frozenset(event.data["voids"] for event in events if event.kind is EventKind.CORRECTED)
    fold = Fold(definition, events[0])
    effective, lapsed = [], set()
    for event in events:
        if event.kind is EventKind.CORRECTED or event.sequence in voided:
            continue
        if apply(fold, event):
            effective.append(event)
        else:
            lapsed.add(event.sequence)
    return State(
        definition=definition,
        opened_on=fold.opened_on,
        office_id=fold.office_id,
        sequence=events[-1].sequence,
        steps=_steps(fold),
        answers=fold.answers,
        saves=fold.saves,
        files={slot: files for slot, files in fold.files.items() if files},
        editors=fold.editors,
        rounds=fold.rounds,
        certification=fold.certification,
        endorsement=fold.endorsement,
        registry_number=fold.registry_number,
        extensions=fold.extensions,
        pauses=fold.pauses,
        side=fold.side,
        voided=voided,
        lapsed=frozenset(lapsed),
        effective=tuple(effective),
    )


def _steps(fold: Fold) -> dict[str, StepState]:
    return {step.key: _step(fold, step) for step in fold.definition.application_steps}


def _step(fold: Fold, step: Step) -> StepState:
    if step.act is Act.REVIEW:
        return _review(fold)
    if step.act is Act.RESUBMIT:
        return _correction(fold)
    if event := fold.finished.get(step.key):
        answers = event.data.get("answers") or None
        return StepState(StepStatus.DONE, _open_on(fold, step), event.happened_on, event.sequence, answers=answers)
    if event := fold.skipped.get(step.key):
        day = event.happened_on
        return StepState(StepStatus.NOT_APPLICABLE, _open_on(fold, step), day, event.sequence, event.data["reason"])
    if not fold.is_ready(step):
        return StepState(StepStatus.PENDING)
    return StepState(StepStatus.IN_PROGRESS, _open_on(fold, step))


def _review(fold: Fold) -> StepState:
    if fold.certification is None:
        return StepState(StepStatus.PENDING)
    submitted = _submitted_on(fold)
    if ended := fold.endorsement:
        return StepState(StepStatus.DONE, submitted, ended.on, ended.sequence, ended.reason)
    return StepState(StepStatus.OBSERVED if fold.open_round else StepStatus.UNDER_REVIEW, submitted)


def _correction(fold: Fold) -> StepState:
    if not fold.rounds:
        return StepState(StepStatus.NOT_APPLICABLE, reason=NO_ROUND)
    last = fold.rounds[-1]
    if last.is_open:
        return StepState(StepStatus.IN_PROGRESS, last.issued_on)
    return StepState(StepStatus.DONE, last.issued_on, last.resubmitted_on, last.resubmitted_at)


def _submitted_on(fold: Fold) -> date:
    submit = fold.definition.acting(Act.SUBMIT)
    return fold.finished[submit.key].happened_on if submit else fold.opened_on


def _settled_on(fold: Fold, step: Step) -> date:
    """The day from which what needs `step` could go on: a paper dated earlier doesn't start a term in the past."""
    if step.act is Act.REVIEW and fold.endorsement:
        return max(fold.endorsement.on, _submitted_on(fold))
    event = fold.finished.get(step.key) or fold.skipped.get(step.key)
    opened = _open_on(fold, step)
    return max(event.happened_on, opened) if event else opened


def _open_on(fold: Fold, step: Step) -> date:
    return max([fold.opened_on, *(_settled_on(fold, fold.definition[key]) for key in step.needs)])
