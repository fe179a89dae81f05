"""Rules 7 to 9 and 14: who records what, with which paper, on which day; and the ministry's own number."""

from datetime import date

import pytest

from app.domain.access import Actor
from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.offers import actions
from app.domain.progress.papers import lacking, may_upload, slots_of, step_of_slot
from app.domain.vocabulary import Party, Role, Status, StepStatus
from tests.domain import seeds
from tests.domain.stories import ANALYST, COORDINATOR, EMBASSY, HEAD, PREPARER, SIGNATORY, Story

TOMORROW = date(2026, 3, 3)
REASON = {"reason": "El gobierno llegó por su cuenta."}


def test_the_office_records_the_first_two_steps_before_the_city_has_an_account() -> None:
    story = Story().finish(ANALYST, "outreach").finish(HEAD, "interest", happened_on=date(2026, 2, 20))
    assert story.state.steps["interest"].done_on == date(2026, 2, 20)
    assert isinstance(story.refused(ANALYST, ActionKind.COMPLETE, "opening"), NotAllowedError)


def test_siblings_run_in_parallel() -> None:
    story = Story().fill(PREPARER).finish(PREPARER, "opening").finish(PREPARER, "city_profile")
    assert {step.key for step in story.state.open_steps} >= {"technical_report", "membership_form"}
    story.finish(PREPARER, "technical_report")
    assert {step.key for step in story.state.open_steps} >= {"budget_report", "legal_opinion", "membership_form"}


def test_a_step_is_left_out_with_a_reason_where_the_definition_allows() -> None:
    story = Story().take(ANALYST, ActionKind.SKIP, "outreach", **REASON)
    step = story.state.steps["outreach"]
    assert (step.status, step.reason) == (StepStatus.NOT_APPLICABLE, REASON["reason"])
    assert "no puede omitirse" in story.refused(PREPARER, ActionKind.SKIP, "opening", **REASON).because.es
    assert "no está abierto" in story.refused(PREPARER, ActionKind.SKIP, "budget_report", **REASON).because.es
    assert "no existe" in story.refused(PREPARER, ActionKind.SKIP, "nothing", **REASON).because.es
    assert isinstance(story.refused(EMBASSY, ActionKind.SKIP, "interest", **REASON), NotAllowedError)
    assert isinstance(story.refused(PREPARER, ActionKind.SKIP, "interest"), InputError)


def test_a_step_left_out_lets_the_next_go_on() -> None:
    story = Story().fill(PREPARER)
    for key in ("opening", "city_profile", "technical_report"):
        story.finish(PREPARER, key)
    story.take(PREPARER, ActionKind.SKIP, "budget_report", **REASON)
    story.take(PREPARER, ActionKind.SKIP, "legal_opinion", **REASON)
    assert story.take(SIGNATORY, ActionKind.SUBMIT).state.status is Status.IN_REVIEW


@pytest.mark.parametrize("key", ["membership_form", "office_review", "correction"])
def test_certification_and_review_are_finished_by_actions_of_their_own(key: str) -> None:
    assert "su propia acción" in Story().refused(PREPARER, ActionKind.COMPLETE, key).because.es


def test_a_step_that_is_not_open_or_does_not_exist_cannot_be_finished() -> None:
    story = Story()
    assert "no está abierto" in story.refused(PREPARER, ActionKind.COMPLETE, "signature").because.es
    assert "no existe" in story.refused(PREPARER, ActionKind.COMPLETE, "fee").because.es


def test_without_its_paper_a_step_that_must_be_proven_is_not_done() -> None:
    story = Story().sent()
    error = story.refused(EMBASSY, ActionKind.COMPLETE, "acceptance", happened_on=story.today)
    assert isinstance(error, InputError)
    assert error.field == "file"


def test_what_a_step_asks_must_be_answered_and_what_it_does_not_ask_is_left_out() -> None:
    story = Story().signed()
    given = {"answers": {"sending_recipient": "WeGO"}, "happened_on": story.today}
    error = story.refused(PREPARER, ActionKind.COMPLETE, "sending", **given)
    assert isinstance(error, InputError)
    assert error.field == "sending_message"
    story.finish(PREPARER, "publication").finish(PREPARER, "sending")
    assert story.state.steps["sending"].answers == seeds.right_answers(seeds.catalog()["sending"])
    assert story.state.steps["opening"].answers is None


