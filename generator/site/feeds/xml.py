"""Text in XML."""

import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (§2.2) has no way to write."""


def xml_text(text: str) -> str:
    """The text with a replacement character for each that XML cannot write."""
    return _NOT_XML.sub("\ufffd", text)


def escape_xml(text: str) -> str:
    """The text as an element's content."""
    # Not `xml.sax.saxutils.escape`: loading that loads `urllib.request`, 20 ms.
    text = text.replace("&", "&amp;")
    text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;")
