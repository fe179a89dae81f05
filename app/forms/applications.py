"""What the lists of applications are narrowed by, and for whom one is opened."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.

from app.domain.vocabulary import Party, Status
from app.forms.answers.typed import one_line
from app.labels import label
from app.models.office import Office
from app.services.applications.reading import Filters

HOLDERS = (Party.ORGANIZATION, Party.OFFICE, Party.LIMA, Party.EMBASSY, Party.SECRETARIAT, Party.EXCOM)
"""Who can have the turn; nobody has it where an application rests or has ended, which its status says."""


def searched(typed: str | None) -> str:
    """Return what was searched for, on one line."""
    return one_line(typed or "")


class FilterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The filters of the list, in the address; a value that doesn't exist narrows nothing."""

    class Meta:
        """A search changes nothing, so it needs no token."""

        csrf = False

    q = StringField(_l("Organización, lugar o número"), filters=[searched])
    estado = SelectField(_l("Estado"), validate_choice=False)
    turno = SelectField(_l("Quién lo tiene"), validate_choice=False)
    oficina = SelectField(_l("Oficina"), validate_choice=False)
    vencidos = BooleanField(_l("Solo los vencidos"))

    def __init__(self, offices: Iterable[Office]) -> None:
        """Offer every status and holder, and the offices given; without any there is nothing to choose among."""
        super().__init__(request.args)
        offered = {str(office.id): office.name for office in offices}
        self.estado.choices = [_any(), *(SelectChoice(status.value, label(status)) for status in Status)]
        self.turno.choices = [_any(), *(SelectChoice(party.value, label(party)) for party in HOLDERS)]
        self.oficina.choices = [_any(), *(SelectChoice(value, name) for value, name in offered.items())]
        if not offered:
            del self.oficina
        self.offered = offered

    def filters(self) -> Filters:
        """Return what the list is narrowed to."""
        office = self.oficina.data if "oficina" in self else ""
        return Filters(
            words=self.q.data or "",
            statuses=tuple(status for status in Status if status.value == self.estado.data),
            holders=tuple(party for party in HOLDERS if party.value == self.turno.data),
            office_id=int(office) if office in self.offered else None,
            only_overdue=bool(self.vencidos.data),
        )

    def address(self) -> dict[str, Any]:
        """Return the filters in force, as an address carries them."""
        given = {field.name: "y" if field.data is True else field.data for field in self}
        return {name: value for name, value in given.items() if value}


def _any() -> SelectChoice:
    return SelectChoice("", _l("Todos"))


class OpenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The organization for which an application is opened; `q` keeps what was searched."""

    q = HiddenField(id="searched", filters=[searched])
    code = RadioField(_l("¿De qué organización es el expediente?"), validate_choice=False, filters=[searched])
