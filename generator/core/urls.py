"""Addresses: where files are in `site/`, and how one page links to another.

Every path here is relative to the site's root, with POSIX slashes. Links between pages
are relative and name the file, so that the same bytes serve a domain's root, a sub-path
and `file://`. Only feeds, sitemap, canonical links and `404.html` need an absolute
address.
"""

import posixpath
import re
from urllib.parse import quote, urlsplit

UNFIT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|#\ud800-\udfff]')
"""What the name of a file on the site must not have: on some system, or in an address."""
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "doi"})
"""What a link in a page may point to; anything else is shown as text."""

_EDITORS = (
    ("gitlab", "-/edit"),
    ("codeberg", "_edit"),
    ("gitea", "_edit"),
    ("forgejo", "_edit"),
)
"""The words before branch and path in a forge's edit address, by a part of its host."""


def paper_path(slug: str) -> str:
    """The file of a paper's page."""
    return f"papers/{slug}.html"


def attachment_path(slug: str, name: str) -> str:
    """A file that a paper's page shows or links to: `papers/<slug>/<name>`."""
    return f"papers/{slug}/{name}"


def term_path(taxonomy: str, slug: str, number: int = 1) -> str:
    """Page `number` of one tag, status, year or listing; `index` lists them all."""
    if number == 1:
        return f"{taxonomy}/{slug}.html"
    return f"{taxonomy}/{slug}/{number}.html"


def list_path(number: int) -> str:
    """Page `number` (from 1) of the whole list."""
    return "index.html" if number == 1 else f"page/{number}.html"


def relative(source: str, target: str) -> str:
    """The link that leads from page `source` to file `target`."""
    path, mark, fragment = target.partition("#")
    # A place on the same page needs no file name.
    if path == source and mark:
        return mark + fragment
    folder = posixpath.dirname(source)
    here = folder.split("/") if folder else []
    there = path.split("/") if path != "." else []
    # Up from the page's folder to the last one that both paths share, then down.
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    up = [".."] * (len(here) - shared)
    way = quote("/".join(up + there[shared:])) or "."
    return way + mark + fragment


def absolute(base_url: str, path: str) -> str:
    """The address of a file under the base URL, which is that of `index.html`."""
    base = base_url.rstrip("/") + "/"
    return base if path == "index.html" else base + quote(path)


def way_up(path: str) -> str:
    """From the folder of a page to that of the site: `../` for each level."""
    return "../" * path.count("/")


def way_from_root(base_url: str) -> str:
    """To the folder of the site from any address on its host."""
    return urlsplit(base_url).path.rstrip("/") + "/"


def edit_address(
    repository: str,
    branch: str,
    path: str,
) -> str | None:
    """Where the forge edits a file; an unknown forge is taken to do as GitHub does."""
    if not repository:
        return None
    host = urlsplit(repository).netloc
    edit = "edit"
    for name, words in _EDITORS:
        if name in host:
            edit = words
            break
    return f"{repository.rstrip('/')}/{edit}/{quote(branch)}/{quote(path)}"


def shows_address(words: str, url: str) -> bool:
    """Whether the words of a link are its address, with or without scheme and slash."""
    return _without_scheme(words) == _without_scheme(url)


def _without_scheme(url: str) -> str:
    return re.sub(r"^https?://", "", url).rstrip("/")


def is_safe(url: str) -> bool:
    r"""Whether a page may link there: a known scheme and a host, or a relative address.

    Control characters and blanks are removed first, as browsers do (WHATWG URL, §4.4),
    so that `java\tscript:` hides nothing.
    """
    cleaned = re.sub(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]", "", url)
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return False
    if parts.scheme:
        has_target = bool(parts.netloc or parts.path)
        return has_target and parts.scheme.lower() in SAFE_SCHEMES
    if cleaned.startswith(("//", "\\")):
        return False
    first_part = cleaned.partition("/")[0]
    return ":" not in first_part
