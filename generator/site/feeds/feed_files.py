"""What readers of feeds and crawlers ask for: Atom, sitemap, robots.

All three need the address where the site is published, so without one only `robots.txt` is made.
Times come from the papers, never from the clock: an unchanged list gives unchanged bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

from generator.core.config import Config
from generator.core.urls import absolute
from generator.library.library import Library
from generator.site.output.file import OutputFile, finished
from generator.system.fingerprints import value_digest

FEED_ENTRIES = 50
"""Newest papers in the feed."""


def feed_files(
    library: Library, config: Config, pages: Iterable[str]
) -> Iterator[OutputFile]:
    """The feed, the sitemap of `pages` (paths in the site), and robots."""
    sitemap = ""
    if config.base_url:
        papers = (
            library.stamps[summary.slug] for summary in library.summaries[:FEED_ENTRIES]
        )
        settings = value_digest(*astuple(config))
        yield OutputFile(
            path="feed.xml",
            make=lambda: _atom(library, config),
            key=settings + value_digest(*papers),
            inputs=("settings", "its papers"),
        )
        paths = tuple(pages)
        days = [summary.updated for summary in library.summaries]
        yield OutputFile(
            path="sitemap.xml",
            make=lambda: _sitemap(library, paths, config),
            key=settings + value_digest("\n".join(paths), "\n".join(days)),
            inputs=("settings", "all pages and their days"),
        )
        sitemap = f"Sitemap: {absolute(config.base_url, 'sitemap.xml')}\n"
    yield finished("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}".encode())


def _atom(library: Library, config: Config) -> bytes:
    from generator.site.feeds.atom import atom  # noqa: PLC0415 - most edits leave the feed as it was

    return atom([*map(library.entry, library.summaries[:FEED_ENTRIES])], config)


def _sitemap(library: Library, pages: Iterable[str], config: Config) -> bytes:
    from generator.site.feeds.sitemap import sitemap  # noqa: PLC0415 - as above

    changed = {summary.url: summary.updated for summary in library.summaries}
    return sitemap([(path, changed.get(path, "")) for path in sorted(pages)], config)
