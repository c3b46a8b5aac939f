"""Style sheets, scripts and the icon: where each comes from and what it is called in the site.

A project's own `templates/` replaces single files of ours. Assets are named by their content, so
that a browser may keep them for good and a build changes only the pages that name a changed one.
Which parts are joined, and in which order, is written beside them in `order.txt`.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import rjsmin

from generator.core.errors import error
from generator.site.output.file import OutputFile, finished
from generator.site.search.labels import search_labels

_PACKAGE = Path(__file__).parents[2]


class Assets(NamedTuple):
    """The look of one site, ready to be linked to and written."""

    folders: tuple[Path, ...]
    """Where templates are looked for; the first that has a file wins."""
    files: tuple[OutputFile, ...]
    """What is written to the site, by path."""
    urls: Mapping[str, str]
    """Plain name to path in the site: `style.css` to `assets/style.0a1b2c3d.css`."""
    theme_colors: Mapping[str, str]
    """Colour of the page in each scheme, `light` and `dark`, as `theme.css` has it."""


def assets_from(folders: Sequence[Path]) -> Assets:
    """The assets that these template folders hold, named by what is in them."""
    theme = theme_properties(_read_asset(folders, "assets/css/theme.css"))
    contents = {
        "style.css": _style_sheet(folders),
        "icon.svg": _themed_icon(folders, theme),
        "lunr.js": _lunr_script(),
        "search.js": _search_script(folders),
        "search-open.js": _minified_script(folders, "assets/js/search/open.js"),
    }
    for name in _own_scripts(folders):
        contents[name] = _minified_script(folders, f"assets/js/{name}")
    urls = {
        name: _hashed_path(name, content) for name, content in sorted(contents.items())
    }
    return Assets(
        folders=tuple(folders),
        files=tuple([finished(urls[name], contents[name]) for name in urls]),
        urls=urls,
        theme_colors=theme.get("--paper", {}),
    )


def theme_properties(theme: str) -> dict[str, dict[str, str]]:
    """Custom properties in each colour scheme: `{"--ink": {"light": "#000", "dark": "#fff"}}`.

    Only those whose value is one word or function, as that of a colour is.
    """
    properties: dict[str, dict[str, str]] = {}
    for found in _PROPERTY.finditer(minify_css(theme)):
        light = found["light"] or found["both"]
        dark = found["dark"] or found["both"]
        # The first block counts: themes set a property again for special cases, such as print.
        properties.setdefault(found["name"], {"light": light, "dark": dark})
    return properties


_PROPERTY = re.compile(
    r"""
    (?P<name> (?<![\w-]) --[\w-]++ ) \s*:\s*
    (?:
      light-dark\( \s* (?P<light> VALUE ) \s*,\s* (?P<dark> VALUE ) \s* \)
    | (?P<both> VALUE )
    )
    \s* (?= [;}] )
    """.replace("VALUE", r"[^\s,;(){}]+ (?: \( [^()]* \) )?"),
    re.VERBOSE,
)


def minify_css(text: str) -> str:
    """The same rules without comments and without white space that means nothing."""
    return _CSS.sub(_css_piece, text).strip()


_CSS = re.compile(
    r"""
      (?P<kept> "(?:[^"\\\n]|\\.)*+"? | '(?:[^'\\\n]|\\.)*+'? | url\([^"'()]*\) )
    | \s* (?P<mark> [{};,] ) (?: \s | /\*.*?(?:\*/|\Z) )*+
    | (?P<blank> (?: \s | /\*.*?(?:\*/|\Z) )++ )
    """,
    re.VERBOSE | re.DOTALL,
)


def _css_piece(found: re.Match[str]) -> str:
    if found["blank"]:
        # `a/**/.b` means `a.b`: a space in place of the comment would make two selectors of it.
        return " " if re.sub(r"(?s)/\*.*?\*/", "", found["blank"]) else "/**/"
    return found["kept"] or found["mark"]


def _hashed_path(name: str, content: bytes) -> str:
    """Where an asset is in the site: its name has a digest of its content."""
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def _style_sheet(folders: Sequence[Path]) -> bytes:
    sheets = [
        _read_asset(folders, part) for part in _bundle_parts(folders, "assets/css")
    ]
    return minify_css("\n".join(sheets)).encode("utf-8") + b"\n"


def _themed_icon(
    folders: Sequence[Path], theme: Mapping[str, Mapping[str, str]]
) -> bytes:
    """The icon with the theme's light colours put in: a browser gives it no custom properties."""
    icon = _read_asset(folders, "assets/icon.svg")
    for name, value in theme.items():
        icon = icon.replace(f"var({name})", value["light"])
    return icon.encode("utf-8")


def _search_script(folders: Sequence[Path]) -> bytes:
    """What pages load on the first use of search: the labels, then the parts in their order."""
    labels = json.dumps(search_labels(), ensure_ascii=False, separators=(",", ":"))
    head = f"(window.papershelfSearch=window.papershelfSearch||{{}}).labels={labels};\n"
    parts = [
        _minified_script(folders, part)
        for part in _bundle_parts(folders, "assets/js/search")
    ]
    return head.encode("utf-8") + b"".join(parts)


def _bundle_parts(folders: Sequence[Path], folder: str) -> list[str]:
    """The files of a folder that are joined into one, in the order of its `order.txt`."""
    lines = _read_asset(folders, f"{folder}/order.txt").split("\n")
    names = [line.strip() for line in lines]
    return [f"{folder}/{name}" for name in names if name and not name.startswith("#")]


def _own_scripts(folders: Sequence[Path]) -> list[str]:
    """Names of the scripts that are assets of their own, the project's included."""
    names = {
        path.name
        for folder in folders
        for path in (folder / "assets" / "js").glob("*.js")
    }
    return sorted(names)


def _minified_script(folders: Sequence[Path], name: str) -> bytes:
    minified: str = rjsmin.jsmin(_read_asset(folders, name))
    return minified.encode("utf-8") + b"\n"


def _lunr_script() -> bytes:
    path = _PACKAGE / "_vendor" / "lunr.min.js"
    if not path.is_file():
        raise error(
            "assets-lunr", "lunr.js is missing from this installation",
            hint="install the package, which fetches it: `pip install -e .`",
        )  # fmt: skip
    return path.read_bytes()


def _read_asset(folders: Sequence[Path], name: str) -> str:
    """The text of a file, from the first folder that has it."""
    for folder in folders:
        path = folder / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise error("assets-missing", "an asset is missing", path=f"templates/{name}")
