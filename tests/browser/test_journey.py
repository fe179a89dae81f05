"""The whole main job, in a browser: a city goes from an invitation to full member, each person at their own screen."""

from datetime import UTC, datetime

import pytest

from tests.browser import legs
from tests.browser.conftest import OpenSite, OpenVisit
from tests.browser.legs import Trip

LEGS = (
    legs.be_invited, legs.open_application, legs.prepare, legs.profile, legs.reports, legs.complete, legs.certify,
    legs.issue_observations, legs.correct, legs.resubmit, legs.endorse, legs.resolve, legs.sign_and_send,
    legs.publish_and_send, legs.notify, legs.be_accepted, legs.be_confirmed,
)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("javascript", [False, True])
def test_draft(open_site: OpenSite, open_visit: OpenVisit, javascript: bool) -> None:
    site = open_site(datetime(2026, 11, 23, 17, tzinfo=UTC))
    legs.officials(site)
    visit = open_visit(site, javascript=javascript)
    trip = Trip(visit, site, {}, is_examined=javascript)
    from time import monotonic
    for leg in LEGS:
        t = monotonic()
        try:
            leg(trip)
            if trip.number:
                from tests.browser.journey import standing
                print(leg.__name__, round(monotonic()-t, 1), standing(visit, trip.number))
        except BaseException:
            print(leg.__name__, visit.page.url); print(visit.page.locator("body").inner_text()[:3000])
            for f in dict.fromkeys(visit.findings): print("FOUND", f)
            raise
    print(visit.weights)
