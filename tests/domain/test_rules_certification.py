"""Rules 1 to 3: the endorsement is advice, three acts are never mixed, nobody certifies alone."""

from app.domain.access import Actor, Mandate
from app.domain.errors import IncompleteError, InputError, NotAllowedError, WrongStepError
from app.domain.process.answers import form_hash
from app.domain.progress.actions import ActionKind
from app.domain.progress.certifying import certifies_by_sheet, has_current_sheet
from app.domain.progress.events import EventKind
from app.domain.progress.papers import SHEET
from app.domain.vocabulary import Role, Status, StepStatus
from tests.domain import seeds
from tests.domain.stories import ANALYST, COLLEAGUE, COORDINATOR, EMBASSY, HEAD, OURS, PREPARER, SIGNATORY, Story

GO_ON = {"reason": "El Concejo sesiona mañana."}


def test_the_city_goes_on_without_endorsement_giving_a_reason() -> None:
    story = Story().submitted().take(SIGNATORY, ActionKind.PROCEED, **GO_ON)
    state = story.state
    assert state.status is Status.NOT_ENDORSED
    assert state.endorsement is not None
    assert not state.endorsement.is_given
    assert state.endorsement.reason == GO_ON["reason"]
    assert state.steps["council_resolution"].status is StepStatus.IN_PROGRESS
    assert story.finish(PREPARER, "council_resolution").state.status is Status.RESOLVED


def test_going_on_without_endorsement_needs_a_reason() -> None:
    error = Story().submitted().refused(SIGNATORY, ActionKind.PROCEED, reason=" ")
    assert error.because.es == "Escriba el motivo; quedará en el historial."


def test_the_office_cannot_go_on_for_the_city_and_a_preparer_not_past_the_signatory() -> None:
    story = Story().submitted()
    assert isinstance(story.refused(HEAD, ActionKind.PROCEED, **GO_ON), NotAllowedError)
    assert isinstance(story.refused(PREPARER, ActionKind.PROCEED, **GO_ON), NotAllowedError)


def test_the_city_goes_on_in_the_middle_of_a_round_which_ends_it_and_certifies_what_changed() -> None:
    story = Story().submitted().observed().save(PREPARER, "motivation", reasons_es="Otras razones.")
    state = story.take(SIGNATORY, ActionKind.PROCEED, **GO_ON).state
    assert state.rounds[-1].resubmitted_at == story.last.sequence
    assert state.certification is not None
    assert state.certification.sequence == story.last.sequence
    assert state.editors == frozenset()


def test_before_the_review_there_is_nothing_to_go_on_from() -> None:
    assert isinstance(Story().prepared().refused(SIGNATORY, ActionKind.PROCEED, **GO_ON), WrongStepError)


def test_certifying_signing_and_sending_are_three_acts_of_three_days() -> None:
    story = Story().prepared().take(SIGNATORY, ActionKind.SUBMIT)
    assert (story.last.kind, story.state.is_signed, story.state.is_sent) == (EventKind.SUBMITTED, False, False)
    story.take(ANALYST, ActionKind.ENDORSE).finish(PREPARER, "council_resolution").finish(PREPARER, "signature")
    assert (story.last.kind, story.state.is_signed, story.state.is_sent) == (EventKind.SIGNED, True, False)
    story.finish(PREPARER, "sending")
    assert (story.last.kind, story.state.is_signed, story.state.is_sent) == (EventKind.SENT, True, True)


def test_certification_asks_neither_resolution_nor_signature_nor_english() -> None:
    story = Story().prepared()
    for section in seeds.catalog().form_sections:
        english = {field.code: None for field in section.fields if field.english_of}
        story.save(PREPARER, section.key, **english)
    assert story.take(SIGNATORY, ActionKind.SUBMIT).state.status is Status.IN_REVIEW


def test_the_signature_waits_for_every_english_text() -> None:
    story = Story().prepared().save(PREPARER, "motivation", reasons_en=None).take(SIGNATORY, ActionKind.SUBMIT)
    story.take(ANALYST, ActionKind.ENDORSE).finish(PREPARER, "council_resolution")
    assert not story.offers(PREPARER, ActionKind.COMPLETE, "signature")
    error = story.refused(PREPARER, ActionKind.COMPLETE, "signature")
    assert isinstance(error, IncompleteError)
    assert error.missing == ("motivation",)
    story.save(PREPARER, "motivation", reasons_en="Because.")
    assert story.kinds(1) == [EventKind.SAVED], "an English text that was awaited takes nothing back"
    assert story.finish(PREPARER, "signature").state.status is Status.SIGNED


def test_certification_looks_at_the_sections_of_earlier_steps_too() -> None:
    story = Story().prepared().save(PREPARER, "profile", staff=None)
    error = story.refused(SIGNATORY, ActionKind.SUBMIT)
    assert isinstance(error, IncompleteError)
    assert error.missing == ("profile",)


