"""Bytes of a seed to text, whatever wrote them, and never a guess in silence.

Seeds come out of browsers, clipboards and editors: with and without byte-order marks,
as UTF-16, as Windows-1252, cut in the middle of a character. What is not clean UTF-8 is
read as well as it can be and reported; a byte never turns into U+FFFD here.
"""

import codecs
import re

from generator.core.errors import Problem, Severity
from generator.core.positions import line_number, split_lines
from generator.core.text import count

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CUT_CHARACTER = re.compile(
    rb"(?:[\xC2-\xDF]|[\xE0-\xEF][\x80-\xBF]?|[\xF0-\xF4][\x80-\xBF]{0,2})\Z"
)
"""The first bytes of a UTF-8 character whose last ones are missing."""

_STRAY_BYTE = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as Python's `surrogateescape` decodes it."""

_LONGEST_QUOTE = 80


def decode_seed(data: bytes, seed: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file without byte-order marks and NULs, and what was wrong."""
    encoding, body = encoding_of(data)
    if encoding == "utf-8":
        text, problems = _decode_utf8(body, seed)
    else:
        text, problems = _decode_wide(body, encoding, seed)
    problems += _odd_characters(text, seed)
    return text.replace("\ufeff", "").replace("\0", ""), tuple(problems)


def encoding_of(data: bytes) -> tuple[str, bytes]:
    """The encoding, by byte-order mark or pattern of NULs, and the bytes behind it."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    # Latin letters in UTF-16 have a NUL in every other byte.
    head = data[:4096]
    even = head[0::2].count(0)
    odd = head[1::2].count(0)
    has_many = max(even, odd) * 4 > len(head)
    is_one_sided = min(even, odd) * 10 < max(even, odd)
    if has_many and is_one_sided:
        return ("utf-16-be" if even > odd else "utf-16-le"), data
    return "utf-8", data


def _decode_wide(
    body: bytes,
    encoding: str,
    seed: str,
) -> tuple[str, list[Problem]]:
    """Text from UTF-16 or UTF-32; units that are no character become their number."""
    text = body.decode(encoding, "backslashreplace")
    name = "UTF-16" if encoding.startswith("utf-16") else "UTF-32"
    problems = [
        Problem(
            severity=Severity.NOTE,
            code="dump-encoding",
            message=f"read as {name}",
            path=seed,
        )
    ]
    try:
        body.decode(encoding)
    except UnicodeDecodeError as fault:
        bad = f"byte {fault.start + 1} is not {name}"
        problems.append(
            Problem(
                severity=Severity.WARNING,
                code="dump-bytes",
                message=f"{bad}; such bytes are shown as `\\x…`",
                path=seed,
                hint="save the page again",
            )
        )
    return text, problems


def _decode_utf8(body: bytes, seed: str) -> tuple[str, list[Problem]]:
    """Text from UTF-8; other bytes are Windows-1252, or a character cut at the end."""
    problems: list[Problem] = []
    cut = _CUT_CHARACTER.search(body[-3:])
    if cut and body[: -len(cut[0])].rstrip(b"\x80"):
        body = body[: -len(cut[0])]
        problems.append(_cut_character(cut[0], body, seed))
    text = body.decode("utf-8", "surrogateescape")
    first = _STRAY_BYTE.search(text)
    if first:
        line = line_number(text, first.start())
        text, number = _STRAY_BYTE.subn(_windows_character, text)
        problems.append(_read_as_windows(number, line, text, seed))
    return text, problems


def _windows_character(stray: re.Match[str]) -> str:
    byte = stray[0].encode("ascii", "surrogateescape")
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:  # the five bytes that Windows-1252 leaves free
        return byte.decode("latin-1")


def _read_as_windows(
    number: int,
    line: int,
    text: str,
    seed: str,
) -> Problem:
    quote = split_lines(text)[line - 1].strip()[:_LONGEST_QUOTE]
    strays = f"{count(number, 'byte')} {'is' if number == 1 else 'are'}"
    return Problem(
        severity=Severity.WARNING,
        code="dump-encoding",
        message=f"{strays} not UTF-8 and read as Windows-1252, first in `{quote}`",
        path=seed,
        line=line,
        hint="check accented letters and quotes, or save the page as UTF-8",
    )


def _cut_character(
    cut: bytes,
    body: bytes,
    seed: str,
) -> Problem:
    number = cut.hex(" ").upper()
    return Problem(
        severity=Severity.WARNING,
        code="dump-cut-character",
        message=f"the file ends in the middle of a character: {number}",
        path=seed,
        line=line_number(body.decode("latin-1"), len(body)),
        hint="the end of the page is missing; save it again",
    )


_ODD_CHARACTERS = (
    ("\0", "dump-nul", "NUL, left out"),
    (
        "\ufffd",
        "dump-replacement-character",
        "U+FFFD, kept: an earlier program lost a letter",
    ),
)


def _odd_characters(text: str, seed: str) -> list[Problem]:
    """Reports of characters that a page cannot have meant."""
    problems = []
    for character, code, fate in _ODD_CHARACTERS:
        if character not in text:
            continue
        problem = Problem(
            severity=Severity.WARNING,
            code=code,
            message=f"{text.count(character)} × {fate}",
            path=seed,
            line=line_number(text, text.index(character)),
        )
        problems.append(problem)
    return problems
