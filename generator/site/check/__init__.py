"""What a person should look at in a reading list: values in, problems out.

`rules` has the table of all rules, and runs them. Their functions are in `pages` (pages
of `content/`), `site` (files of the built site) and `leaks` (private text in them).
`fixes` repairs slips for certain. Mistakes inside single pages are not looked for here:
they are reported where pages are read.
"""

from generator.site.check.fixes import repair_text
from generator.site.check.leaks import Secret, find_secrets
from generator.site.check.rules import page_problems, site_problems
from generator.site.check.site import BuiltSite

__all__ = [
    "BuiltSite",
    "Secret",
    "find_secrets",
    "page_problems",
    "repair_text",
    "site_problems",
]
