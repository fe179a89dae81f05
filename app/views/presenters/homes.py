"""The first page of whoever signed in, in words."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from app.labels import label
from app.services.applications.telling.agenda import Agenda, Heap, Own, Pile
from app.services.organizations import place_of
from app.views.filters import number
from app.views.presenters.lists import Task, list_url, task
from app.views.presenters.offers import Offers, offers
from app.views.presenters.road import Stretch, road
from app.views.presenters.standing import Where, where


@dataclass(frozen=True, slots=True)
class Mine:
    """One organization of the person: its application with what can be done, or how to open one."""

    name: str
    place: str
    number: str
    url: str
    open_url: str
    member_url: str
    where: Where | None
    offers: Offers | None
    road: list[Stretch]


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the page: its title, what to say when it is empty, the first lines, and where the rest is."""

    title: str
    empty: str
    tasks: list[Task]
    total: int
    url: str
    more: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How many applications stand in one status, as `key_figures` of components/status.html takes it."""

    value: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Home:
    """The whole page."""

    own: list[Mine]
    sections: list[Section]
    figures: list[Figure]
    open_url: str
    invites: bool

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all is the person's."""
        return not (self.own or self.sections or self.invites)


def home(found: Agenda, today: date) -> Home:
    """Return the first page in the language of the page."""
    return Home(
        own=[_mine(own) for own in found.own],
        sections=[_section(heap, today) for heap in found.heaps],
        figures=[
            Figure(number(count), label(status), url_for("applications.index", estado=status.value))
            for status, count in found.counts
        ],
        open_url=url_for("applications.new") if found.opens else "",
        invites=found.invites,
    )


def _mine(own: Own) -> Mine:
    organization, shown = own.organization, own.shown
    number_given = shown.dossier.row.number if shown else ""
    is_open = bool(shown and shown.dossier.row.is_open)
    return Mine(
        name=organization.name,
        place=place_of(organization),
        number=number_given,
        url=url_for("applications.show", number=number_given) if number_given else "",
        open_url="" if is_open or own.is_member else url_for("applications.new", codigo=organization.code),
        member_url=url_for("memberships.show", code=organization.code) if own.is_member else "",
        where=where(shown) if shown else None,
        offers=offers(shown) if shown else None,
        road=road(shown) if shown and is_open else [],
    )


def _section(heap: Heap, today: date) -> Section:
    title, empty = _words(heap.pile)
    left = heap.total - len(heap.turns)
    more = _("Ver los %(count)s", count=heap.total) if left else _("Ver la lista")
    tasks = [task(turn, today) for turn in heap.turns]
    return Section(title, empty, tasks, heap.total, list_url(heap.filters), more)


def _words(pile: Pile) -> tuple[str, str]:
    """Return a pile's title and what to say when there is nothing in it."""
    return {
        Pile.TURN: (_("Le toca a su oficina"), _("Nada espera a su oficina en este momento.")),
        Pile.OVERDUE: (_("Con el plazo vencido"), _("Ningún plazo está vencido.")),
        Pile.WAITING: (_("Esperan a otros"), _("Ningún expediente espera a otros.")),
        Pile.WITHOUT_OFFICE: (
            _("Le toca a Lima, donde no hay oficina desconcentrada"),
            _("Nada espera a Lima en este momento."),
        ),
        Pile.ANSWERS: (
            _("Enviados que esperan la respuesta de WeGO"),
            _("Ningún expediente enviado espera respuesta."),
        ),
    }[pile]
