"""Papers: uploaded to their place, taken away, and handed out safely to whoever may read them."""

from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from app.domain.vocabulary import Role, Status
from tests.conftest import Browser, SignIn
from tests.factories import a_pdf, a_png, a_user, an_application
from tests.views.application_pages import address, errors, flashed, words

SLOT = "step:opening"


def test_a_file_is_uploaded_and_handed_out_as_it_is_never_to_run(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    city = sign_in(journey.preparer)
    name = '../../etc/Resolución "alcaldía"\r\nX: 1.html'
    given = {"slot": SLOT, "file": (BytesIO(a_png()), name)}
    response = city.post(address(journey, "archivos"), data=given)
    assert (response.status_code, response.location) == (303, address(journey, "pasos/opening"))
    assert "El archivo quedó guardado." in flashed(city.get(response.location))
    (attachment,) = journey.shown(journey.preparer).dossier.state.files_at(SLOT)
    handed = city.get(f"/archivos/{attachment}")
    assert handed.status_code == 200
    assert handed.data == a_png()
    assert handed.mimetype == "image/png"
    disposition = handed.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "Resoluci%C3%B3n" in disposition
    assert ".png" in disposition
    assert not set("\r\n/") & set(disposition.replace("UTF-8''", ""))
    assert handed.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert handed.headers["X-Content-Type-Options"] == "nosniff"
    assert handed.headers["Cache-Control"] == "no-store"


def test_uploading_the_same_twice_keeps_it_once(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    city = sign_in(journey.preparer)
    for _time in range(2):
        given = {"slot": SLOT, "file": (BytesIO(a_pdf()), "memo.pdf")}
        assert city.post(address(journey, "archivos"), data=given).status_code == 303
    assert len(journey.shown(journey.preparer).dossier.state.files_at(SLOT)) == 1


def test_a_refused_file_is_asked_again_on_a_page_of_its_own(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    city = sign_in(journey.preparer)
    nothing = city.post(address(journey, "archivos"), data={"slot": SLOT, "next": address(journey)})
    assert (nothing.status_code, list(errors(nothing))) == (422, ["file"])
    assert "Documento de este paso" in words(nothing)
    assert f'value="{address(journey)}"' in nothing.text
    given = {"slot": SLOT, "file": (BytesIO(b"GIF89a"), "memo.pdf")}
    wrong = city.post(address(journey, "archivos"), data=given)
    assert (wrong.status_code, list(errors(wrong))) == (422, ["file"])
    assert journey.shown(journey.preparer).dossier.state.files == {}


@pytest.mark.parametrize("slot", ["", "step:nothing", "field:nothing", "step:fee", "answer:not_accepted", "x" * 300])
def test_a_place_that_is_not_there_does_not_exist(sign_in: SignIn, session: Session, slot: str) -> None:
    journey = an_application(at=Status.DRAFT)
    given = {"slot": slot, "file": (BytesIO(a_pdf()), "memo.pdf")}
    assert sign_in(journey.preparer).post(address(journey, "archivos"), data=given).status_code == 404


def test_going_back_stays_on_this_site(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    city = sign_in(journey.preparer)
    for asked, back in {
        "https://example.org/": "/",
        "//example.org": "/",
        address(journey): address(journey),
    }.items():
        given = {"slot": SLOT, "next": asked, "file": (BytesIO(a_pdf(asked)), "memo.pdf")}
        assert city.post(address(journey, "archivos"), data=given).location == back


def test_only_whose_place_it_is_may_upload(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    given = {"slot": SLOT, "file": (BytesIO(a_pdf()), "memo.pdf")}
    assert sign_in(journey.embassy).post(address(journey, "archivos"), data=given).status_code == 403
    stranger = sign_in(a_user(Role.PREPARER, organization_code="130101"))
    given = {"slot": SLOT, "file": (BytesIO(a_pdf()), "memo.pdf")}
    assert stranger.post(address(journey, "archivos"), data=given).status_code == 404
    assert journey.shown(journey.preparer).dossier.state.files == {}


def test_a_file_is_taken_away_once_and_the_history_keeps_it(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    attachment = journey.upload(journey.preparer, SLOT, name="memo.pdf")
    other = journey.upload(journey.preparer, SLOT, a_pdf("otro"), name="otro.pdf")
    city = sign_in(journey.preparer)
    assert "Retirar" in words(city.get(address(journey, "pasos/opening")), ".files")
    page = address(journey, f"archivos/{attachment}/retirar")
    response = city.post(page, data={"slot": SLOT})
    assert response.status_code == 303
    assert "El archivo se retiró." in flashed(city.get(response.location))
    assert journey.shown(journey.preparer).dossier.state.files_at(SLOT) == (other,)
    assert "Se retiró memo.pdf de" in words(city.get(address(journey)), ".timeline")
    again = city.post(page, data={"slot": SLOT})
    assert "Ese archivo ya no estaba aquí." in flashed(city.get(again.location))
    assert city.get(f"/archivos/{attachment}").status_code == 200


def test_who_may_not_take_a_file_away_is_refused(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    attachment = journey.upload(journey.preparer, SLOT)
    page = address(journey, f"archivos/{attachment}/retirar")
    assert sign_in(journey.embassy).post(page, data={"slot": SLOT}).status_code == 403
    assert sign_in(journey.preparer).post(page, data={"slot": "step:nothing"}).status_code == 404
    assert journey.shown(journey.preparer).dossier.state.files_at(SLOT) == (attachment,)


def test_files_are_handed_out_in_scope_only(browser: Browser, sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.DRAFT)
    path = f"/archivos/{journey.upload(journey.preparer, SLOT)}"
    assert browser.get(path).status_code == 303
    readers = (journey.signatory, journey.officer, journey.head, journey.coordinator)
    assert {sign_in(user).get(path).status_code for user in readers} == {200}
    strangers = (
        a_user(Role.PREPARER, organization_code="130101"),
        a_user(Role.ANALYST, office_code="ODE-PUN"),
        a_user(Role.ADMINISTRATOR),
    )
    assert {sign_in(user).get(path).status_code for user in strangers} == {404}
    early = sign_in(journey.embassy).get(path)
    assert early.status_code == 403
    assert "desde que el expediente se envía a WeGO" in words(early)
    for forged in ("0", "999999", "99999999999999999999", "-1", "abc"):
        assert sign_in(journey.preparer).get(f"/archivos/{forged}").status_code == 404


def test_the_embassy_reads_the_papers_once_it_was_sent(sign_in: SignIn, session: Session) -> None:
    journey = an_application(at=Status.SENT)
    shown = journey.shown(journey.embassy)
    path = f"/archivos/{next(iter(shown.attachments))}"
    assert sign_in(journey.embassy).get(path).status_code == 200
