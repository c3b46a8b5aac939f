"""Rules about the pages of `content/`, each by itself and among each other.

`rules` lists them. Each takes all pages and returns its problems.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import markup
from generator.content.files import ContentFiles
from generator.content.frontmatter import List, Scalar, parse
from generator.content.page import FILE_NAME_LENGTH, Page, page_identifiers
from generator.content.schema import resolve_fields, tag_in
from generator.core.errors import Problem, Severity
from generator.core.identifiers import identifier_in
from generator.core.identity import may_be_one, may_be_one_by_title, paper_ids
from generator.core.text import count, slug, tag_key
from generator.core.titles import title_key
from generator.library.library import library_from_pages
from generator.site.check.positions import decode_anything, key_position

_SCHEME_NAMES = {"arxiv": "arXiv id", "doi": "DOI", "openreview": "OpenReview id"}
_ADDRESS_FIELDS = ("url", "url_pdf", "url_project")
_FIELDS_WITH_IDS = ("arxiv_id", "doi", *_ADDRESS_FIELDS, "title")

_LINK_MARKS = ("[[", "](", "]:")
"""One of these is in each text with a link to a page or a file."""
_MOST_COMPARED = 20
"""Pages of one title, or one id, that further ones are compared with."""

TEMPLATE_HEADING = "Notes"
"""The heading that a new page ends with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPages:
    """All pages of `content/`, with what their files hold."""

    pages: Sequence[Page]
    data: Mapping[str, bytes]
    """The bytes of each page by its path."""
    files: ContentFiles
    """What the pages may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Identity:
    """One of the ways to recognise a paper."""

    key: str
    fields: tuple[str, ...]
    """The fields of the page that have it; the first may follow from the others."""
    label: str
    """As messages name it."""


def duplicate_papers(content: ContentPages) -> Iterator[Problem]:
    """A warning for each page of a paper that an earlier page is about."""
    earlier: dict[str, list[Page]] = {}
    for page in content.pages:
        for identity in _identities(page):
            known = earlier.setdefault(identity.key, [])
            first = next(
                (one for one in known if _may_be_one(page, one, identity)), None
            )
            if first is None and len(known) < _MOST_COMPARED:
                known.append(page)
            if first is None:
                continue
            line, column = _position(content.data[page.path], identity.fields)
            yield Problem(
                severity=Severity.WARNING,
                code="check-duplicate",
                message=f"{first.path} is about this paper too: same {identity.label}",
                path=page.path,
                line=line,
                column=column,
                hint="merge your notes into one of the two and delete the other",
            )
            break


def _may_be_one(page: Page, other: Page, identity: _Identity) -> bool:
    if identity.fields == ("title",):
        return may_be_one_by_title(page.paper, other.paper)
    return may_be_one(page.paper, other.paper)


def _identities(page: Page) -> Iterator[_Identity]:
    """What a paper is recognised by, the surest first."""
    for key in page_identifiers(page):
        scheme, _, value = key.partition(":")
        yield _Identity(
            key=key,
            fields=_fields_with(page, key),
            label=f"{_SCHEME_NAMES[scheme]} {value}",
        )
    title = title_key(page.paper.title)
    yield _Identity(
        key=f"title:{title}",
        fields=("title",),
        label="title",
    )


def _fields_with(page: Page, key: str) -> tuple[str, ...]:
    """The fields of a page that an identifier may come from."""
    fields = []
    for field in _FIELDS_WITH_IDS:
        identifier = identifier_in(getattr(page.paper, field))
        if identifier and identifier.key == key:
            fields.append(field)
    return (*fields, "aliases")


def _position(data: bytes, fields: Iterable[str]) -> tuple[int, int | None]:
    """Line and column of the first of these fields that is there, else line 1."""
    for field in fields:
        line, column = key_position(data, field)
        if line:
            return line, column
    return 1, None


def contradicting_ids(content: ContentPages) -> Iterator[Problem]:
    """A warning for each address of another paper than the page's id names."""
    for page in content.pages:
        given = paper_ids(page.paper)
        for field in _ADDRESS_FIELDS:
            found = identifier_in(getattr(page.paper, field))
            if found is None or found.scheme not in given:
                continue
            own = given[found.scheme]
            if own.key == found.key:
                continue
            line, column = key_position(content.data[page.path], field)
            yield Problem(
                severity=Severity.WARNING,
                code="check-id",
                message=f"`{field}` leads to {found.value}, "
                f"and this page is about {own.value}",
                path=page.path,
                line=line,
                column=column,
                hint="correct the one that is wrong",
            )


