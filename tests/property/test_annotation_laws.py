"""The law of annotation: years of imports and edits, every byte the reader wrote stays.

A reader edits pages as text, without any help of ours, between imports of random newer seeds.
"""

import datetime as dt
import json
import random
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.frontmatter import parse
from generator.content.page import page_from
from generator.content.update.apply import write_plan
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportRequest, import_plan
from generator.content.update.refresh import refresh
from generator.core.identity import cluster, newest_first
from generator.core.merge import merge_records
from generator.core.paper import Listing, Paper, PublishedSource
from generator.markup import escape, plain_text

ABSTRACT = "We light *lanterns* #{number} at 40\\% of the cost, version {version}. " + (
    "The lanterns of earlier work are neither bright nor cheap, and nobody measured both. "
    * 3
)
PAPERS = 3
SEEDS_OF_CHANCE = st.integers(0, 2**32)
"""One number is a whole history: drawing each step from hypothesis is ten times slower."""
DATES = [
    {},
    *(
        {"published": day, "published_source": source}
        for day in (dt.date(2024, 1, 2), dt.date(2025, 1, 2))
        for source in PublishedSource
    ),
]


def _record(number, seed, day, drawn):
    """What one seed has of paper `number`: its title differs only where its id or abstract does not."""
    version = drawn.choice("abc")
    titles = [f"Lantern {number}: a Light", f"LANTERN {number}: A light!"]
    with_id = number == 0
    if with_id or version == "a":
        titles.append(f"Lamp {number}, {drawn.choice('xyz')}: renamed")
    return Paper(
        title=drawn.choice(titles) if seed != "seed-0.txt" else titles[0],
        abstract=ABSTRACT.format(
            number=number, version=version if seed != "seed-0.txt" else "a"
        ),
        author_count=drawn.choice([None, 3, 4]),
        authors=drawn.choice([(), ("Ada Lovelace",), ("Ada Lovelace", "Émile, Jr")]),
        **drawn.choice(DATES),
        comments=drawn.choice([None, 1, 20, 300]),
        upvotes=drawn.choice([None, 5, 60]),
        organization=drawn.choice([None, "Lab: Light", "no"]),
        arxiv_id="2401.00001" if with_id else None,
        listings=(Listing(seed=seed, position=number + 1, date=day),),
    )


def _seed(number, drawn):
    """The records of one seed; the first has every paper."""
    day = dt.date(2025, 1, 1) + dt.timedelta(days=30 * number)
    dated = drawn.random() < 0.8
    papers = [one for one in range(PAPERS) if number == 0 or drawn.random() < 0.7]
    return [
        _record(one, f"seed-{number}.txt", day if dated else None, drawn)
        for one in papers
    ]


# --- what a reader does to a page's text; each returns the source-owned key that is the reader's now


def _front(text):
    """The lines between the fences, and their positions."""
    lines = re.split("(?<=\n)", text)
    end = next(n for n, line in enumerate(lines) if n and line.rstrip() == "---")
    return lines, end


def _in_front(text, change):
    lines, end = _front(text)
    inner = lines[1:end]
    change(inner)
    return "".join([lines[0], *inner, *lines[end:]])


def _newline(text):
    return "\r\n" if "\r\n" in text else "\n"


def status(text, drawn):
    return re.sub(
        r"(?m)^status: [a-z-]+", f"status: {drawn.choice(['read', 'skimmed'])}", text
    ), ()


def comment_line(text, drawn):
    note = f"# a thought {drawn.random()}{_newline(text)}"
    return _in_front(
        text, lambda lines: lines.insert(drawn.randrange(len(lines) + 1), note)
    ), ()


def comment_behind(text, drawn):
    def change(lines):
        where = drawn.randrange(len(lines))
        ending = re.search(r"\r?\n$", lines[where])[0]
        lines[where] = (
            f"{lines[where].removesuffix(ending)}  # {drawn.random()}{ending}"
        )

    return _in_front(text, change), ()


def reorder(text, drawn):
    return _in_front(text, drawn.shuffle), ()


