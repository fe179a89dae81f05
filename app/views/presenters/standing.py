"""Where an application stands, as `where_it_stands` of components/status.html takes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.vocabulary import MembershipCategory, Status
from app.labels import text
from app.services.applications.reading import Shown
from app.views.filters import day
from app.views.presenters.road import is_unendorsed


@dataclass(frozen=True, slots=True)
class Where:
    """The sentence, the status and the facts that go with it."""

    status: Status | MembershipCategory
    sentence: str
    facts: tuple[tuple[str, str], ...]
    is_overdue: bool
    is_unendorsed: bool


def where(shown: Shown) -> Where:
    """Return where the application stands, in the language of the page."""
    standing, dossier = shown.standing, shown.dossier
    return Where(
        dossier.shown_status,
        text(standing.sentence),
        tuple(_facts(shown)),
        standing.is_overdue,
        is_unendorsed(dossier.state),
    )


def _facts(shown: Shown) -> Iterator[tuple[str, str]]:
    standing = shown.standing
    yield _("Quién lo tiene"), _sentence_case(text(standing.holder_name))
    yield _("Desde"), day(standing.since)
    if standing.due_on:
        yield _("Vence"), day(standing.due_on)
    yield _("Oficina que acompaña"), shown.dossier.row.office.name


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
