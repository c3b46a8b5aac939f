"""The Jinja templates: finding, compiling and rendering them, and reporting their faults.

A reader may replace any of them, so a fault in a template is a `Problem` with its file
and line like a fault in any other file, whatever exception it came as.

Compiled templates are kept between builds (`incremental.template_cache`), since
compiling all of ours takes 43 ms. The cache key of a template is a digest of its name,
file and text; that of a page's template covers all templates that it loads too.
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
import rjsmin
from jinja2.compiler import CodeGenerator, Frame
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from generator.core.errors import PapershelfError, error
from generator.core.reading import files_below, read_file
from generator.site.render.template_files import template_file
from generator.system.fingerprints import cache_key

_HEAD_SCRIPT = "partials/head.js"
_FRAGMENTS = ("partials/head.html", "partials/header.html", "partials/footer.html")
"""Rendered apart from the pages that they go into."""


class Compiled(NamedTuple):
    """A template as Python code; a tuple, since a cache holds it as a row."""

    loads: tuple[str, ...] | None
    """The templates that it names; None when it computes a name."""
    code: bytes
    """As `marshal` writes it."""
    file: str
    """Where its text is."""


class Templates:
    """The templates in these folders; the first folder that has a file wins.

    `known` are templates compiled by earlier builds, by cache key.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        known: Mapping[bytes, Compiled] | None = None,
    ) -> None:
        self.folders = folders
        self.compiled: dict[bytes, Compiled] = {}
        """The templates that were used, by cache key."""
        self._known = known or {}
        self._texts: dict[str, bytes] = {}
        self._fragments: WeakKeyDictionary[Macro, _MacroCache] = WeakKeyDictionary()
        self._environment = _Environment(
            loader=_CompiledLoader(self._code),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,  # a plain dictionary: pages look up 55,000 templates
        )
        self._environment.globals["cached"] = self._cached
        self._environment.globals["cached_each"] = self._cached_each

    @property
    def has_news(self) -> bool:
        """Whether a template had to be compiled."""
        return not self.compiled.keys() <= self._known.keys()

    def render(self, name: str, **values: object) -> str:
        """The template filled in; raises `PapershelfError` if it fails."""
        try:
            template = self._environment.get_template(name)
            return template.render(
                head_script=self._head_script,
                policy=self._policy,
                **values,
            )
        except Exception as fault:  # a template can raise whatever Python can
            raise _template_error(fault, name, self.folders) from fault

    def template_key(self, name: str) -> bytes:
        """Cache key of a page's template and all templates that it may load."""
        names = sorted(self._loaded_by(name))
        texts = map(self._text, names)
        return cache_key(*zip(names, texts, strict=True))

    # What templates may call

    def _cached(
        self,
        macro: Macro,
        value: Hashable,
        *others: Hashable,
    ) -> Markup:
        """What a macro makes of these values, rendered once for all pages."""
        return self._cached_each(macro, (value,), *others)

    def _cached_each(
        self,
        macro: Macro,
        values: Iterable[Hashable],
        *others: Hashable,
    ) -> Markup:
        """What a macro makes of each of these values and the others, in a row."""
        of_macro = self._fragments.setdefault(macro, {})
        fragments = of_macro.setdefault(others, {})
        html = []
        for value in values:
            # Text and safe HTML of the same characters are equal: types tell them apart.
            key = type(value), value
            fragment = fragments.get(key)
            if fragment is None:
                fragment = fragments[key] = macro(value, *others)
            html.append(fragment)
        return Markup("".join(html))  # noqa: S704 - a template made it

    @cached_property
    def _head_script(self) -> Markup:
        """Runs before the first paint: sets the theme, shows style sheets that scripts run."""
        text = self._text(_HEAD_SCRIPT).decode("utf-8")
        script: str = rjsmin.jsmin(text)
        return Markup(script.strip())  # noqa: S704 - our file or the site owner's

    @cached_property
    def _policy(self) -> str:
        """What a page may load: its own site, and the one script in its head.

        `connect-src` lets checkers read `robots.txt`; a `meta` policy holds under
        `file://` too.
        """
        script = self._head_script.encode("utf-8")
        digest = hashlib.sha256(script).digest()
        script_hash = b2a_base64(digest, newline=False).decode("ascii")
        return (
            f"default-src 'none'; script-src 'self' 'sha256-{script_hash}'; "
            "style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; base-uri 'none'; form-action 'self'"
        )

    # Which templates there are, and what they load

    def _text(self, name: str) -> bytes:
        """The bytes of a template, empty when there is none.

        Read once, so a page is rendered from the text that its cache key covers.
        """
        if name not in self._texts:
            file = template_file(self.folders, name)
            text = read_file(file) if file else b""
            self._texts[name] = text
        return self._texts[name]

    def _loaded_by(self, name: str) -> set[str]:
        """The template and all that it may load, directly or not."""
        loaded = {_HEAD_SCRIPT}
        waiting = [name, *_FRAGMENTS]
        while waiting:
            name = waiting.pop()
            if name not in loaded:
                loaded.add(name)
                waiting += self._named_in(name)
        return loaded

    def _named_in(self, name: str) -> Iterable[str]:
        """The templates that this one names; all there are if it computes a name."""
        if not self._text(name):
            return ()
        try:
            loads = self._compiled(name).loads
        except (jinja2.TemplateError, UnicodeDecodeError):
            return ()  # reported when it is rendered
        return self._all_names() if loads is None else loads

    def _all_names(self) -> set[str]:
        return {
            Path(file).relative_to(folder).as_posix()
            for folder in self.folders
            for file in files_below(folder)
            if file.endswith(".html")
        }

    # Compiling

    def _code(self, name: str) -> CodeType | None:
        """The code of a template; None when there is none."""
        if template_file(self.folders, name) is None:
            return None
        data = self._compiled(name).code
        code: CodeType = marshal.loads(data)  # noqa: S302 - our own
        return code

    def _compiled(self, name: str) -> Compiled:
        """A template compiled, now or earlier; raises what Jinja raises of a faulty one."""
        file = str(template_file(self.folders, name))
        text = self._text(name)
        key = cache_key(name, file, text)
        compiled = self.compiled.get(key) or self._known.get(key)
        if compiled is None:
            compiled = self._compile(name, file, text)
        self.compiled[key] = compiled
        return compiled

    def _compile(
        self,
        name: str,
        file: str,
        text: bytes,
    ) -> Compiled:
        source = text.decode("utf-8")
        tree = self._environment.parse(source, name, file)
        code = self._environment.compile(tree, name, file)
        # Jinja gives None for a name that is computed.
        names = {*find_referenced_templates(tree)}
        loads = None
        if None not in names:
            loads = tuple(sorted(filter(None, names)))
        return Compiled(
            loads=loads,
            code=marshal.dumps(code),
            file=file,
        )


