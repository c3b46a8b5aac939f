"""What is told of plain words without a parser is what the parser says of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup.parser import finish, parser
from generator.markup.plain import plain_paragraphs

PARSER = parser()

_PIECES = [
    *"ab C9_~%<&[]*`\\!#>-+=|:;.,()'\"“$^{}@/\n \t\r\x00\x0b\u00a0\u2028\u3000é日",
    "\n\n", "1. ", "- ", "# ", "http://a.org/x_y", "https:", "www.b.io", "&amp;", "<b>", "~~",
    "%%", "[[x]]", "snake_case", "40%", "p < 0.05", "A & B", "a_", "_b", "2.33times", "$x^2$",
    "word", " word", "\n\nNext ", "---", "===", "```", "![", "<!--", "x@y.org", "<http://a.b>",
]  # fmt: skip

texts = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join) | st.text(max_size=40)


@given(texts)
@settings(max_examples=400)
def test_plain_words_get_the_tokens_that_the_parser_gives_them(text):
    env = {"repair": True, "resolve": None}
    tokens = plain_paragraphs(text)
    if tokens is not None:
        finish(tokens, env)
        assert tokens == PARSER.parse(text, env)


def test_ordinary_abstract_needs_no_parser():
    text = (
        "We reach 40% (p < 0.05) with snake_case & GPT-4o: see https://a.org/x.\n\nMore follows!"
    )

    assert plain_paragraphs(text) is not None
