"""The office's review: drafts nobody else sees, one round with all of them, and an endorsement that loses none."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Role, Status
from app.services.applications import review_reading, reviews
from tests.factories import NOON, Journey, a_user, an_application, occasion_of

OTHER_CITY = "081302"


def observe(journey: Journey, anchor: str = "field:reasons_es", text: str = "Explique más.", *, formal: bool = False) -> None:
    """Have the officer write a draft down."""
    reviews.observe(journey.number, anchor, text, occasion_of(journey.officer), is_formal=formal)


def test_a_draft_is_kept_with_its_place_its_kind_and_its_author(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey, "field:technical_report_file", "  Falta la firma.\r\nEn la página 2.  ", formal=True)
    (draft,) = reviews.drafts(journey.number, occasion_of(journey.officer))
    assert (draft.anchor, draft.text, draft.is_formal) == (
        "field:technical_report_file",
        "Falta la firma.\nEn la página 2.",
        True,
    )
    assert (draft.author.name, draft.created_at) == ("Ana Flores", NOON)


def test_drafts_come_in_the_order_of_the_form_and_not_of_their_writing(session: Session) -> None:
    journey = an_application(at="in_review")
    anchors = ["field:technical_report_file", "field:reasons_es", "section:government", "field:ubigeo", "section:profile"]
    for anchor in anchors:
        observe(journey, anchor)
    found = [draft.anchor for draft in reviews.drafts(journey.number, occasion_of(journey.officer))]
    assert found == [
        "section:government",
        "field:ubigeo",
        "section:profile",
        "field:reasons_es",
        "field:technical_report_file",
    ]


def test_both_people_of_the_office_see_the_drafts_and_nobody_else_does(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey)
    assert len(reviews.drafts(journey.number, occasion_of(journey.officer))) == 1
    assert len(reviews.drafts(journey.number, occasion_of(journey.head))) == 1
    for person in (journey.preparer, journey.signatory, journey.coordinator, journey.embassy):
        assert reviews.drafts(journey.number, occasion_of(person)) == ()


def test_another_office_does_not_find_the_application(session: Session) -> None:
    journey = an_application(at="in_review")
    stranger = a_user(Role.ANALYST, office_code="ODE-PIU")
    with pytest.raises(NoResultFound):
        reviews.drafts(journey.number, occasion_of(stranger))
    with pytest.raises(NoResultFound):
        reviews.observe(journey.number, "field:ubigeo", "Hola", occasion_of(stranger), is_formal=False)


def test_an_observation_that_is_empty_or_too_long_is_refused_at_its_field(session: Session) -> None:
    journey = an_application(at="in_review")
    for text in ("", "   ", "\r\n\t", "\x00\x01", "x" * (reviews.LONGEST + 1)):
        with pytest.raises(InputError) as refused:
            observe(journey, text=text)
        assert refused.value.field == "text"
    observe(journey, text="x" * reviews.LONGEST)


def test_characters_that_are_not_text_are_left_out(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey, text="Falta\x00 la\x1b firma")
    assert reviews.drafts(journey.number, occasion_of(journey.officer))[0].text == "Falta la firma"


LOST = (
    *("", ":", "field:", "field:none_of_ours", "section:none_of_ours", "step:none_of_ours", "draft:1", "ubigeo"),
    # What is asked later can't be mended in a round, nor can what the office itself recorded.
    *("section:signature", "field:signed_form_file", "step:sending", "step:outreach", "step:office_review"),
)


def test_only_what_the_applicant_can_mend_is_observed(session: Session) -> None:
    journey = an_application(at="in_review")
    for anchor in LOST:
        with pytest.raises(InputError) as refused:
            observe(journey, anchor)
        assert refused.value.field == "anchor", anchor


@pytest.mark.parametrize("status", [Status.PREPARING, Status.OBSERVED, Status.ENDORSED, Status.SENT, Status.ARCHIVED])
def test_the_office_observes_only_while_the_form_lies_with_it(session: Session, status: Status) -> None:
    journey = an_application(at=status)
    with pytest.raises(WrongStepError):
        observe(journey)


def test_neither_the_city_nor_lima_nor_the_embassy_observes(session: Session) -> None:
    journey = an_application(at="in_review")
    for person in (journey.preparer, journey.signatory, journey.coordinator, journey.embassy):
        with pytest.raises(NotAllowedError):
            reviews.observe(journey.number, "field:ubigeo", "Hola", occasion_of(person), is_formal=False)


def test_lima_observes_where_no_office_serves_the_department(session: Session) -> None:
    journey = an_application("150102", at="in_review")
    reviews.observe(journey.number, "field:ubigeo", "Revise.", occasion_of(journey.coordinator), is_formal=False)
    assert len(reviews.drafts(journey.number, occasion_of(journey.coordinator))) == 1


def test_a_colleague_discards_a_draft_once(session: Session) -> None:
    journey = an_application(at="in_review")
    observe(journey)
    (draft,) = reviews.drafts(journey.number, occasion_of(journey.officer))
    assert reviews.discard(journey.number, draft.id, occasion_of(journey.head)) == "field:reasons_es"
    assert reviews.drafts(journey.number, occasion_of(journey.officer)) == []
    with pytest.raises(NoResultFound):
        reviews.discard(journey.number, draft.id, occasion_of(journey.head))


def test_a_draft_is_not_discarded_through_another_application(session: Session) -> None:
    journey, other = an_application(at="in_review"), an_application(OTHER_CITY, at="in_review")
    observe(journey)
    (draft,) = reviews.drafts(journey.number, occasion_of(journey.officer))
    with pytest.raises(NoResultFound):
        reviews.discard(other.number, draft.id, occasion_of(other.officer))
    assert len(reviews.drafts(journey.number, occasion_of(journey.officer))) == 1


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
    seen = review_reading.review(journey.number, occasion_of(journey.officer)).mark
    reviews.observe(journey.number, "field:ubigeo", "Otra más.", occasion_of(journey.head), is_formal=False)
    with pytest.raises(InputError) as refused:
        reviews.issue_round(journey.number, "", occasion_of(journey.officer), seen=seen)
    assert refused.value.field == "seen"
    assert len(reviews.drafts(journey.number, occasion_of(journey.officer))) == 2
    seen = review_reading.review(journey.number, occasion_of(journey.officer)).mark
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
    review = review_reading.review(journey.number, occasion_of(journey.preparer))
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
    seen = review_reading.review(journey.number, occasion_of(journey.head)).mark
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


def test_the_embassy_reads_a_review_only_once_the_form_was_sent(session: Session) -> None:
    journey = an_application(at="observed")
    with pytest.raises(NotAllowedError, match="Embajada"):
        review_reading.review(journey.number, occasion_of(journey.embassy))
    sent = an_application(OTHER_CITY, at="sent")
    assert review_reading.review(sent.number, occasion_of(sent.embassy)).parts


def test_the_page_offers_only_what_its_reader_may_do(session: Session) -> None:
    journey = an_application(at="in_review")
    kinds = ActionKind
    assert review_reading.review(journey.number, occasion_of(journey.officer)).offers == {
        *(kinds.OBSERVE, kinds.ISSUE_ROUND, kinds.ENDORSE, kinds.EXTEND, kinds.REGISTER)
    }
    assert review_reading.review(journey.number, occasion_of(journey.signatory)).offers == {kinds.PROCEED}
    assert review_reading.review(journey.number, occasion_of(journey.coordinator)).offers == set()


def returned(journey: Journey | None = None) -> Journey:
    """Take an application through a first round and back, a business day later."""
    journey = journey or an_application(at="in_review")
    observe(journey)
    reviews.issue_round(journey.number, "", occasion_of(journey.officer))
    journey.take(journey.preparer, ActionKind.ANSWER, "1.1", text="Se explicó mejor.")
    journey.take(journey.signatory, ActionKind.RESUBMIT, now=NOON + timedelta(minutes=5))
    return journey
