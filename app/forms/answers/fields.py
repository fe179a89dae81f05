"""Fields of a page for the questions of the catalogue: what was typed is read, checked, and comes back as it was typed.

Each field's data is the answer as the program keeps it: text, whole numbers, decimals and dates as text, yes and no,
values of choices; None where nothing was given. Whether a given answer is right is the domain's to say.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Its types are those of 3.2.
from wtforms.widgets import CheckboxInput, EmailInput, ListWidget, RadioInput, TelInput, TextArea, TextInput, URLInput

from app.domain.process.answers import day_from, is_empty, wrong_value
from app.domain.process.catalog import Field, FieldType
from app.forms.answers.typed import date_in, number_in, one_line, plain, visible
from app.labels import text

NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.YEAR})
LONG = 250
"""Characters from which even a plain text gets a box of several lines."""
YES, NO, NOTHING = "yes", "no", ""
WIDGETS = {FieldType.EMAIL: EmailInput, FieldType.PHONE: TelInput, FieldType.URL: URLInput}
KEYBOARDS = {
    FieldType.INTEGER: "numeric",
    FieldType.YEAR: "numeric",
    FieldType.RUC: "numeric",
    FieldType.DECIMAL: "decimal",
}
"""Which keys a telephone offers."""


class Right:
    """Says at the field what is wrong with an answer that was given; a draft may leave it out."""

    def __init__(self, question: Field) -> None:
        """Check against the rule of `question`."""
        self.question = question
        self.field_flags = {"maxlength": question.max_length} if question.max_length else {}

    def __call__(self, _form: Form, field: Any) -> None:
        """Raise ValidationError with what to do, unless the field already says so."""
        if is_empty(field.data) or field.process_errors:
            return
        if because := wrong_value(self.question, field.data):
            raise ValidationError(text(because))


class TextAnswer(StringField):
    """One line of text, an address, a telephone or a taxpayer number."""

    def __init__(self, label: str, question: Field, **kwargs: Any) -> None:
        """Ask `question`."""
        widget = TextArea() if is_long(question) else WIDGETS.get(question.type, TextInput)()
        super().__init__(label, [Right(question)], widget=widget, **kwargs)
        self.question = question

    def _value(self) -> str:
        return visible(self.raw_data[0]) if self.raw_data else typed(self.question, self.data)[0]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; a box that wasn't on the page leaves the answer as it was."""
        if valuelist:
            self.data = self.read(valuelist[0])

    def read(self, given: str) -> Any:
        """Return the answer that `given` writes."""
        if self.question.type is FieldType.RUC:
            return "".join(one_line(given).split()) or None
        return (plain(given) if is_long(self.question) else one_line(given)) or None


class NumberAnswer(TextAnswer):
    """A number, thousands grouped or not. Decimals are kept as text, all of them written out."""

    def read(self, given: str) -> Any:
        """Return the number; raises ValueError where `given` writes none."""
        if not one_line(given):
            return None
        number = number_in(given)
        if number is None:
            raise ValueError(_("Escriba un número, por ejemplo 1234 o 1,234.50."))
        if number == as_number(self.object_data):
            return self.object_data
        if self.question.type is not FieldType.DECIMAL:
            return int(number) if number == number.to_integral_value() else str(number)
        exact = number.quantize(Decimal(1).scaleb(-self.question.decimals))
        return str(exact if exact == number else number)


class DateAnswer(TextAnswer):
    """A day, typed as people write it and kept as ISO 8601."""

    def read(self, given: str) -> Any:
        """Return the day; raises ValueError where `given` writes none that exists."""
        if not one_line(given):
            return None
        day = date_in(given)
        if day is None:
            raise ValueError(_("Escriba una fecha que exista: día, mes y año de cuatro cifras, como 31/12/2026."))
        return day.isoformat()


class Option(RadioInput):
    """One option; it tells the style sheet when choosing it makes the questions below needless."""

    def __call__(self, field: Any, **kwargs: Any) -> Any:
        """Return the button."""
        return super().__call__(field, **{**field.choice.render_kw, **kwargs})


