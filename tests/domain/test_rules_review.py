"""Rules 4 to 6: the clocks of office and city, who edits when, and the status that is shown."""

from datetime import date

from app.domain.errors import InputError, NotAllowedError, WrongStepError
from app.domain.progress.actions import ActionKind
from app.domain.progress.clocks import Clock, clock
from app.domain.progress.events import EventKind
from app.domain.vocabulary import Status, StepStatus
from tests.domain import seeds
from tests.domain.stories import ANALYST, EMBASSY, HEAD, PREPARER, SIGNATORY, Story

REASON = {"reason": "Falta leer el anexo."}
THURSDAY, TUESDAY = date(2026, 3, 5), date(2026, 3, 10)


def term(story: Story, key: str) -> Clock:
    found = clock(story.state, story.definition[key], {})
    assert found is not None
    return found


def test_the_office_has_seven_business_days_from_the_certification() -> None:
    story = Story().submitted()
    assert (term(story, "office_review").start, term(story, "office_review").due.on) == (story.today, date(2026, 3, 11))


def test_the_office_may_add_three_days_once_for_a_reason() -> None:
    story = Story().submitted().take(HEAD, ActionKind.EXTEND, "office_review", **REASON)
    assert (term(story, "office_review").due.on, term(story, "office_review").extension) == (date(2026, 3, 16), 3)
    assert story.refused(HEAD, ActionKind.EXTEND, "office_review", **REASON).because.es == (
        "El plazo ya se amplió una vez."
    )


def test_the_city_may_not_extend_the_offices_term_nor_a_term_that_has_no_extension() -> None:
    story = Story().submitted()
    assert isinstance(story.refused(PREPARER, ActionKind.EXTEND, "office_review", **REASON), NotAllowedError)
    assert isinstance(story.refused(PREPARER, ActionKind.EXTEND, "opening", **REASON), WrongStepError)
    assert isinstance(story.refused(PREPARER, ActionKind.EXTEND, "nothing", **REASON), WrongStepError)
    assert isinstance(story.refused(PREPARER, ActionKind.EXTEND, "technical_report", **REASON), WrongStepError)


def test_a_round_stops_the_offices_term_and_starts_the_citys_of_ten_days() -> None:
    story = Story().submitted().on(THURSDAY).observed()
    office, city = term(story, "office_review"), term(story, "correction")
    assert (office.due.on, office.due.remaining, office.is_stopped) == (None, 4, True)
    assert (city.start, city.due.on, city.is_stopped) == (THURSDAY, date(2026, 3, 19), False)


def test_the_city_has_two_days_where_every_observation_is_formal() -> None:
    assert term(Story().submitted().on(THURSDAY).observed(is_formal=True), "correction").due.on == date(2026, 3, 9)


def test_after_the_resubmission_the_offices_remaining_days_run_on() -> None:
    story = Story().submitted().on(THURSDAY).observed().on(TUESDAY).answered()
    assert term(story, "office_review").due.on == date(2026, 3, 16)
    assert term(story, "correction").ended_on == TUESDAY
    assert story.state.held_since(story.definition["office_review"]) == TUESDAY


def test_an_expired_term_changes_no_state_and_the_step_can_still_be_done() -> None:
    story = Story().submitted().on(date(2026, 6, 1))
    assert term(story, "office_review").is_overdue(story.today)
    assert story.state.status is Status.IN_REVIEW
    story.take(ANALYST, ActionKind.ENDORSE)
    assert not term(story, "office_review").is_overdue(story.today)


def test_a_step_with_no_term_or_whose_turn_has_not_come_has_no_clock() -> None:
    story = Story()
    assert clock(story.state, story.definition["outreach"], {}) is None
    assert clock(story.state, story.definition["sending"], {}) is None


def test_suspension_stops_every_term_and_they_run_on_after_it() -> None:
    story = Story().submitted().on(THURSDAY).take(HEAD, ActionKind.SUSPEND, **REASON)
    assert term(story, "office_review").is_stopped
    story.on(TUESDAY).take(HEAD, ActionKind.RESUME, **REASON)
    assert term(story, "office_review").due.on == date(2026, 3, 16)


def test_a_term_that_was_kept_is_not_touched_by_a_later_suspension() -> None:
    story = Story().endorsed().take(HEAD, ActionKind.SUSPEND, **REASON)
    assert term(story, "office_review").due.on == date(2026, 3, 11)


def test_one_round_is_the_rule_and_a_further_one_needs_a_written_reason() -> None:
    story = Story().submitted().observed().answered()
    observations = ({"key": "2.1", "anchor": "field:ruc", "text": "Otra vez.", "is_formal": True},)
    for reason in ("", " ", "\u200b"):
        error = story.refused(ANALYST, ActionKind.ISSUE_ROUND, observations=observations, reason=reason)
        assert isinstance(error, InputError)
        assert error.field == "reason"
    assert story.observed(reason="Un dato nuevo.").state.rounds[-1].number == 2


