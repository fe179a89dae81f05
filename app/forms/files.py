"""Uploading one paper to its place, and taking one away."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField

from app.services.files import Upload


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A paper for one slot; `next` is the page that asked for it."""

    slot = HiddenField()
    next = HiddenField()
    file = FileField(_l("Archivo"))

    def upload(self) -> Upload:
        """Return the file; without one, an empty file, which the service refuses with what to do."""
        slot = self.slot.data or ""
        return given_file(self.file, slot) or Upload(slot, "", b"")


class RemoveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Which slot a paper is taken from, and where to go back to."""

    slot = HiddenField()
    next = HiddenField()


def given_file(field: Any, slot: str) -> Upload | None:
    """Return the file chosen in `field`, or None where none was."""
    return Upload(slot, field.data.filename, field.data.read()) if is_chosen(field) else None


def is_chosen(field: Any) -> bool:
    """Whether a file was chosen in `field`, an empty one included."""
    return bool(field.data and field.data.filename)
