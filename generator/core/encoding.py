"""Bytes of a seed to text, whatever wrote them, and never a guess in silence.

Seeds come out of browsers, clipboards and editors: with and without marks, as UTF-16, as
Windows-1252, cut in the middle of a character. What is not plain UTF-8 is read as well as it can
be and reported; a byte never turns into U+FFFD here.
"""

import codecs
import re

from generator.core.errors import Problem, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16 and so stands before it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CUT_CHARACTER = re.compile(
    rb"(?:[\xC2-\xDF]|[\xE0-\xEF][\x80-\xBF]?|[\xF0-\xF4][\x80-\xBF]{0,2})\Z"
)
"""The first bytes of a UTF-8 character whose last ones are missing."""

_STRAY_BYTE = re.compile("[\udc80-\udcff]")


def decoded(data: bytes, seed: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file without marks and NULs, and what had to be done for it."""
    encoding, body = encoding_of(data)
    if encoding == "utf-8":
        text, problems = _from_utf8(body, seed)
    else:
        text, problems = _from_wide(body, encoding, seed)
    problems += _odd_characters(text, seed)
    return text.replace("\ufeff", "").replace("\0", ""), tuple(problems)


def encoding_of(data: bytes) -> tuple[str, bytes]:
    """The encoding that the mark or the pattern of NULs tells, and the bytes after the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 > len(head) and min(even, odd) * 10 < max(even, odd):
        return ("utf-16-be" if even > odd else "utf-16-le"), data
    return "utf-8", data


def _from_wide(body: bytes, encoding: str, seed: str) -> tuple[str, list[Problem]]:
    """Text from UTF-16 or UTF-32; units that are no character are shown by their number."""
    text = body.decode(encoding, "backslashreplace")
    name = "UTF-16" if encoding.startswith("utf-16") else "UTF-32"
    problems = [_note("dump-encoding", f"read as {name}", seed)]
    try:
        body.decode(encoding)
    except UnicodeDecodeError as fault:
        problems.append(
            Problem(
                severity=Severity.WARNING, code="dump-bytes", path=seed,
                message=f"byte {fault.start + 1} is not {name}; such bytes are shown as `\\x…`",
                hint="save the page again",
            )
        )  # fmt: skip
    return text, problems


def _from_utf8(body: bytes, seed: str) -> tuple[str, list[Problem]]:
    """Text from UTF-8; what is not UTF-8 is Windows-1252, or the file's end cut a character."""
    problems: list[Problem] = []
    cut = _CUT_CHARACTER.search(body[-3:])
    if cut and body[: -len(cut[0])].rstrip(b"\x80"):
        body = body[: -len(cut[0])]
        problems.append(_cut_character(cut[0], body, seed))
    text = body.decode("utf-8", "surrogateescape")
    strays = _STRAY_BYTE.findall(text)
    if strays:
        first = text[: _STRAY_BYTE.search(text).start()]  # type: ignore[union-attr]
        text = _STRAY_BYTE.sub(_windows_character, text)
        problems.append(_read_as_windows(len(strays), first, text, seed))
    return text, problems


def _windows_character(stray: re.Match[str]) -> str:
    byte = bytes([ord(stray[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:  # the five bytes that Windows-1252 leaves free
        return byte.decode("latin-1")


def _read_as_windows(count: int, before: str, text: str, seed: str) -> Problem:
    line = _line(before)
    shown = _lines(text)[line - 1].strip()
    what = "1 byte is" if count == 1 else f"{count} bytes are"
    return Problem(
        severity=Severity.WARNING, code="dump-encoding", path=seed, line=line,
        message=f"{what} not UTF-8 and read as Windows-1252, first in `{shown[:80]}`",
        hint="check accented letters and quotes, or save the page as UTF-8",
    )  # fmt: skip


def _cut_character(cut: bytes, body: bytes, seed: str) -> Problem:
    shown = " ".join(f"{byte:02X}" for byte in cut)
    return Problem(
        severity=Severity.WARNING, code="dump-cut-character", path=seed,
        line=_line(body.decode("latin-1")),
        message=f"the file ends in the middle of a character: {shown}",
        hint="the end of the page is missing; save it again",
    )  # fmt: skip


def _odd_characters(text: str, seed: str) -> list[Problem]:
    """Reports of characters that a page cannot have meant."""
    kinds = (
        ("\0", "dump-nul", "NUL", "left out"),
        (
            "\ufffd",
            "dump-replacement-character",
            "U+FFFD",
            "kept: an earlier program lost a letter",
        ),
    )
    return [
        Problem(
            severity=Severity.WARNING, code=code, path=seed, line=_line(text[: text.index(character)]),
            message=f"{text.count(character)} × {name}, {fate}",
        )
        for character, code, name, fate in kinds
        if character in text
    ]  # fmt: skip


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def _line(before: str) -> int:
    return len(_lines(before))


def _note(code: str, message: str, seed: str) -> Problem:
    return Problem(severity=Severity.NOTE, code=code, message=message, path=seed)
