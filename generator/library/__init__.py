"""The reading list as one immutable value, made from the pages of `content/`."""
