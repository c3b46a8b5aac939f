"""Words that are still being composed, keys of input methods, and questions without a word."""

COMPOSE = """(word) => {
  const box = document.querySelector("#search");
  box.focus();
  box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  box.value = word;
  box.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true, data: word }));
}"""
ARROW = """({ isComposing }) => {
  const key = new KeyboardEvent("keydown", { key: "ArrowDown", isComposing, bubbles: true, cancelable: true });
  return document.querySelector("#search").dispatchEvent(key);
}"""
RESULTS = "[data-search-result]"


def open_search(tab, shelf_url, text):
    page = tab()
    page.goto(shelf_url + "index.html")
    page.fill("#search", text)
    page.wait_for_selector(RESULTS)
    return page


def test_word_under_composition_is_answered(tab, shelf_url):
    page = open_search(tab, shelf_url, "paper")
    page.fill("#search", "")
    page.wait_for_selector(RESULTS, state="detached")

    page.evaluate(COMPOSE, "paper")

    page.wait_for_selector(RESULTS)


def test_key_of_an_input_method_stays_its_own(tab, shelf_url):
    page = open_search(tab, shelf_url, "paper")
    page.focus("#search")

    assert page.evaluate(ARROW, {"isComposing": True})
    assert page.evaluate("document.activeElement.id") == "search"
    assert not page.evaluate(ARROW, {"isComposing": False})


def test_question_without_a_word_finds_nothing(tab, shelf_url):
    page = open_search(tab, shelf_url, "paper")

    page.fill("#search", "🤗")

    page.wait_for_selector(RESULTS, state="detached")


def test_results_are_printed_without_their_controls(tab, shelf_url):
    page = open_search(tab, shelf_url, "paper")

    page.emulate_media(media="print")

    assert page.locator(RESULTS).first.is_visible()
    assert not page.locator(".search-controls").is_visible()


def test_no_page_asks_a_browser_to_load_another_ahead(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "index.html")

    assert page.locator("head link[rel=next], head link[rel=prev]").count() == 0
