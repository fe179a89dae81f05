"""The page of the signature: the letter of intent in English goes with the signed form (step 12)."""

from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Status, StepStatus
from tests.conftest import SignIn
from tests.factories import an_application
from tests.views.application_pages import a_file, address, errors, soup, status_of, words

LETTER = "file_field_letter_of_intent_en_file"
STEP = "pasos/signature"


def test_the_form_is_not_signed_without_its_letter_in_english(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    for section in journey.shown(journey.preparer).dossier.catalog.form_sections:
        journey.fill(section.key)
    city = sign_in(journey.preparer)
    asked = city.get(address(journey, STEP))
    assert "opcional" not in words(asked, f"label[for={LETTER}]")
    assert "opcional" in words(asked, "label[for=file_field_letter_of_intent_es_file]")
    assert "Subir «Carta de intención, en inglés»" in words(city.get(address(journey)))
    given = {"signature_kind": "paper", "signer_is_authority": "yes", "happened_on": "23/11/2026"}
    bare = city.post(address(journey, STEP), data={**given, "file_field_signed_form_file": a_file("f", "f.pdf")})
    said = "Suba «Carta de intención, en inglés»; sin ese documento el paso no se puede dar por hecho."
    assert (bare.status_code, errors(bare)) == (422, {LETTER: said})
    assert "f.pdf" in words(bare, ".files")
    assert soup(bare).select_one("#happened_on")["value"] == "23/11/2026"  # type: ignore[index]
    signed = city.post(address(journey, STEP), data={**given, LETTER: a_file("letter", "letter.pdf")})
    assert signed.status_code == 303
    assert status_of(journey, "signature") is StepStatus.DONE


def test_a_letter_of_before_who_signs_changed_is_asked_for_again(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.RESOLVED)
    journey.upload(journey.preparer, f"field:{LETTER.removeprefix('file_field_')}")
    journey.fill("authority", authority_name="Rosa Huamán Ccori")
    journey.take(journey.signatory, ActionKind.SUBMIT)
    journey.take(journey.officer, ActionKind.ENDORSE)
    for section in journey.shown(journey.preparer).dossier.catalog.form_sections:
        if section.key != "authority":
            journey.fill(section.key)
    given = {"signature_kind": "paper", "signer_is_authority": "yes", "happened_on": "23/11/2026"}
    signed_form = {"file_field_signed_form_file": a_file("f", "f.pdf")}
    refused = sign_in(journey.preparer).post(address(journey, STEP), data=given | signed_form)
    assert (refused.status_code, list(errors(refused))) == (422, [LETTER])
    assert errors(refused)[LETTER].startswith("Los datos de quien firma cambiaron después de subir")
