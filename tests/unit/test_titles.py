"""When two titles are one, and when they are not."""

import pytest

from generator.core.titles import title_key, without_entities


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Text\u2011to\u2011Image : A Survey", "text-to-image: a survey"),
        ("Lan\u00adterns at Night", "Lanterns at Night"),
        ("Lan\u200bterns at\u2060 Night", "Lanterns at Night"),
        ("\u200eLanterns\ufe0f", "Lanterns"),
        ("e\u00ad\u0301tude", "\u00e9tude"),
        ("Salt &amp; Light", "Salt & Light"),
        ("Salt &amp;amp; Light", "Salt & Light"),
        ("Near &lt; Far", "Near < Far"),
        ("The Keeper&#39;s Log", "The Keeper\u2019s Log"),
        ("The Keeper&#x27;s&nbsp;Log", "The Keeper's Log"),
        ("The Keeper\u00b4s Log", "The Keeper's Log"),
        ("Lan&shy;terns", "Lanterns"),
        ("Lantern\u2212One", "Lantern-One"),
        ("Lantern\u2014One", "Lantern-One"),
        ("Light 2\u00d7 Brighter", "Light 2x Brighter"),
        (r"$\pi$-Lanterns", "\u03c0-Lanterns"),
        ("Lantern^2", "Lantern\u00b2"),
        ("\u00bd of a Lantern", "1/2 of a Lantern"),
        ("``Lanterns'' at Night", "\u201cLanterns\u201d at Night"),
        ("Schro\u0308dinger's S\u00f8ren", "Schrodinger's Soren"),
        ("Erd\u0151s and \u0141uk", "Erdos and Luk"),
        ("\U0001d4db of Light", "L of Light"),
    ],
)
def test_spellings_of_one_title_have_one_key(title, other):
    assert title_key(title) == title_key(other)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Lamps in C", "Lamps in C++"),
        ("Lamps in C", "Lamps in C#"),
        ("Lantern+", "Lantern"),
        ("A* for Lanterns", "A for Lanterns"),
        ("\u041aamp", "Kamp"),
        ("R&D of Lamps", "R of Lamps"),
        ("Lamps < 3", "Lamps > 3"),
        ("\u03b1-Lamp", "\u03b2-Lamp"),
        ("\u304b\u304c\u308a", "\u304b\u304b\u308a"),
        ("???", "!!!"),
    ],
)
def test_other_titles_have_other_keys(title, other):
    assert title_key(title) != title_key(other)


def test_title_of_nothing_that_is_seen_has_no_key():
    assert title_key("\u200b \u00ad") == ""
    assert title_key("C++") != ""


@pytest.mark.parametrize(
    "text", ["AT&T; here", "R&D", "&nosuchthing;", "&#0;", "&#xd800;"]
)
def test_what_is_no_entity_stays(text):
    assert without_entities(text) == text
