"""The tools that are timed: where each keeps its papers, how it is run, how a paper is written.

Every tool gets the same papers and the same work; `peers/` has their templates. A tool is data
and one function, so that a further peer is one row.
"""

import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import corpus
from bench.corpus import Specimen
from generator import markup
from generator.content.frontmatter import Quoted, Value, field_lines
from generator.core.text import slug
from generator.incremental.inputs import template_folders

_HERE = Path(__file__).resolve().parent
_PEERS = _HERE / "peers"
_INSTALLED = _HERE / ".peers"
"""What `setup-peers` installs."""
_PYTHON = _INSTALLED / "python"
_NODE = _INSTALLED / "node_modules"
_ADDRESS = "https://example.org/list/"
_SETTINGS = f'base_url = "{_ADDRESS}"\n'
_PAGE_SIZE = 50
_HEAVIEST = 20_000_000
"""Above every weight, so that newer papers have smaller ones, all of one length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One site generator."""

    name: str
    program: tuple[str, ...]
    """Empty when it is not installed."""
    words: tuple[str, ...]
    """Its arguments, run in the project's folder."""
    papers: str
    """Folder of the papers."""
    site: str
    footer: str
    """A template that is part of every page."""
    page: Callable[[Specimen], str]
    lists: Callable[[Iterable[Specimen]], Iterator[tuple[str, str]]] | None = None
    """Pages beside the papers, for a tool that makes no lists itself."""

    @property
    def command(self) -> tuple[str, ...]:
        """What is run and timed."""
        return self.program + self.words


def papershelf_program() -> tuple[str, ...]:
    """The command as users run it, or the module where it was not installed."""
    script = Path(sysconfig.get_path("scripts")) / "papershelf"
    return (str(script),) if script.exists() else (sys.executable, "-m", "generator")


def pagefind_program() -> tuple[str, ...]:
    """Pagefind's own binary, without Node in front of it; empty when it is not installed."""
    return _installed(_NODE / "@pagefind", "*/bin/pagefind_extended")


def pagefind_command(site: str) -> tuple[str, ...]:
    """What makes the search index of the pages in a folder."""
    return (*pagefind_program(), "--site", site, "--silent")


