"""Words in two languages, and days in them."""

from datetime import date

import pytest
from babel.dates import get_month_names

from app.domain.bilingual import Text, joined, listed, text_from
from app.domain.dates import MONTHS, long_date, short_day
from app.domain.errors import IncompleteError, InputError, WrongStepError


@pytest.mark.parametrize(
    ("language", "word"), [("es", "paso"), ("es_PE", "paso"), ("en", "step"), ("en_GB", "step"), ("qu", "paso")]
)
def test_a_text_speaks_english_to_english_and_spanish_to_all_others(language: str, word: str) -> None:
    assert Text("paso", "step").in_language(language) == word


def test_gaps_are_filled_in_each_language_with_its_own_words() -> None:
    said = Text("El {thing} {n}", "The {thing} {n}").format(thing=Text("paso", "step"), n=3)
    assert said == Text("El paso 3", "The step 3")
    assert str(said) == "El paso 3"


def test_braces_in_what_people_wrote_do_no_harm() -> None:
    assert Text("«{title}»", "“{title}”").format(title="{n}") == Text("«{n}»", "“{n}”")


def test_texts_are_joined_and_listed() -> None:
    a, b, c = Text("a", "x"), Text("b", "y"), Text("c", "z")
    assert joined([a, b]) == Text("a; b", "x; y")
    assert listed([]) == Text("", "")
    assert listed([a]) == a
    assert listed([a, b]) == Text("a y b", "x and y")
    assert listed([a, b, c]) == Text("a, b y c", "x, y and z")


def test_a_text_is_read_with_both_languages_and_nothing_else() -> None:
    assert text_from({"es": " paso ", "en": "step"}, "here") == Text("paso", "step")
    for wrong in ({"es": "paso"}, {"es": "paso", "en": 3}, {"es": "p", "en": "s", "fr": "é"}, {"es": "", "en": "s"}):
        with pytest.raises(ValueError, match="here: needs exactly es and en"):
            text_from(wrong, "here")
    with pytest.raises(ValueError, match="here: expected es and en, found None"):
        text_from(None, "here")


@pytest.mark.parametrize(
    ("day", "long_es", "long_en", "short_es", "short_en"),
    [
        (date(2026, 11, 23), "23 de noviembre de 2026", "23 November 2026", "lun 23", "Mon 23"),
        (date(2027, 1, 1), "1 de enero de 2027", "1 January 2027", "vie 1", "Fri 1"),
        (date(2026, 9, 9), "9 de setiembre de 2026", "9 September 2026", "mié 9", "Wed 9"),
    ],
)
def test_days_are_written_in_words(day: date, long_es: str, long_en: str, short_es: str, short_en: str) -> None:
    assert long_date(day) == Text(long_es, long_en)
    assert short_day(day) == Text(short_es, short_en)


def test_months_are_called_as_where_babel_writes_them() -> None:
    for language, locale in (("es", "es_PE"), ("en", "en")):
        told = [month.in_language(language) for month in MONTHS]
        assert told == list(get_month_names("wide", locale=locale).values())


def test_a_rule_says_why_in_both_languages_and_an_input_its_name() -> None:
    because = Text("Elija otra oficina.", "Choose another office.")
    assert str(WrongStepError(because)) == "Elija otra oficina."
    assert InputError("office_id", because).field == "office_id"
    assert IncompleteError(because, ("authority",)).missing == ("authority",)
