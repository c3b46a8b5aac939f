"""Settings: `papershelf.toml`, read once into one immutable value.

Every setting has a default, so that a folder with nothing but seeds builds. A key that
we do not know is an error with a suggestion, since a setting that is silently ignored
costs an evening.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PureWindowsPath
from typing import Any
from urllib.parse import urlsplit

from generator.core.errors import PapershelfError, Problem, Severity
from generator.core.merge_marks import KEEP_ONE_SIDE, merge_mark
from generator.core.positions import line_number
from generator.core.project_layout import FILE_NAME
from generator.core.project_links import stop_at_link_out
from generator.core.reading import read_file
from generator.core.text import nearest, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """The table `[fetch]`: what to fetch, and where from."""

    query: str = ""
    """What a fetched paper must say somewhere to become a page; empty for anything."""
    keywords: tuple[str, ...] = ()
    """Words or phrases, of which a fetched paper must have one; empty for any."""
    min_upvotes: int = 0
    """Upvotes that a fetched paper must have to become a page."""
    contact: str = ""
    """An address of yours that services see, so that they can write to you."""
    hf_url: str = "https://huggingface.co"
    arxiv_url: str = "https://export.arxiv.org"
    doi_url: str = "https://doi.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one reading list."""

    title: str = "Reading list"
    """Name of the site: header, page titles, feed."""
    description: str = "Papers to read, papers read, and what I thought of them."
    """One sentence under the title, and in the feed."""
    author: str = ""
    """Whose list it is: footer and feed; empty for nobody in particular."""
    language: str = "en"
    """BCP 47 tag of the site's own words."""
    base_url: str = ""
    """Where the site is published, for feeds and canonical links; empty for nowhere."""
    repository: str = ""
    """Address of the repository, for links that edit a page there; empty for none."""
    branch: str = "main"
    """Branch that those links edit."""
    page_size: int = 50
    """Papers on one page of a list, 1 to 1000."""
    linked_folders: tuple[str, ...] = ()
    """Links in `content/` that lead out of the project and are followed all the same."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns of tables are, by their headings: the table `[import.columns]`."""
    fetch: FetchSettings = field(default_factory=FetchSettings)


def config_from(text: str, path: str) -> Config:
    """The settings in a TOML text; raises `PapershelfError` with every fault."""
    try:
        table = tomllib.loads(text)
    # Not every fault is a `TOMLDecodeError`: a number can have too many digits, and
    # lists can be nested too deeply.
    except (ValueError, RecursionError) as fault:
        conflict = merge_mark(text)
        if conflict:
            raise PapershelfError([_conflict_problem(text, *conflict, path)]) from None
        raise PapershelfError([_syntax_problem(str(fault), path)]) from None
    fetch = table.pop("fetch", {})
    importing = table.pop("import", {})
    problems = [
        *_table_problems("", table, _TYPES, text, path),
        *_table_problems("fetch", fetch, _FETCH_TYPES, text, path),
        *_table_problems("import", importing, _IMPORT_TYPES, text, path),
    ]
    if problems:
        raise PapershelfError(problems)
    return replace(
        Config(),
        **_with_tuples(table),
        columns=importing.get("columns", {}),
        fetch=FetchSettings(**_with_tuples(fetch)),
    )


def read_config(root: Path) -> Config:
    """The settings of the project in `root`; the defaults when it has no file."""
    try:
        stop_at_link_out(root, FILE_NAME, asks_settings=False)
        data = read_file(root / FILE_NAME)
        return config_from(data.decode("utf-8-sig"), FILE_NAME)
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as fault:
        message = f"the file is not UTF-8: {fault.reason} at byte {fault.start}"
        problem = _config_problem(
            "config-encoding", message, FILE_NAME, hint="save it as UTF-8"
        )
        raise PapershelfError([problem]) from None
    except OSError as fault:
        message = f"cannot read the settings: {fault.strerror or fault}"
        hint = "it has to be a text file that you may read"
        problem = _config_problem("config-unreadable", message, FILE_NAME, hint=hint)
        raise PapershelfError([problem]) from None


def linked_folders(root: Path) -> frozenset[str]:
    """The links that `papershelf.toml` names; none if it cannot be read."""
    try:
        links = read_config(root).linked_folders
    except (OSError, PapershelfError):
        return frozenset()
    return frozenset(link.strip("/") for link in links)


def with_base_url(config: Config, base_url: str) -> Config:
    """The same settings, published elsewhere; raises `PapershelfError`."""
    if fault := _value_fault("base_url", base_url, str):
        hint = _HINTS["base_url"]
        problem = _config_problem("config-value", fault, "--base-url", hint=hint)
        raise PapershelfError([problem])
    return replace(config, base_url=base_url)


