"""The same pages as Papershelf's, but for lists by listing, which Pelican has no kind of."""

from itertools import pairwise
from typing import Any

from pelican import signals

AUTHOR = SITENAME = "Reading list"
SITESUBTITLE = "Papers to read, papers read, and what I thought of them."
SITEURL = FEED_DOMAIN = "https://example.org/list"
PATH = "content"
ARTICLE_PATHS = ["papers"]
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 50
ARTICLE_ORDER_BY = "weight"
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARTICLE_URL = ARTICLE_SAVE_AS = "papers/{slug}.html"
TAG_URL = TAG_SAVE_AS = "tags/{slug}.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "statuses/{slug}.html"
YEAR_ARCHIVE_URL = YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}.html"
TAGS_SAVE_AS = "tags/index.html"
CATEGORIES_SAVE_AS = "statuses/index.html"
ARCHIVES_SAVE_AS = "years/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "categories", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None}
SUMMARY_MAX_LENGTH = 25
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/{number}.html", "{base_name}/{number}.html"),
)


def _neighbours(generator: Any) -> None:  # noqa: ANN401 -- Pelican has no types
    """Pelican tells no article which one is next."""
    for newer, older in pairwise(generator.articles):
        newer.older, older.newer = older, newer


signals.article_generator_finalized.connect(_neighbours)
