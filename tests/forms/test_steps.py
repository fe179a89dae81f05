"""The form of a step: what a service refuses after all is said where it belongs."""

from flask import Flask

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.forms.steps import Place, step_form

FORM, LETTER = "field:signed_form_file", "field:letter_of_intent_en_file"
WHY = Text("Suba otro.", "Upload another.")


def test_a_paper_the_service_refuses_is_told_at_its_place_and_any_at_the_first(program: Flask) -> None:
    places = [Place(slot, "Documento", "", proves=True) for slot in (FORM, LETTER)]
    with program.test_request_context(method="POST"):
        for named, place in ((LETTER, places[1]), ("file", places[0])):
            form = step_form(places, None, {}, is_recorded=True)
            form.put(InputError(named, WHY))
            assert form.errors == {place.name: [WHY.es]}


def test_where_there_is_no_place_for_papers_it_is_told_above_the_form(program: Flask) -> None:
    with program.test_request_context(method="POST"):
        form = step_form((), None, {}, is_recorded=True)
        form.put(InputError("file", WHY))
        assert form.errors == {"": [WHY.es]}
