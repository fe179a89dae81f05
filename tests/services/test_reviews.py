"""The office's review: drafts nobody else sees, one round with all of them, and an endorsement that loses none."""

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Role, Status
from app.services.applications import reviews
from app.services.applications.reviewing import reading
from tests.factories import NOON, Journey, a_user, an_application, occasion_of

OTHER_CITY = "081302"


def observe(
    journey: Journey, anchor: str = "field:reasons_es", text: str = "Explique más.", *, formal: bool = False
) -> None:
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
    anchors = [
        "field:technical_report_file",
        "field:reasons_es",
        "section:government",
        "field:ubigeo",
        "section:profile",
    ]
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


@pytest.mark.parametrize("status", [Status.PREPARING, Status.OBSERVED, Status.ENDORSED])
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


def test_the_embassy_reads_a_review_only_once_the_form_was_sent(session: Session) -> None:
    journey = an_application(at="observed")
    with pytest.raises(NotAllowedError, match="Embajada"):
        reading.review(journey.number, occasion_of(journey.embassy))
    sent = an_application(OTHER_CITY, at="sent")
    assert reading.review(sent.number, occasion_of(sent.embassy)).parts


def test_the_page_offers_only_what_its_reader_may_do(session: Session) -> None:
    journey = an_application(at="in_review")
    kinds = ActionKind
    assert reading.review(journey.number, occasion_of(journey.officer)).offers == {
        *(kinds.OBSERVE, kinds.ISSUE_ROUND, kinds.ENDORSE, kinds.EXTEND, kinds.REGISTER)
    }
    assert reading.review(journey.number, occasion_of(journey.signatory)).offers == {kinds.PROCEED}
    assert reading.review(journey.number, occasion_of(journey.coordinator)).offers == set()