def test_a_council_may_have_voted_before_and_its_vote_keeps_its_own_date() -> None:
    story = Story().submitted().on(date(2026, 3, 9)).take(ANALYST, ActionKind.ENDORSE)
    story.finish(PREPARER, "council_resolution", happened_on=date(2026, 3, 4))
    assert story.state.steps["council_resolution"].done_on == date(2026, 3, 4)
    assert story.state.steps["signature"].open_on == date(2026, 3, 9), "an older paper begins no term in the past"


def test_the_signature_cannot_be_older_than_the_resolution_nor_outside_the_signers_term() -> None:
    story = Story().endorsed().on(date(2026, 3, 20)).finish(PREPARER, "council_resolution")
    early = {"happened_on": date(2026, 3, 19)}
    assert "«Adoptar el acuerdo de concejo» (20 de marzo de 2026)" in finish_refused(story, "signature", **early)
    story = Story().prepared().save(PREPARER, "authority", authority_term_to="2026-03-10")
    story.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE).finish(PREPARER, "council_resolution")
    assert "periodo de la autoridad" in finish_refused(story.on(date(2026, 3, 11)), "signature")
    story.finish(PREPARER, "signature", happened_on=date(2026, 3, 10))
    before = Story().prepared().save(PREPARER, "authority", authority_term_from="2026-03-03")
    before.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE).finish(PREPARER, "council_resolution")
    assert "periodo de la autoridad" in finish_refused(before, "signature")


def finish_refused(story: Story, key: str, **given: date) -> str:
    """Return the words with which finishing a step, its paper uploaded, is refused."""
    step = story.definition[key]
    actor = PREPARER if step.holder is Party.ORGANIZATION else EMBASSY
    story.paper(actor, f"step:{key}")
    for field in lacking(story.state, step, seeds.catalog()):
        story.paper(actor, f"field:{field.code}")
    asked = seeds.right_answers(seeds.catalog(story.key)[step.asks or ""])
    error = story.refused(actor, ActionKind.COMPLETE, key, **{"answers": asked, "happened_on": story.today} | given)
    assert isinstance(error, InputError)
    assert error.field == "happened_on"
    return error.because.es


def test_no_day_lies_in_the_future_or_before_there_was_a_wego() -> None:
    story = Story()
    for day, words in ((TOMORROW, "posterior a hoy"), (date(1926, 3, 2), "Revise el año")):
        assert words in story.refused(PREPARER, ActionKind.COMPLETE, "interest", happened_on=day).because.es


def test_wegos_answers_cannot_be_older_than_the_sending() -> None:
    story = Story().signed().on(date(2026, 3, 20)).finish(PREPARER, "sending")
    assert "«Enviar la solicitud" in finish_refused(story, "acceptance", happened_on=date(2026, 3, 19))


def test_the_embassys_days_are_seouls_where_tomorrow_in_lima_can_be_today() -> None:
    story = Story(ahead=1).sent()
    story.finish(EMBASSY, "acceptance", happened_on=TOMORROW)
    assert story.state.steps["acceptance"].done_on == TOMORROW
    confirmed = story.copy().finish(COORDINATOR, "excom", happened_on=TOMORROW)
    assert confirmed.state.steps["excom"].done_on == TOMORROW
    assert isinstance(
        Story(ahead=1).refused(PREPARER, ActionKind.COMPLETE, "interest", happened_on=TOMORROW), InputError
    )


def test_terms_use_the_day_it_happened_and_the_record_keeps_the_instant_it_was_written() -> None:
    story = Story().on(date(2026, 3, 10)).fill(PREPARER).finish(PREPARER, "opening", happened_on=date(2026, 3, 6))
    assert story.last.happened_on == date(2026, 3, 6)
    assert story.last.recorded_at.date() == date(2026, 3, 10)
    assert story.state.steps["city_profile"].open_on == date(2026, 3, 6)


def test_a_decision_of_excom_may_be_older_than_the_note_that_the_secretariat_gave_none() -> None:
    story = Story("company").sent().on(date(2026, 11, 10))
    story.take(EMBASSY, ActionKind.SKIP, "secretariat_answer", reason="EXCOM decidió directamente.")
    story.finish(EMBASSY, "excom", happened_on=date(2026, 10, 30))
    assert story.state.status is Status.FULL


@pytest.mark.parametrize(
    ("actor", "allowed"), [(PREPARER, True), (SIGNATORY, True), (ANALYST, True), (COORDINATOR, True), (EMBASSY, True)]
)
def test_anyone_here_may_pass_on_wegos_answer_once_it_was_sent(actor: Actor, allowed: bool) -> None:
    assert not Story().signed().offers(actor, ActionKind.UPLOAD, "step:acceptance")
    assert Story().sent().offers(actor, ActionKind.UPLOAD, "step:acceptance") is allowed


