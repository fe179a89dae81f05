"""The page that asks before a record is voided: which one, and what would fall with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.domain.progress.actions import Action, ActionKind
from app.labels import status_label, text
from app.services.applications.telling.consequences import Consequences
from app.views.filters import day


@dataclass(frozen=True, slots=True)
class Undoing:
    """The page; `nothing_falls` where the record stands alone."""

    number: str
    action: Action
    what: str
    who: str
    why: str
    happened_on: str
    reopened: tuple[tuple[str, str], ...]
    lapsed: tuple[tuple[str, str], ...]
    effects: tuple[str, ...]
    back: str

    @property
    def nothing_falls(self) -> bool:
        """Whether voiding it touches nothing else."""
        return not (self.reopened or self.lapsed or self.effects)


def undoing(number: str, found: Consequences) -> Undoing:
    """Return the page in words."""
    entry = found.entry
    return Undoing(
        number=number,
        action=Action(ActionKind.CORRECT, str(entry.sequence)),
        what=text(entry.title),
        who=entry.who,
        why=entry.why,
        happened_on=day(entry.happened_on),
        reopened=tuple((_("Paso %(n)s", n=step.number), text(step.title)) for step in found.reopened),
        lapsed=tuple((text(other.title), day(other.happened_on)) for other in found.lapsed),
        effects=tuple(_effects(found)),
        back=url_for("applications.show", number=number),
    )


def _effects(found: Consequences) -> Iterator[str]:
    if found.before is not found.after:
        before, after = (status_label(status, found.kind) for status in (found.before, found.after))
        yield _("El expediente pasa de «%(before)s» a «%(after)s».", before=before, after=after)
    if found.leaves_register:
        yield _("La organización sale del registro de miembros.")
