"""Text without a footer: the beginning of a paper that was cut off, or a scrap of the page.

Load more papers          a button
Share feedback

No papers found           an empty result
Try another search

Half a Cup                a paper whose end was not saved
We drink the first half of
"""

import re

from generator.importers.daily_papers.block import Block

_LONG = 200
"""Characters of an abstract below a title that a button may have too."""
_LEAST_WHOLE = 80
"""Characters of an abstract that ends with a sentence."""
_ARXIV_NUMBER = re.compile("arxiv: ?[0-9]", re.IGNORECASE)
_LEAST_WORDS = 5
"""Of a sentence; what buttons and links say is shorter."""
_LEAST_LETTERS = 15
"""Of a sentence in a script without blanks between words."""
_NOTHING_FOUND = re.compile(
    r"""
    (?: no \s+ (?: \w+ \s+ )? (?: papers? | results? ) \b | 0 \s+ (?: papers | results )
      | nothing \s+ found | there \s+ are \s+ no \b | keine \b | aucun | sin \s+ resultados
      | nenhum | nessun | geen \b | try \s+ another \s+ search | check \s+ back \s+ later )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OF_PAGE = re.compile(
    r"""
    (?: (?:load|show|see|view) \s+ more | back \s+ to \s+ top | (?: share | send | give ) \s+ feedback
      | feedback $ | subscribe (?: \s+ (?:to|now) \b .* )? $ | we \s+ use \s+ cookies | this \s+ (?:site|website) \s+ uses
      | accept \s+ (?:all|cookies) | cookie \s+ (?:settings|policy|preferences)
      | sign \s+ up \b | log \s+ in \b | just \s+ a \s+ moment
      | (?: 404 | 429 | 500 | 502 | 503 ) (?: \W+ (?: error | not | page | bad | too ) \b .* )? $ | sorry,? \s+ we | rate \s+ limit
      | previous (?: \s+ [0-9.…]+ )+ | page \s+ [0-9]+ (?: \s+ (?:of|/) \s+ [0-9]+ )? $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_cut_paper(block: Block, least: int = 0) -> bool:
    """Whether the text of a block without a footer begins a paper.

    A title alone is no proof: buttons look the same. `least` is how long the abstract
    must be where the dump has no whole paper.
    """
    paragraphs = [
        " ".join(token.text for token in paragraph) for paragraph in block.abstract
    ]
    length = sum(len(paragraph) for paragraph in paragraphs)
    title = block.title[0].text
    if _ARXIV_NUMBER.match(title):
        return False
    if _NOTHING_FOUND.match(title) or is_page_text(title):
        least = max(least, _LONG)
    # A cut abstract ends in the midst of a sentence; a short text that is whole is a note.
    is_broken = bool(paragraphs) and paragraphs[-1][-1] not in ".!?。！？"
    is_enough = is_broken or length >= _LEAST_WHOLE
    return is_enough and length >= least and any(map(_may_be_sentence, paragraphs))


def _may_be_sentence(text: str) -> bool:
    words = text.split()
    has_blanks = text.isascii() or len(text) < _LEAST_LETTERS * len(words)
    return len(words) >= _LEAST_WORDS if has_blanks else len(text) >= _LEAST_LETTERS


def says_nothing_found(block: Block) -> bool:
    """Whether the page says that there are no papers."""
    return any(_NOTHING_FOUND.match(token.text) for token in block.text)


def is_page_text(text: str) -> bool:
    """Whether a line begins like buttons, banners and errors of a web page."""
    return bool(_OF_PAGE.match(text))
