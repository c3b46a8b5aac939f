"""Laws of dates: whatever form a date is written in, it is read as that date."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.core.date_text import date_from
from generator.core.dates import PartialDate, date_of_iso, date_words, first_day
from generator.core.months import MONTHS

DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
MONTHS_OF_YEARS = st.builds(PartialDate, st.integers(1000, 2999), st.integers(1, 12))
YEARS = st.builds(PartialDate, st.integers(1000, 2999), st.none())
LANGUAGES = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "en": " ".join(MONTHS),
}
FORMS = (
    "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}", "{0:%d.%m.%Y}", "{d} {m} {0:%Y}",
    "{d}. {m} {0:%Y}", "{m} {d}, {0:%Y}", "{0:%Y} {m} {d}", "{d} de {m} de {0:%Y}",
)  # fmt: skip
TIMES = (
    "",
    "T10:00Z",
    "T10",
    " 10:30PM",
    ", 10.30",
    " at 10:30:01 CET",
    "T10:00:00.5+02:00",
)


@given(DAYS | MONTHS_OF_YEARS | YEARS)
def test_date_in_iso_form_is_read_as_itself(date):
    assert date_from(date.isoformat()) == date
    assert date_of_iso(date.isoformat()) == date


@given(DAYS | MONTHS_OF_YEARS | YEARS)
def test_date_in_words_is_read_as_itself(date):
    assert date_from(date_words(date)) == date


@given(DAYS | MONTHS_OF_YEARS | YEARS)
def test_date_begins_with_its_first_day(date):
    assert first_day(date).isoformat().startswith(date.isoformat())


@given(
    DAYS, st.sampled_from(FORMS), st.sampled_from(TIMES), st.sampled_from([*LANGUAGES])
)
@example(dt.date(2024, 6, 12), "{0:%Y} {m} {d}", "", "en")
def test_day_is_read_in_every_form_and_language(day, form, time, language):
    month = LANGUAGES[language].split()[day.month - 1]
    line = form.format(day, d=day.day, m=month) + time

    assert date_from(line) == day


@given(st.text(max_size=30) | st.text("0123456789-/. :tapmTZ", max_size=20))
def test_any_other_text_is_a_date_or_a_value_error(text):
    with suppress(ValueError):
        assert first_day(date_from(text))


@pytest.mark.parametrize("piece", ["0", "2024-", " 10", "-0", "t1", "a ", "de ", "-0x"])
def test_long_text_is_no_date(piece):
    with pytest.raises(ValueError, match=r"write|month"):
        date_from(piece * 20_000)