def own_key(text, drawn):
    line = f"mood{drawn.randrange(10**9)}: [curious, {{x: 'y'}}]{_newline(text)}"
    return _in_front(
        text, lambda lines: lines.insert(drawn.randrange(len(lines) + 1), line)
    ), ()


def own_value(text, drawn):
    key, value = drawn.choice([
        ("title", '"My own: title"'), ("comments", "777"), ("author_count", "99"),
        ("organization", "My Lab"), ("date", "1999-12-31"), ("authors", "[Me Myself]"),
    ])  # fmt: skip
    new, count = re.subn(
        rf"(?m)^{key}: [^\n\r#]*?(?=\s*(?:$|#))", f"{key}: {value}", text
    )
    return new, ((key,) if count else ())


def delete_key(text, drawn):
    key = drawn.choice(["comments", "author_count", "organization", "upvotes"])
    new, count = re.subn(rf"(?m)^{key}: [^\n#]*\n", "", text)
    return new, ((key,) if count else ())


def requote(text, _drawn):
    found = re.search(r'(?m)^title: ("[^\n]*?")(?=\s*$)', text)
    if not found or "'" in found[1]:
        return text, ()
    return text.replace(found[1], "'" + json.loads(found[1]) + "'", 1), ()


def notes(text, drawn):
    return (
        text
        + f"{_newline(text)}Notes #{drawn.random()} — *mine*{_newline(text)}  trailing  ",
        (),
    )


def emphasise(text, _drawn):
    new = text.replace("earlier work", "**earlier** work", 1)
    return new, (("abstract",) if new != text else ())


def windows(text, _drawn):
    return text.replace("\r\n", "\n").replace("\n", "\r\n"), ()


def mark(text, _drawn):
    return "\ufeff" + text.removeprefix("\ufeff"), ()


EDITS = [
    status, comment_line, comment_behind, reorder, own_key, own_value, delete_key, requote, notes,
    emphasise, windows, mark,
]  # fmt: skip


class Reader:
    """Edits pages, and remembers which source-owned keys of which paper are the reader's now."""

    def __init__(self, content):
        self.content = content
        self.touched = defaultdict(set)

    def pages(self):
        return {_number(file): file for file in sorted(self.content.rglob("*.md"))}

    def adopt(self):
        """Marks each new page so that it is known again whatever its name and title become."""
        for file in sorted(self.content.rglob("*.md")):
            text = file.read_bytes().decode()
            if "paper-number" not in text:
                number = re.search(r"lanterns\\\* #(\d)", text)[1]
                file.write_bytes(
                    text.replace(
                        "status:", f"paper-number: {number}\nstatus:", 1
                    ).encode()
                )

    def edit(self, drawn):
        for number, file in self.pages().items():
            text = file.read_bytes().decode()
            for change in drawn.choices(EDITS, k=drawn.randrange(5)):
                text, touched = change(text, drawn)
                self.touched[number].update(touched)
            file.write_bytes(text.encode())
            if drawn.random() < 0.2:
                target = file.parent / "sub" / f"renamed {drawn.randrange(10**6)}.md"
                target.parent.mkdir(exist_ok=True)
                file.rename(target)


def _number(file):
    return int(re.search(r"paper-number: (\d)", file.read_bytes().decode())[1])


def imported(content, records, seeds, drawn=random):
    index = PageIndex(content)
    shuffled = drawn.sample(records, len(records))
    plan = import_plan(index, cluster(shuffled), ImportRequest(seeds=frozenset(seeds)))
    return write_plan(index, plan, frozenset(seeds))


SOURCE_KEYS = "title|date|date_source|authors|author_count|organization|comments|upvotes|arxiv_id|listed|source|imported"
LINE = re.compile(
    rf"""^(?P<key>{SOURCE_KEYS}):(?:[ ](?P<value>"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|\[(?:"[^"]*"(?:,[ ])?)+\]|[^\n\r#]*?))?(?P<rest>\s*(?:\#[^\n\r]*)?)$"""
)


