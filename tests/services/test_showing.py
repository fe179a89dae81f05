"""One application shown whole, and the same days on its page and in the list."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Party, Status
from tests.factories import DISTRICT, NOON, Journey, an_application


def test_what_is_shown_holds_together(session: Session) -> None:
    journey: Journey = an_application(DISTRICT, at=Status.IN_REVIEW)
    shown = journey.shown(journey.officer)
    row, state = shown.dossier.row, shown.dossier.state
    assert shown.standing.since == row.since
    assert shown.standing.due_on == row.due_on == shown.clocks["office_review"].due.on
    assert shown.standing.holder == row.holder == Party.OFFICE
    assert set(shown.attachments) == {number for slot in state.files for number in state.files_at(slot)}
    assert shown.people[journey.preparer.id] == "Julio Mamani"
    assert ActionKind.ENDORSE in {action.kind for action in shown.actions}


def test_the_list_and_the_sentence_give_the_same_day_after_a_resubmission(session: Session) -> None:
    journey = an_application(DISTRICT, at=Status.OBSERVED)
    later = NOON + timedelta(days=3)
    for item in journey.shown(journey.preparer).dossier.state.rounds[-1].observations:
        journey.take(journey.preparer, ActionKind.ANSWER, item.key, text="Corregido.", now=later)
    journey.take(journey.signatory, ActionKind.RESUBMIT, now=later)
    shown = journey.shown(journey.officer, later)
    assert shown.standing.since == shown.dossier.row.since == later.date()
