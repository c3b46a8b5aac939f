"""The templates: where they stand, what they may do, and what is said when one fails.

A reader may replace any of them, so a fault in a template is a `Problem` with its file and line
like a fault in any other file, whatever exception it came as.
"""

import hashlib
import marshal
from binascii import b2a_base64
from collections.abc import (
    Callable,
    Hashable,
    Iterable,
    Mapping,
    MutableMapping,
    Sequence,
)
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

import jinja2
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from generator.core.errors import PapershelfError, error
from generator.system.fingerprints import value_digest

_HEAD_SCRIPT = "partials/head.js"
_FRAME = ("partials/head.html", "partials/header.html", "partials/footer.html")
"""What pages are given ready made."""


class Compiled(NamedTuple):
    """A template as Python runs it."""

    loads: tuple[str, ...] | None
    """The templates that it names; None when only a run of it tells."""
    code: bytes
    """As `marshal` writes it."""
    file: str
    """Where its text stands."""


class Templates:
    """The templates in these folders; the first folder that has a file wins.

    `known` are those that were compiled before, by what they were compiled from.
    """

    def __init__(
        self, folders: Sequence[Path], known: Mapping[bytes, Compiled] | None = None
    ) -> None:
        self.compiled: dict[bytes, Compiled] = {}
        """Those that were asked for, by what they are compiled from."""
        self.folders = folders
        self._known = known or {}
        self._environment = _Environment(
            loader=_Loader(self._loaded),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals |= {
            "cached": self._cached,
            "cached_each": self._cached_each,
        }
        self._contents: dict[str, bytes] = {}
        self._made: WeakKeyDictionary[Macro, _Made] = WeakKeyDictionary()

    @property
    def has_news(self) -> bool:
        """Whether a template was asked for that had to be compiled."""
        return not self.compiled.keys() <= self._known.keys()

    def rendered(self, name: str, **values: object) -> str:
        """The template filled in; raises `PapershelfError` with its file and line if it fails."""
        try:
            template = self._environment.get_template(name)
            return template.render(
                head_script=self._head_script, policy=self._policy, **values
            )
        except Exception as fault:  # a template can raise whatever Python can
            raise self._error(fault, name) from fault

    def _cached(self, macro: Macro, thing: object, *others: Hashable) -> Markup:
        """What a macro makes of a thing, and of others, worked out once for all pages."""
        return self._cached_each(macro, (thing,), *others)

    def _cached_each(
        self, macro: Macro, things: Iterable[object], *others: Hashable
    ) -> Markup:
        """What a macro makes of each of these things, and of others, one behind the other."""
        made = self._made.setdefault(macro, {}).setdefault(others, {})
        html = []
        for thing in things:
            if id(thing) not in made:
                made[id(thing)] = (
                    thing,
                    macro(thing, *others),
                )  # it stays, and so its identity
            html.append(made[id(thing)][1])
        return Markup("".join(html))  # noqa: S704 - a template made it

    def digest(self, name: str) -> bytes:
        """Stands for the text of a template and of all that it extends, includes or imports."""
        return value_digest(
            *((one, self._content(one)) for one in sorted(self._needed(name)))
        )

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
        """The templates that this one loads; all where it says no name."""
        if not self._content(name):
            return ()
        try:
            named = self._compiled(name).loads
        except (jinja2.TemplateError, UnicodeDecodeError):  # told when it is rendered
            return ()
        return self._all() if named is None else named

    def _compiled(self, name: str) -> Compiled:
        """A template compiled, now or earlier; raises what Jinja raises of a faulty one."""
        file, content = str(self._file(name)), self._content(name)
        key = value_digest(name, file, content)
        if key not in self.compiled:
            self.compiled[key] = self._known.get(key) or self._compile(
                name, file, content
            )
        return self.compiled[key]

    def _compile(self, name: str, file: str, content: bytes) -> Compiled:
        tree = self._environment.parse(content.decode("utf-8"), name, file)
        named = {*find_referenced_templates(tree)}
        code = marshal.dumps(self._environment.compile(tree, name, file))
        loads = None if None in named else tuple(sorted(filter(None, named)))
        return Compiled(loads, code, file)

    def _all(self) -> set[str]:
        """Every template there is."""
        return {
            file.relative_to(folder).as_posix()
            for folder in self.folders
            for file in folder.rglob("*.html")
        }

    def _loaded(self, name: str) -> CodeType | None:
        """The code of a template; None when there is none."""
        return marshal.loads(self._compiled(name).code) if self._file(name) else None  # noqa: S302 - ours

    def _content(self, name: str) -> bytes:
        """The bytes of a template, empty when there is none; read once, so that what stands for a
        page's template is what the page is made with.
        """
        if name not in self._contents:
            found = self._file(name)
            self._contents[name] = found.read_bytes() if found else b""
        return self._contents[name]

    def _file(self, name: str) -> Path | None:
        files = (folder / name for folder in self.folders)
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
        head_script = b2a_base64(digest, newline=False).decode("ascii")
        return (
            f"default-src 'none'; script-src 'self' 'sha256-{head_script}'; style-src 'self'; "
            "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
        )

    def _error(self, fault: Exception, name: str) -> PapershelfError:
        path, line = _place(fault, self.folders)
        return error(
            "template-failed", f"the template fails: {fault}", path=path or f"templates/{name}",
            line=line, hint="mend it, or remove it to get the one that comes with Papershelf",
        )  # fmt: skip


_Made: TypeAlias = dict[tuple[Hashable, ...], dict[int, tuple[object, str]]]
"""What a macro made of things, with these, by other things and by the identity of these."""


class _Environment(jinja2.Environment):
    """Finds a template that it has met by its name, at once: none changes while a site is made."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever the class is told
        super().__init__(**settings)
        self._met: dict[object, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> jinja2.Template:
        if name not in self._met:
            self._met[name] = super().get_template(name, parent, globals)
        return self._met[name]


class _Loader(jinja2.BaseLoader):
    """Gives Jinja templates that are compiled already."""

    def __init__(self, code_of: Callable[[str], CodeType | None]) -> None:
        self._code_of = code_of

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 - as Jinja calls it
    ) -> jinja2.Template:
        code = self._code_of(name)
        if code is None:
            raise jinja2.TemplateNotFound(name)
        # Its own copy of what all templates may use would be looked through at every import.
        template = environment.template_class.from_code(
            environment, code, environment.globals
        )
        template.root_render_func.__globals__["escape"] = _escaped
        return template


def _escaped(value: object) -> str:
    """As `markupsafe.escape`, but that words stay words: it is their own class that takes time."""
    if type(value) is Markup:
        return value
    if type(value) is not str:
        return escape(value)
    text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def _place(fault: Exception, folders: Sequence[Path]) -> tuple[str | None, int | None]:
    """File and line of the innermost template in which something failed."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return _shown_path(fault.filename or "", folders), fault.lineno
    from traceback import extract_tb  # noqa: PLC0415 - templates seldom fail

    for frame in reversed(extract_tb(fault.__traceback__)):
        if path := _shown_path(frame.filename, folders):
            return path, frame.lineno
    return None, None


def _shown_path(file: str, folders: Sequence[Path]) -> str | None:
    """A template's path as its owner would name it, if the file is one of ours."""
    for folder in folders:
        if file and Path(file).is_relative_to(folder):
            return f"templates/{Path(file).relative_to(folder).as_posix()}"
    return None
