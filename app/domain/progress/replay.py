"""The fold of a history into where it stands: `replay` is the one definition of an application's state."""

from collections.abc import Sequence

from app.domain.process.definition import Definition
from app.domain.progress.events import Event, EventKind
from app.domain.progress.folding.handlers import apply
from app.domain.progress.folding.total import Fold
from app.domain.progress.state import State


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
        steps={step.key: fold.step_state(step) for step in definition.application_steps},
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
