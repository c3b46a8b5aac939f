"""Files of the index: classic scripts that each hand one value to one global function.

Neither `fetch` nor modules work from `file://`; a script element does, from any folder
and any sub-path. A name carries a digest of the content, so that a page that was left
open never mixes two builds.
"""

import json
from collections.abc import Mapping

DIGEST_LENGTH = 6
"""Hexadecimal digits of the digest in a file's name.

A changed file must differ from its former self, not from all others.
"""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(payload: object) -> str:
    """A payload as JavaScript reads it."""
    return _JSON.encode(payload)


def json_script(name: str, value: str) -> bytes:
    """The file that hands over a value, which is JSON already."""
    script = f'papershelfSearch.receive("{name}",{value});\n'
    return script.encode("utf-8", "replace")


def payload_script(name: str, payload: object) -> bytes:
    """The file that hands over a payload."""
    return json_script(name, to_json(payload))


def script_path(name: str, digest: str = "") -> str:
    """Path of a file in the site; without a digest, of one that keeps its name."""
    if digest:
        return f"search/{name}.{digest[:DIGEST_LENGTH]}.js"
    return f"search/{name}.js"


ENTRY_NAME = "index"
ENTRY_PATH = script_path(ENTRY_NAME)
"""The manifest: the one file of the index that pages name, it names all others."""

FORM_ATTRIBUTES: Mapping[str, str] = {"data-search-index": ENTRY_PATH}
"""Data attributes of the search form, and the files of the site that they name.

They are the same in every build: so an edit of one paper leaves all other pages as they
were.
"""