def readers_bytes(text, other, abstract):
    """The text without what the source may have changed in it: values that differ from the other
    text's under the same key, lines of keys that the other lacks, and the abstract."""
    document, theirs = text.replace(abstract, "ABSTRACT"), _values(other)
    newline = _newline(text)
    kept = []
    lines, end = _front(document)
    for line in lines[:end]:
        found = LINE.match(line.rstrip("\r\n"))
        if found and found["key"] not in theirs:
            if found["rest"].strip():
                kept.append(found["rest"].strip() + newline)
        elif found and found["value"] != theirs[found["key"]]:
            kept.append(f"{found['key']}:{found['rest']}{newline}")
        else:
            kept.append(line)
    return "".join([*kept, *lines[end:]])


def _values(text):
    lines, end = _front(text)
    found = (LINE.match(line.rstrip("\r\n")) for line in lines[:end])
    return {one["key"]: one["value"] for one in found if one}


def _typed(text):
    (page,) = page_from(text.encode(), "content/papers/x.md").items
    return page


def _abstract(text):
    return _typed(text).abstract.replace("\n", _newline(text)) or "no abstract"


FIELDS = {"date": "published"}


def check_page(before, after, records, touched):
    """One page before and after an import, `records` being all that seeds ever gave for its paper."""
    old, new = _typed(before), _typed(after)
    assert readers_bytes(before, after, _abstract(before)) == readers_bytes(
        after, before, _abstract(after)
    )
    assert new.annotations == old.annotations
    assert new.notes == old.notes
    newest = merge_records(tuple(sorted(records, key=newest_first)))
    for key in (
        "title",
        "date",
        "authors",
        "author_count",
        "organization",
        "comments",
        "upvotes",
    ):
        field = FIELDS.get(key, key)
        value = getattr(new.paper, field)
        if key in touched:
            values = {getattr(record, field) for record in records}
            if getattr(old.paper, field) not in {*values, None, ()}:
                assert value == getattr(old.paper, field), key
        else:
            assert value == getattr(newest, field), key
    if "abstract" not in touched:
        assert plain_text(new.abstract, repair=False) == newest.abstract.strip()
    else:
        assert new.abstract == old.abstract


@settings(max_examples=60, deadline=None)
@given(SEEDS_OF_CHANCE, st.integers(2, 5))
def test_reader_and_source_each_keep_their_word_for_years(chance, years):
    drawn = random.Random(chance)
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        reader = Reader(content)
        records = []
        for year in range(years):
            new = _seed(year, drawn)
            records += new
            before = (
                {n: file.read_bytes() for n, file in reader.pages().items()}
                if year
                else {}
            )

            report = imported(content, records, {f"seed-{year}.txt"}, drawn)

            assert not [p for p in report.problems if p.severity != "note"]
            reader.adopt()
            after = {n: file.read_bytes() for n, file in reader.pages().items()}
            assert len(list(content.rglob("*.md"))) == PAPERS
            for number, text in before.items():
                mine = [r for r in records if r.listings[0].position == number + 1]
                if any(record in mine for record in new):
                    check_page(
                        text.decode(),
                        after[number].decode(),
                        mine,
                        reader.touched[number],
                    )
                else:
                    assert after[number] == text
            again = imported(
                content, records, {f"seed-{n}.txt" for n in range(year + 1)}, drawn
            )
            assert (again.new, again.refreshed) == ((), ())
            reader.edit(drawn)


@settings(max_examples=40, deadline=None)
@given(SEEDS_OF_CHANCE)
def test_seeds_give_the_same_pages_one_by_one_in_any_order_and_all_at_once(chance):
    drawn = random.Random(chance)
    seeds = [_seed(number, drawn) for number in range(3)]
    for seed in seeds[1:]:  # under another title a page has another name
        seed[:] = [r for r in seed if not r.title.startswith("Lamp")]
    results = []
    for order in ([0, 1, 2], [2, 0, 1], None):
        with TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            if order is None:
                every = [record for seed in seeds for record in seed]
                imported(content, every, {f"seed-{n}.txt" for n in range(3)}, drawn)
            for place in range(3 if order else 0):
                known = [
                    record for number in order[: place + 1] for record in seeds[number]
                ]
                imported(content, known, {f"seed-{order[place]}.txt"}, drawn)
            results.append(
                sorted(
                    _typed(f.read_bytes().decode()).paper.title + f.read_text()
                    for f in content.rglob("*.md")
                )
            )
    assert results[0] == results[1] == results[2]


