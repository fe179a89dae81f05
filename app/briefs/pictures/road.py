"""The road of milestones as a small picture: what is behind, where the city stands, what is ahead.

The words stand under it as a list of text, one column a mark, so that long titles wrap and every reader gets them; the
picture's own title says the same in one sentence.
"""

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.briefs.city_data import Milestone, MilestoneState

INK, RED, PALE, WHITE = "#1f1b18", "#a51c30", "#b9b0a4", "#ffffff"
WIDTH, HEIGHT, RADIUS = 900, 40, 10


def road(milestones: Sequence[Milestone], language: str) -> Markup:
    """Return the road as `<svg>`, one column of equal width a milestone; `milestones` isn't empty."""
    middles = [round(WIDTH * (place + 0.5) / len(milestones)) for place in range(len(milestones))]
    reached = max((place for place, mark in enumerate(milestones) if _is_reached(mark)), default=0)
    way = _way(middles[0], middles[reached], INK) + _way(middles[reached], middles[-1], PALE)
    marks = "".join(_mark(mark.state, middle) for mark, middle in zip(milestones, middles, strict=True))
    return Markup(  # noqa: S704  # every value in it is a number of ours or escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="road" role="img" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(description(milestones, language))}</title>{way}{marks}</svg>"
    )


def description(milestones: Sequence[Milestone], language: str) -> str:
    """Return the road in one sentence."""
    done = [mark for mark in milestones if mark.state == MilestoneState.DONE]
    current = next((mark.title for mark in milestones if mark.state == MilestoneState.CURRENT), None)
    with force_locale(language):
        sentences = [_("Avance: %(done)s de %(total)s hitos cumplidos.", done=len(done), total=len(milestones))]
        if current:
            sentences.append(_("Ahora: %(title)s.", title=current))
        return " ".join(sentences)


def _is_reached(mark: Milestone) -> bool:
    """Say whether the city has come as far as this mark."""
    return mark.state in {MilestoneState.DONE, MilestoneState.CURRENT}


def _way(start: int, end: int, colour: str) -> str:
    """Return one stretch of the line."""
    if start == end:
        return ""
    return f'<path d="M{start} {HEIGHT // 2}H{end}" stroke="{colour}" stroke-width="3" fill="none"/>'


def _mark(state: MilestoneState, middle: int) -> str:
    """Return one mark: ticked, a large ring, a small hollow one, or a dash; the form tells without colour."""
    level = HEIGHT // 2
    if state == MilestoneState.DONE:
        tick = f'<path d="M{middle - 5} {level}l4 4l7 -8" stroke="{WHITE}" stroke-width="2.6" fill="none"/>'
        return f'<circle cx="{middle}" cy="{level}" r="{RADIUS}" fill="{INK}"/>{tick}'
    if state == MilestoneState.CURRENT:
        return (
            f'<circle cx="{middle}" cy="{level}" r="{RADIUS + 5}" fill="{WHITE}" stroke="{RED}" stroke-width="4"/>'
            f'<circle cx="{middle}" cy="{level}" r="{RADIUS - 3}" fill="{RED}"/>'
        )
    if state == MilestoneState.SKIPPED:
        return (
            f'<path d="M{middle - 8} {level}h16" stroke="{WHITE}" stroke-width="8"/>'
            f'<path d="M{middle - 6} {level}h12" stroke="{PALE}" stroke-width="5"/>'
        )
    return f'<circle cx="{middle}" cy="{level}" r="{RADIUS - 2}" fill="{WHITE}" stroke="{PALE}" stroke-width="3"/>'
