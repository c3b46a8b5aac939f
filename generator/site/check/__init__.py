"""What a person should look at in a reading list: values in, problems out, nothing touched.

`pages` looks at the pages among each other, `site` at the built files, `leaks` for what is private
in them, `fixes` at slips that can be mended for certain. Faults of single pages are reported where
pages are read.
"""

from generator.site.check.fixes import repaired
from generator.site.check.leaks import Secret, secrets_in
from generator.site.check.pages import page_problems
from generator.site.check.site import Site, site_problems

__all__ = ["Secret", "Site", "page_problems", "repaired", "secrets_in", "site_problems"]
