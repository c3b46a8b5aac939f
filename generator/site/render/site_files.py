"""The files of a site, except those of its search index."""

from collections.abc import Iterator

from generator.core.config import Config
from generator.library.library import Library
from generator.site.feeds.feed_files import feed_files
from generator.site.output.file import OutputFile, finished
from generator.site.render.assets import assets_from
from generator.site.render.pages import pages
from generator.site.render.templates import Templates
from generator.site.search import ATTRIBUTES


def site_files(
    library: Library, config: Config, templates: Templates
) -> Iterator[OutputFile]:
    """Every file but those of the search index, planned; none is made yet."""
    assets = assets_from(templates.folders)
    paths = []
    for page in pages(library, config, assets, ATTRIBUTES, templates):
        paths.append(page.path)
        yield page
    unlisted = {"404.html", *(redirect.path for redirect in library.redirects)}
    published = [path for path in paths if path not in unlisted]
    yield from assets.files
    yield from feed_files(library, config, published)
    yield finished(".nojekyll", b"")
