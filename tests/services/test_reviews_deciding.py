"""Issuing one round with every draft, and an endorsement that loses none and covers what was read."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import InputError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Status
from app.services.applications import reviews
from app.services.applications.reviewing import reading
from tests.factories import NOON, Journey, an_application, occasion_of

OTHER_CITY = "081302"


def observe(
    journey: Journey, anchor: str = "field:reasons_es", text: str = "Explique más.", *, formal: bool = False
) -> None:
    """Have the officer write a draft down."""
    reviews.observe(journey.number, anchor, text, occasion_of(journey.officer), is_formal=formal)


def returned(journey: Journey | None = None) -> Journey:
    """Take an application through a first round and back, a business day later."""
    journey = journey or an_application(at="in_review")
    observe(journey)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    journey.take(journey.preparer, ActionKind.ANSWER, "1.1", text="Se explicó mejor.")
    journey.take(journey.signatory, ActionKind.RESUBMIT, now=NOON + timedelta(minutes=5))
    return journey


def test_a_round_takes_every_draft_numbers_them_and_leaves_none(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey, "field:technical_report_file", "Falta la firma.", formal=True)
    observe(journey, "field:ubigeo", "No coincide.")
    assert reviews.issue_round(journey.number, "", occasion_of(journey.officer)) == 1
    (issued,) = journey.shown(journey.preparer).dossier.state.rounds
    assert [(item.key, item.anchor, item.text, item.is_formal) for item in issued.observations] == [
        ("1.1", "field:ubigeo", "No coincide.", False),
        ("1.2", "field:technical_report_file", "Falta la firma.", True),
    ]
    assert journey.shown(journey.preparer).dossier.state.status is Status.OBSERVED
    journey.take(journey.coordinator, ActionKind.CORRECT, str(issued.sequence), reason="Se emitió por error.")
    assert reviews.drafts(journey.number, occasion_of(journey.officer)) == []


def test_a_round_without_observations_is_refused(session: Session) -> None:
    journey = an_application(at="in_review")
    with pytest.raises(InputError) as refused:
        reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    assert refused.value.field == "observations"


def test_a_second_round_needs_a_written_reason(session: Session) -> None:
    journey = returned()
    observe(journey, "field:ubigeo", "Sigue sin coincidir.")
    for reason in ("", "  \n"):
        with pytest.raises(InputError) as refused:
            reviews.issue_round(journey.number, reason, occasion_of(journey.officer))
        assert refused.value.field == "reason"
    assert len(reviews.drafts(journey.number, occasion_of(journey.officer))) == 1
    assert reviews.issue_round(journey.number, " La respuesta abrió otra duda. ", occasion_of(journey.officer)) == 2
    state = journey.shown(journey.preparer).dossier.state
    assert [(item.number, item.reason) for item in state.rounds] == [(1, ""), (2, "La respuesta abrió otra duda.")]
    assert [item.key for item in state.rounds[1].observations] == ["2.1"]


def test_the_reason_has_a_longest_length(session: Session) -> None:
    journey = returned()
    observe(journey)
    with pytest.raises(InputError) as refused:
        reviews.issue_round(journey.number, "x" * 2001, occasion_of(journey.officer))
    assert refused.value.field == "reason"


def test_a_draft_added_while_one_reads_is_not_issued_unread(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey)
    seen = reading.review(journey.number, occasion_of(journey.officer)).mark
    reviews.observe(journey.number, "field:ubigeo", "Otra más.", occasion_of(journey.head), is_formal=False)
    with pytest.raises(InputError) as refused:
        reviews.issue_round(journey.number, "", occasion_of(journey.officer), seen=seen)
    assert refused.value.field == "seen"
    assert len(reviews.drafts(journey.number, occasion_of(journey.officer))) == 2
    seen = reading.review(journey.number, occasion_of(journey.officer)).mark
    assert reviews.issue_round(journey.number, "", occasion_of(journey.officer), seen=seen) == 1


def test_the_endorsement_is_refused_while_there_are_drafts_and_none_is_lost(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey)
    with pytest.raises(WrongStepError, match="borrador"):
        reviews.endorse(journey.number, "", occasion_of(journey.head))
    (draft,) = reviews.drafts(journey.number, occasion_of(journey.officer))
    reviews.discard(journey.number, draft.id, occasion_of(journey.officer))
    reviews.endorse(journey.number, "", occasion_of(journey.head))
    assert journey.shown(journey.preparer).dossier.state.status is Status.ENDORSED


def test_the_endorsement_keeps_its_note(session: Session) -> None:
    journey = an_application(at="in_review")
    reviews.endorse(journey.number, " Cuiden la carta en inglés. ", occasion_of(journey.officer))
    review = reading.review(journey.number, occasion_of(journey.preparer))
    assert review.endorsement_note == "Cuiden la carta en inglés."
    assert review.state.effective[-1].kind is EventKind.ENDORSED


def test_a_note_has_a_longest_length(session: Session) -> None:
    journey = an_application(at="in_review")
    with pytest.raises(InputError) as refused:
        reviews.endorse(journey.number, "x" * 2001, occasion_of(journey.officer))
    assert refused.value.field == "note"
    assert journey.shown(journey.officer).dossier.state.endorsement is None


def test_what_came_back_after_one_read_it_is_not_endorsed_unread(session: Session) -> None:
    journey = an_application(at="in_review")
    seen = reading.review(journey.number, occasion_of(journey.head)).mark
    returned(journey)
    with pytest.raises(InputError) as refused:
        reviews.endorse(journey.number, "", occasion_of(journey.head), seen=seen)
    assert refused.value.field == "seen"


def test_after_the_other_acted_neither_a_round_nor_an_endorsement_goes_through(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    with pytest.raises(WrongStepError, match="ronda"):
        reviews.issue_round(journey.number, "", occasion_of(journey.head))
    with pytest.raises(WrongStepError, match="ronda"):
        reviews.endorse(journey.number, "", occasion_of(journey.head))


def test_drafts_left_when_the_city_goes_on_alone_are_nobodys_to_see(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey)
    journey.take(journey.signatory, ActionKind.PROCEED, reason="El concejo sesiona mañana.")
    assert reviews.drafts(journey.number, occasion_of(journey.officer)) == ()