_TYPES: Mapping[str, type] = {
    one.name: type(one.default)
    for one in fields(Config)
    if one.name not in ("columns", "fetch")
}
"""Of the settings above all tables."""
_FETCH_TYPES: Mapping[str, type] = {
    one.name: type(one.default) for one in fields(FetchSettings)
}
_IMPORT_TYPES: Mapping[str, type] = {"columns": dict}
_RANGES = {"page_size": range(1, 1001), "min_upvotes": range(1_000_000)}
_ADDRESSES = ("base_url", "repository", "hf_url", "arxiv_url", "doi_url")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""A tag as browsers know it (BCP 47): `en`, `pt-BR`, `zh-Hans`."""
_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_QUOTE = 60
"""Characters of a wrong value in a message."""
_HINTS = {
    "base_url": 'like "https://name.github.io/papers/"',
    "repository": 'like "https://github.com/name/papers"',
    "language": 'like "en" or "pt-BR"',
    "page_size": "a whole number from 1 to 1000",
    "linked_folders": 'like ["content/papers/vault"]',
    "keywords": 'like ["reward model", "agents"]',
    "min_upvotes": "a whole number, such as 10",
    "hf_url": "leave it out, unless you have a copy of the service",
    "arxiv_url": "leave it out, unless you have a copy of the service",
    "doi_url": "leave it out, unless you have a copy of the service",
    "columns": 'like "my score" = "rating", a line for each column',
}


_TYPE_NAMES: Mapping[type, str] = {
    int: "a whole number",
    str: "text in quotes",
    tuple: "a list of texts in quotes",
    dict: "a table of texts in quotes",
}


def _with_tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    """The values with tuples for lists, since settings never change."""
    values = {}
    for key, value in table.items():
        values[key] = tuple(value) if isinstance(value, list) else value
    return values


def _table_problems(
    name: str,
    table: object,
    types: Mapping[str, type],
    text: str,
    path: str,
) -> Iterator[Problem]:
    """What is wrong in the table of this name; "" is what stands above all tables."""
    if not isinstance(table, Mapping):
        line = _line_of_key(name, text)
        message = f"`{name}` must be a table, found {_quoted(table)}"
        hint = f"write [{name}] on a line, and its settings below"
        yield _config_problem("config-value", message, path, line, hint)
        return
    for key, value in table.items():
        line = _line_of_key(key, text, name)
        if key not in types:
            yield _unknown_key(key, types, path, line)
            continue
        fault = _value_fault(key, value, types[key])
        if fault:
            yield _config_problem("config-value", fault, path, line, _HINTS.get(key))


def _unknown_key(
    key: str,
    types: Mapping[str, type],
    path: str,
    line: int | None,
) -> Problem:
    near = nearest(key, types)
    known = ", ".join(types)
    hint = f"did you mean `{near}`?" if near else f"known are {known}"
    return _config_problem("config-key", f"unknown setting `{key}`", path, line, hint)


def _value_fault(key: str, value: object, expected: type) -> str | None:
    if not _has_type(value, expected):
        return f"`{key}` must be {_TYPE_NAMES[expected]}, found {_quoted(value)}"
    if key == "language" and not _LANGUAGE.fullmatch(str(value)):
        return f"`language` is not the tag of a language: {_quoted(value)}"
    if key in _RANGES and value not in _RANGES[key]:
        return f"`{key}` is {_quoted(value)}"
    if key in _ADDRESSES and value:
        fault = _address_fault(str(value))
        return fault and f"`{key}` {fault}"
    if key == "linked_folders" and isinstance(value, list):
        outside = next(filter(_leads_out, value), None)
        if outside is not None:
            return f"`{key}` names {_quoted(outside)}, which is no path in the project"
    return None


def _leads_out(path: str) -> bool:
    """Whether it is no path of something in the project, on any system."""
    way = PureWindowsPath(path)  # which reads both kinds of slashes
    return bool(way.anchor) or ".." in way.parts or not way.parts


def _has_type(value: object, expected: type) -> bool:
    if expected is tuple:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if expected is dict:
        return isinstance(value, dict) and all(
            isinstance(item, str) for item in value.values()
        )
    return type(value) is expected


def _quoted(value: object) -> str:
    """The value as a message quotes it; Python refuses to print very long numbers."""
    try:
        return shortened(repr(value), _LONGEST_QUOTE)
    except ValueError:
        return "a number of thousands of digits"


def _address_fault(value: str) -> str | None:
    """What is wrong with the address of a folder on the web."""
    shown = _quoted(value)
    try:
        parts = urlsplit(value)
    except ValueError:
        return f"is not a web address: {shown}"
    # The message must not repeat them: logs of public projects are public.
    if "@" in parts.netloc:
        return "has a name or a password, and would publish it"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"is not a web address: {shown}"
    if parts.query or parts.fragment or _NOT_IN_ADDRESS.search(value):
        return f"is not the address of a folder: {shown}"
    # `//` at the beginning of a path would lead to another host.
    if "//" in parts.path or parts.path.endswith(".html"):
        return f"is not the address of a folder: {shown}"
    return None


def _line_of_key(key: str, text: str, table: str = "") -> int | None:
    """The line of a key, or of a table's heading, which `tomllib` does not give."""
    start = re.search(rf"(?m)^[ \t]*\[+{re.escape(table)}\b", text) if table else None
    name = re.compile(
        rf"(?m)^[ \t]*\[*(?:{re.escape(table)}\.)?[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]"
    )
    found = name.search(text, start.start() if start else 0)
    return line_number(text, found.start()) if found else None


def _conflict_problem(text: str, offset: int, mark: str, path: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="config-conflict",
        path=path,
        line=line_number(text, offset),
        column=1,
        message=f"`{mark}` is the mark of a merge conflict that is not resolved",
        hint=KEEP_ONE_SIDE,
    )


def _syntax_problem(message: str, path: str) -> Problem:
    found = re.search(r" \(at line (\d+), column (\d+)\)", message)
    line = int(found[1]) if found else None
    column = int(found[2]) if found else None
    text = message[: found.start()] if found else message
    return Problem(
        severity=Severity.ERROR,
        code="config-syntax",
        path=path,
        line=line,
        column=column,
        message=f"not valid TOML: {text[:1].lower()}{text[1:]}",
        hint='write settings as `title = "My papers"`',
    )


def _config_problem(
    code: str,
    message: str,
    path: str,
    line: int | None = None,
    hint: str | None = None,
) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=code,
        message=message,
        path=path,
        line=line,
        hint=hint,
    )
