"""Papers for the benchmark: invented, the same on every machine, shaped like a real list.

Words follow Zipf's law with the bend that natural texts have, so that a large list has the
vocabulary of one: 10,000 papers use some 30,000 words. A paper depends on its number alone, so
that the papers of a small list are the first of a large one.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, product
from random import Random

from generator.content.frontmatter import Value, field_lines
from generator.content.page import page_text
from generator.content.schema import INVITING
from generator.core.paper import Annotations, Listing, Paper, PublishedSource, Status
from generator.core.text import slug

A_DAY = 27
"""Papers on one listing."""
_FIRST_DAY = dt.date(2024, 1, 1)
_VOCABULARY = 30_000
_BEND = 1_500
"""Rank from which on words become rare faster."""

_ADDRESSES, _FORMULAS = 0.2, 0.06
"""Shares of the abstracts; the build has a slower way for each."""

_COMMON = (
    "the of to and a in we that for is this with on our by as from can are which an it or be such "
    "these using not have more between their into has while however both than also without at "
    "across two when each most but"
).split()
_STEMS = (
    "model learn train data reason prompt reward align agent rank score sampl embed attent token "
    "transform represent predict generat optimiz regulariz annotat evaluat retriev segment detect "
    "reconstruct diffus distill cluster adapt augment calibrat compress comput condition connect "
    "contrast convolut decod depend discover document domain encod explor extract filter forecast "
    "fus graph ground human imag index infer instruct interact label latent layer mask match memor "
    "method mix modul motion normaliz object perform plan point polic project prun quantiz quest "
    "relat render robot scal search select sequenc signal simulat sourc spars spectr stat structur "
    "suggest supervis synthes system task tempor text translat tun valid vector vide vision"
).split()
_ENDINGS = (
    "",
    "s",
    "ed",
    "ing",
    "er",
    "ation",
    "able",
    "al",
    "ity",
    "ment",
    "ive",
    "ly",
)
_SYLLABLES = tuple(
    "".join(parts)
    for parts in product(
        "b d f g k l m n p r s t v z br dr gr kl pr st tr".split(),
        "aeiou",
        ("", *"lmnrst"),
    )
)
_TAGS = (
    "reward models, datasets, diffusion, agents, alignment, retrieval, evaluation, reasoning, "
    "vision, speech, robotics, scaling, pruning, safety, tokenizers, theory, graphs, video, code, "
    "mathematics, medicine, music, translation, interpretability, memory, planning, benchmarks, "
    "surveys, privacy, compression, optimization, attention, ideas, teaching, for work"
).split(", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One paper of the corpus, with its reader's annotations and notes."""

    number: int
    """From 0; the highest is the newest."""
    slug: str
    paper: Paper
    annotations: Annotations
    notes: str
    """Markdown below the heading; empty for three papers in four."""

    @property
    def listing(self) -> Listing:
        """The one listing that it came with."""
        return self.paper.listings[0]


def specimens(count: int, first: int = 0) -> Iterator[Specimen]:
    """The first `count` papers from number `first` on, the oldest first."""
    return map(_specimen, range(first, first + count))


def page(specimen: Specimen) -> str:
    """The page as an import writes it, with annotations as a reader adds them."""
    own = specimen.annotations
    values: dict[str, Value] = {"status": own.status or "", "rating": own.rating or ""}
    values["tags"] = own.tags
    if own.summary:
        values["summary"] = own.summary
    text = page_text(specimen.paper).replace(
        field_lines(INVITING.items()), field_lines(values.items()), 1
    )
    return f"{text}\n{specimen.notes}\n" if specimen.notes else text


def _words() -> tuple[str, ...]:
    """The vocabulary, the most frequent first: grammar, the subject's stems, then rare coinages."""
    dice = Random("words")
    known = [stem + ending for ending, stem in product(_ENDINGS, _STEMS)]
    roots = (
        dice.choice(_SYLLABLES) + dice.choice(_SYLLABLES) for _ in range(_VOCABULARY)
    )
    coined = (root + dice.choice(_ENDINGS) for root in roots)
    return tuple(dict.fromkeys([*_COMMON, *known, *coined]))[:_VOCABULARY]


