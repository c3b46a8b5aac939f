// The search box before anyone searches: its keys, and loading everything else on first use.
(function () {
  "use strict";
  const form = document.querySelector("form[role=search]");
  const input = document.getElementById("search");
  if (!form || !input) return;

  const isEditable = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key !== "/" || !isPlain || isEditable(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    if (!input.value) {
      input.blur();
      return;
    }
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // Without a word to look for, the whole list can be filtered and sorted.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!input.value.trim()) start().then(() => form.dispatchEvent(new Event("browse")));
  });

  // Scripts load side by side and run in the order of these calls.
  function loadScript(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.async = false;
      script.onload = resolve;
      script.onerror = () => {
        script.remove();
        reject(new Error(url));
      };
      document.head.append(script);
    });
  }

  // Waits for the code but not for the index, so that the box can say that it is still loading.
  async function loadSearch() {
    const { searchEngine, searchCode, searchIndex } = form.dataset;
    const code = [loadScript(searchEngine), loadScript(searchCode)];
    const index = loadScript(searchIndex).catch(() => {});
    await Promise.all(code);
    return window.papershelfSearch.start(form, index);
  }

  let starting = null;
  function start() {
    starting ||= loadSearch().catch(() => {
      starting = null;
      const status = document.querySelector("[data-search-status]");
      status.textContent = "Search could not be loaded. Type again to retry.";
    });
    return starting;
  }
  input.addEventListener("focus", start);
  input.addEventListener("input", start);
  const params = new URLSearchParams(location.search);
  if (params.get("q")) input.value = params.get("q");
  if ([...params.keys()].length) start();
})();
