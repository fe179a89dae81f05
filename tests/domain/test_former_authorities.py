"""What somebody signed whose term has ended is ratified or signed again before it goes to WeGO, and after as well."""

from datetime import date

import pytest

from app.domain.errors import InputError, WrongStepError
from app.domain.process.definition_file import definition_from
from app.domain.progress.actions import ActionKind
from app.domain.progress.missing import missing
from app.domain.progress.replay import replay
from app.domain.vocabulary import Status
from tests.domain import seeds
from tests.domain.stories import ANALYST, EMBASSY, PREPARER, SIGNATORY, Story

LAST_DAY, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)
RATIFIED = "field:ratification_file"
UPDATE = "Actualizar los datos de quien firmará antes de la firma"
RATIFY_OR_SIGN = (
    "la ratificación de quien asumió el cargo, o escribir sus datos en la solicitud y volver a certificarla"
)
RATIFY = "la ratificación de quien asumió el cargo, porque el periodo de quien firmó terminó el 31 de diciembre de 2026"


def until_new_year(key: str = "local-government") -> Story:
    """Prepare an application whose authority's term ends with the year."""
    return Story(key).prepared().save(PREPARER, "authority", authority_term_to="2026-12-31")


def signed(key: str = "local-government") -> Story:
    story = until_new_year(key).take(SIGNATORY, ActionKind.SUBMIT)
    if key == "local-government":
        story.take(ANALYST, ActionKind.ENDORSE).finish(PREPARER, "council_resolution")
    return story.finish(PREPARER, "signature")


def told(story: Story) -> str:
    """Return what is missing where the application stands."""
    assert story.state.current is not None
    return "; ".join(text.es for text in missing(story.state, story.state.current, story.around))


def test_a_form_certified_under_a_former_authority_asks_for_the_new_ones_data_before_the_signature() -> None:
    story = until_new_year()
    assert UPDATE not in told(story.on(NEW_YEAR)), "certification is still to come"
    story.on(LAST_DAY).take(SIGNATORY, ActionKind.SUBMIT)
    assert UPDATE not in told(story)
    assert UPDATE in told(story.on(NEW_YEAR)), "in review"
    story.take(ANALYST, ActionKind.ENDORSE)
    assert UPDATE in told(story), "before the council's resolution"
    assert UPDATE in told(story.finish(PREPARER, "council_resolution")), "before the signature"
    story.save(PREPARER, "authority", authority_term_from="2027-01-01", authority_term_to="2030-12-31")
    assert UPDATE not in told(story)


def test_what_a_former_authority_signed_is_to_be_ratified_or_signed_again() -> None:
    story = signed().on(LAST_DAY)
    assert "ratificación" not in told(story)
    assert told(story.on(NEW_YEAR)).startswith("Subir en el paso 14 " + RATIFY_OR_SIGN)
    assert "ratificación" not in told(story.paper(PREPARER, RATIFIED))


@pytest.mark.parametrize("key", seeds.PROCESSES)
def test_what_a_former_authority_signed_is_not_sent_before_it_is_ratified(key: str) -> None:
    story = signed(key).on(NEW_YEAR)
    error = story.refused(
        PREPARER,
        ActionKind.COMPLETE,
        "sending",
        answers=seeds.right_answers(seeds.catalog(key)["sending"]),
        happened_on=NEW_YEAR,
    )
    assert isinstance(error, InputError)
    assert (error.field, "terminó el 31 de diciembre de 2026: suba la ratificación" in error.because.es) == (
        "file",
        True,
    )
    assert story.copy().finish(PREPARER, "sending", happened_on=LAST_DAY).state.is_sent, "it went in time"
    assert story.paper(PREPARER, RATIFIED).finish(PREPARER, "sending").state.is_sent


