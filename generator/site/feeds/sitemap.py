"""The sitemap."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from generator.core.config import Config
from generator.core.urls import absolute
from generator.site.feeds.xml import xml_text

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(rows: Iterable[tuple[str, str]], config: Config) -> bytes:
    """A sitemap of paths and the days of their last change. https://www.sitemaps.org/protocol.html

    It names every page, so that a tree of it would take as long as a hundred pages.
    """
    urls = "".join(
        f"  <url>\n    <loc>{escape(absolute(config.base_url, path))}</loc>\n"
        + (f"    <lastmod>{escape(day)}</lastmod>\n" if day else "")
        + "  </url>\n"
        for path, day in rows
    )
    head = "<?xml version='1.0' encoding='utf-8'?>\n"
    return xml_text(f'{head}<urlset xmlns="{_SITEMAP}">\n{urls}</urlset>\n').encode()