def test_a_round_holds_observations_of_something_that_exists_each_with_words_and_a_key_of_its_own() -> None:
    story = Story().submitted()
    right = {"key": "1.1", "anchor": "section:profile", "text": "Complete.", "is_formal": False}
    wrong = [(), (right | {"anchor": "field:nothing"},), (right | {"text": " \u2060 "},), (right, right)]
    for observations in wrong:
        error = story.refused(ANALYST, ActionKind.ISSUE_ROUND, observations=observations)
        assert isinstance(error, InputError)
        assert error.field == "observations"
    assert story.take(ANALYST, ActionKind.OBSERVE, observations=(right,)).kinds(1) == [EventKind.SUBMITTED]
    assert isinstance(story.refused(ANALYST, ActionKind.OBSERVE, observations=(wrong[1])), InputError)


def test_while_a_round_is_open_the_office_waits() -> None:
    story = Story().submitted().observed()
    for kind in (ActionKind.ENDORSE, ActionKind.ISSUE_ROUND, ActionKind.OBSERVE):
        assert "espere la subsanación" in story.refused(ANALYST, kind).because.es


def test_only_the_city_answers_observations() -> None:
    story = Story().submitted().observed()
    for actor in (ANALYST, HEAD, EMBASSY):
        assert isinstance(story.refused(actor, ActionKind.ANSWER, "1.1", text="x"), NotAllowedError)
        assert isinstance(story.refused(actor, ActionKind.RESUBMIT), NotAllowedError)


def test_the_city_hands_back_only_when_every_observation_has_its_answer() -> None:
    story = Story().submitted().observed("field:reasons_es", "section:profile")
    many = story.refused(SIGNATORY, ActionKind.RESUBMIT).because
    assert (many.es, many.en) == (
        "Falta responder 2 observaciones de la ronda.",
        "2 observations of the round still need an answer.",
    )
    story.take(PREPARER, ActionKind.ANSWER, "1.1", text="Corregido.")
    one = story.refused(SIGNATORY, ActionKind.RESUBMIT).because
    assert one.es == "Falta responder 1 observación de la ronda."
    assert isinstance(story.refused(PREPARER, ActionKind.ANSWER, "1.2", text=" "), InputError)
    assert isinstance(story.refused(PREPARER, ActionKind.ANSWER, "1.3", text="x"), WrongStepError)
    story.take(PREPARER, ActionKind.ANSWER, "1.2", text="Así es.").take(PREPARER, ActionKind.ANSWER, "1.2", text="No.")
    assert [item.answer for item in story.state.rounds[-1].observations] == ["Corregido.", "No."]
    assert story.take(SIGNATORY, ActionKind.RESUBMIT).state.status is Status.IN_REVIEW
    assert isinstance(story.refused(SIGNATORY, ActionKind.RESUBMIT), WrongStepError)
    assert isinstance(story.refused(PREPARER, ActionKind.ANSWER, "1.1", text="x"), WrongStepError)


def test_in_review_the_form_is_read_only_for_the_city_and_during_a_round_all_of_it_can_be_edited() -> None:
    story = Story().submitted()
    assert "en revisión" in story.refused(PREPARER, ActionKind.SAVE, "profile", answers={"staff": 5}).because.es
    assert "en revisión" in story.refused(PREPARER, ActionKind.UPLOAD, "field:logo_file", attachment=1).because.es
    story.observed().save(PREPARER, "profile", staff=5).paper(PREPARER, "field:logo_file")
    assert story.state.answers["profile"]["staff"] == 5


def test_during_a_round_the_reports_can_be_replaced_but_not_left_out() -> None:
    story = Story().submitted().observed("step:technical_report").take(PREPARER, ActionKind.ANSWER, "1.1", text="Va.")
    old = story.state.files_at("step:technical_report")[0]
    story.take(PREPARER, ActionKind.REMOVE, "step:technical_report", attachment=old)
    assert "Preparar el informe técnico" in story.refused(SIGNATORY, ActionKind.RESUBMIT).because.es
    assert not story.offers(SIGNATORY, ActionKind.PROCEED)
    story.paper(PREPARER, "field:technical_report_file").take(SIGNATORY, ActionKind.RESUBMIT)
    assert isinstance(story.refused(PREPARER, ActionKind.UPLOAD, "step:technical_report"), WrongStepError)


def test_only_the_city_edits_and_only_sections_of_the_form() -> None:
    story = Story()
    for actor in (ANALYST, HEAD, EMBASSY):
        assert isinstance(story.refused(actor, ActionKind.SAVE, "profile", answers={"staff": 5}), NotAllowedError)
    for section in ("resolution", "attachments", "nothing"):
        assert "no existe" in story.refused(PREPARER, ActionKind.SAVE, section, answers={}).because.es


