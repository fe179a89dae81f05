"""Who acts, when, and where randomness comes from: what every use case is told instead of finding out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.access import ANONYMOUS, Actor

LIMA = ZoneInfo("America/Lima")
SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One person doing one thing at one instant (UTC). `entropy` gives salts; the demo world gives a repeatable one."""

    actor: Actor
    now: datetime
    entropy: Callable[[int], bytes] = field(default=secrets.token_bytes, compare=False)

    @property
    def today(self) -> date:
        """The day in Lima."""
        return self.now.astimezone(LIMA).date()

    @property
    def today_in_seoul(self) -> date:
        """The day in Seoul, which begins fourteen hours earlier."""
        return self.now.astimezone(SEOUL).date()


def system_occasion(now: datetime) -> Occasion:
    """Return the occasion of a command run by whoever runs the program: nobody signed in."""
    return Occasion(ANONYMOUS, now)
