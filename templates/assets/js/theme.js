// The theme switch: automatic, dark, light, and round again. The small script in the head applies a
// stored choice before the first paint; this one changes and stores it.
(function () {
  "use strict";
  const KEY = "papershelf-theme";
  const NEXT = { auto: "dark", dark: "light", light: "auto" };
  const PRESSED = { auto: "mixed", dark: "true", light: "false" };
  const LABELS = { auto: "as in the system", dark: "dark", light: "light" };
  const root = document.documentElement;
  const buttons = document.querySelectorAll("[data-theme-toggle]");

  const currentTheme = () => root.dataset.theme || "auto";

  function storeTheme(theme) {
    try {
      if (theme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      // Without storage the choice holds for this page.
    }
  }

  function applyTheme(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    buttons.forEach(describeTheme);
  }

  function describeTheme(button) {
    button.setAttribute("aria-pressed", PRESSED[currentTheme()]);
    button.title = "Theme: " + LABELS[currentTheme()];
  }

  buttons.forEach((button) => {
    describeTheme(button);
    button.addEventListener("click", () => {
      const theme = NEXT[currentTheme()];
      applyTheme(theme);
      storeTheme(theme);
    });
  });

  // Other open pages of the site follow.
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) applyTheme(event.newValue || "auto");
  });
})();
