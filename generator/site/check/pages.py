"""The pages among each other: papers that stand twice, links and aliases that lead nowhere, tags
that are spelled in two ways, headings with nothing below.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator import markup
from generator.content.frontmatter import List, Scalar, parse
from generator.content.page import FILE_NAME_LENGTH, Page
from generator.content.schema import resolve_fields, tag_in
from generator.core.errors import Problem, Severity
from generator.core.identity import arxiv_key, doi_key, may_be_one
from generator.core.text import count, slug, tag_key, title_key
from generator.library.library import library_from_pages
from generator.library.page_content import WIKILINK_START
from generator.site.check.positions import decoded, key_place

TEMPLATE_HEADING = "Notes"
"""The heading that a new page ends with."""


def page_problems(
    pages: Sequence[Page], data: Mapping[str, bytes]
) -> Iterator[Problem]:
    """What is odd about these pages together; `data` has each page's bytes by its path."""
    yield from _duplicates(pages, data)
    yield from _links(pages)
    yield from _tag_spellings(pages, data)
    for page in pages:
        yield from _own_aliases(page, data[page.path])
        yield from _double_tags(page, data[page.path])
        yield from _empty_headings(page)


def _duplicates(pages: Iterable[Page], data: Mapping[str, bytes]) -> Iterator[Problem]:
    """A warning for each page of a paper that an earlier page stands for."""
    known: dict[str, Page] = {}
    for page in pages:
        for key, field, value in _identities(page):
            other = known.setdefault(key, page)
            if other is page or not may_be_one(page.paper, other.paper):
                continue
            line, column = key_place(data[page.path], field)
            yield Problem(
                severity=Severity.WARNING,
                code="check-duplicate",
                message=f"{other.path} stands for this paper too: same {value}",
                path=page.path,
                line=line or 1,
                column=column,
                hint="bring your notes together in one of the two and delete the other",
            )
            break


def _identities(page: Page) -> Iterator[tuple[str, str, str]]:
    """What a paper is known by: a key, the field it stands in, and its name."""
    paper = page.paper
    if arxiv := arxiv_key(paper):
        yield (
            f"arxiv:{arxiv}",
            "arxiv_id" if paper.arxiv_id else "doi",
            f"arXiv id {arxiv}",
        )
    if doi := doi_key(paper):
        yield f"doi:{doi}", "doi", f"DOI {doi}"
    yield f"title:{title_key(paper.title)}", "title", "title"


def _links(pages: Sequence[Page]) -> Iterable[Problem]:
    """Links between notes and former addresses that lead nowhere, as a build reports them."""
    if any(WIKILINK_START in page.notes or page.annotations.aliases for page in pages):
        return library_from_pages(pages).problems
    return ()


def _own_aliases(page: Page, data: bytes) -> Iterator[Problem]:
    """A note on each alias that is what the page is called anyway."""
    for alias in page.annotations.aliases:
        is_title = title_key(alias) == title_key(
            page.paper.title
        )  # as Quartz repeats it
        if is_title or slug(alias, length=FILE_NAME_LENGTH) != page.slug:
            continue
        line, column = key_place(data, "aliases", alias)
        yield Problem(
            severity=Severity.NOTE,
            code="check-alias",
            message=f"alias `{alias}` is the page's own name",
            path=page.path,
            line=line,
            column=column,
            hint="take it away; aliases are former names and other titles",
        )


def _tag_spellings(
    pages: Iterable[Page], data: Mapping[str, bytes]
) -> Iterator[Problem]:
    """A note on each tag that most pages spell otherwise, where it first stands."""
    spellings: dict[str, Counter[str]] = {}
    first: dict[str, Page] = {}
    for page in pages:
        for tag in page.annotations.tags:
            spellings.setdefault(tag_key(tag), Counter())[tag] += 1
            first.setdefault(tag, page)
    for counts in spellings.values():
        best = min(counts, key=lambda tag: (-counts[tag], tag))
        for tag in sorted(counts.keys() - {best}):
            line, column = key_place(data[first[tag].path], "tags", tag)
            yield Problem(
                severity=Severity.NOTE,
                code="check-tag-spelling",
                message=f"tag `{tag}` is spelled `{best}` in {count(counts[best], 'page')}; "
                "the site takes them for one",
                path=first[tag].path,
                line=line,
                column=column,
            )


def _double_tags(page: Page, data: bytes) -> Iterator[Problem]:
    """A note on each tag that a page names again."""
    text = decoded(data).casefold()
    if not any(text.count(tag.casefold()) > 1 for tag in page.annotations.tags):
        return
    item = resolve_fields(parse(decoded(data), page.path)).get("tags")
    for index in (
        double_items(item.value) if item and isinstance(item.value, List) else ()
    ):
        tag = item.value.items[index]  # type: ignore[union-attr]
        yield Problem(
            severity=Severity.NOTE,
            code="check-tag-twice",
            message=f"tag `{tag.text}` stands here twice",  # type: ignore[union-attr]
            path=page.path,
            line=tag.span.line,
            column=tag.span.column,
            hint="`papershelf check --fix` takes one away",
        )


def double_items(node: List) -> tuple[int, ...]:
    """Indexes of the tags that an earlier item of the list names already."""
    seen: set[str] = set()
    found = []
    for index, item in enumerate(node.items):
        name = tag_in(item.text).casefold() if isinstance(item, Scalar) else ""
        if name and name in seen:
            found.append(index)
        seen.add(name)
    return tuple(found)


def _empty_headings(page: Page) -> Iterator[Problem]:
    """A note on each heading of the notes with nothing below, but for the one of a new page."""
    if page.notes.count("#") <= len("## ") - 1 and "\n" not in page.notes:
        return
    found = markup.headings(page.notes)
    for heading in found:
        is_template = heading is found[-1] and heading.text == TEMPLATE_HEADING
        if heading.is_empty and not is_template:
            yield Problem(
                severity=Severity.NOTE,
                code="check-empty-heading",
                message=f"nothing stands below the heading `{heading.text}`",
                path=page.path,
                line=page.notes_line + heading.line,
            )
