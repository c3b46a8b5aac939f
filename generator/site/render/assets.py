"""Style sheets, scripts and templates: which file is meant, and what it becomes in the site.

A project's own `templates/` replaces single files of ours; ours stand in the wheel, or in the
checkout that one develops in. Assets are named by their content, so that a browser may keep them
for good and a build changes only the pages that name a changed one.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import rjsmin

from generator.core.errors import error
from generator.site.output.file import OutputFile, finished

STYLE_SHEETS = ("theme", "layout", "content", "print")
"""By concern, in the order in which they are joined: later ones may overrule earlier ones."""

SEARCH_SCRIPTS = (
    "words", "codec", "store", "index", "query", "spelling",
    "plan", "rank", "facets", "texts", "answer", "results", "address", "view", "box",
)  # fmt: skip
"""The parts of `search.js`, which pages load on first use; `search-open.js` is loaded at once."""

_PACKAGE = Path(__file__).parents[2]


class Assets(NamedTuple):
    """The look of one site, ready to be linked to and written."""

    folders: tuple[Path, ...]
    """Where templates are looked for; the first that has a file wins."""
    files: tuple[OutputFile, ...]
    """What is written to the site, by path."""
    urls: Mapping[str, str]
    """Plain name to path in the site: `style.css` to `assets/style.0a1b2c3d.css`."""


def assets_from(folders: Sequence[Path]) -> Assets:
    """The assets that these template folders hold, named by what is in them."""
    contents = {
        "style.css": _style(folders),
        "icon.svg": _content(folders, "assets/icon.svg"),
    }
    contents |= {path.name: _script(path) for path in _scripts(folders)}
    parts = [contents.pop(f"search-{part}.js") for part in SEARCH_SCRIPTS]
    contents |= {"search.js": b"".join(parts), "lunr.js": _lunr()}
    urls = {
        name: _fingerprinted(name, content)
        for name, content in sorted(contents.items())
    }
    files = [finished(urls[name], contents[name]) for name in urls]
    return Assets(folders=tuple(folders), files=tuple(files), urls=urls)


def minified_css(text: str) -> str:
    """The same rules without comments and without white space that means nothing."""
    return _CSS.sub(_css_piece, text).strip()


_CSS = re.compile(
    r"""
      (?P<kept> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | url\([^"'()]*\) )
    | \s* (?P<mark> [{};,] ) (?: \s | /\*.*?\*/ )*
    | (?P<blank> (?: \s | /\*.*?\*/ )+ )
    """,
    re.VERBOSE | re.DOTALL,
)


def _css_piece(found: re.Match[str]) -> str:
    if found["blank"]:
        # A comment alone parts two words without joining or separating selectors.
        return " " if re.sub(r"(?s)/\*.*?\*/", "", found["blank"]) else "/**/"
    return found["kept"] or found["mark"]


def _fingerprinted(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def _style(folders: Sequence[Path]) -> bytes:
    contents = (_text(folders, f"assets/css/{name}.css") for name in STYLE_SHEETS)
    return minified_css("\n".join(contents)).encode("utf-8") + b"\n"


def _scripts(folders: Sequence[Path]) -> Iterator[Path]:
    names = {
        path.name
        for folder in folders
        for path in (folder / "assets" / "js").glob("*.js")
    }
    return (_path(folders, f"assets/js/{name}") for name in sorted(names))


def _script(path: Path) -> bytes:
    minified: str = rjsmin.jsmin(path.read_text(encoding="utf-8"))
    return minified.encode("utf-8") + b"\n"


def _lunr() -> bytes:
    path = _PACKAGE / "_vendor" / "lunr.min.js"
    if not path.is_file():
        raise error(
            "assets-lunr", "lunr.js is missing from this installation",
            hint="install the package, which fetches it: `pip install -e .`",
        )  # fmt: skip
    return path.read_bytes()


def _content(folders: Sequence[Path], name: str) -> bytes:
    return _path(folders, name).read_bytes()


def _text(folders: Sequence[Path], name: str) -> str:
    return _content(folders, name).decode("utf-8")


def _path(folders: Sequence[Path], name: str) -> Path:
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise error("assets-missing", "an asset is missing", path=f"templates/{name}")
