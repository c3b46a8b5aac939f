"""The HTML pages: templates and what they are given."""
