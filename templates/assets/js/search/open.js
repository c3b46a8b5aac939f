// The search box before anyone searches: keys, and the loading of all the rest on first use.
(function () {
  "use strict";
  const form = document.querySelector("form[role=search]");
  const input = document.getElementById("search");
  if (!form || !input) return;

  const isEditable = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === "/" && isPlain && !isEditable(event.target)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    if (input.value) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      input.blur();
    }
  });
  // Without a word to look for, the whole list is there to be filtered and sorted.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!input.value.trim()) start().then(() => form.dispatchEvent(new Event("browse")));
  });

  // Scripts are fetched side by side and run in the order of these calls.
  function script(url) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = url;
      element.async = false;
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(url));
      };
      document.head.append(element);
    });
  }

  // The box works while the index is still on its way, so that it can say so.
  const opened = (code, index) => Promise.all(code).then(() => window.papershelfSearch.start(form, index));

  let started = null;
  function start() {
    const { searchEngine, searchCode, searchIndex } = form.dataset;
    started ||= opened([script(searchEngine), script(searchCode)], script(searchIndex).catch(() => {}))
      .catch(() => {
        started = null;
        document.querySelector("[data-search-status]").textContent = "Search could not be loaded. Type again to retry.";
      });
    return started;
  }
  input.addEventListener("focus", start);
  input.addEventListener("input", start);
  const asked = new URLSearchParams(location.search);
  if (asked.get("q")) input.value = asked.get("q");
  if ([...asked.keys()].length) start();
})();
