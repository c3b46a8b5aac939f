"""Links between papers: which page a `[[name]]` in a reader's notes means.

A page goes by its file's name, then by its title, then by its aliases (`page_names`).
Pages that are not published lend their names to nobody: a link to one shows the words
that the reader wrote and nothing that the page holds.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from generator import markup
from generator.core.errors import Problem, Severity
from generator.core.urls import relative
from generator.library.page_names import PageNames
from generator.library.page_summary import PageSummary
from generator.markup import Link, LocalLink

HeadingIdsLoader: TypeAlias = Callable[[PageSummary], frozenset[str]]
"""The identifiers of the headings in a page's notes."""

_PAGES_NAMED = 10
"""How many pages a message names that one link may mean."""


class ResolvedLink(NamedTuple):
    """What a link to a page comes to."""

    link: Link | None = None
    """None if it leads nowhere."""
    slug: str = ""
    """The page that it leads to."""
    problem: Problem | None = None
    """Why it leads nowhere."""


class _Target(NamedTuple):
    """What a link may mean."""

    pages: tuple[PageSummary, ...] = ()
    """One page, several that share the name, or none."""
    label: str = ""
    """Shown for a link whose writer gives no words."""
    anchor: str = ""
    """The heading that it leads to, with its `#`, when the page has it."""

    @property
    def page(self) -> PageSummary | None:
        """The page that is meant, if it is certain."""
        if len(self.pages) != 1:
            return None
        return self.pages[0]


class LinkResolver:
    """The links in the notes of a list's pages, and the pages that they lead to."""

    def __init__(
        self,
        shown: Sequence[PageSummary],
        hidden: Sequence[PageSummary],
        load_heading_ids: HeadingIdsLoader,
    ) -> None:
        self._names = PageNames(shown, hidden)
        self._load_heading_ids = load_heading_ids
        self._heading_ids: dict[str, frozenset[str]] = {}
        """By slug, for the pages that links to headings name."""

    def resolve(self, page: PageSummary, link: LocalLink) -> ResolvedLink:
        """What a link in a page's notes comes to; `link.name` is a name of a page."""
        target = self._target(page, link.name)
        if target.page is None:
            return ResolvedLink(problem=self._problem(page, link, target))
        path = target.page.url + target.anchor
        shown = Link(
            label=link.label or target.label,
            url=relative(page.url, path),
        )
        return ResolvedLink(shown, target.page.slug)

    def is_known(self, name: str) -> bool:
        """Whether some page, published or not, may be meant by a name."""
        names = [name for name, _ in _name_and_heading(name)]
        is_shown = any(map(self._names.find_pages, filter(None, names)))
        return is_shown or self._is_hidden(name)

    def _target(
        self,
        page: PageSummary,
        text: str,
    ) -> _Target:
        for name, heading in _name_and_heading(text):
            if not name:
                return self._own_heading(page, heading)
            pages = self._names.find_pages(name)
            if pages:
                return self._named_target(pages, name, heading)
        return _Target()

    def _named_target(
        self,
        pages: tuple[PageSummary, ...],
        name: str,
        heading: str,
    ) -> _Target:
        # Somebody who writes a file's name wants to read the title.
        label = name
        if self._names.is_file_name(name):
            label = pages[0].title
        if heading:
            label = f"{label} > {heading}"
        anchor = ""
        if len(pages) == 1:
            anchor = self._anchor(pages[0], heading)
        return _Target(
            pages=pages,
            label=label,
            anchor=anchor,
        )

    def _own_heading(
        self,
        page: PageSummary,
        heading: str,
    ) -> _Target:
        """`[[#Heading]]` leads to a heading of the same page."""
        anchor = self._anchor(page, heading)
        if not anchor:
            return _Target(label=heading)
        return _Target(
            pages=(page,),
            label=heading,
            anchor=anchor,
        )

    def _anchor(self, page: PageSummary, heading: str) -> str:
        """`#` and the id of a heading in a page's notes; empty when there is none."""
        if not heading:
            return ""
        id_ = markup.heading_id(heading)
        ids = self._heading_ids.get(page.slug)
        if ids is None:
            ids = self._load_heading_ids(page)
            self._heading_ids[page.slug] = ids
        return f"#{id_}" if id_ in ids else ""

    def _problem(
        self,
        page: PageSummary,
        link: LocalLink,
        target: _Target,
    ) -> Problem:
        severity, code, message, hint = self._fault(link, target)
        return Problem(
            severity=severity,
            code=code,
            message=message,
            path=page.path,
            line=link.line,
            column=link.column,
            hint=hint,
        )

    def _fault(
        self,
        link: LocalLink,
        target: _Target,
    ) -> tuple[Severity, str, str, str | None]:
        """What is wrong with a link: severity, code, message and hint."""
        written = f"`[[{link.name}]]`" if link.is_wikilink else f"`{link.name}`"
        if target.pages:
            message = f"{written} may mean {len(target.pages)} papers"
            pages = target.pages[:_PAGES_NAMED]
            slugs = ", ".join(f"`[[{page.slug}]]`" for page in pages)
            more = ", …" if len(pages) < len(target.pages) else ""
            hint = f"write one of {slugs}{more}"
            return Severity.WARNING, "link-ambiguous", message, hint
        if self._is_hidden(link.name):
            message = f"{written} names an unpublished page: it is shown as plain words"
            return Severity.NOTE, "link-unpublished", message, None
        similar = self._names.similar_slug(link.name)
        hint = "write a file's name or a title"
        if similar:
            hint = f"did you mean `[[{similar}]]`?"
        return Severity.WARNING, "link-broken", f"{written} leads nowhere", hint

    def _is_hidden(self, text: str) -> bool:
        names = [name for name, _ in _name_and_heading(text)]
        return any(map(self._names.is_hidden, names))


def _name_and_heading(text: str) -> Iterator[tuple[str, str]]:
    """How a link may be read: `C# in Depth` is a title, `x#Method` a page and heading."""
    yield text, ""
    name, mark, headings = text.partition("#")
    if mark:
        _, _, heading = headings.rpartition("#")
        yield name.strip(), heading.strip()