_Fragments: TypeAlias = dict[tuple[type, Hashable], str]
"""What a macro made, by type and value of its first argument."""
_MacroCache: TypeAlias = dict[tuple[Hashable, ...], _Fragments]
"""The same by all further arguments."""


class _CodeGenerator(CodeGenerator):
    """Compiles `{{ value }}` to a call of `_Environment.escape_value`."""

    def _output_child_pre(
        self,
        node: jinja2.nodes.Expr,
        frame: Frame,
        finalize: CodeGenerator._FinalizeInfo,
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_value(")


class _Environment(jinja2.Environment):
    """Jinja's, with an `escape` that gives text back as text.

    MarkupSafe makes a value of its own class of every text, 80 for each page, which
    takes 4 % of a first build. The law in `test_template_laws` holds both to the same
    result.
    """

    code_generator_class = _CodeGenerator

    @staticmethod
    def escape_value(value: object) -> str:
        """The value as HTML text; markup stays as it is."""
        if type(value) is Markup:
            return value
        if type(value) is not str:
            return escape(value)
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")


class _CompiledLoader(jinja2.BaseLoader):
    """Gives Jinja templates that are compiled already."""

    def __init__(self, code_of: Callable[[str], CodeType | None]) -> None:
        self._code_of = code_of

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 - Jinja's
    ) -> jinja2.Template:
        code = self._code_of(name)
        if code is None:
            raise jinja2.TemplateNotFound(name)
        # Jinja hands in a `ChainMap` over these globals for each template, and flattens
        # it at every import: 3 % of a cold build.
        shared = environment.globals
        return environment.template_class.from_code(environment, code, shared)


def _template_error(
    fault: Exception,
    name: str,
    folders: Sequence[Path],
) -> PapershelfError:
    path, line = _fault_place(fault, folders)
    return error(
        "template-failed",
        f"the template fails: {fault}",
        path=path or f"templates/{name}",
        line=line,
        hint="fix it, or remove it to use the one that comes with Papershelf",
    )


def _fault_place(
    fault: Exception,
    folders: Sequence[Path],
) -> tuple[str | None, int | None]:
    """File and line of the innermost template in which something failed."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        path = _project_path(fault.filename or "", folders)
        return path, fault.lineno
    place: tuple[str | None, int | None] = None, None
    trace = fault.__traceback__
    # Jinja compiles a template with the name and the lines of its file.
    while trace:
        code = trace.tb_frame.f_code
        path = _project_path(code.co_filename, folders)
        if path:
            place = path, trace.tb_lineno
        trace = trace.tb_next
    return place


def _project_path(file: str, folders: Sequence[Path]) -> str | None:
    """A template's path as its owner would name it; None for any other file."""
    if not file:
        return None
    path = Path(file)
    for folder in folders:
        if path.is_relative_to(folder):
            name = path.relative_to(folder).as_posix()
            return f"templates/{name}"
    return None
