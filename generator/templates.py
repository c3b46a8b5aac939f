"""The templates: where they stand, what they may do, and what is said when one fails.

A reader may replace any of them, so a fault in a template is a `Problem` with its file and line
like a fault in any other file, whatever exception it came as.
"""

import base64
import hashlib
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

import jinja2
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Macro
from markupsafe import Markup

from generator.errors import PapershelfError, error
from generator.footprint import value_digest

_HEAD_SCRIPT = "partials/head.js"
_FRAME = ("partials/head.html", "partials/header.html", "partials/footer.html")
"""What pages are given ready made."""


class Templates:
    """The templates in these folders; the first folder that has a file wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._loaded),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals["once"] = self._once
        self._contents: dict[str, bytes] = {}
        self._loading: dict[str, tuple[str, ...]] = {}
        self._made: dict[tuple[object, ...], tuple[tuple[object, ...], Markup]] = {}

    def rendered(self, name: str, **values: object) -> str:
        """The template filled in; raises `PapershelfError` with its file and line if it fails."""
        try:
            template = self._environment.get_template(name)
            return template.render(head_script=self._head_script, policy=self._policy, **values)
        except Exception as fault:  # a template can raise whatever Python can
            raise self._error(fault, name) from fault

    def _once(self, macro: Macro, *things: object) -> Markup:
        """What a macro makes of some things, worked out once for all the pages that show it."""
        key = (macro.name, *map(id, things))
        if key not in self._made:
            html = Markup(macro(*things))  # noqa: S704 - a template made it
            self._made[key] = things, html  # the things stay, and so their identities
        return self._made[key][1]

    def digest(self, name: str) -> bytes:
        """Stands for the text of a template and of all that it extends, includes or imports."""
        return value_digest(*((one, self._content(one)) for one in sorted(self._needed(name))))

    def _needed(self, name: str) -> set[str]:
        """The template and the others that it may load; all of them where it says no name."""
        needed, rest = {_HEAD_SCRIPT}, [name, *_FRAME]
        while rest:
            one = rest.pop()
            if one not in needed:
                needed.add(one)
                rest += self._named_in(one)
        return needed

    def _named_in(self, name: str) -> Iterable[str]:
        """The templates that this one loads."""
        if name not in self._loading:
            self._loading[name] = tuple(self._read_names(name))
        return self._loading[name]

    def _read_names(self, name: str) -> Iterable[str]:
        try:
            tree = self._environment.parse(self._content(name).decode("utf-8"))
        except (jinja2.TemplateError, UnicodeDecodeError):  # told when it is rendered
            return ()
        named = {*find_referenced_templates(tree)}
        return self._all() if None in named else filter(None, named)

    def _all(self) -> set[str]:
        """Every template there is."""
        return {
            file.relative_to(folder).as_posix()
            for folder in self._folders
            for file in folder.rglob("*.html")
        }

    def _loaded(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """The text of a template and its file, as Jinja wants it."""
        if found := self._file(name):
            return self._content(name).decode("utf-8"), str(found), lambda: True
        return None

    def _content(self, name: str) -> bytes:
        """The bytes of a template, empty when there is none; read once, so that what stands for a
        page's template is what the page is made with.
        """
        if name not in self._contents:
            found = self._file(name)
            self._contents[name] = found.read_bytes() if found else b""
        return self._contents[name]

    def _file(self, name: str) -> Path | None:
        files = (folder / name for folder in self._folders)
        return next((file for file in files if file.is_file()), None)

    @cached_property
    def _head_script(self) -> Markup:
        """Runs before the first paint: sets the theme, tells style sheets that scripts run."""
        return Markup(self._content(_HEAD_SCRIPT).decode("utf-8").strip())  # noqa: S704 - a file of ours or of the site's owner

    @cached_property
    def _policy(self) -> str:
        """What a page may load: its own site, and the one script in its head.

        `connect-src` lets checkers read `robots.txt`; a `meta` policy holds under `file://` too.
        """
        digest = hashlib.sha256(self._head_script.encode("utf-8")).digest()
        head_script = base64.b64encode(digest).decode("ascii")
        return (
            f"default-src 'none'; script-src 'self' 'sha256-{head_script}'; style-src 'self'; "
            "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
        )

    def _error(self, fault: Exception, name: str) -> PapershelfError:
        path, line = _place(fault, self._folders)
        return error(
            "template-failed", f"the template fails: {fault}", path=path or f"templates/{name}",
            line=line, hint="mend it, or remove it to get the one that comes with Papershelf",
        )  # fmt: skip


def _place(fault: Exception, folders: Sequence[Path]) -> tuple[str | None, int | None]:
    """File and line of the innermost template in which something failed."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return _shown_path(fault.filename or "", folders), fault.lineno
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if path := _shown_path(frame.filename, folders):
            return path, frame.lineno
    return None, None


def _shown_path(file: str, folders: Sequence[Path]) -> str | None:
    """A template's path as its owner would name it, if the file is one of ours."""
    for folder in folders:
        if file and Path(file).is_relative_to(folder):
            return f"templates/{Path(file).relative_to(folder).as_posix()}"
    return None
