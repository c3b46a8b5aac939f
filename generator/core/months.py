"""Names of the months in many languages, whatever the machine's locale.

A name may be cut after its third letter, as dates in lists are: `Dez.`, `août`. Languages
whose names contradict others here are left out: `listopad` is November in Polish and
October in Croatian.
"""

import datetime as dt
import unicodedata

from generator.core.text import ascii_fold

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MONTH_NUMBERS: dict[str, int] = {}
"""1 to 12 by the small letters that people write: `june`, `jun`, `sept`."""
for _number, _name in enumerate(MONTHS, 1):
    for _length in (3, 4, len(_name)):
        MONTH_NUMBERS[_name[:_length].lower()] = _number

_NAMES = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber maerz avr mei jun jul aug sept okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januari februari mrt april mei juni juli agustus september oktober november desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου
  σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
"""
"""Twelve names of each language, January first."""
_SHORTEST = 3
_AMBIGUOUS = 0


def _numbers_by_name() -> dict[str, int]:
    """Months by every name and by every beginning of one, if it is of one month alone."""
    numbers: dict[str, int] = {}
    for at, name in enumerate(_NAMES.split()):
        month = at % 12 + 1
        # Many people leave accents out: `aout`, `fevrier`.
        for spelling in {name, ascii_fold(name)}:
            for length in range(_SHORTEST, len(spelling) + 1):
                known = numbers.setdefault(spelling[:length], month)
                if known != month:
                    numbers[spelling[:length]] = _AMBIGUOUS
    return numbers


_NUMBERS_BY_NAME = _numbers_by_name()


def month_number(word: str) -> int | None:
    """1 to 12 for the name of a month in many languages, whole or cut: `déc.`, `Okt`."""
    name = unicodedata.normalize("NFC", word).strip(". ").lower()
    return _NUMBERS_BY_NAME.get(name) or None


def long_date(day: dt.date) -> str:
    """A day as a person writes it: `10 December 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
