"""What feed readers and crawlers ask for: Atom feed, sitemap, robots.

Feed and sitemap need the address of the site, so without a base URL there is only
`robots.txt`. Their times come from the papers, never from the clock: an unchanged list
gives unchanged bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from generator.core.config import Config
from generator.core.urls import absolute
from generator.library.library import Library
from generator.site.feeds.atom import atom_feed
from generator.site.feeds.sitemap import sitemap
from generator.site.output.file import OutputFile, finished
from generator.system.fingerprints import cache_key

FEED_ENTRIES = 50
"""The feed has the newest papers, so many."""


def feed_files(
    library: Library,
    config: Config,
    pages: Iterable[str],
) -> Iterator[OutputFile]:
    """Feed, sitemap and robots; `pages` are the paths of all pages for the sitemap."""
    robots = "User-agent: *\nAllow: /\n"
    if config.base_url:
        settings_key = cache_key(*astuple(config))
        yield _feed_file(library, config, settings_key)
        yield _sitemap_file(library, config, settings_key, tuple(pages))
        robots += f"Sitemap: {absolute(config.base_url, 'sitemap.xml')}\n"
    yield finished("robots.txt", robots.encode())


def _feed_file(
    library: Library,
    config: Config,
    settings_key: bytes,
) -> OutputFile:
    path = "feed.xml"
    newest = library.summaries[:FEED_ENTRIES]
    entry_keys = [library.entry_keys[summary.slug] for summary in newest]

    def make() -> bytes:
        entries = [library.entry(summary) for summary in newest]
        return atom_feed(path, entries, config)

    return OutputFile(
        path=path,
        make=make,
        inputs_key=settings_key + cache_key(*entry_keys),
        inputs=("settings", "its papers"),
    )


def _sitemap_file(
    library: Library,
    config: Config,
    settings_key: bytes,
    pages: tuple[str, ...],
) -> OutputFile:
    days = [summary.updated for summary in library.summaries]

    def make() -> bytes:
        # Only papers have days; lists change with any of their papers.
        day_of = {summary.url: summary.updated for summary in library.summaries}
        rows = [(path, day_of.get(path, "")) for path in sorted(pages)]
        return sitemap(rows, config)

    pages_key = cache_key("\n".join(pages), "\n".join(days))
    return OutputFile(
        path="sitemap.xml",
        make=make,
        inputs_key=settings_key + pages_key,
        inputs=("settings", "all pages and their days"),
    )
