"""Where the addresses in a site's files lead: a file, a place in it, elsewhere, nowhere.

../papers/tea.html#note-milk    LinkTarget(path="papers/tea.html", anchor="note-milk")
https://example.org/            LinkTarget(host="example.org")
gone.html                       LinkTarget(fault=LinkFault("check-link", …))
"""

import posixpath
import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from generator.core.errors import Severity

NOT_FOUND = "404.html"
"""The one page that may link from the root of the host: it is shown at any address."""


_STYLE_SHEET = re.compile(r'href="((?:/[^"]*)?/)assets/[^"/]+\.css"')
"""The link to the style sheet in the page for missing pages, from the host's root."""


def built_base_path(not_found: str) -> str | None:
    """Where on its host a site was built for, by its own page for missing pages.

    A build can be given another address than the settings have, so only the site knows.
    None if the page does not tell: a project may have a template of its own.
    """
    found = _STYLE_SHEET.search(not_found)
    return found[1].rstrip("/") if found else None


class LinkFault(NamedTuple):
    """What is wrong with an address; a tuple, as `LinkTarget`."""

    code: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.WARNING


class LinkTarget(NamedTuple):
    """Where an address leads; a tuple, since 10,000 papers have 240,000 of them."""

    path: str = ""
    """A file of the site; empty if it leads elsewhere or nowhere."""
    anchor: str = ""
    host: str | None = None
    """Another host; empty for what is on none, such as `data:` and `mailto:`."""
    fault: LinkFault | None = None


class LinkTargets:
    """The targets of addresses in one site."""

    def __init__(self, files: AbstractSet[str], base_path: str | None) -> None:
        self._files = files
        self._by_case = {path.casefold(): path for path in files}
        self._folders = {posixpath.dirname(path) for path in files}
        self._base_path = base_path
        # Pages of one folder share most addresses: 12 % of a check of 10,000 pages.
        self._from_folder = lru_cache(maxsize=100_000)(self._resolve)

    def target(self, page: str, url: str) -> LinkTarget:
        """Where an address on a page leads."""
        if url.startswith("#") or not url:
            return LinkTarget(path=page, anchor=_anchor_name(url[1:]))
        folder = page if page == NOT_FOUND else page.rpartition("/")[0]
        target = self._from_folder(folder, url)
        is_elsewhere = target.host is not None
        if target.path or target.fault or is_elsewhere:
            return target
        # An address without a path, such as `?q=x`, is on the page itself.
        return target._replace(path=page)

    def _resolve(self, folder: str, url: str) -> LinkTarget:
        """Where an address leads from a folder, or from the page for missing pages."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return _missing_file(url)
        if parts.scheme or parts.netloc:
            is_web = parts.scheme in ("", "http", "https")
            return LinkTarget(host=parts.netloc if is_web else "")
        if not parts.path:
            return LinkTarget(anchor=_anchor_name(parts.fragment))
        if parts.path.startswith("/") and folder != NOT_FOUND:
            fault = LinkFault(
                "check-link-root",
                f"`{url}` begins at the host's root",
                "write it relative to the page, so that it holds under any address and on disk",
            )
            return LinkTarget(fault=fault)
        return self._file_target(folder, url, parts)

    def _file_target(
        self,
        folder: str,
        url: str,
        parts: SplitResult,
    ) -> LinkTarget:
        """The file of the site that an address names, or what is wrong with it."""
        path = unquote(parts.path)
        if folder == NOT_FOUND:
            root = f"{self._base_path or ''}/"
            path = path.removeprefix(root).removeprefix("/") or "index.html"
            folder = ""
        name = posixpath.normpath(posixpath.join(folder, path))
        if name == ".":
            name = ""
        is_file = name in self._files
        if path.endswith("/") or (name in self._folders and not is_file):
            index = f"{parts.path.rstrip('/')}/index.html"
            fault = LinkFault(
                "check-link-folder",
                f"`{url}` leads to a folder",
                f"name the file, such as `{index}`: on disk, a folder is no page",
            )
            return LinkTarget(fault=fault)
        if not is_file:
            return _missing_file(url, self._by_case.get(name.casefold()))
        return LinkTarget(path=name, anchor=_anchor_name(parts.fragment))


def _anchor_name(fragment: str) -> str:
    """The place in a page that a fragment names; `#top` and text fragments need none."""
    name = unquote(fragment.partition(":~:")[0])
    return "" if name.casefold() == "top" else name


def _missing_file(url: str, spelled: str | None = None) -> LinkTarget:
    hint: str | None = None
    if spelled:
        hint = f"the file is spelled {spelled}; most hosts distinguish capitals"
    fault = LinkFault(
        "check-link",
        f"`{url}` leads to no file of the site",
        hint,
        Severity.ERROR,
    )
    return LinkTarget(fault=fault)
