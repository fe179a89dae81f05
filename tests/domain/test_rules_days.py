"""Rule 9: the day of what happens outside is given; what is done here is of today unless another day is."""

from datetime import date

import pytest

from app.domain.errors import InputError
from app.domain.progress.actions import ActionKind
from app.domain.vocabulary import Party, Status
from tests.domain import seeds
from tests.domain.stories import ANALYST, EMBASSY, PREPARER, Story

DATED = {
    "local-government": ["council_resolution", "signature", "sending", "acceptance", "excom"],
    "company": ["signature", "sending", "secretariat_answer", "excom"],
    "institution": ["signature", "sending", "secretariat_answer", "excom"],
}
"""The steps whose day must be given: those of the council, of WeGO, and of the papers that bear their own date."""


@pytest.mark.parametrize("key", DATED)
def test_what_happens_outside_is_never_taken_to_have_happened_today(key: str) -> None:
    assert [step.key for step in seeds.definition(key).steps if step.is_dated] == DATED[key]
    story = Story(key).endorsed() if key == "local-government" else Story(key).submitted()
    for step in DATED[key]:
        actor = PREPARER if story.definition[step].holder is Party.ORGANIZATION else EMBASSY
        with pytest.raises(InputError, match="no puede quedar vacía") as refused:
            story.copy().finish(actor, step, happened_on=None)
        assert refused.value.field == "happened_on"
        story.finish(actor, step)
    assert story.state.status is Status.FULL


def test_a_step_taken_here_is_of_today_where_no_day_is_given() -> None:
    story = Story().on(date(2026, 3, 10)).take(ANALYST, ActionKind.COMPLETE, "outreach")
    assert story.state.steps["outreach"].done_on == date(2026, 3, 10)
