"""All files of a site but its search index: pages and what they show, assets, feeds."""

from collections.abc import Iterator

from generator.core.config import Config
from generator.library.library import Library
from generator.site.feeds.feed_files import feed_files
from generator.site.output.file import OutputFile, finished
from generator.site.render.assets import assets_from
from generator.site.render.attachments import attachment_files
from generator.site.render.pages import pages
from generator.site.render.templates import Templates
from generator.site.search.jsonp import FORM_ATTRIBUTES


def site_files(
    library: Library,
    config: Config,
    templates: Templates,
) -> Iterator[OutputFile]:
    """Every file but those of the search index, planned; none is made yet."""
    assets = assets_from(templates.folders)
    paths = []
    for page in pages(library, config, assets, FORM_ATTRIBUTES, templates):
        paths.append(page.path)
        yield page
    yield from attachment_files(library)
    yield from assets.files
    # Search engines should not list what is no page of its own.
    unlisted = {"404.html"}
    unlisted.update(redirect.path for redirect in library.redirects)
    listed = [path for path in paths if path not in unlisted]
    yield from feed_files(library, config, listed)
    # GitHub Pages would leave out files that begin with `_`.
    yield finished(".nojekyll", b"")
