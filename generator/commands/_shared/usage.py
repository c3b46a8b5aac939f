"""Wrong usage: what is not understood in a command line, and what was probably meant.

argparse says in English what it does not understand. We look first, since we know what
else there is to suggest.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.commands import COMMANDS
from generator.core.text import is_one_slip, nearest

_DASHES = re.compile("^[-\u2010-\u2015\u2212]+")

_SHORT = len("--xy")
"""Options up to this length are too short for a guess."""

Parsers = Mapping[str, argparse.ArgumentParser]
"""The parser of each command, by its name."""


class Misuse(NamedTuple):
    """A fault in a command line, and the cure if one is known."""

    message: str
    hint: str | None = None


def unknown_command(words: Sequence[str]) -> Misuse:
    """What is wrong in a command line that does not begin with a command."""
    first = words[0]
    command = next((word for word in words if word in COMMANDS), None)
    if first.startswith("-") and command:
        return Misuse(
            f"`{first}` stands before the command",
            f"options go behind it: papershelf {command} {first}",
        )
    kind = "option" if first.startswith("-") else "command"
    known = ("--help", "--version") if kind == "option" else (*COMMANDS, "help")
    near = nearest(_as_option(first) if kind == "option" else first.casefold(), known)
    hint = f"did you mean `{near}`?" if near else "`papershelf help` lists all commands"
    return Misuse(f"there is no {kind} `{first}`", hint)


def long_dashed_option(
    name: str,
    words: Sequence[str],
    parser: argparse.ArgumentParser,
) -> Misuse | None:
    """The first of the words that is an option of this command but for its dashes."""
    known = _options_of(parser)
    for word in words:
        option = word.partition("=")[0]
        meant = _as_option(option)
        if meant in known and not option.startswith("-"):
            hint = f"`{option[0]}` is one long dash; write `{meant}`"
            return Misuse(f"`{name}` has no option `{option}`", hint)
    return None


def unknown_option(
    name: str,
    words: Sequence[str],
    parsers: Parsers,
) -> Misuse | None:
    """The first of the words that looks like an option, and is none of this command."""
    known = _options_of(parsers[name])
    for word in _option_words(words, known):
        option = word.partition("=")[0]
        if option.startswith("-") and option != "-" and option not in known:
            hint = _option_hint(name, _as_option(option), parsers)
            return Misuse(f"`{name}` has no option `{option}`", hint)
    return None


def extra_words(name: str, words: Sequence[str]) -> Misuse:
    """Words that a command has no use for."""
    noun = "one word" if len(words) == 1 else f"{len(words)} words"
    return Misuse(
        f"{noun} too many: {' '.join(words)}",
        f"`papershelf {name} --help` shows what it takes; "
        "put names with blanks in quotes",
    )


def unknown_choice(value: object, choices: Sequence[str]) -> str:
    """What to say of a value that is none of the choices."""
    near = nearest(str(value).casefold(), choices)
    cure = f"did you mean `{near}`?" if near else f"choose from {', '.join(choices)}"
    return f"there is no `{value}`; {cure}"


def _options_of(parser: argparse.ArgumentParser) -> Mapping[str, argparse.Action]:
    return parser._option_string_actions  # noqa: SLF001 - argparse has no public way


def _option_words(
    words: Sequence[str], known: Mapping[str, argparse.Action]
) -> Iterator[str]:
    """The words where an option can stand: not the values of options, not after `--`."""
    rest = iter(words)
    for word in rest:
        if word == "--":
            return
        yield word
        action = known.get(word)
        if action and action.nargs != 0:
            next(rest, None)


def _as_option(word: str) -> str:
    """`—strict` and `-strict` as they were meant: `--strict`."""
    return f"--{_DASHES.sub('', word).casefold()}"


def _option_hint(name: str, option: str, parsers: Parsers) -> str:
    """The option that was meant: one of this command, or one of another."""
    known = [known for known in _options_of(parsers[name]) if known.startswith("--")]
    beginning = [other for other in known if other.startswith(option)]
    near = beginning[0] if beginning else None
    if not near and len(option) > _SHORT:
        near = nearest(option, known)
    if near and (beginning or is_one_slip(option, near)):
        return f"did you mean `{near}`?"
    others = [f"`{name}`" for name in parsers if option in _options_of(parsers[name])]
    if others:
        return f"`{option}` is an option of {' and '.join(others)}"
    if near:
        return f"did you mean `{near}`?"
    return f"`papershelf {name} --help` lists its options"
