"""Every rule of `papershelf check`, and how they are run.

A new rule is a function in one of these tables, and a section in `docs/problems.md`:

    CONTENT_RULES   all pages of `content/` -> problems
    FILE_RULES      one file of the site    -> problems
    LINK_RULES      one address in a file   -> what is wrong with it, or None
    SITE_RULES      the whole site, after its last file -> problems

Files of the site come one by one and are forgotten again, so that a large site needs
little memory. What a site rule needs of them is kept in `SeenSite`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.content.files import NO_FILES, ContentFiles
from generator.content.page import Page
from generator.core.errors import Problem
from generator.site.check import pages, site
from generator.site.check.leaks import Secret
from generator.site.check.pages import ContentPages
from generator.site.check.site import BuiltSite, SeenSite
from generator.site.output.file import OutputFile

CONTENT_RULES = (
    pages.duplicate_papers,  # check-duplicate
    pages.contradicting_ids,  # check-id
    pages.broken_links,  # link-broken, notes-file-missing, alias-collision and others
    pages.tag_spellings,  # check-tag-spelling
    pages.needless_aliases,  # check-alias
    pages.repeated_tags,  # check-tag-twice
    pages.empty_headings,  # check-empty-heading
)
FILE_RULES = (
    site.heavy_page,  # check-page-weight
)
LINK_RULES = (
    site.broken_link,  # check-link, check-link-root, check-link-folder
    site.foreign_host,  # check-host
)
SITE_RULES = (
    site.missing_anchors,  # check-anchor
    site.orphans,  # check-orphan
    site.leaked_secrets,  # check-leak
)


def page_problems(
    checked: Sequence[Page],
    data: Mapping[str, bytes],
    files: ContentFiles = NO_FILES,
) -> Iterator[Problem]:
    """What is odd about these pages; `data` has each page's bytes by its path.

    `files` are those that the pages may show.
    """
    content = ContentPages(pages=checked, data=data, files=files)
    for rule in CONTENT_RULES:
        yield from rule(content)


def site_problems(
    built: BuiltSite,
    files: Iterable[OutputFile],
    secrets: Iterable[Secret] = (),
) -> Iterator[Problem]:
    """What is wrong with the files that we made."""
    seen = SeenSite(built, secrets)
    for output in files:
        file = seen.add_file(output)
        for file_rule in FILE_RULES:
            yield from file_rule(file)
        for link in seen.links_in(file):
            for link_rule in LINK_RULES:
                fault = link_rule(link)
                if fault:
                    yield from seen.report_once(seen.link_problem(link, fault))
    for site_rule in SITE_RULES:
        yield from site_rule(seen)
    yield from seen.frame_problems()
