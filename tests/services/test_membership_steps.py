"""While a membership lasts: fee, yearly follow-up, change of authorities, their papers, and mending a record."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import Inputs
from app.domain.vocabulary import Certainty, HolidayKind, MembershipCategory, Role
from app.models.event import EventRow, PersonalValue
from app.models.file import Attachment
from app.models.holiday import Holiday
from app.models.user import User
from app.services import files, memberships
from app.services.files import Upload
from app.services.memberships import Recognition
from tests.conftest import NOON
from tests.factories import a_pdf, a_user, an_application, filled, occasion_of

CUSCO = "080101"
"""A member by the source article: recorded by the seeds, category and entry to be confirmed."""
FEE = Inputs(answers=filled("fee"))
FOLLOW_UP = Inputs(answers=filled("follow_up"))


@pytest.fixture(autouse=True)
def _database(session: Session) -> None:
    """Every test here writes."""


def member() -> User:
    """Return somebody of Cusco's own people."""
    return a_user(Role.PREPARER, organization_code=CUSCO)


def test_a_fee_is_recorded_and_its_turn_ends() -> None:
    user = member()
    city = occasion_of(user)
    assert [turn.step.key for turn in memberships.get(CUSCO, city).turns] == ["fee"]
    memberships.record_step(CUSCO, "fee", FEE, city)
    page = memberships.get(CUSCO, city)
    assert page.turns == ()
    assert (page.history[0].step.key if page.history[0].step else "", page.history[0].who) == ("fee", user.name)


def test_an_unpaid_fee_is_recorded_and_its_turn_stays_until_it_is_paid() -> None:
    city = occasion_of(member())
    memberships.record_step(CUSCO, "fee", Inputs(answers=filled("fee", fee_paid=False)), city)
    assert [(turn.step.key, turn.is_unsettled) for turn in memberships.get(CUSCO, city).turns] == [("fee", True)]
    memberships.record_step(CUSCO, "fee", FEE, city, Upload("step:fee", "comprobante.pdf", a_pdf("pago")))
    assert memberships.get(CUSCO, city).turns == ()
    memberships.record_step(CUSCO, "fee", Inputs(answers=filled("fee", fee_year=2027, fee_paid=False)), city)
    assert [turn.step.key for turn in memberships.get(CUSCO, city).turns] == ["fee"]


def test_a_recorded_member_without_an_application_is_asked_for_its_new_authorities_and_their_ratification() -> None:
    user = member()
    before, after = NOON.replace(month=12, day=31), NOON.replace(year=2027, month=1, day=4)
    assert "authority_change" not in {turn.step.key for turn in memberships.get(CUSCO, occasion_of(user, before)).turns}
    for ratifies, is_open in ((None, True), (False, True), (True, False)):
        if ratifies is not None:
            answers = filled("authority_change", new_authority_ratifies=ratifies)
            memberships.record_step(CUSCO, "authority_change", Inputs(answers=answers), occasion_of(user, after))
        found = {turn.step.key: turn for turn in memberships.get(CUSCO, occasion_of(user, after)).turns}
        assert ("authority_change" in found) is is_open
        if is_open:
            assert found["authority_change"].since == date(2027, 1, 1)


def test_a_fee_that_is_not_charged_is_skipped_with_the_reason() -> None:
    city = occasion_of(member())
    with pytest.raises(InputError):
        memberships.skip_step(CUSCO, "fee", " ", city)
    with pytest.raises(WrongStepError):
        memberships.skip_step(CUSCO, "follow_up", "No hubo nada.", city)
    memberships.skip_step(CUSCO, "fee", "WeGO no cobra cuota este año.", city)
    page = memberships.get(CUSCO, city)
    assert page.turns == ()
    assert page.history[0].event.data["reason"] == "WeGO no cobra cuota este año."


def test_the_follow_up_comes_round_every_year() -> None:
    user = a_user(Role.ANALYST)
    a_year_later = NOON + timedelta(days=366)
    assert "follow_up" in {t.step.key for t in memberships.get(CUSCO, occasion_of(user, a_year_later)).turns}
    memberships.record_step(CUSCO, "follow_up", FOLLOW_UP, occasion_of(user, a_year_later))
    assert "follow_up" not in {t.step.key for t in memberships.get(CUSCO, occasion_of(user, a_year_later)).turns}


def test_days_off_count_from_the_day_the_turn_came_though_the_member_was_recorded_later(session: Session) -> None:
    names = {"name_es": "Día de prueba", "name_en": "Test day", "source": "Prueba", "certainty": Certainty.D}
    session.add(Holiday(day=date(2027, 1, 5), kind=HolidayKind.DECREE, **names))
    lima = occasion_of(a_user(Role.COORDINATOR), NOON.replace(year=2028, month=1, day=10))
    said = Recognition(MembershipCategory.TO_CONFIRM, None, "Lista de WeGO", 2026, is_confirmed=False)
    memberships.record_existing("081305", said, lima)
    turn = next(turn for turn in memberships.get("081305", lima).turns if turn.step.key == "authority_change")
    assert turn.due is not None
    assert (turn.since, turn.due.on) == (date(2027, 1, 1), date(2027, 2, 15))


