"""Style sheets as the site has them: small, and with links to files by their names there."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from generator.core.errors import error
from generator.core.positions import position
from generator.core.urls import relative


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


def relink_css(
    text: str,
    sheet: str,
    urls: Mapping[str, str],
    bundle: str,
) -> str:
    """The same rules, with every `url()` of an asset leading to where the site has it.

    `sheet` is the sheet's own name, as in `urls`, and `bundle` a path beside the one that
    it will have in the site. An address counts from the sheet's folder, as browsers
    count, or else from `assets/`. Raises `PapershelfError` for an asset that is missing.
    """

    def relinked(found: re.Match[str]) -> str:
        address = found["double"] or found["single"] or found["bare"]
        if not address or _LEADS_ELSEWHERE.match(address):
            return found.group()
        path, rest = _PATH_AND_REST.fullmatch(address).groups()  # type: ignore[union-attr]
        name = unquote(path)
        beside = posixpath.join(posixpath.dirname(sheet), name)
        for candidate in map(posixpath.normpath, (beside, name)):
            if candidate in urls:
                link = relative(bundle, urls[candidate])
                return f"url({link}{quote(rest, safe=_REST_SIGNS)})"
        line, column = position(text, found.start())
        raise error(
            "assets-missing",
            f"there is no file `{name}`",
            path=f"templates/assets/{sheet}",
            line=line,
            column=column,
            hint="put it into templates/assets/, and name it from there",
        )

    return _CSS_ADDRESS.sub(relinked, text)


_CSS_ADDRESS = re.compile(
    r"""
      /\* .*? (?: \*/ | \Z )                       # nothing in comments
    | (?<![\w-]) url\( \s*
        (?: "(?P<double>[^"\\\n]*)" | '(?P<single>[^'\\\n]*)' | (?P<bare>[^\s"'()\\]*) )
        \s* \)
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'      # nor in other strings
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_LEADS_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\#?]", re.IGNORECASE)
"""The beginning of an address with a scheme or a host, or in the sheet itself."""
_PATH_AND_REST = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_REST_SIGNS = "?#=&%/:;,+!$@~"
