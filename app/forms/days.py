"""A day, typed as people write it."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.domain.progress.outcomes.days import NO_DAY
from app.forms.answers.typed import date_in, one_line, visible
from app.forms.given import Given


class DayField(StringField):
    """A day such as 31/12/2026. Empty means today, which the domain fills in, unless the day must be given."""

    data: date | None  # type: ignore[assignment]  # A string field whose data is the day that the text writes.

    def __init__(self, label: Any, *, is_required: bool = False, **kwargs: Any) -> None:
        """Say how a day is written, unless told something else to say."""
        hint = _l("Día, mes y año, por ejemplo 31/12/2026. Si fue hoy, puede dejarlo vacío.")
        if is_required:
            hint = _l("El día en que ocurrió, aunque se registre después: día, mes y año, por ejemplo 31/12/2026.")
        validators = [Given(NO_DAY)] if is_required else []
        super().__init__(label, validators, **{"description": hint, "render_kw": {"class": "short"}, **kwargs})

    def _value(self) -> str:
        if self.raw_data:
            return visible(self.raw_data[0])
        return f"{self.data:%d/%m/%Y}" if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; raises ValueError for a text that writes none."""
        typed = one_line(valuelist[0]) if valuelist else ""
        self.data = date_in(typed) if typed else None
        if typed and self.data is None:
            raise ValueError(_("Escriba una fecha que exista: día, mes y año de cuatro cifras, como 31/12/2026."))
