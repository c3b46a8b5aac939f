"""Names of the months in English, whatever the machine's locale."""

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


def long_date(day: dt.date) -> str:
    """A day as a person writes it: `10 December 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