def broken_links(content: ContentPages) -> Iterable[Problem]:
    """Links in notes and former addresses that lead nowhere, as a build reports them."""
    # A list without any takes 10 % less time: 1.5 s of 14 for 10,000 pages.
    for page in content.pages:
        texts = (page.abstract, page.notes)
        has_links = any(mark in text for text in texts for mark in _LINK_MARKS)
        if has_links or page.annotations.aliases:
            return library_from_pages(content.pages, files=content.files).problems
    return ()


def needless_aliases(content: ContentPages) -> Iterator[Problem]:
    """A note on each alias that is what the page is called anyway."""
    for page in content.pages:
        title = title_key(page.paper.title)
        for alias in page.annotations.aliases:
            # Quartz repeats the title among the aliases.
            is_title = title_key(alias) == title
            if is_title or slug(alias, length=FILE_NAME_LENGTH) != page.slug:
                continue
            line, column = key_position(content.data[page.path], "aliases", alias)
            yield Problem(
                severity=Severity.NOTE,
                code="check-alias",
                message=f"alias `{alias}` is the page's own name",
                path=page.path,
                line=line,
                column=column,
                hint="remove it; aliases are former names and other titles",
            )


def tag_spellings(content: ContentPages) -> Iterator[Problem]:
    """A note on each tag that most pages spell in another way, at its first appearance."""
    spellings: dict[str, Counter[str]] = {}
    first_pages: dict[str, Page] = {}
    for page in content.pages:
        for tag in page.annotations.tags:
            spellings.setdefault(tag_key(tag), Counter())[tag] += 1
            first_pages.setdefault(tag, page)
    for counts in spellings.values():
        best = min(counts, key=lambda tag: (-counts[tag], tag))
        pages = count(counts[best], "page")
        for tag in sorted(counts.keys() - {best}):
            path = first_pages[tag].path
            line, column = key_position(content.data[path], "tags", tag)
            yield Problem(
                severity=Severity.NOTE,
                code="check-tag-spelling",
                message=f"tag `{tag}` is spelled `{best}` in {pages}; "
                "the site shows them as one",
                path=path,
                line=line,
                column=column,
            )


def repeated_tags(content: ContentPages) -> Iterator[Problem]:
    """A note on each tag that a page names again."""
    for page in content.pages:
        text = decode_anything(content.data[page.path])
        item = resolve_fields(parse(text, page.path)).get("tags")
        if not item or not isinstance(item.value, List):
            continue
        for _, tag in repeated_items(item.value):
            yield Problem(
                severity=Severity.NOTE,
                code="check-tag-twice",
                message=f"tag `{tag.text}` is here twice",
                path=page.path,
                line=tag.span.line,
                column=tag.span.column,
                hint="`papershelf check --fix` removes one",
            )


def repeated_items(node: List) -> Iterator[tuple[int, Scalar]]:
    """The tags that an earlier item of the list names already, with their indexes."""
    seen: set[str] = set()
    for index, item in enumerate(node.items):
        if not isinstance(item, Scalar):
            continue
        name = tag_in(item.text).casefold()
        if name and name in seen:
            yield index, item
        seen.add(name)


def empty_headings(content: ContentPages) -> Iterator[Problem]:
    """A note on each heading of the notes with nothing below it."""
    for page in content.pages:
        headings = markup.headings(page.notes)
        for heading in headings:
            is_last = heading is headings[-1]
            is_template = is_last and heading.text == TEMPLATE_HEADING
            if not heading.is_empty or is_template:
                continue
            yield Problem(
                severity=Severity.NOTE,
                code="check-empty-heading",
                message=f"nothing is below the heading `{heading.text}`",
                path=page.path,
                line=page.notes_line + heading.line,
            )