def test_only_the_embassy_or_lima_confirms_wegos_answer() -> None:
    story = Story().sent().paper(PREPARER, "step:acceptance")
    for actor in (PREPARER, SIGNATORY, ANALYST, HEAD):
        assert isinstance(story.refused(actor, ActionKind.COMPLETE, "acceptance"), NotAllowedError)
    for actor in (EMBASSY, COORDINATOR):
        confirmed = story.copy().take(actor, ActionKind.COMPLETE, "acceptance", happened_on=story.today)
        assert confirmed.state.status is Status.ASSOCIATE


def test_who_passed_an_answer_on_takes_away_only_their_own() -> None:
    story = Story().sent().paper(EMBASSY, "step:acceptance")
    embassys = story.papers
    assert not story.offers(PREPARER, ActionKind.REMOVE, "step:acceptance")
    story.paper(PREPARER, "step:acceptance")
    assert isinstance(story.refused(PREPARER, ActionKind.REMOVE, "step:acceptance", attachment=embassys), InputError)
    story.take(PREPARER, ActionKind.REMOVE, "step:acceptance", attachment=story.papers)
    story.take(EMBASSY, ActionKind.REMOVE, "step:acceptance", attachment=embassys)
    assert story.state.files_at("step:acceptance") == ()


def test_taking_a_paper_away_is_offered_where_there_is_one() -> None:
    story = Story().paper(PREPARER, "step:opening")
    removing = [a.target for a in actions(story.state, PREPARER, story.around) if a.kind is ActionKind.REMOVE]
    assert removing == ["step:opening"]


def test_papers_have_their_place_and_a_finished_step_takes_no_more() -> None:
    story = Story().resolved()
    definition, catalog = story.definition, seeds.catalog()
    assert step_of_slot(definition, catalog, "field:signed_form_file") == definition["signature"]
    assert step_of_slot(definition, catalog, "field:ruc") is None
    assert step_of_slot(definition, catalog, "elsewhere:opening") is None
    assert slots_of(definition["opening"], catalog) == ("step:opening",)
    assert isinstance(story.refused(PREPARER, ActionKind.UPLOAD, "step:nothing", attachment=1), WrongStepError)
    assert isinstance(
        story.refused(PREPARER, ActionKind.UPLOAD, "step:council_resolution", attachment=1), WrongStepError
    )
    assert isinstance(story.refused(EMBASSY, ActionKind.UPLOAD, "step:signature", attachment=1), NotAllowedError)
    assert isinstance(story.refused(PREPARER, ActionKind.UPLOAD, "step:signature"), InputError)
    assert isinstance(
        story.refused(PREPARER, ActionKind.REMOVE, "step:council_resolution", attachment=1), WrongStepError
    )
    signed = story.finish(PREPARER, "signature")
    assert isinstance(signed.refused(PREPARER, ActionKind.UPLOAD, "field:logo_file", attachment=1), WrongStepError)


def test_the_holder_of_a_step_may_bring_its_papers() -> None:
    definition = seeds.definition("company")
    assert may_upload(definition["notice"], frozenset({Role.COORDINATOR}))
    assert not may_upload(definition["notice"], frozenset({Role.PREPARER}))
    assert may_upload(seeds.definition()["office_review"], frozenset({Role.ANALYST}))


def test_the_offices_registry_number_is_optional_and_can_be_noted_once_the_form_is_certified() -> None:
    assert isinstance(Story().refused(ANALYST, ActionKind.REGISTER, text="MRE-1"), WrongStepError)
    story = Story().submitted()
    assert isinstance(story.refused(PREPARER, ActionKind.REGISTER, text="MRE-1"), NotAllowedError)
    for text in ("", "x" * 61):
        error = story.refused(ANALYST, ActionKind.REGISTER, text=text)
        assert isinstance(error, InputError)
        assert error.field == "number"
    assert story.take(ANALYST, ActionKind.REGISTER, text=" MRE-2026-7 ").state.registry_number == "MRE-2026-7"


def test_what_people_write_has_an_end() -> None:
    story = Story().submitted().observed()
    assert isinstance(story.refused(PREPARER, ActionKind.ANSWER, "1.1", text="x" * 4001), InputError)
    error = story.refused(SIGNATORY, ActionKind.WITHDRAW, reason="x" * 2001)
    assert isinstance(error, InputError)
    assert error.field == "reason"