class ChoiceAnswer(RadioField):
    """One of several options; a question that may stay open has one that says so."""

    option_widget = Option()

    def __init__(self, label: str, question: Field, closing: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        """Offer the options of `question`; those in `closing` make the questions that depend on it needless."""
        options = [
            SelectChoice(value, words, {"data-closes": True} if value in closing else {})
            for value, words in options_of(question)
        ]
        super().__init__(
            label, validators=[Right(question)], choices=options, coerce=chosen, validate_choice=False, **kwargs
        )
        self.question = question


class ChoicesAnswer(SelectMultipleField):
    """Any number of options, up to a few."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, question: Field, **kwargs: Any) -> None:
        """Offer the options of `question`."""
        options = [SelectChoice(value, words) for value, words in options_of(question)]
        super().__init__(label, [Right(question)], choices=options, validate_choice=False, **kwargs)
        self.question = question

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the options in the catalogue's order, each once; none ticked is no answer."""
        order = [choice.value for choice in self.question.choices]
        given = dict.fromkeys(valuelist)
        known = [value for value in order if value in given]
        self.data = [*known, *(value for value in given if value not in order)] or None


class DeclarationAnswer(BooleanField):
    """A statement one makes by ticking it; not ticked, nothing was said."""

    def __init__(self, label: str, question: Field, **kwargs: Any) -> None:
        """Offer the statement of `question`."""
        super().__init__(label, **kwargs)
        self.question = question

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the tick."""
        super().process_formdata(valuelist)
        answer: Any = self.data or None
        self.data = answer


def is_long(question: Field) -> bool:
    """Whether an answer takes several lines."""
    return question.type is FieldType.LONG_TEXT or (
        question.type is FieldType.TEXT and (question.max_length or 0) >= LONG
    )


def options_of(question: Field) -> list[tuple[str, str]]:
    """Return value and words of each option; one more, empty, where the question may stay without an answer."""
    options = [(choice.value, text(choice.label)) for choice in question.choices]
    if question.type is FieldType.YES_NO:
        options = [(YES, _("Sí")), (NO, _("No"))]
    stays_open = question.required_for == "none" and question.type is not FieldType.CHOICES
    return [*options, (NOTHING, _("Sin respuesta por ahora"))] if stays_open else options


def chosen(value: Any) -> Any:
    """Return the answer an option stands for: yes and no as such, the empty one as no answer."""
    return {YES: True, NO: False, NOTHING: None}.get(value, value)


def typed(question: Field, value: Any) -> list[str]:
    """Return what somebody would send to give the answer `value`: one text, or one for each option ticked."""
    if is_empty(value):
        return [] if question.type in {FieldType.CHOICES, FieldType.DECLARATION} else [""]
    if question.type is FieldType.CHOICES and isinstance(value, list | tuple):
        return [str(item) for item in value]
    if isinstance(value, bool):
        return [YES if value else NO]
    day = day_from(value) if question.type is FieldType.DATE else None
    return [f"{day:%d/%m/%Y}" if day else str(value)]


def as_number(value: Any) -> Decimal | None:
    """Return a kept number as such; None for anything else."""
    try:
        return None if is_empty(value) else Decimal(str(value))
    except InvalidOperation:
        return None


def answer_field(question: Field, *, is_pair: bool, closing: frozenset[str]) -> Any:
    """Return the field, not yet bound to a form, that asks `question`; half of a bilingual pair says its language."""
    words: dict[str, Any] = {"description": text(question.hint) if question.hint else ""}
    attributes = {"inputmode": KEYBOARDS[question.type]} if question.type in KEYBOARDS else {}
    if is_pair:
        attributes["lang"] = "en" if question.english_of else "es"
    if attributes:
        words["render_kw"] = attributes
    label = text(question.label)
    match question.type:
        case FieldType.CHOICES:
            return ChoicesAnswer(label, question, **words)
        case FieldType.DECLARATION:
            return DeclarationAnswer(label, question, **words)
        case FieldType.CHOICE | FieldType.LEVEL | FieldType.YES_NO:
            return ChoiceAnswer(label, question, closing, **words)
        case FieldType.DATE:
            return DateAnswer(label, question, **words)
    return (NumberAnswer if question.type in NUMBERS else TextAnswer)(label, question, **words)
