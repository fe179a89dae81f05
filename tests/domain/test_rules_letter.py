"""Step 12: the signed form proves the signature, and the letter of intent in English goes with it."""

from app.domain.bilingual import Text
from app.domain.errors import InputError
from app.domain.progress.actions import ActionKind
from app.domain.progress.missing import missing
from app.domain.progress.papers import evidence
from tests.domain import seeds
from tests.domain.stories import PREPARER, SIGNATORY, Story


def test_a_letter_that_goes_with_the_signed_form_does_not_prove_the_signature() -> None:
    story = Story().resolved().paper(PREPARER, "field:letter_of_intent_en_file")
    given = {"answers": seeds.right_answers(seeds.catalog()["signature"]), "happened_on": story.today}
    assert isinstance(story.refused(PREPARER, ActionKind.COMPLETE, "signature", **given), InputError)
    wanted = missing(story.state, story.definition["signature"], story.around)
    assert [text for text in wanted if text.es.startswith("Subir")] == [
        Text("Subir «Solicitud firmada»", "Upload “Signed form”")
    ], "what is optional is not missing"
    story.paper(PREPARER, "field:signed_form_file")
    assert evidence(story.state, story.definition["signature"], seeds.catalog()) == (story.papers,)
    assert story.take(PREPARER, ActionKind.COMPLETE, "signature", **given).state.is_signed


def test_the_form_is_not_signed_without_the_letter_of_intent_in_english() -> None:
    for key in seeds.PROCESSES:
        story = Story(key).resolved() if key == "local-government" else Story(key).submitted()
        story.paper(PREPARER, "field:signed_form_file").paper(PREPARER, "field:letter_of_intent_es_file")
        given = {"answers": seeds.right_answers(seeds.catalog(key)["signature"]), "happened_on": story.today}
        error = story.refused(PREPARER, ActionKind.COMPLETE, "signature", **given)
        assert isinstance(error, InputError)
        assert error.field == "field:letter_of_intent_en_file"
        assert error.because.es.startswith("Suba «Carta de intención, en inglés»")
        wanted = missing(story.state, story.definition["signature"], story.around)
        assert [text.es for text in wanted if text.es.startswith("Subir")] == ["Subir «Carta de intención, en inglés»"]
        story.paper(PREPARER, "field:letter_of_intent_en_file")
        assert story.take(PREPARER, ActionKind.COMPLETE, "signature", **given).state.is_signed


def test_a_letter_uploaded_before_a_change_that_names_no_other_signer_still_counts() -> None:
    story = Story("company").submitted().paper(PREPARER, "field:letter_of_intent_en_file")
    story.save(PREPARER, "profile", staff=9).take(SIGNATORY, ActionKind.SUBMIT)
    story.paper(PREPARER, "field:signed_form_file")
    given = {"answers": seeds.right_answers(seeds.catalog("company")["signature"]), "happened_on": story.today}
    assert story.take(PREPARER, ActionKind.COMPLETE, "signature", **given).state.is_signed
