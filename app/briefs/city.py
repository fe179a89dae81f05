"""The city brief: one government on one or two pages, to read before a meeting and to leave on the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.briefs.city_data import CityBrief, TimelineEntry
from app.briefs.engine import render_within
from app.briefs.pages import page
from app.briefs.pictures import maps, road

MAX_PAGES = 2


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is told: characters of a long text, answers, and events of the timeline."""

    characters: int
    answers: int
    events: int


FULLEST = Amount(characters=700, answers=16, events=12)
AMOUNTS = (
    FULLEST,
    Amount(characters=420, answers=14, events=10),
    Amount(characters=260, answers=12, events=8),
    Amount(characters=160, answers=10, events=6),
    Amount(characters=90, answers=8, events=4),
    Amount(characters=90, answers=6, events=3),
    Amount(characters=60, answers=4, events=2),
)


def city_brief(data: CityBrief) -> bytes:
    """Return the brief as an accessible PDF of at most two pages; the same data gives the same bytes.

    A longer story is told shorter, and the paper says what it leaves out. Raises BriefError when it can't be made.
    """
    return render_within(_tellings(data), MAX_PAGES)


def city_brief_html(data: CityBrief, amount: Amount = FULLEST) -> str:
    """Return the HTML that the PDF is made of, telling `amount`."""
    return page(
        "city.html",
        data.language,
        brief=data,
        amount=amount,
        timeline=_latest_first(data.timeline),
        map=maps.department_map(data.department_code, data.language) if data.department_code else None,
        map_notice=maps.notice(data.language),
        road=road.road(data.milestones, data.language) if data.milestones else None,
        road_words=road.description(data.milestones, data.language),
    )


def _tellings(data: CityBrief) -> Iterator[str]:
    """Tell the same ever shorter."""
    return (city_brief_html(data, amount) for amount in AMOUNTS)


def _latest_first(entries: tuple[TimelineEntry, ...]) -> list[TimelineEntry]:
    """Order the events by the day they happened, then by the day they were recorded, the latest first."""
    return sorted(entries, key=lambda entry: (entry.happened_on, entry.recorded_on))[::-1]