def test_signing_again_with_the_new_authority_needs_no_ratification() -> None:
    story = signed().on(NEW_YEAR)
    signature = story.state.steps["signature"].sequence
    story.take(PREPARER, ActionKind.CORRECT, str(signature), reason="Firma la nueva autoridad.")
    story.save(PREPARER, "authority", authority_term_from="2027-01-01", authority_term_to="2030-12-31")
    story.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE)
    assert story.finish(PREPARER, "signature").finish(PREPARER, "sending").state.is_sent


def test_signing_again_takes_a_letter_and_a_ratification_of_its_own() -> None:
    story = signed().on(NEW_YEAR).paper(PREPARER, RATIFIED)
    story.save(PREPARER, "authority", authority_term_from="2027-01-01", authority_term_to="2027-01-31")
    story.take(SIGNATORY, ActionKind.SUBMIT).take(ANALYST, ActionKind.ENDORSE)
    story.paper(PREPARER, "field:signed_form_file")
    answers = seeds.right_answers(seeds.catalog("local-government")["signature"])
    given = {"answers": answers, "happened_on": NEW_YEAR}
    error = story.refused(PREPARER, ActionKind.COMPLETE, "signature", **given)
    assert isinstance(error, InputError)
    assert error.field == "field:letter_of_intent_en_file"
    assert error.because.es.startswith("Los datos de quien firma cambiaron después de subir «Carta de intención, en")
    assert story.finish(PREPARER, "signature").on(date(2027, 2, 15)).state.is_signed
    assert "ratificación" in told(story), "that of the signature before doesn't count"
    assert isinstance(story.refused(PREPARER, ActionKind.COMPLETE, "sending", happened_on=story.today), InputError)


def test_what_was_sent_in_time_is_still_to_be_ratified_while_wego_decides() -> None:
    story = signed().finish(PREPARER, "sending").on(NEW_YEAR)
    assert RATIFY in told(story)
    assert "volver a certificarla" not in told(story), "what was sent is not signed again"
    assert "ratificación" not in told(story.copy().finish(EMBASSY, "acceptance")), "it is the membership's to ask"
    story.paper(PREPARER, RATIFIED)
    assert "ratificación" not in told(story)
    story.finish(EMBASSY, "acceptance")
    assert not story.offers(PREPARER, ActionKind.REMOVE, RATIFIED), "what was sent rests on it"
    assert story.finish(EMBASSY, "excom").state.status is Status.FULL


@pytest.mark.parametrize("key", ["company", "institution"])
def test_where_wego_accepts_no_associates_it_is_to_be_ratified_until_the_decision(key: str) -> None:
    story = signed(key).finish(PREPARER, "sending").on(NEW_YEAR)
    assert RATIFY in told(story)
    assert RATIFY in told(story.finish(EMBASSY, "secretariat_answer"))


def test_a_ratification_is_taken_once_there_is_something_to_ratify() -> None:
    for story in (signed().on(LAST_DAY), until_new_year().take(SIGNATORY, ActionKind.SUBMIT).on(NEW_YEAR)):
        assert not story.offers(PREPARER, ActionKind.UPLOAD, RATIFIED)
        assert isinstance(story.refused(PREPARER, ActionKind.UPLOAD, RATIFIED, attachment=1), WrongStepError)
    story = signed().on(NEW_YEAR).paper(PREPARER, RATIFIED)
    assert not story.offers(ANALYST, ActionKind.UPLOAD, RATIFIED)
    story.take(PREPARER, ActionKind.REMOVE, RATIFIED, attachment=story.papers)
    assert story.state.files_at(RATIFIED) == ()


def test_a_process_that_sends_nothing_asks_for_no_ratification() -> None:
    data = seeds.raw("process/local-government")
    next(step for step in data["steps"] if step["key"] == "sending")["act"] = "complete"
    story = signed().on(NEW_YEAR)
    state = replay(definition_from(data), story.events)
    assert state.current is not None
    assert "ratificación" not in "".join(text.es for text in missing(state, state.current, story.around))
