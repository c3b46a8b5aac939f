"""Style sheets, scripts, the icon, and files of a project's own: where each comes from and
what it is called in the site.

A project's own `templates/` replaces single files of ours. Assets are named by their content, so
that a browser may keep them for good and a build changes only the pages that name a changed one.
Which parts are joined, and in which order, is written beside them in `order.txt`.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import rjsmin

from generator.core.errors import PapershelfError, error
from generator.core.project_links import HIDDEN_MARKS
from generator.core.reading import files_below, list_folder, read_file, read_text
from generator.core.urls import UNFIT_FOR_NAMES
from generator.site.output.file import OutputFile, finished
from generator.site.render.css import minify_css, relink_css, theme_properties
from generator.site.render.template_files import template_file
from generator.site.search.labels import search_labels

_PACKAGE = Path(__file__).parents[2]
_FOLDER = "assets"
_STYLE = "style.css"
_PART = re.compile(
    r"icon\.svg|css/[^/]*\.css|js/(?:search/)?[^/]*\.js|(?:css|js/search)/order\.txt"
)
"""What is no file of its own in the site, or goes by a shorter name."""


class Assets(NamedTuple):
    """The look of one site, ready to be linked to and written."""

    folders: tuple[Path, ...]
    """Where templates are looked for; the first that has a file wins."""
    files: tuple[OutputFile, ...]
    """What is written to the site, by path."""
    urls: Mapping[str, str]
    """Plain name to path in the site: `style.css` to `assets/style.0a1b2c3d.css`."""
    theme_colors: Mapping[str, str]
    """Colour of the page in each scheme, `light` and `dark`, as `theme.css` has it."""


def assets_from(folders: Sequence[Path]) -> Assets:
    """The assets that these template folders hold, named by what is in them."""
    theme = theme_properties(_read_asset(folders, "assets/css/theme.css"))
    contents = {
        "icon.svg": _themed_icon(folders, theme),
        "lunr.js": _lunr_script(),
        "search.js": _search_script(folders),
        "search-open.js": _minified_script(folders, "assets/js/search/open.js"),
    }
    for name in _own_scripts(folders):
        contents[name] = _minified_script(folders, f"assets/js/{name}")
    own_files = _own_files(folders, taken={_STYLE, *contents})
    for name, file in own_files.items():
        if not name.endswith(".css"):
            contents[name] = read_file(file)
    # Style sheets come last, since they name the others by their paths in the site.
    contents |= _style_sheets(folders, own_files, _urls(contents))
    urls = _urls(contents)
    return Assets(
        folders=tuple(folders),
        files=tuple([finished(urls[name], contents[name]) for name in urls]),
        urls=urls,
        theme_colors=theme.get("--paper", {}),
    )


def _urls(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Where each asset is in the site: its name has a digest of its content."""
    urls = {}
    for name, content in sorted(contents.items()):
        path = PurePosixPath(_FOLDER, name)
        digest = hashlib.sha256(content).hexdigest()[:8]
        hashed = path.with_name(f"{path.stem}.{digest}{path.suffix}")
        urls[name] = hashed.as_posix()
    return urls


def _own_files(folders: Sequence[Path], taken: Collection[str]) -> dict[str, Path]:
    """The files that go into the site as they are, such as fonts, by name.

    Those that begin with `.` or `_` stay at home, as in `content/`.
    """
    files = {}
    for folder in reversed(folders):  # so that the first one wins
        assets = folder / _FOLDER
        for file in files_below(assets) if assets.is_dir() else ():
            path = Path(file).relative_to(assets)
            name = path.as_posix()
            is_hidden = any(part[0] in HIDDEN_MARKS for part in path.parts)
            if is_hidden or _PART.fullmatch(name):
                continue
            if name in taken:
                raise _bad_name(
                    name, "this is the name of a file that Papershelf makes"
                )
            if UNFIT_FOR_NAMES.search(name):
                raise _bad_name(name, "not every system can have a file of this name")
            files[name] = Path(file)
    return files


def _bad_name(name: str, message: str) -> PapershelfError:
    return error(
        "assets-name",
        message,
        path=f"templates/{_FOLDER}/{name}",
        hint="give it another name",
    )


def _style_sheets(
    folders: Sequence[Path],
    own_files: Iterable[str],
    urls: Mapping[str, str],
) -> dict[str, bytes]:
    """The parts of the look joined to one sheet, and sheets of the project's own."""
    parts = _bundle_parts(folders, "assets/css")
    texts = [_relinked(folders, part, urls, _STYLE) for part in parts]
    sheets = {_STYLE: "\n".join(texts)}
    for name in own_files:
        if name.endswith(".css"):
            sheets[name] = _relinked(folders, f"{_FOLDER}/{name}", urls, name)
    return {
        name: minify_css(text).encode("utf-8") + b"\n" for name, text in sheets.items()
    }


def _relinked(
    folders: Sequence[Path],
    part: str,
    urls: Mapping[str, str],
    bundle: str,
) -> str:
    """A style sheet that links to other assets by their paths in the site."""
    text = _read_asset(folders, part)
    name = part.removeprefix(f"{_FOLDER}/")
    return relink_css(text, name, urls, f"{_FOLDER}/{bundle}")


def _themed_icon(
    folders: Sequence[Path], theme: Mapping[str, Mapping[str, str]]
) -> bytes:
    """The icon with the theme's light colours put in: a browser gives it no custom properties."""
    icon = _read_asset(folders, "assets/icon.svg")
    for name, value in theme.items():
        icon = icon.replace(f"var({name})", value["light"])
    return icon.encode("utf-8")


def _search_script(folders: Sequence[Path]) -> bytes:
    """What pages load on the first use of search: the labels, then the parts in their order."""
    labels = json.dumps(search_labels(), ensure_ascii=False, separators=(",", ":"))
    head = f"(window.papershelfSearch=window.papershelfSearch||{{}}).labels={labels};\n"
    parts = [
        _minified_script(folders, part)
        for part in _bundle_parts(folders, "assets/js/search")
    ]
    return head.encode("utf-8") + b"".join(parts)


def _bundle_parts(folders: Sequence[Path], folder: str) -> list[str]:
    """The files of a folder that are joined into one, in the order of its `order.txt`."""
    lines = _read_asset(folders, f"{folder}/order.txt").split("\n")
    names = [line.strip() for line in lines]
    return [f"{folder}/{name}" for name in names if name and not name.startswith("#")]


def _own_scripts(folders: Sequence[Path]) -> list[str]:
    """Names of the scripts that are assets of their own, the project's included."""
    names = set()
    for folder in folders:
        scripts = folder / "assets" / "js"
        for entry in list_folder(scripts) if scripts.is_dir() else ():
            if entry.name.endswith(".js"):
                names.add(entry.name)
    return sorted(names)


def _minified_script(folders: Sequence[Path], name: str) -> bytes:
    minified: str = rjsmin.jsmin(_read_asset(folders, name))
    return minified.encode("utf-8") + b"\n"


def _lunr_script() -> bytes:
    path = _PACKAGE / "_vendor" / "lunr.min.js"
    if not path.is_file():
        raise error(
            "assets-lunr", "lunr.js is missing from this installation",
            hint="install the package, which fetches it: `pip install -e .`",
        )  # fmt: skip
    return read_file(path)


def _read_asset(folders: Sequence[Path], name: str) -> str:
    """The text of a file, from the first folder that has it."""
    file = template_file(folders, name)
    if file is None:
        raise error("assets-missing", "an asset is missing", path=f"templates/{name}")
    return read_text(file)
