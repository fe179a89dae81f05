"""A round's clocks and answers: the office's term stops, the city's runs, and no answer typed by anybody is lost."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Role
from app.services.applications import answering, reviews
from app.services.applications.answering import Written
from app.services.applications.reviewing import reading
from app.services.applications.reviewing.reading import Review
from tests.factories import NOON, Journey, a_user, an_application, occasion_of

WEDNESDAY = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


def observed(*texts: str, formal: bool = False, now: datetime = NOON) -> Journey:
    """Return an application submitted on Monday, with a round of these observations issued at `now`."""
    journey = an_application(at="in_review")
    for place, words in zip(("reasons_es", "ubigeo", "authority_name"), texts, strict=False):
        reviews.observe(journey.number, f"field:{place}", words, occasion_of(journey.officer, now), is_formal=formal)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer, now))
    return journey


def read(journey: Journey, now: datetime = NOON) -> Review:
    """Return the review as the preparer finds it."""
    return reading.review(journey.number, occasion_of(journey.preparer, now))


def boxes(journey: Journey, **typed: str) -> dict[str, Written]:
    """Return what stands in the boxes of a page opened now, once `typed` (by the number within the round)."""
    current = read(journey).current
    assert current is not None
    written = {}
    for item in (asked.observation for asked in current.asked):
        stands = item.answer or ""
        text = typed.get("n" + item.key.partition(".")[2], stands)
        written[item.key] = Written(text, answering.mark(item, stands))
    return written


def given(journey: Journey) -> list[str | None]:
    """Return the answers of the last round."""
    return [item.answer for item in journey.shown(journey.preparer).dossier.state.rounds[-1].observations]


def test_a_round_stops_the_office_and_gives_the_city_ten_business_days(session: Session) -> None:
    journey = observed("Explique más.", now=WEDNESDAY)
    review = read(journey, WEDNESDAY)
    assert review.office_term is not None
    assert review.city_term is not None
    assert (review.office_term.is_stopped, review.office_term.due.remaining) == (True, 5)
    # 8 and 9 December are national holidays.
    assert review.city_term.due.on == date(2026, 12, 11)


def test_a_round_about_forms_alone_gives_two_days(session: Session) -> None:
    review = read(observed("Falta la firma.", formal=True, now=WEDNESDAY), WEDNESDAY)
    assert review.city_term is not None
    assert review.city_term.due.on == date(2026, 11, 27)


def test_one_observation_of_substance_gives_ten_days_to_all(session: Session) -> None:
    journey = an_application(at="in_review")
    officer = occasion_of(journey.officer, WEDNESDAY)
    reviews.observe(journey.number, "field:ubigeo", "Falta una cifra.", officer, is_formal=True)
    before = reading.review(journey.number, officer)
    assert before.reply is not None
    assert before.reply.on == date(2026, 11, 27)
    reviews.observe(journey.number, "field:reasons_es", "No dice para qué.", officer, is_formal=False)
    before = reading.review(journey.number, officer)
    assert before.reply is not None
    assert before.reply.on == date(2026, 12, 11)
    reviews.issue_round(journey.number, "", officer)
    review = read(journey, WEDNESDAY)
    assert review.city_term is not None
    assert review.city_term.due.on == before.reply.on


def test_the_days_left_to_the_office_run_on_after_the_resubmission(session: Session) -> None:
    journey = observed("Explique más.", now=WEDNESDAY)
    journey.take(journey.preparer, ActionKind.ANSWER, "1.1", now=FRIDAY, text="Se explicó.")
    journey.take(journey.signatory, ActionKind.RESUBMIT, now=FRIDAY)
    review = read(journey, FRIDAY)
    assert review.office_term is not None
    assert review.office_term.due.on == date(2026, 12, 4)
    assert review.city_term is not None
    assert review.city_term.ended_on == date(2026, 11, 27)
    assert (review.current, [told.left for told in review.rounds]) == (None, [0])


def test_before_issuing_one_is_told_the_days_that_stay_with_the_office(session: Session) -> None:
    journey = an_application(at="in_review")
    review = reading.review(journey.number, occasion_of(journey.officer, WEDNESDAY))
    assert review.office_days_left == 5
    assert review.reply is None


def test_answers_are_saved_one_by_one_and_counted(session: Session) -> None:
    journey = observed("Uno.", "Dos.")
    preparer = occasion_of(journey.preparer)
    assert answering.answer(journey.number, "1.1", boxes(journey, n1="  Se corrigió.\r\n"), preparer) == 1
    assert given(journey) == ["Se corrigió.", None]
    assert answering.answer(journey.number, "1.2", boxes(journey, n2="No procede."), preparer) == 0
    assert given(journey) == ["Se corrigió.", "No procede."]


def test_what_was_typed_in_another_box_is_saved_with_it(session: Session) -> None:
    journey = observed("Uno.", "Dos.", "Tres.")
    written = boxes(journey, n1="Primera.", n3="Tercera.")
    assert answering.answer(journey.number, "1.1", written, occasion_of(journey.preparer)) == 1
    assert given(journey) == ["Primera.", None, "Tercera."]


def test_an_answer_can_be_written_again(session: Session) -> None:
    journey = observed("Uno.")
    answering.answer(journey.number, "1.1", boxes(journey, n1="Primera."), occasion_of(journey.preparer))
    answering.answer(journey.number, "1.1", boxes(journey, n1="Mejor."), occasion_of(journey.signatory))
    assert given(journey) == ["Mejor."]


def test_saving_the_same_again_writes_nothing(session: Session) -> None:
    journey = observed("Uno.")
    answering.answer(journey.number, "1.1", boxes(journey, n1="Primera."), occasion_of(journey.preparer))
    answering.answer(journey.number, "1.1", boxes(journey), occasion_of(journey.preparer))
    events = journey.shown(journey.preparer).dossier.events
    assert sum(event.kind is EventKind.ANSWERED for event in events) == 1


def test_a_box_left_alone_does_not_undo_what_a_colleague_wrote_in_it(session: Session) -> None:
    journey = observed("Uno.", "Dos.")
    stale = boxes(journey, n2="Segunda.")
    answering.answer(journey.number, "1.1", boxes(journey, n1="Del colega."), occasion_of(journey.signatory))
    answering.answer(journey.number, "1.2", stale, occasion_of(journey.preparer))
    assert given(journey) == ["Del colega.", "Segunda."]


def test_two_answers_to_the_same_are_both_shown_before_one_stands(session: Session) -> None:
    journey = observed("Uno.")
    stale = boxes(journey, n1="La mía.")
    answering.answer(journey.number, "1.1", boxes(journey, n1="Del colega."), occasion_of(journey.signatory))
    with pytest.raises(InputError, match="Del colega") as refused:
        answering.answer(journey.number, "1.1", stale, occasion_of(journey.preparer))
    assert refused.value.field == "1.1"
    assert given(journey) == ["Del colega."]
    answering.answer(journey.number, "1.1", boxes(journey, n1="La mía."), occasion_of(journey.preparer))
    assert given(journey) == ["La mía."]


def test_an_empty_answer_is_refused_and_nothing_else_is_saved(session: Session) -> None:
    journey = observed("Uno.", "Dos.")
    for typed in ("", "  ", "\x00"):
        written = boxes(journey, n1=typed, n2="Segunda.")
        with pytest.raises(InputError) as refused:
            answering.answer(journey.number, "1.1", written, occasion_of(journey.preparer))
        assert refused.value.field == "1.1"
    assert given(journey) == [None, None]


def test_an_answer_is_not_taken_back_by_emptying_its_box(session: Session) -> None:
    journey = observed("Uno.", "Dos.")
    answering.answer(journey.number, "1.1", boxes(journey, n1="Primera."), occasion_of(journey.preparer))
    with pytest.raises(InputError) as refused:
        answering.answer(journey.number, "1.2", boxes(journey, n1="", n2="Segunda."), occasion_of(journey.preparer))
    assert refused.value.field == "1.1"
    assert given(journey) == ["Primera.", None]


def test_an_answer_has_a_longest_length(session: Session) -> None:
    journey = observed("Uno.", "Dos.")
    with pytest.raises(InputError) as refused:
        answering.answer(journey.number, "1.2", boxes(journey, n1="x" * 2001, n2="Sí."), occasion_of(journey.preparer))
    assert refused.value.field == "1.1"
    assert given(journey) == [None, None]


def test_nothing_sent_for_the_box_asked_is_refused(session: Session) -> None:
    journey = observed("Uno.")
    with pytest.raises(InputError) as refused:
        answering.answer(journey.number, "1.1", {}, occasion_of(journey.preparer))
    assert refused.value.field == "1.1"


def test_an_observation_that_is_not_there_is_not_answered(session: Session) -> None:
    journey = observed("Uno.")
    for key in ("1.2", "2.1", "", "1", "x", "1.1.1"):
        with pytest.raises(WrongStepError):
            answering.answer(journey.number, key, {key: Written("Hola", "")}, occasion_of(journey.preparer))


def test_only_the_applicant_answers(session: Session) -> None:
    journey = observed("Uno.")
    for person in (journey.officer, journey.head, journey.coordinator, journey.embassy):
        with pytest.raises(NotAllowedError):
            answering.answer(journey.number, "1.1", {"1.1": Written("Hola", "")}, occasion_of(person))
    stranger = a_user(Role.SIGNATORY, organization_code="200101")
    with pytest.raises(NoResultFound):
        answering.answer(journey.number, "1.1", {"1.1": Written("Hola", "")}, occasion_of(stranger))


def test_after_the_resubmission_answers_are_closed(session: Session) -> None:
    journey = observed("Uno.")
    journey.take(journey.preparer, ActionKind.ANSWER, "1.1", text="Sí.")
    stale = boxes(journey, n1="Otra.")
    journey.take(journey.signatory, ActionKind.RESUBMIT)
    with pytest.raises(WrongStepError):
        answering.answer(journey.number, "1.1", stale, occasion_of(journey.preparer))


def test_an_answer_typed_for_a_voided_round_does_not_land_in_the_next(session: Session) -> None:
    journey = observed("Lo primero.")
    stale = boxes(journey, n1="Respuesta a lo primero.")
    issued = journey.shown(journey.officer).dossier.state.rounds[0]
    journey.take(journey.officer, ActionKind.CORRECT, str(issued.sequence), reason="Se emitió por error.")
    reviews.observe(journey.number, "field:ubigeo", "Lo segundo.", occasion_of(journey.officer), is_formal=False)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    with pytest.raises(InputError, match="cambió"):
        answering.answer(journey.number, "1.1", stale, occasion_of(journey.preparer))
    assert given(journey) == [None]


def test_the_page_says_why_the_form_cannot_go_back_yet(session: Session) -> None:
    journey = observed("Uno.")
    refused = read(journey).refused[ActionKind.RESUBMIT]
    assert "1" in refused.es
    journey.take(journey.preparer, ActionKind.ANSWER, "1.1", text="Sí.")
    assert ActionKind.RESUBMIT in reading.review(journey.number, occasion_of(journey.signatory)).offers
