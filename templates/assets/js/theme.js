// The theme switch: automatic, dark, light, and round again. What was chosen is set before the
// first paint by the small script in the head; here it is changed and remembered.
(function () {
  "use strict";
  var KEY = "papershelf-theme";
  var NEXT = { auto: "dark", dark: "light", light: "auto" };
  var PRESSED = { auto: "mixed", dark: "true", light: "false" };
  var NAMES = { auto: "as the system has it", dark: "dark", light: "light" };
  var root = document.documentElement;

  function current() {
    return root.dataset.theme || "auto";
  }

  function remember(theme) {
    try {
      if (theme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch (refused) {
      // Without storage the choice holds for this page.
    }
  }

  function apply(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  function describe(button) {
    button.setAttribute("aria-pressed", PRESSED[current()]);
    button.title = "Theme: " + NAMES[current()];
  }

  document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
    describe(button);
    button.addEventListener("click", function () {
      var theme = NEXT[current()];
      apply(theme);
      remember(theme);
      describe(button);
    });
  });

  // Other open pages of the site follow.
  window.addEventListener("storage", function (event) {
    if (event.key !== KEY) return;
    apply(event.newValue || "auto");
    document.querySelectorAll("[data-theme-toggle]").forEach(describe);
  });
})();
