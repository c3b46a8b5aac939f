"""The sitemap: https://www.sitemaps.org/protocol.html."""

from collections.abc import Iterable

from generator.core.config import Config
from generator.core.urls import absolute
from generator.site.feeds.xml import escape_xml, xml_text

_HEAD = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def sitemap(rows: Iterable[tuple[str, str]], config: Config) -> bytes:
    """The sitemap of these pages: path in the site, and ISO day of its last change."""
    # Written as text: it names every page, and an XML tree of 15,000 pages would take
    # as long as rendering a hundred of them.
    lines = [_HEAD]
    for path, day in rows:
        address = escape_xml(absolute(config.base_url, path))
        lines.append(f"  <url>\n    <loc>{address}</loc>\n")
        if day:
            lines.append(f"    <lastmod>{escape_xml(day)}</lastmod>\n")
        lines.append("  </url>\n")
    lines.append("</urlset>\n")
    return xml_text("".join(lines)).encode()
