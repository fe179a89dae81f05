"""A regional government reads of its own council wherever an application is told."""

from sqlalchemy.orm import Session

from app.domain.vocabulary import Status
from tests.conftest import SignIn
from tests.factories import an_application
from tests.views.application_pages import address, words

REGION = "08"


def test_every_page_speaks_of_the_regional_council(sign_in: SignIn, session: Session) -> None:
    journey = an_application(REGION, at=Status.ENDORSED)
    city = sign_in(journey.preparer)
    whole = words(city.get(address(journey)))
    assert "Está en el paso 11, «Adoptar el acuerdo regional»" in whole
    assert "subir «Acuerdo regional»" in whole
    step = words(city.get(address(journey, "pasos/council_resolution")))
    assert "Consejo Regional" in step
    home = words(city.get("/inicio"))
    turn = words(sign_in(journey.coordinator).get("/expedientes?q=cusco"))
    for said in (whole, step, home, turn):
        assert "concejo" not in said.lower()


def test_the_records_of_the_timeline_and_the_work_lists_use_them_too(sign_in: SignIn, session: Session) -> None:
    journey = an_application(REGION, at=Status.RESOLVED)
    assert "«Acuerdo regional»" in words(sign_in(journey.preparer).get(address(journey)), ".timeline")
    draft = an_application("21", at=Status.PREPARING)
    assert "Completar el perfil de la región" in words(sign_in(draft.officer).get("/inicio"))