@given(st.text(alphabet="ab *_#<[\\`\n -", max_size=60))
def test_abstract_is_found_again_as_it_was_escaped(text):
    page = _typed(f"---\ntitle: x\n---\n\n{escape(text)}\n\n## Notes\n")
    assert page.abstract == escape(text)


@given(
    st.text(alphabet="ab *_#<[]\\`\n-&;1.", max_size=60).filter(str.strip),
    st.randoms(use_true_random=False),
)
def test_abstract_escaped_anew_by_a_formatter_is_still_the_sources(text, drawn):
    def more(found):
        return f"\\{found[0]}" if drawn.random() < 0.5 else found[0]

    escaped = re.sub(r"(?<!\\)[*_#<\[\]`&;.]", more, escape(text))
    listing = Listing(seed="a.txt", position=1, date=dt.date(2025, 1, 1))
    newer = Listing(seed="b.txt", position=1, date=dt.date(2025, 2, 1))
    records = [
        Paper(title="Lantern", abstract=text, listings=(listing,)),
        Paper(title="Lantern", abstract="Newer words.", listings=(newer,)),
    ]
    page = "---\ntitle: Lantern\nlisted: 2025-01-01\nsource: {seed: a.txt, position: 1}\n---\n\n"

    result = refresh(parse(f"{page}{escaped}\n", "x.md"), records)

    assert "Newer words." in result.text
    assert result.kept == ()


# --- the parser changes between imports, and with it what all seeds seem to say


def _reread(record, ending, drawn):
    """The record as another version of the parser, or with another day, reads it."""
    changes = {
        "published": drawn.choice([None, *DAYS_READ]),
        "published_source": drawn.choice(list(PublishedSource)),
        "organization": drawn.choice([None, "• 4 Autoren", "Lab: Light"]),
        "author_count": drawn.choice([None, 4]),
        "comments": drawn.choice([None, 1, 20]),
        "listings": (
            replace(
                record.listings[0], date=drawn.choice([None, dt.date(2025, 12, 10)])
            ),
        ),
    }
    names = drawn.sample(sorted(changes), drawn.randrange(len(changes)))
    read = {name: changes[name] for name in names}
    record = replace(record, abstract=record.abstract.strip() + ending, **read)
    if record.published is None:
        return replace(record, published_source=None)
    source = record.published_source or PublishedSource.EXPLICIT
    return replace(record, published_source=source)


DAYS_READ = (dt.date(2024, 8, 29), dt.date(2025, 8, 29))


@settings(max_examples=60, deadline=None)
@given(SEEDS_OF_CHANCE, st.integers(2, 4), st.booleans())
def test_parser_may_change_and_nobodys_word_is_lost(chance, years, reads_only):
    drawn = random.Random(chance)
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        reader = Reader(content)
        seeds_say = []
        for year in range(years):
            seeds_say += _seed(year, drawn)
            ending = drawn.choice(["", " Read more.", "\n\nUpvote"])
            records = [_reread(record, ending, drawn) for record in seeds_say]
            before = (
                {n: file.read_bytes() for n, file in reader.pages().items()}
                if year
                else {}
            )

            seeds = {f"seed-{n}.txt" for n in range(year + 1)}
            report = imported(content, records, seeds, drawn)

            assert not [p for p in report.problems if p.severity != "note"]
            reader.adopt()
            assert len(list(content.rglob("*.md"))) == PAPERS
            after = {n: file.read_bytes() for n, file in reader.pages().items()}
            for number, text in before.items():
                mine = [r for r in records if r.listings[0].position == number + 1]
                touched = reader.touched[number]
                check_page(text.decode(), after[number].decode(), mine, touched)
            again = imported(content, records, seeds, drawn)
            assert (again.new, again.refreshed) == ((), ())
            if reads_only:
                assert (report.kept, again.kept) == ((), ())
            else:
                reader.edit(drawn)
