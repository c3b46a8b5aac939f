"""What opens a door in an address: `https://ada:pw@host/` and `https://host/?token=…`.

Whoever copies an address out of a browser or a script may copy that too. It must get
neither into the site nor into messages, which the logs of public workflows show.
"""

import re
from functools import lru_cache

_AT_SIGN = "(?:@|&[#]0*64;|&[#]x0*40;|&commat;)"
_EQUALS = "(?:=|&[#]0*61;|&[#]x0*3d;|&equals;)"
_AMPERSAND = "(?:&amp;|&[#]0*38;|&[#]x0*26;|&)"
"""Signs as Markdown may have them."""
_USER = re.compile(
    r"(?P<scheme>https?://|(?<![a-z0-9+.-])[a-z0-9+.-]++://(?=[^\s/?#@:]+:))"
    rf"(?:[^\s/?#<>\"\[\]，。、；：（）「」]|{_AT_SIGN})*{_AT_SIGN}",
    re.IGNORECASE,
)
"""The beginning of an address with a name or a password before its host.

A name alone is no secret in `ssh://git@host/`; in a web address it may be a token.
"""

_NAME = rf"""
    (?: [\w.\\-]{{0,40}} [_.-] )??                    # X-Amz-Signature
    (?: [a-z]{{0,20}} (?:token|secret) | passw(?:or)?d | pass(?:phrase)? | pwd
      | [a-z]{{0,20}} (?:api|access|account|private|secret|shared) SEP? key (?: SEP? id )?
      | auth(?:key|orization|entication)? | sig(?:nature)? | credentials?
      | bearer | jwt | j?session SEP? id | phpsessid
      | key (?= {_EQUALS} [\w-]{{20}} )               # a shorter one may mean anything
    )
""".replace("SEP", r"(?: \\? [_.-] )")
_VALUE = r"""[^\s&<>"'`()\[\]{}|#，。、；：（）「」]*"""
_FULL_STOPS = r"(?<! [.,;:!?*_] )"
_SECRET = f"{_NAME} {_EQUALS} (?: {_VALUE} {_FULL_STOPS} )?"


_PARAMETER = re.compile(r"[?&#;][\w.\\-]+[=&]")
"""What every parameter has, and few texts."""


@lru_cache(maxsize=1)
def _secrets() -> re.Pattern[str]:
    """Parameters that open a door; compiled for the few texts that can have some."""
    return re.compile(
        rf"""
        (?P<before> {_AMPERSAND} | [?#;] )
        {_SECRET} (?: {_AMPERSAND} {_SECRET} )*
        (?P<more> {_AMPERSAND} )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_ADDRESS = r"""(?ix)
    (?: https?:// | (?<![\w.@-]) (?:[\w-]++\.)+ [\w-]++ (?: :[0-9]+ )? [/?] )
    [^\s<>"`]*
"""
"""What can have parameters. Hosts do without a scheme in commands such as `curl`."""


def without_credentials(text: str) -> str:
    """The text with nothing in its addresses that opens a door.

    That is names and passwords before hosts, and parameters such as `token=…`.
    """
    if _may_have_users(text):
        text = _USER.sub(r"\g<scheme>", text)
    if _may_have_secrets(text):
        text = re.sub(_ADDRESS, _without_parameters, text)
    return text


def credential_offsets(text: str) -> list[int]:
    """Where the text has what `without_credentials` takes out, sorted."""
    offsets = []
    if _may_have_users(text):
        offsets += [found.start() for found in _USER.finditer(text)]
    if _may_have_secrets(text):
        for address in re.finditer(_ADDRESS, text):
            for found in _secrets().finditer(address.group()):
                offsets.append(address.start() + found.start())
    return sorted(offsets)


# Almost no text has any: quick looks spare the searches, 1 % of a first build.
def _may_have_users(text: str) -> bool:
    return ("@" in text or "&" in text) and "://" in text


def _may_have_secrets(text: str) -> bool:
    if "=" not in text and "&" not in text:
        return False
    # The second pattern takes 3 ms to compile.
    return bool(_PARAMETER.search(text) and _secrets().search(text))


def _without_parameters(address: re.Match[str]) -> str:
    def between(found: re.Match[str]) -> str:
        return found["before"] if found["more"] else ""

    return _secrets().sub(between, address.group())
