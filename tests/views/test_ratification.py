"""What a former authority signed goes to WeGO with the ratification of the new one."""

from sqlalchemy.orm import Session

from app.domain.vocabulary import Status, StepStatus
from tests.conftest import Clock, SignIn
from tests.factories import NOON, an_application, filled
from tests.views.application_pages import a_file, address, errors, soup, status_of, words


def test_what_a_former_authority_signed_is_sent_with_its_ratification(
    sign_in: SignIn, session: Session, clock: Clock
) -> None:
    journey = an_application(at=Status.SIGNED)
    page = address(journey, "pasos/sending")
    places = "input[type=file]"
    before = sign_in(journey.preparer).get(page)
    assert [box["name"] for box in soup(before).select(places)] == ["file_step_sending"]
    assert "Documento de este paso" in words(before, "form")
    clock.set(NOON.replace(year=2027, month=1, day=4))
    city = sign_in(journey.preparer)
    assert "subir en el paso 14 la ratificación" in words(city.get(address(journey)), ".sentence")
    ratification = "file_field_ratification_file"
    assert [box["name"] for box in soup(city.get(page)).select(places)] == [ratification, "file_step_sending"]
    assert "quien firmó" in words(city.get(page), f"label[for={ratification}]")
    assert "opcional" not in words(city.get(page), f"label[for={ratification}]")
    own_place = "label[for=file_step_sending]"
    assert "Otro documento de este paso" in words(city.get(page), own_place)
    day = {"happened_on": "04/01/2027"}
    refused = city.post(page, data=day | filled("sending"))
    assert refused.status_code == 422
    assert "El periodo de quien firmó terminó el 31 de diciembre de 2026" in errors(refused)[ratification]
    given = day | filled("sending") | {ratification: a_file("ratificación", "ratificacion.pdf")}
    given["file_step_sending"] = a_file("mensaje", "mensaje.pdf")
    assert city.post(page, data=given).status_code == 303
    assert status_of(journey, "sending") is StepStatus.DONE
    assert "ratificacion.pdf" in words(city.get(page), ".files")
    assert "Otro documento de este paso" in words(sign_in(journey.officer).get(page)), "who can't ratify sees two too"
