"""What must be given, asked for in the words of the rule that wants it."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import Form, ValidationError

from app.domain.bilingual import Text
from app.forms.files import is_chosen
from app.labels import text


class Given:
    """Asks for an answer, a day or a file; `because` says what to do where there is none."""

    def __init__(self, because: Text) -> None:
        """Keep the words of the rule."""
        self.because = because

    def __call__(self, _form: Form, field: Any) -> None:
        """Raise ValidationError where nothing was given; what was typed wrongly already says so."""
        is_given = is_chosen(field) if isinstance(field, FileField) else field.data not in {None, ""}
        if not is_given and not field.process_errors:
            raise ValidationError(text(self.because))