_WORDS = _words()
_WEIGHTS = tuple(
    accumulate(1 / (rank * max(1, rank / _BEND)) for rank in range(1, len(_WORDS) + 1))
)
_CONTENT = len(_COMMON)
_TITLE_WEIGHTS = tuple(
    weight - _WEIGHTS[_CONTENT - 1] for weight in _WEIGHTS[_CONTENT:]
)
_TAG_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(_TAGS) + 1)))


def _specimen(number: int) -> Specimen:
    dice = Random(f"paper {number}")
    name = _coinage(number)
    words = dice.choices(
        _WORDS[_CONTENT:], cum_weights=_TITLE_WEIGHTS, k=dice.randint(5, 10)
    )
    head, *rest = map(str.capitalize, words)
    title = " ".join([f"{name}:", head, *rest] if number % 2 else [head, name, *rest])
    listed = _FIRST_DAY + dt.timedelta(days=number // A_DAY)
    place = Listing(
        date=listed, position=number % A_DAY + 1, seed=f"{listed}_daily.txt"
    )
    paper = Paper(
        title=title,
        abstract=_abstract(dice, name),
        author_count=dice.randint(1, 20),
        published=listed - dt.timedelta(days=dice.randint(0, 700)),
        published_source=PublishedSource.EXPLICIT,
        comments=dice.randint(1, 60) if dice.random() < 0.8 else None,
        organization=f"{dice.choice(_SYLLABLES).capitalize()} Lab"
        if dice.random() < 0.2
        else None,
        listings=(place,),
    )
    own, notes = (
        _opinion(dice)
        if dice.random() < 0.25
        else (Annotations(status=Status.TO_READ), "")
    )
    return Specimen(
        number=number, slug=slug(title), paper=paper, annotations=own, notes=notes
    )


def _coinage(number: int) -> str:
    """The name of a method; no two of 700,000 papers share theirs."""
    base = len(_SYLLABLES)
    first, second = divmod(number * 7919 % base**2, base)
    return (_SYLLABLES[first] + _SYLLABLES[second]).capitalize()


def _abstract(dice: Random, name: str) -> str:
    """130 to 220 words; some name an address, few a formula, as real ones do."""
    sentences = [f"We present {name}, {_clause(dice, 16)}."]
    if dice.random() < _FORMULAS:
        sentences.append(
            rf"It needs $O(n \log {dice.choice('kmnd')})$ steps, {_clause(dice, 9)}."
        )
    length = dice.randint(130, 190)
    while sum(sentence.count(" ") + 1 for sentence in sentences) < length:
        sentences.insert(0, _sentence(dice))
    sentences.append(
        f"{name} is {dice.randint(11, 99) / 10}× faster at {dice.randint(1, 99)}% cost."
    )
    if dice.random() < _ADDRESSES:
        sentences.append(f"Code is at https://github.com/example/{name.lower()}")
    return " ".join(sentences)


def _opinion(dice: Random) -> tuple[Annotations, str]:
    """Annotations and notes, as one paper in four has them."""
    tags = dice.choices(_TAGS, cum_weights=_TAG_WEIGHTS, k=dice.randint(1, 3))
    own = Annotations(
        status=dice.choice([Status.READ, Status.READ, Status.READING, Status.SKIMMED]),
        rating=dice.randint(1, 5) if dice.random() < 0.7 else None,
        tags=tuple(dict.fromkeys(tags)),
        summary=_sentence(dice) if dice.random() < 0.3 else None,
    )
    points = "\n".join(f"- {_clause(dice, 8)}" for _ in range(3))
    return (
        own,
        f"{_sentence(dice)} **{_clause(dice, 3)}**: {_sentence(dice)}\n\n{points}",
    )


def _sentence(dice: Random) -> str:
    clauses = [_clause(dice, dice.randint(8, 14)) for _ in range(dice.randint(1, 2))]
    return ", ".join(clauses).capitalize() + "."


def _clause(dice: Random, length: int) -> str:
    return " ".join(dice.choices(_WORDS, cum_weights=_WEIGHTS, k=length))
