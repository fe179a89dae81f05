"""The cargo: what it certifies, and what it doesn't claim to be."""

from datetime import date

import pytest

from app.briefs.receipt import receipt
from app.briefs.receipt_data import NotedLater, ReceiptDocument, ReceiptSection
from tests.briefs.examples import LONG_NAME, a_receipt
from tests.briefs.papers import made
from tests.briefs.reading import Paper

SECTIONS = ("Gobierno", "Autoridad", "Puntos focales", "Perfil", "Autoevaluación", "Motivación", "Compromiso")
DOCUMENTS = ("Informe presupuestal", "Informe legal", "Informe técnico", "Manifestar el interés", "Abrir el expediente")
"""The usual form and papers of a government."""


def test_the_receipt_says_that_it_does_not_replace_the_one_of_the_registry_desk() -> None:
    text = made("receipt-es").text
    assert "Constancia de registro en Ruta WeGO; no reemplaza el cargo de la mesa de partes." in text
    assert "Certificar en Ruta WeGO no equivale a firmar" in text


def test_the_receipt_names_number_government_person_moment_office_and_term() -> None:
    paper = made("receipt-es")
    assert paper.title == "Cargo del expediente 2026-CUS-0007: Municipalidad Distrital de Ollantaytambo"
    assert "Persona de ejemplo, alcaldesa Certificó con su cuenta de firmante." in paper.text
    assert "4 de noviembre de 2026, 16:17 (hora de Lima)" in paper.text
    assert "Oficina Desconcentrada en Cusco" in paper.text
    assert "7 días hábiles, ampliables 3 hasta el 13 de noviembre de 2026" in paper.text


def test_the_receipt_lists_sections_documents_and_their_hashes() -> None:
    data, text = a_receipt(), made("receipt-es").text
    assert "Puntos focales 11 de 12" in text
    assert data.form_sha256 in text
    assert all(document.sha256 in text and document.file_name in text for document in data.documents)
    assert "1.3 MB" in text
    assert "84 kB" in text


def test_the_receipt_promises_no_verification_that_does_not_exist() -> None:
    assert "Esta constancia no lleva código de verificación." in made("receipt-es").text


def test_the_receipt_says_when_the_mayors_sheet_was_uploaded_instead() -> None:
    text = made("receipt-signed-sheet").text
    assert "Certificó cargando la hoja que firmó la autoridad." in text
    assert "Subsanación de la ronda 1" in text


def test_what_is_missing_from_a_receipt_reads_so() -> None:
    text = made("receipt-signed-sheet").text
    assert "Plazo de revisión No informado" in text
    assert "Número de registro del Ministerio No informado" in text
    assert "No se adjuntaron documentos." in text


def test_the_ministrys_own_number_is_printed_when_it_is_known() -> None:
    assert "RE-2026-001234" in Paper(receipt(a_receipt(registry_number="RE-2026-001234"))).text


def test_what_was_noted_after_the_certification_says_so_below() -> None:
    later = NotedLater("RE-2026-001234", date(2026, 11, 25))
    text = Paper(receipt(a_receipt(noted_later=later))).text
    assert "Número de registro del Ministerio No informado" not in text
    assert (
        "Registrado después de esta certificación, el 25 de noviembre de 2026: número de registro del Ministerio "
        "RE-2026-001234." in text
    )


def test_who_goes_on_without_the_endorsement_gets_a_receipt_without_office_and_term() -> None:
    text = made("receipt-unendorsed").text
    assert "Expediente 2026-CUS-0007 Continúa sin conformidad" in text
    assert "Revisión Sin conformidad El gobierno postulante sigue sin la conformidad de la oficina" in text
    assert not any(words in text for words in ("Revisa ", "Plazo de revisión", "Oficina Desconcentrada"))


def test_a_company_is_accompanied_and_not_reviewed() -> None:
    text = made("receipt-company").text
    assert "Acompaña Coordinación en Lima" in text
    assert "Certificó cargando la hoja que firmó su representante." in text
    assert "la firma del representante se pide en su propio paso" in text
    assert not any(words in text for words in ("Revisa ", "Plazo de revisión", "La revisión", "autoridad"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_usual_receipt_takes_one_page(language: str) -> None:
    sections = tuple(ReceiptSection(title, 10, 12) for title in SECTIONS)
    documents = tuple(ReceiptDocument(title, f"{title}.pdf", 84_331, "ef" * 32) for title in DOCUMENTS)
    paper = Paper(receipt(a_receipt(language, sections=sections, documents=documents, round_number=1, is_demo=True)))
    assert len(paper.pages) == 1
    assert all(f"{title} 10 {'de' if language == 'es' else 'of'} 12" in paper.text for title in SECTIONS)


def test_a_demonstration_receipt_says_so_on_each_page() -> None:
    documents = tuple(ReceiptDocument(f"Documento {n}", "a" * 200 + ".pdf", n * 1000, "ef" * 32) for n in range(40))
    paper = Paper(receipt(a_receipt(documents=documents, organization=LONG_NAME, is_demo=True)))
    assert len(paper.pages) > 2
    assert all("Demostración: personas y trámites inventados" in page for page in paper.pages)
