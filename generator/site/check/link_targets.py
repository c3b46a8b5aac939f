"""Where the addresses in a site's files lead: to a file, to a place in it, elsewhere, or nowhere."""

import posixpath
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from generator.core.errors import Severity

NOT_FOUND = "404.html"
"""The one page that may link from the root of the host, since it is shown at any address."""


class Fault(NamedTuple):
    """What is wrong with an address."""

    code: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.WARNING


class Target(NamedTuple):
    """Where an address leads."""

    path: str = ""
    """A file of the site; empty when it leads elsewhere or nowhere."""
    anchor: str = ""
    host: str | None = None
    """Another host; empty for what is on none, such as `data:` and `mailto:`."""
    fault: Fault | None = None


class Targets:
    """The targets of addresses in one site."""

    def __init__(self, files: AbstractSet[str], base_path: str | None) -> None:
        self._files = files
        self._by_case = {path.casefold(): path for path in files}
        self._folders = {posixpath.dirname(path) for path in files}
        self._base_path = base_path
        self._from_folder = lru_cache(maxsize=100_000)(self._target)

    def target(self, page: str, url: str) -> Target:
        """Where an address on a page leads."""
        if url.startswith("#") or not url:
            return Target(path=page, anchor=_anchor(url[1:]))
        folder = page if page == NOT_FOUND else page.rpartition("/")[0]
        found = self._from_folder(folder, url)
        is_page = found.host is None and not found.fault and not found.path
        return found._replace(path=page) if is_page else found

    def _target(self, folder: str, url: str) -> Target:
        """Where an address leads from a folder, or from the page for missing pages."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return Target(fault=_broken(url))
        if parts.scheme or parts.netloc:
            return Target(
                host=parts.netloc if parts.scheme in ("", "http", "https") else ""
            )
        if not parts.path:
            return Target(anchor=_anchor(parts.fragment))
        if parts.path.startswith("/") and folder != NOT_FOUND:
            hint = "write it relative to the page, so that it holds under any address and on disk"
            return Target(
                fault=Fault(
                    "check-link-root", f"`{url}` begins at the host's root", hint
                )
            )
        return self._file(folder, url, parts)

    def _file(self, folder: str, url: str, parts: SplitResult) -> Target:
        """The file of the site that an address names, or what is wrong with it."""
        path = unquote(parts.path)
        if folder == NOT_FOUND:
            base = f"{self._base_path or ''}/"
            path, folder = path.removeprefix(base).removeprefix("/") or "index.html", ""
        name = posixpath.normpath(posixpath.join(folder, path))
        name = "" if name == "." else name
        if path.endswith("/") or (name in self._folders and name not in self._files):
            hint = f"name the file, such as `{parts.path.rstrip('/')}/index.html`: on disk, a folder is no page"
            return Target(
                fault=Fault("check-link-folder", f"`{url}` leads to a folder", hint)
            )
        if name not in self._files:
            return Target(fault=_broken(url, self._by_case.get(name.casefold())))
        return Target(path=name, anchor=_anchor(parts.fragment))


def _anchor(fragment: str) -> str:
    """The place in a page that a fragment names; `#top` and text fragments need none."""
    name = unquote(fragment.partition(":~:")[0])
    return "" if name.casefold() == "top" else name


def _broken(url: str, spelled: str | None = None) -> Fault:
    hint = (
        f"the file is spelled {spelled}; most hosts tell capitals apart"
        if spelled
        else None
    )
    return Fault(
        "check-link", f"`{url}` leads to no file of the site", hint, Severity.ERROR
    )
