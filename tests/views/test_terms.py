"""The page of a term: its days in their months, each month of its own year."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Status
from tests.conftest import Clock, SignIn
from tests.factories import an_application
from tests.views.application_pages import address, soup

JANUARY_2028 = datetime(2028, 1, 10, 17, 0, tzinfo=UTC)


def test_a_term_stopped_for_over_a_year_names_each_month_with_its_year(
    sign_in: SignIn, session: Session, clock: Clock
) -> None:
    journey = an_application(at=Status.PREPARING)
    journey.take(journey.preparer, ActionKind.SUSPEND, reason="A la espera del presupuesto.")
    journey.take(journey.preparer, ActionKind.RESUME, now=JANUARY_2028, reason="Ya hay presupuesto.")
    clock.set(JANUARY_2028)
    page = soup(sign_in(journey.preparer).get(address(journey, "plazos/city_profile")))
    bodies = page.select("table.days tbody")
    titles = [body.select_one(".month").get_text(strip=True).lower() for body in bodies]  # type: ignore[union-attr]
    headings = [heading.get_text(strip=True) for heading in page.select("table.days thead th")]
    assert headings == ["Día", "Cómo cuenta"]
    assert (titles[0], titles[2], titles[-1]) == ("noviembre 2026", "enero 2027", "enero 2028")
    months = [{str(time["datetime"])[:7] for time in body.select("time")} for body in bodies]
    year = [{f"2027-{month:02d}"} for month in range(1, 13)]
    assert months == [{"2026-11"}, {"2026-12"}, *year, {"2028-01"}]
