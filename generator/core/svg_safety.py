"""Whether an SVG file is a picture and nothing more.

In a page it is loaded as a picture, and so runs nothing; but whoever opens its own
address opens a document of the site. One that could do something there is not published.
"""

from xml.parsers import expat

_ACTIVE_ELEMENTS = frozenset(
    {
        "script",
        "handler",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
    }
)
_IGNORED = dict.fromkeys(map(ord, "\t\n\r \0"))
"""Characters that browsers take out of an address."""
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:text", "data:application")


class _ActiveError(Exception):
    """The file has a part that acts; the message says which."""


def svg_fault(data: bytes) -> str | None:
    """Why an SVG file is not published, in words; None if it is a picture alone."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _check_element
    parser.ProcessingInstructionHandler = _check_instruction
    # What an entity stands for need not look like what it is.
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(data, True)  # noqa: FBT003 -- expat's signature
    except _ActiveError as fault:
        return str(fault)
    except (expat.ExpatError, LookupError, ValueError):
        return "it is no SVG that a browser can read"
    return None


def _check_element(name: str, attributes: dict[str, str]) -> None:
    element = name.rpartition(":")[2].lower()
    if element in _ACTIVE_ELEMENTS:
        raise _ActiveError(f"it has `<{element}>`, which a picture does not need")
    for attribute, value in attributes.items():
        if attribute.rpartition(":")[2].lower().startswith("on"):
            raise _ActiveError(f"it has `{attribute}`, which is a script")
        plain = value.translate(_IGNORED).lower()
        if any(scheme in plain for scheme in _ACTIVE_SCHEMES):
            raise _ActiveError(f"its `{attribute}` holds a script or a document")


def _check_instruction(target: str, _data: str) -> None:
    if target.lower() == "xml-stylesheet":
        raise _ActiveError("it has `<?xml-stylesheet?>`, which may run a program")


def _refuse_entity(*_declaration: object) -> None:
    raise _ActiveError("it has `<!ENTITY>`, which hides what it holds")
