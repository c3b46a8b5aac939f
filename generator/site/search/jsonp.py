"""Classic scripts that each hand one value to one global function.

Neither `fetch` nor modules work from `file://`; a script element does, from any folder and any
sub-path. Names carry a digest of the content, so that an old open page never mixes two builds.
"""

import json

DIGEST = 6
"""Hexadecimal digits in a name: a changed file must differ from its former self, not from all
others."""

_FOLDER = "search"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def script(name: str, payload: object) -> bytes:
    """The content of the file of a payload."""
    return script_of(name, encoded(payload))


def script_of(name: str, value: str) -> bytes:
    """The content of the file of a payload as `encoded` writes it."""
    return f'papershelfSearch.receive("{name}",{value});\n'.encode("utf-8", "replace")


def encoded(payload: object) -> str:
    """A payload as JavaScript reads it."""
    return _JSON.encode(payload)


def script_path(name: str, digest: str = "") -> str:
    """Where a file stands in the site; without a digest, the one that a page names."""
    return (
        f"{_FOLDER}/{name}.{digest[:DIGEST]}.js" if digest else f"{_FOLDER}/{name}.js"
    )


ENTRY_NAME = "index"
ENTRY = script_path(ENTRY_NAME)
"""Says where the rest is; the one file of the index that a page names."""