def test_a_regional_government_is_asked_for_its_new_governor() -> None:
    lima = occasion_of(a_user(Role.COORDINATOR))
    said = Recognition(MembershipCategory.FULL, None, "Lista de WeGO", 2026, is_confirmed=True)
    memberships.record_existing("08", said, lima)
    section = memberships.step_page("08", "authority_change", lima).section
    assert section is not None
    titles = {choice.value for choice in section.by_code["new_authority_title"].choices}
    assert titles == {"governor_m", "governor_f"}
    answers = filled("authority_change", new_authority_title="mayor_m")
    with pytest.raises(InputError) as refused:
        memberships.record_step("08", "authority_change", Inputs(answers=answers), lima)
    assert refused.value.field == "new_authority_title"


def test_a_step_without_its_answers_or_for_a_day_to_come_is_refused() -> None:
    city = occasion_of(member())
    with pytest.raises(InputError) as missing:
        memberships.record_step(CUSCO, "fee", Inputs(), city)
    assert missing.value.field == "fee_year"
    with pytest.raises(InputError) as early:
        memberships.record_step(CUSCO, "fee", Inputs(answers=filled("fee"), happened_on=date(2026, 11, 24)), city)
    assert early.value.field == "happened_on"


def test_the_change_of_authorities_follows_from_the_term_of_who_signed() -> None:
    journey = an_application("081305", at="associate")
    new_year = NOON.replace(year=2027, month=1, day=4)
    turns = memberships.get("081305", occasion_of(journey.officer, new_year)).turns
    turn = next(turn for turn in turns if turn.step.key == "authority_change")
    assert turn.since == date(2027, 1, 1)
    assert turn.due is not None
    assert turn.due.on == date(2027, 2, 12)  # 30 business days after 1 January; no holiday among them


def test_a_new_authority_is_kept_outside_the_chain(session: Session) -> None:
    answers = filled("authority_change", new_authority_name="Quilla Mamani")
    memberships.record_step(CUSCO, "authority_change", Inputs(answers=answers), occasion_of(member()))
    row = session.scalars(sa.select(EventRow).order_by(EventRow.id.desc()).limit(1)).one()
    assert "Quilla" not in repr(row.data)
    assert (
        "Quilla Mamani" in session.scalars(sa.select(PersonalValue.value).where(PersonalValue.event_id == row.id)).all()
    )


def test_a_paper_goes_with_its_step_and_is_read_by_those_concerned(session: Session) -> None:
    content = a_pdf("factura de WeGO")
    city = member()
    memberships.record_step(CUSCO, "fee", FEE, occasion_of(city), Upload("step:fee", "factura 1.exe", content))
    paper = memberships.get(CUSCO, occasion_of(city)).history[0].attachment
    assert paper is not None
    assert (paper.name, paper.slot) == ("factura 1.pdf", "step:fee")
    for user in (city, a_user(Role.ANALYST), a_user(Role.COORDINATOR), a_user(Role.EMBASSY)):
        assert files.download(paper.id, occasion_of(user)).content == content
    strangers = (a_user(Role.PREPARER), a_user(Role.HEAD, office_code="ODE-PUN"), a_user(Role.ADMINISTRATOR))
    for user in strangers:
        with pytest.raises(NoResultFound):
            files.download(paper.id, occasion_of(user))


def test_a_file_that_cannot_be_taken_records_nothing(session: Session) -> None:
    with pytest.raises(InputError) as refused:
        memberships.record_step(CUSCO, "fee", FEE, occasion_of(member()), Upload("step:fee", "a.pdf", b"MZ not a PDF"))
    assert refused.value.field == "file"
    assert session.scalar(sa.select(Attachment)) is None
    assert memberships.get(CUSCO, occasion_of(member())).turns[0].step.key == "fee"


def test_who_made_a_record_corrects_it_and_its_turn_comes_back() -> None:
    user = member()
    city = occasion_of(user)
    memberships.record_step(CUSCO, "fee", FEE, city)
    number = memberships.get(CUSCO, city).history[0].event.sequence
    with pytest.raises(InputError):
        memberships.correct_record(CUSCO, number, "", city)
    assert memberships.correct_record(CUSCO, number, "Era la factura de otro año.", city) is True
    page = memberships.get(CUSCO, city)
    assert [turn.step.key for turn in page.turns] == ["fee"]
    assert [item.is_voided for item in page.history] == [False, True, False]
    with pytest.raises(WrongStepError):
        memberships.correct_record(CUSCO, number, "Otra vez.", city)


def test_a_colleague_does_not_correct_the_record_of_another_and_lima_does() -> None:
    memberships.record_step(CUSCO, "fee", FEE, occasion_of(member()))
    colleague = occasion_of(member())
    assert [item.may_correct for item in memberships.get(CUSCO, colleague).history] == [False, False]
    with pytest.raises(NotAllowedError):
        memberships.correction_page(CUSCO, 2, colleague)
    lima = occasion_of(a_user(Role.COORDINATOR))
    organization, wrong = memberships.correction_page(CUSCO, 2, lima)
    assert (organization.code, wrong.step.key if wrong.step else "") == (CUSCO, "fee")
    assert memberships.correct_record(CUSCO, 2, "Duplicado.", lima)
