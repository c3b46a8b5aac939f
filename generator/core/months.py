"""Names of the months, whatever the machine's locale."""

import datetime as dt

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MONTH_NUMBERS: dict[str, int] = {}
"""1 to 12 by the small letters that people write: `june`, `jun`, `sept`."""
for _number, _name in enumerate(MONTHS, 1):
    for _length in (3, 4, len(_name)):
        MONTH_NUMBERS[_name[:_length].lower()] = _number

_FOREIGN_NAMES = (
    "januar januari janner jan janvier janv enero ene gennaio gen janeiro stycznia",
    "februar februari feb fevrier fevr fev febrero febbraio fevereiro lutego",
    "marz marts mars maart mrt mar marzo marco marca",
    "april apr avril avr abril abr aprile kwietnia",
    "mai mei maj mayo maggio mag maio maja",
    "juni jun juin junio giugno giu junho czerwca",
    "juli jul juillet juil julio luglio lug julho lipca",
    "august augusti augustus aug aout agosto ago sierpnia",
    "september sep sept septembre septiembre setiembre settembre setembro set wrzesnia",
    "oktober okt octobre octubre ottobre ott outubro out pazdziernika",
    "november nov novembre noviembre novembro listopada",
    "dezember dez december dec decembre diciembre dic dicembre dezembro grudnia",
)
"""German, French, Spanish, Italian, Portuguese, Dutch, Polish and Scandinavian months,
without accents; a word that is two months somewhere is not among them."""

ALL_MONTH_NUMBERS: dict[str, int] = {
    name: number
    for number, names in enumerate(_FOREIGN_NAMES, 1)
    for name in names.split()
} | MONTH_NUMBERS
"""1 to 12 by the small letters, without accents, that people of many languages write."""


def long_date(day: dt.date) -> str:
    """A day as a person writes it: `10 December 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
