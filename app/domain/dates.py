"""Days in words, in both languages and without any locale of the machine."""

from datetime import date

from app.domain.bilingual import Text

MONTHS = (
    Text("enero", "January"),
    Text("febrero", "February"),
    Text("marzo", "March"),
    Text("abril", "April"),
    Text("mayo", "May"),
    Text("junio", "June"),
    Text("julio", "July"),
    Text("agosto", "August"),
    Text("setiembre", "September"),
    Text("octubre", "October"),
    Text("noviembre", "November"),
    Text("diciembre", "December"),
)

WEEKDAYS = (
    Text("lun", "Mon"),
    Text("mar", "Tue"),
    Text("mié", "Wed"),
    Text("jue", "Thu"),
    Text("vie", "Fri"),
    Text("sáb", "Sat"),
    Text("dom", "Sun"),
)


def long_date(day: date) -> Text:
    """Return the day in full: "23 de noviembre de 2026", "23 November 2026"."""
    return Text("{day} de {month} de {year}", "{day} {month} {year}").format(
        day=day.day, month=MONTHS[day.month - 1], year=day.year
    )


def short_day(day: date) -> Text:
    """Return the day as a list of days names it: "jue 23", "Thu 23"."""
    return Text("{weekday} {day}", "{weekday} {day}").format(weekday=WEEKDAYS[day.weekday()], day=day.day)
