"""The membership form: its pages built from the catalogue, and everything a page says about answers."""

from app.forms.answers.fields import answer_field

__all__ = ["answer_field"]
