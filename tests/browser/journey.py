"""What people do on the pages, each act in words: signing in, filling in, uploading, recording, reading a PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from app.domain.process.answers import day_from
from app.domain.process.catalog import Field, FieldType
from tests.browser.watching import Visit
from tests.factories import a_pdf, form

MAIN = "#contenido"
RADIOS = frozenset({FieldType.CHOICE, FieldType.LEVEL, FieldType.YES_NO})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, as they sign in."""

    name: str
    email: str
    password: str


def sign_in(visit: Visit, person: Person) -> None:
    """Leave whatever account is open and sign in as `person`, on the sign-in page."""
    sign_out(visit)
    visit.go("/ingresar")
    visit.page.get_by_label("Correo electrónico").fill(person.email)
    visit.page.get_by_label("Contraseña", exact=True).fill(person.password)
    press(visit, "Ingresar")
    expect(visit.page.locator(".account")).to_contain_text(person.name)
    assert visit.path == "/inicio", visit.path


def sign_out(visit: Visit) -> None:
    """Press the header's button, if anybody is signed in."""
    if visit.page.url.startswith(visit.address) and visit.page.locator(".account").count():
        visit.page.locator("header").get_by_role("button", name="Salir").click()
        assert visit.path == "/", visit.path


def press(visit: Visit, name: str, within: Locator | None = None) -> None:
    """Press the button called `name`."""
    (within or visit.page.locator(MAIN)).get_by_role("button", name=name, exact=True).click()


def follow(visit: Visit, name: str) -> None:
    """Follow the link called `name`, the first one where it stands twice."""
    visit.page.locator(MAIN).get_by_role("link", name=name, exact=True).first.click()


def standing(visit: Visit, number: str) -> str:
    """Open the application and return the sentence of where it stands."""
    visit.go(f"/expedientes/{number}")
    return visit.page.locator(".standing .sentence").inner_text()


def facts(visit: Visit) -> dict[str, str]:
    """Return the facts under the sentence: who holds it, since when, until when."""
    terms = visit.page.locator(".standing .facts dt").all_inner_texts()
    return dict(zip(terms, visit.page.locator(".standing .facts dd").all_inner_texts(), strict=True))


def status(visit: Visit) -> str:
    """Return the status beside the sentence, as the page words it."""
    return visit.page.locator(".standing h2 .tag").first.inner_text()


def fill_section(visit: Visit, number: str, section: str, answers: Mapping[str, Any], then: str) -> None:
    """Open a page of the form, answer its questions and press the button called `then`."""
    visit.go(f"/expedientes/{number}/solicitud/{section}")
    for question in form()[section].fields:
        if question.code in answers:
            give(visit, question, answers[question.code])
    press(visit, then)


def give(visit: Visit, question: Field, answer: Any) -> None:
    """Answer one question, whatever its kind; the page names its box by the question's code."""
    box = visit.page.locator(f'{MAIN} [name="{question.code}"]')
    if question.type is FieldType.CHOICES:
        for value in answer:
            visit.page.locator(f'{MAIN} [name="{question.code}"][value="{value}"]').check()
    elif question.type in RADIOS:
        value = {True: "yes", False: "no"}.get(answer, answer)
        visit.page.locator(f'{MAIN} [name="{question.code}"][value="{value}"]').check()
    elif question.type is FieldType.DECLARATION:
        box.check()
    else:
        box.fill(written(question, answer))


def written(question: Field, answer: Any) -> str:
    """Return an answer as a person types it."""
    day = day_from(answer) if question.type is FieldType.DATE else None
    return f"{day:%d/%m/%Y}" if day else str(answer)


def attach(visit: Visit, field: str, words: str) -> None:
    """Choose a PDF for one place of a step."""
    content = {"name": f"{words}.pdf", "mimeType": "application/pdf", "buffer": a_pdf(words)}
    visit.page.locator(f'{MAIN} input[type=file][name="{field}"]').set_input_files(content)  # type: ignore[arg-type]


def record(
    visit: Visit,
    number: str,
    step: str,
    papers: Mapping[str, str] | None = None,
    *,
    answers: Mapping[str, Any] | None = None,
    happened_on: str = "",
) -> None:
    """Finish a step on its page: `papers` are fields and words of the PDFs, `answers` those to what is asked at it."""
    visit.go(f"/expedientes/{number}/pasos/{step}")
    for field, words in (papers or {}).items():
        attach(visit, field, words)
    for code, answer in (answers or {}).items():
        give(visit, form().fields[code], answer)
    if happened_on:
        visit.page.locator("#happened_on").fill(happened_on)
    press(visit, "Dar el paso por hecho")
    assert visit.path == f"/expedientes/{number}", visit.page.locator(MAIN).inner_text()


def observe(visit: Visit, place: str, words: str, *, is_formal: bool = False) -> None:
    """Write a draft observation at a place of the review, by its slug."""
    box = visit.page.locator(f"#text-{place}")
    whole = visit.page.locator("details.observe", has=box)
    whole.locator("summary").click()
    box.fill(words)
    if is_formal:
        whole.get_by_label("Solo la forma").check()
    whole.get_by_role("button").click()


def pdf(visit: Visit, link: str) -> str:
    """Download a paper by its link and return its text on one line."""
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("link", name=link).first.click()
    path = waiting.value.path()
    reader = PdfReader(BytesIO(Path(path).read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())
