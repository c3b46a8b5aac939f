"""A library in, the files of `site/` out. Nothing here reads `content/` or `seeds/`."""