def fresh(tool: Tool, root: Path, specimens: Iterable[Specimen]) -> None:
    """Start a new project in folder `root`, replacing what was there."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    if (_PEERS / tool.name).is_dir():
        shutil.copytree(_PEERS / tool.name, root, dirs_exist_ok=True)
    else:
        (root / "papershelf.toml").write_text(_SETTINGS, encoding="utf-8")
    papers = tuple(specimens)
    write(tool, root, papers)
    for path, text in tool.lists(papers) if tool.lists else ():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def write(tool: Tool, root: Path, specimens: Iterable[Specimen]) -> None:
    """Write the pages of these papers."""
    folder = root / tool.papers
    folder.mkdir(parents=True, exist_ok=True)
    for specimen in specimens:
        (folder / f"{specimen.slug}.md").write_text(
            tool.page(specimen), encoding="utf-8"
        )


def remove(tool: Tool, root: Path, specimens: Iterable[Specimen]) -> None:
    """Remove the pages of these papers."""
    for specimen in specimens:
        (root / tool.papers / f"{specimen.slug}.md").unlink()


def touch_template(tool: Tool, root: Path) -> None:
    """Change a template that every page is made with: for Papershelf, by an override."""
    footer = root / tool.footer
    shipped = template_folders(root)[-1] / Path(tool.footer).relative_to("templates")
    text = (footer if footer.exists() else shipped).read_text(encoding="utf-8")
    footer.parent.mkdir(parents=True, exist_ok=True)
    footer.write_text(text.replace("<p>", '<p class="touched">', 1), encoding="utf-8")


def installed(name: str) -> bool:
    """Whether a tool can be run here; Hugo needs Pagefind beside it."""
    return bool(TOOLS[name].program) and (name != "hugo" or bool(pagefind_program()))


def _installed(folder: Path, pattern: str) -> tuple[str, ...]:
    """The program in a folder of `.peers/`, none when it is not there."""
    return tuple(str(path) for path in sorted(folder.glob(pattern))[:1])


def _eleventy() -> tuple[str, ...]:
    program = _installed(_NODE, "@11ty/eleventy/cmd.cjs")
    return ("node", *program) if program and shutil.which("node") else ()


def _weight(specimen: Specimen) -> int:
    """Peers sort by it: the newest listing first, each from its top."""
    day = specimen.number // corpus.A_DAY
    return _HEAVIEST - day * 100 + specimen.listing.position


def _facts(specimen: Specimen) -> dict[str, Value]:
    """Front matter with the facts that Papershelf's has, lists of a paper by name."""
    paper, own = specimen.paper, specimen.annotations
    published, listed = paper.published, specimen.listing.date
    facts: dict[str, Value | None] = {
        "title": Quoted(paper.title),
        "date": published,
        "weight": _weight(specimen),
        "author_count": paper.author_count,
        "organization": paper.organization,
        "comments": paper.comments,
        "rating": own.rating,
        "in_brief": own.summary and Quoted(own.summary),
        "tags": own.tags or None,
        "statuses": own.status and (Quoted(own.status),),
        "years": published and (Quoted(published.year),),
        "listings": listed and (Quoted(listed),),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _body(specimen: Specimen) -> str:
    abstract = markup.escape(specimen.paper.abstract or "")
    return (
        f"{abstract}\n\n## Notes\n\n{specimen.notes}\n"
        if specimen.notes
        else f"{abstract}\n"
    )


def _yaml_page(specimen: Specimen) -> str:
    """A page with YAML front matter, as Hugo, Eleventy and MkDocs read it."""
    return f"---\n{field_lines(_facts(specimen).items())}---\n\n{_body(specimen)}"


def _pelican_page(specimen: Specimen) -> str:
    """A page as Pelican has it: a status is a category, a listing is not a kind of list."""
    facts = _facts(specimen)
    lines = [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in facts.items()
        if name not in {"statuses", "years", "listings"}
    ]
    own = [
        f"category: {specimen.annotations.status}",
        f"listed: {specimen.listing.date}",
    ]
    return (
        "\n".join([*lines, *own, f"slug: {specimen.slug}"]) + f"\n\n{_body(specimen)}"
    )


def _mkdocs_lists(specimens: Iterable[Specimen]) -> Iterator[tuple[str, str]]:
    """MkDocs makes no lists: these are Markdown pages, as its users would write them."""
    papers = sorted(specimens, key=_weight)
    lists: dict[str, list[Specimen]] = {"page": papers}
    for specimen in papers:
        facts = _facts(specimen)
        for kind in ("tags", "statuses", "years", "listings"):
            for name in facts.get(kind, ()):  # type: ignore[union-attr]
                lists.setdefault(f"{kind}/{slug(str(name))}", []).append(specimen)
    for path, members in lists.items():
        for start in range(0, len(members), _PAGE_SIZE):
            number = start // _PAGE_SIZE + 1
            cards = "\n\n".join(map(_mkdocs_card, members[start : start + _PAGE_SIZE]))
            first = "index" if path == "page" else path
            place = first if number == 1 else f"{path}/{number}"
            up = "../" * place.count("/")
            text = f"# {path}, page {number}\n\n{cards.replace('(papers/', f'({up}papers/')}\n"
            yield f"docs/{place}.md", text


def _mkdocs_card(specimen: Specimen) -> str:
    paper, own = specimen.paper, specimen.annotations
    title = markup.escape(paper.title)
    excerpt = markup.escape((own.summary or paper.abstract or "")[:155])
    marks = " · ".join([own.status or "", *own.tags])
    facts = f"{paper.published} · {paper.author_count} authors · {marks}"
    return f"### [{title}](papers/{specimen.slug}.md) {{ .paper-card-title }}\n\n{facts}\n\n{excerpt}…"


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            name="papershelf",
            program=papershelf_program(),
            words=("build",),
            papers="content/papers",
            site="site",
            footer="templates/partials/footer.html",
            page=corpus.page,
        ),
        Tool(
            name="hugo",
            program=_installed(_PYTHON, "lib/*/site-packages/hugo/binaries/hugo"),
            words=("--quiet",),
            papers="content/papers",
            site="public",
            footer="layouts/_partials/footer.html",
            page=_yaml_page,
        ),
        Tool(
            name="eleventy",
            program=_eleventy(),
            words=("--quiet",),
            papers="content/papers",
            site="_site",
            footer="layouts/footer.njk",
            page=_yaml_page,
        ),
        Tool(
            name="pelican",
            program=_installed(_PYTHON, "bin/pelican"),
            words=("--quiet",),
            papers="content/papers",
            site="output",
            footer="theme/templates/footer.html",
            page=_pelican_page,
        ),
        Tool(
            name="mkdocs",
            program=_installed(_PYTHON, "bin/mkdocs"),
            words=("build", "--quiet"),
            papers="docs/papers",
            site="site",
            footer="theme/footer.html",
            page=_yaml_page,
            lists=_mkdocs_lists,
        ),
    )
}
"""By name; the first is ours."""
