"""Files that begin like front matter and have none: nothing of them may be shown.

A fence that is not recognised makes text of everything below it, private keys too. So
whatever a person would take for front matter, and we do not read as such, is a fault:

1. a line like a fence, with keys below it, at the head of a file;
2. such a block anywhere else, if a key in it keeps something off the site;
3. keys without any fence, if one of them keeps something off the site;
4. marks of a merge that is not resolved.

Lines are compared as they look. Code blocks are text, but for one at the very head.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.content.frontmatter.guards import guard_set, is_secret, visible
from generator.core.merge_marks import KEEP_ONE_SIDE, merge_mark
from generator.core.text import shortened
from generator.markup.comment_removal import CLOSERS

_LINE = re.compile(
    "([^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*+)(\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|\\Z)"
)
"""A line and its end, in whatever way any tool ends one."""
_DASHES = "-‐‑‒–—―⸺⸻−─━﹘﹣－⁃"
_FENCE_MARKS = _DASHES + "*=_+;.…"
_FENCE = re.compile(
    rf"""
    \\?                                                      # escaped by an editor
    (?: (?: [{_DASHES}*=_] [ ]? ){{2,}}+ | [—―⸺⸻] [ ]? | \+\+\+ | ;;; | \.\.\. | … )
    (?: [ ]* (?: \#.* | yaml | yml | toml | json ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KEY = re.compile(
    r"""
    (?P<quote> ["']? ) (?P<key> \w [\w.-]* (?:[ ][\w.-]+){0,5} ) (?P=quote)
    [ ]* (?: ::? | = ) (?: [ ]+ (?P<value> .* ) | ,? $ )
    """,
    re.VERBOSE,
)
_KEY_BEGINS = re.compile(r"""[>\s]*["']?\w[\w .-]*["']?\s*[:=]""")
_FIRST_WORDS = re.compile(r"\s*+([^\n]{0,200})")
_SQUEEZED_GUARD = re.compile(
    r"(?P<key> \w [\w -]{0,30} ) [:=] (?P<value> \w+ )", re.VERBOSE
)
_JSON_NAME = re.compile(r'"[^"]*"[ ]*:')
_LOWER_KEY = re.compile(r"[a-z][a-z0-9_-]* ?:")
_CONTINUATION = re.compile(r"[-*+][ ]|[#}\]]")
_CODE = re.compile(r"(`{3,}|~{3,})")
_DIRECTIVE = re.compile(r"%(?:YAML|TAG)\b|<\?xml\b")
_MOJIBAKE_MARK = "ï»¿"
"""A byte-order mark that was saved as if it were Latin-1."""
_MAY_BE_FENCE = re.compile(
    rf"""
    \n (?:{_MOJIBAKE_MARK})? [^{_FENCE_MARKS}\w\n|`<#]*+       # nothing to read before it
    [{_FENCE_MARKS}] [^a-zA-Z0-9\n|`<#]*+ (?: [\n\#yYtTjJ] | \Z )
    """,
    re.VERBOSE,
)
"""A line that could be a fence; rules out most bodies in one search."""
_CODE_INDENT = 4
_SHOWN_LENGTH = 20
_RIGHT_FENCE = "---"


class Fault(NamedTuple):
    """What keeps a whole file from being read."""

    offset: int
    code: str
    message: str
    hint: str


class _Line(NamedTuple):
    offset: int
    """Of its first character in the file."""
    raw: str
    look: str
    """As it looks, without blanks and quotation marks before it."""

    @property
    def is_fence(self) -> bool:
        return _FENCE.fullmatch(self.look) is not None

    @property
    def is_key(self) -> bool:
        return _KEY.match(self.look) is not None


class _Block(NamedTuple):
    """Lines that look like those between two fences."""

    lines: Sequence[_Line]
    """Blank ones and comments included."""
    end: int
    """Index of the line behind it."""
    is_closed: bool
    """Whether that line is like a fence."""


def conflict_fault(text: str) -> Fault | None:
    """A fault if a merge left its marks in the file."""
    found = merge_mark(text, is_prose=True)
    if found is None:
        return None
    offset, mark = found
    return Fault(
        offset,
        "content-conflict",
        f"`{mark}` is the mark of a merge conflict that is not resolved",
        f"{KEEP_ONE_SIDE}; if they are text, indent them by four blanks",
    )


def fault_without_fences(text: str) -> Fault | None:
    """A fault of a file that does not begin with a fence and looks as if it should."""
    lines = list(_lines(text, 0))
    first = _first_of_head(lines)
    return (
        _fault_at_head(lines, first)
        or _fault_below(lines, has_front_matter=False)
        or _guard_in_text(lines)
    )


def fault_in_body(text: str, start: int) -> Fault | None:
    """A fault of a body that begins like front matter, or has more of it."""
    # Two searches rule out nearly every body.
    first_words = _FIRST_WORDS.match(text, start)
    begins_with_key = bool(first_words and _KEY_BEGINS.match(visible(first_words[1])))
    may_have_fence = _MAY_BE_FENCE.search(text, max(start - 1, 0)) is not None
    if not (begins_with_key or may_have_fence or "\r" in text):
        return None
    lines = list(_lines(text, start))
    return _fault_at_start_of_body(lines) or _fault_below(lines, has_front_matter=True)


def end_missed(text: str, start: int) -> str | None:
    """A line that was meant as the end of front matter, as it is written."""
    for line in _lines(text, start):
        if line.is_fence:
            return _shown(line.raw)
    return None


def _lines(text: str, start: int) -> Iterator[_Line]:
    """The lines from an offset on."""
    while start < len(text):
        found = _LINE.match(text, start)
        if found is None:
            return
        raw = found[1]
        look = visible(raw.removeprefix(_MOJIBAKE_MARK))
        while look.startswith(">"):
            look = look.lstrip("> ")
        yield _Line(start, raw, look)
        start = found.end()


def _first_of_head(lines: Sequence[_Line]) -> int:
    """Index of the first line that is more than a comment, a directive or the like."""
    closing = ""
    for index, line in enumerate(lines):
        look = line.look
        opening = next((mark for mark in CLOSERS if look.startswith(mark)), "")
        if not closing and opening:
            closing = CLOSERS[opening]
            look = look.removeprefix(opening)
        if closing:
            closing = "" if closing in look else closing
        elif look and not _DIRECTIVE.match(look) and not _CODE.match(look):
            return index
    return len(lines)


def _block_from(lines: Sequence[_Line], start: int) -> _Block:
    """The lines from an index on that could be front matter, up to a fence."""
    index = start
    for index in range(start, len(lines)):
        line = lines[index]
        if line.is_fence:
            return _Block(lines[start:index], index, is_closed=True)
        if line.look and not line.is_key and not _is_continuation(line):
            return _Block(lines[start:index], index, is_closed=False)
    return _Block(lines[start:], len(lines), is_closed=False)


def _is_continuation(line: _Line) -> bool:
    """Whether a line can go on with the value of a key above it."""
    is_indented = line.raw[:1] in (" ", "\t")
    has_squeezed_guard = _SQUEEZED_GUARD.fullmatch(line.look) is not None
    begins_like_one = _CONTINUATION.match(line.look) is not None
    return is_indented or has_squeezed_guard or begins_like_one


def _key_at_top(block: _Block) -> _Line | None:
    """The first key of a block, if nothing but blanks and comments is above it."""
    for line in block.lines:
        if line.look and not line.look.startswith("#"):
            return line if line.is_key else None
    return None


def _guard_in(lines: Iterable[_Line]) -> _Line | None:
    """The first line that keeps a page, or itself, off the site, as far as one can say."""
    for line in lines:
        found = _KEY.match(line.look.rstrip(",")) or _SQUEEZED_GUARD.fullmatch(
            line.look
        )
        if found is None or line.look.endswith("_"):  # `_Note: emphasis_`
            continue
        key = found["key"]
        is_emphasis = key.endswith("_")
        if is_secret(key) and not is_emphasis:
            return line
        if guard_set(key, found["value"] or ""):
            return line
    return None


def _fault_at_head(lines: Sequence[_Line], first: int) -> Fault | None:
    """Rule 1, and keys without a fence as the first thing in a file."""
    if first == len(lines):
        return None
    line = lines[first]
    if line.is_fence:
        block = _block_from(lines, first + 1)
        if _is_meant(line, block) or _is_json(lines, first + 1):
            return _no_front_matter(line, _deviation(lines, line))
    elif _is_json(lines, first):
        return _no_front_matter(line, "it is JSON")
    elif line.is_key:
        guard = _guard_without_fence(lines, first)
        if guard:
            return _no_front_matter(guard, "no line `---` stands above it")
    return None


def _guard_without_fence(lines: Sequence[_Line], first: int) -> _Line | None:
    """The line that shows that the keys at the head of a file are front matter."""
    block = _block_from(lines, first)
    paragraph = _paragraph(block.lines)
    if _is_closed_at_once(block, paragraph):
        return _guard_in(paragraph) or lines[first]
    guard = _guard_in(paragraph)
    # `_Note: emphasis` may go on in a line that is no key.
    breaks_off = len(paragraph) == len(block.lines) and block.end < len(lines)
    if guard and breaks_off and not block.is_closed and not _is_sure_guard(guard):
        return None
    return guard


def _is_json(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line begins an object with a name in quotes."""
    looks = [line.look for line in lines[index : index + 10] if line.look]
    if not looks or not looks[0].startswith("{"):
        return False
    inside = looks[0][1:].strip() or "".join(looks[1:2])
    return _JSON_NAME.match(inside) is not None


def _is_meant(line: _Line, block: _Block) -> bool:
    """Whether a fence-like line with a block below it is meant as front matter.

    A rule above prose is not, though the prose may begin with a word and a colon.
    """
    key = _key_at_top(block)
    if key is None:
        return False
    if block.is_closed or _guard_in(block.lines):
        return True
    is_rule = line.look[:1] in "*_=" or line.look[:1].isspace()
    return key is block.lines[0] and not is_rule


def _paragraph(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines up to the first blank one."""
    for index, line in enumerate(lines):
        if not line.look:
            return lines[:index]
    return lines


def _is_closed_at_once(block: _Block, paragraph: Sequence[_Line]) -> bool:
    """Whether a fence ends a block that is one paragraph of keys.

    One line `Some heading: more` above dashes is a heading, `title: …` is not.
    """
    if not block.is_closed or len(paragraph) != len(block.lines):
        return False
    keys = [line for line in paragraph if line.is_key]
    return len(keys) > 1 or _LOWER_KEY.match(paragraph[0].look) is not None


def _fault_at_start_of_body(lines: Sequence[_Line]) -> Fault | None:
    """Front matter that ended too early, or is followed by a second block."""
    first = next((at for at, line in enumerate(lines) if line.look), len(lines))
    if first == len(lines):
        return None
    line = lines[first]
    if line.is_fence:
        block = _block_from(lines, first + 1)
        key = _key_at_top(block)
        is_adjacent = key is not None and key is block.lines[0]
        return _second_block(line) if is_adjacent and block.is_closed else None
    if not line.is_key:
        return None
    block = _block_from(lines, first)
    paragraph = _paragraph(block.lines)
    guard = _guard_in(paragraph)
    # An abstract may be one line `private: true`, and then a line of long dashes.
    is_closed_by_dashes = block.is_closed and lines[block.end].raw.startswith("---")
    if guard and (first == 0 or len(paragraph) > 1 or is_closed_by_dashes):
        return _second_block(guard)
    return _second_block(line) if _is_closed_at_once(block, paragraph) else None


def _fault_below(lines: Sequence[_Line], *, has_front_matter: bool) -> Fault | None:
    """Rule 2: a block with a guard, anywhere outside of code."""
    index = 0
    code = ""
    while index < len(lines):
        line = lines[index]
        index += 1
        code = _code_behind(line, code)
        if code or not line.is_fence or _is_indented_code(line):
            continue
        block = _block_from(lines, index)
        key = _key_at_top(block)
        if key is None or not _guard_in(block.lines):
            index = max(index, block.end)
            continue
        is_adjacent = key is block.lines[0] or line.look.startswith("--")
        if has_front_matter and block.is_closed and is_adjacent:
            return _second_block(line)
        is_sure = block.is_closed or any(map(_is_sure_guard, block.lines))
        if is_sure and not has_front_matter:
            return _no_front_matter(line, _deviation(lines, line))
        index = max(index, block.end)
    return None


def _guard_in_text(lines: Sequence[_Line]) -> Fault | None:
    """Rule 3: a paragraph of keys with a guard, in a file without front matter."""
    code = ""
    paragraph: list[_Line] = []
    for line in [*lines, _Line(0, "", "")]:
        code = _code_behind(line, code)
        if line.look and not code:
            paragraph.append(line)
            continue
        guard = _guard_of_paragraph(paragraph)
        if guard:
            return _no_front_matter(guard, "it stands in the text")
        paragraph = []
    return None


def _guard_of_paragraph(paragraph: Sequence[_Line]) -> _Line | None:
    """The line that surely makes the page private, if all lines are keys."""
    if not paragraph or _is_indented_code(paragraph[0]):
        return None
    if not all(line.is_key or line.is_fence for line in paragraph):
        return None
    guards = [line for line in paragraph if _is_sure_guard(line)]
    return guards[0] if guards else None


def _is_sure_guard(line: _Line) -> bool:
    found = _KEY.match(line.look)
    if found is None:
        return False
    value = found["value"] or ""
    return guard_set(found["key"], value) is not None


def _code_behind(line: _Line, code: str) -> str:
    """The fence of the code that a line is in, or opens; empty outside of code."""
    found = _CODE.match(line.look)
    if found is None:
        return code
    fence = found[1]
    if not code:
        return fence
    is_end = fence.startswith(code) and line.look == fence
    return "" if is_end else code


def _is_indented_code(line: _Line) -> bool:
    before = line.raw[: len(line.raw) - len(line.raw.lstrip(" \t"))]
    return len(before.expandtabs(_CODE_INDENT)) >= _CODE_INDENT


def _deviation(  # noqa: PLR0911 - one return a reason
    lines: Sequence[_Line],
    line: _Line,
) -> str:
    """Why a line like a fence is none: the first thing that is wrong with it."""
    for one in lines:
        if one.offset < line.offset and one.raw.strip(" \t"):
            return f"`{_shown(one.raw)}` stands above it"
    raw = line.raw
    if raw.startswith(_MOJIBAKE_MARK):
        return "a byte-order mark that was saved as letters stands before it"
    if raw[0] not in _FENCE_MARKS:
        return f"U+{ord(raw[0]):04X} stands before it"
    dashes = len(raw) - len(raw.lstrip("-"))
    behind = raw[dashes:].strip(" \t")
    if dashes < len(_RIGHT_FENCE) or (behind and behind[0] in _FENCE_MARKS):
        return f"it is written `{_shown(raw)}` (U+{ord(raw[0]):04X})"
    if behind:
        return f"`{_shown(behind)}` stands behind it"
    if dashes > len(_RIGHT_FENCE):
        return f"it has {dashes} dashes, not {len(_RIGHT_FENCE)}"
    return "a character before or behind it is no line end"


def _shown(text: str) -> str:
    """The beginning of a text, or the number of a character that is not seen."""
    return shortened(visible(text), _SHOWN_LENGTH) or f"U+{ord(text[0]):04X}"


def _no_front_matter(line: _Line, reason: str) -> Fault:
    return Fault(
        line.offset,
        "front-matter-fence",
        f"this looks like front matter and is none: {reason}",
        "let the file begin with a line that is just `---`, "
        "and end the keys with another one",
    )


def _second_block(line: _Line) -> Fault:
    return Fault(
        line.offset,
        "front-matter-twice",
        "this looks like front matter, which has ended above",
        "put all keys between the two lines `---` at the top; "
        "if it is text, put it below a heading or into a code block",
    )