def test_certification_waits_for_the_reports() -> None:
    story = Story().fill(PREPARER).finish(PREPARER, "opening").finish(PREPARER, "city_profile")
    error = story.refused(SIGNATORY, ActionKind.SUBMIT)
    assert "Preparar el informe técnico" in error.because.es
    assert "Obtain the legal opinion" in error.because.en


def test_a_signatory_who_was_the_only_editor_may_not_certify() -> None:
    story = Story(signatories=frozenset({2, 12})).fill(SIGNATORY)
    story.finish(PREPARER, "opening").finish(PREPARER, "city_profile").finish(PREPARER, "technical_report")
    story.finish(PREPARER, "budget_report").finish(PREPARER, "legal_opinion")
    assert isinstance(story.refused(SIGNATORY, ActionKind.SUBMIT), NotAllowedError)
    other = Actor(12, (Mandate(Role.SIGNATORY, organization_id=OURS),))
    assert story.copy().take(other, ActionKind.SUBMIT).state.certification is not None
    story.save(PREPARER, "motivation", reasons_es="Dos pares de ojos.")
    assert story.take(SIGNATORY, ActionKind.SUBMIT).last.data["sheet"] is False


def test_only_what_was_read_is_certified() -> None:
    story = Story().prepared()
    read = form_hash(story.around.catalog, story.state.answers)
    story.save(PREPARER, "motivation", reasons_es="Cambiado mientras se leía.")
    error = story.refused(SIGNATORY, ActionKind.SUBMIT, form_hash=read)
    assert isinstance(error, InputError)
    assert error.field == "form_hash"
    now = form_hash(story.around.catalog, story.state.answers)
    assert story.take(SIGNATORY, ActionKind.SUBMIT, form_hash=now).last.data["form_hash"] == now


def test_nobody_outside_the_city_certifies_for_it() -> None:
    story = Story().prepared()
    for actor in (ANALYST, HEAD, COORDINATOR, EMBASSY):
        assert isinstance(story.refused(actor, ActionKind.SUBMIT), NotAllowedError)


def test_a_preparer_does_not_certify_while_a_signatory_can() -> None:
    error = Story().prepared().refused(PREPARER, ActionKind.SUBMIT)
    assert "Certifica la persona firmante" in error.because.es


def test_where_nobody_else_can_a_preparer_certifies_by_the_mayors_sheet_and_the_event_says_so() -> None:
    story = Story(signatories=frozenset()).prepared()
    assert "imprima la hoja" in story.refused(PREPARER, ActionKind.SUBMIT).because.es
    story.paper(PREPARER, SHEET).take(PREPARER, ActionKind.SUBMIT)
    assert story.last.data["sheet"] is True
    certification = story.state.certification
    assert certification is not None
    assert (certification.sheet, certification.actor_id) == (True, 1)


def test_where_the_only_signatory_was_the_only_editor_another_certifies_by_sheet() -> None:
    story = Story().fill(SIGNATORY)
    for key in ("opening", "city_profile", "technical_report", "budget_report", "legal_opinion"):
        story.finish(PREPARER, key)
    story.paper(COLLEAGUE, SHEET)
    assert certifies_by_sheet(story.state, SIGNATORY, story.around)
    assert story.copy().take(COLLEAGUE, ActionKind.SUBMIT).last.data["sheet"] is True
    assert story.copy().take(SIGNATORY, ActionKind.SUBMIT).last.data["sheet"] is True


def test_the_signed_sheet_must_be_newer_than_the_last_change() -> None:
    story = Story(signatories=frozenset()).prepared().paper(PREPARER, SHEET)
    story.save(PREPARER, "motivation", reasons_es="Cambiado después.")
    assert not has_current_sheet(story.state)
    assert not story.offers(PREPARER, ActionKind.SUBMIT)
    assert story.paper(PREPARER, SHEET).offers(PREPARER, ActionKind.SUBMIT)


def test_only_the_sheet_itself_certifies_and_it_may_come_while_the_form_is_read() -> None:
    story = Story(signatories=frozenset()).prepared()
    story.paper(PREPARER, "step:membership_form").paper(PREPARER, "field:logo_file")
    assert not story.offers(PREPARER, ActionKind.SUBMIT)
    in_review = Story().submitted()
    assert in_review.offers(PREPARER, ActionKind.UPLOAD, SHEET)
    assert not in_review.offers(PREPARER, ActionKind.UPLOAD, "field:logo_file")


def test_a_sheet_that_was_taken_away_again_certifies_nothing_and_one_that_certified_stays() -> None:
    story = Story(signatories=frozenset()).prepared().paper(PREPARER, SHEET)
    story.take(PREPARER, ActionKind.REMOVE, SHEET, attachment=story.papers)
    assert not has_current_sheet(story.state)
    story.paper(PREPARER, SHEET).take(PREPARER, ActionKind.SUBMIT)
    error = story.refused(PREPARER, ActionKind.REMOVE, SHEET, attachment=story.papers)
    assert "sostiene la certificación" in error.because.es


def test_certifying_is_not_the_legal_signature() -> None:
    state = Story().submitted().state
    assert state.certification is not None
    assert not state.is_signed
    assert state.steps["signature"].status is StepStatus.PENDING