def test_a_change_after_the_endorsement_withdraws_endorsement_certification_and_signature_by_an_event() -> None:
    story = Story().signed().on(TUESDAY).save(PREPARER, "motivation", reasons_es="Pensándolo bien.")
    assert story.kinds(2) == [EventKind.SAVED, EventKind.ENDORSEMENT_WITHDRAWN]
    state = story.state
    assert (state.endorsement, state.certification, state.is_signed) == (None, None, False)
    assert state.status is Status.PREPARING
    assert state.steps["council_resolution"].status is StepStatus.DONE, "the council's vote stands, with its own date"
    assert state.steps["membership_form"].open_on == TUESDAY, "the city's term begins anew"
    story.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE)
    assert story.state.status is Status.RESOLVED


def test_a_filled_in_english_text_takes_nothing_back_but_a_changed_one_does() -> None:
    story = Story().prepared().save(PREPARER, "motivation", reasons_en="").take(SIGNATORY, ActionKind.SUBMIT)
    story.take(ANALYST, ActionKind.ENDORSE).save(PREPARER, "motivation", reasons_en="Because.")
    assert story.state.status is Status.ENDORSED
    assert story.save(PREPARER, "motivation", reasons_en="Because!").state.status is Status.PREPARING


def test_once_it_is_signed_any_change_takes_the_signature_back() -> None:
    story = Story().prepared().save(PREPARER, "motivation", has_project=False, project_name_en="")
    story.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE)
    story.finish(PREPARER, "council_resolution").finish(PREPARER, "signature")
    assert story.save(PREPARER, "motivation", project_name_en="A project.").state.status is Status.PREPARING


def test_saving_what_already_stands_writes_nothing() -> None:
    story = Story().endorsed()
    before = len(story.events)
    story.save(PREPARER, "profile", **story.state.answers["profile"]).save(PREPARER, "profile", other_networks="Texto")
    assert len(story.events) == before
    assert story.save(PREPARER, "government", web_domain="Texto", colour="red").events[before:] == ()


def test_the_signed_paper_must_be_newer_than_the_last_change() -> None:
    story = Story().signed().save(PREPARER, "motivation", reasons_es="Pensándolo bien.")
    story.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE)
    answers = seeds.right_answers(seeds.catalog()["signature"])
    error = story.refused(PREPARER, ActionKind.COMPLETE, "signature", answers=answers, happened_on=story.today)
    assert isinstance(error, InputError)
    assert error.field == "file"
    assert "con el texto actual" in error.because.es
    assert story.finish(PREPARER, "signature").state.is_signed


def test_a_new_submission_gives_the_office_its_whole_term_and_its_extension_again() -> None:
    story = (
        Story().submitted().take(HEAD, ActionKind.EXTEND, "office_review", **REASON).take(ANALYST, ActionKind.ENDORSE)
    )
    story.on(TUESDAY).save(PREPARER, "motivation", reasons_es="Otra.").take(SIGNATORY, ActionKind.SUBMIT)
    assert term(story, "office_review").due.on == date(2026, 3, 19)
    assert story.offers(HEAD, ActionKind.EXTEND, "office_review")


def test_the_review_owns_the_loop_and_the_correction_is_not_applicable_without_a_round() -> None:
    story = Story().submitted()
    steps = [story.state.steps, story.observed().state.steps, story.answered().state.steps]
    assert [found["correction"].status for found in steps] == [
        StepStatus.NOT_APPLICABLE,
        StepStatus.IN_PROGRESS,
        StepStatus.DONE,
    ]
    assert [found["office_review"].status for found in steps] == [
        StepStatus.UNDER_REVIEW,
        StepStatus.OBSERVED,
        StepStatus.UNDER_REVIEW,
    ]


def test_the_status_shown_is_the_side_state_else_the_reviews_else_the_last_milestone() -> None:
    story = Story()
    assert story.state.status is Status.DRAFT
    assert story.prepared().state.status is Status.PREPARING
    assert story.take(SIGNATORY, ActionKind.SUBMIT).state.status is Status.IN_REVIEW
    assert story.observed().state.status is Status.OBSERVED
    assert story.copy().take(HEAD, ActionKind.SUSPEND, **REASON).state.status is Status.SUSPENDED
    assert story.answered().take(ANALYST, ActionKind.ENDORSE).state.status is Status.ENDORSED
    assert story.finish(PREPARER, "council_resolution").state.status is Status.RESOLVED
    assert story.finish(PREPARER, "signature").state.status is Status.SIGNED
    assert story.finish(PREPARER, "publication").finish(PREPARER, "sending").state.status is Status.SENT
    assert story.finish(EMBASSY, "acceptance").state.status is Status.ASSOCIATE
    assert story.finish(EMBASSY, "excom").state.status is Status.FULL
    assert story.state.is_closed
