// The search box before anyone searches: its keys, and loading everything else on first use.
(function (search) {
  "use strict";
  const INPUT_METHOD_KEY = 229; // what older browsers say of a key that an input method takes
  const SLOW = 300; // ms
  const form = document.querySelector("form[role=search]");
  const input = document.getElementById("search");
  const status = document.querySelector("[data-search-status]");
  if (!form || !input) return;

  const isEditable = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  // Keys that choose among an input method's candidates, or do something with a modifier, are not ours.
  search.isPlainKey = ({ isComposing, keyCode, altKey, ctrlKey, metaKey }) =>
    !(isComposing || keyCode === INPUT_METHOD_KEY || altKey || ctrlKey || metaKey);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !search.isPlainKey(event) || isEditable(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !search.isPlainKey(event)) return;
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

  search.createButton = function (text, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "search-more";
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  };

  // From disk nothing needs the network.
  const isOffline = () => navigator.onLine === false && location.protocol !== "file:";

  // What was typed comes along in the address.
  function reload() {
    const address = new URL(location.href);
    const { searchParams } = address;
    if (input.value !== (searchParams.get("q") || "")) searchParams.set("q", input.value);
    try {
      history.replaceState(history.state, "", address);
    } catch { /* some browsers do not let a page from disk change its address */ }
    location.reload();
  }

  // What to say and to offer where a file does not come: a deploy gives new names to files, which only
  // a fresh page knows. The scripts that load later do the same.
  search.describeLoss = function (what, retry) {
    const lost = what + " could not be loaded";
    const buttons = [search.createButton("Try again", retry)];
    if (isOffline()) return { message: lost + ": you are offline.", buttons };
    buttons.push(search.createButton("Reload", reload));
    return { message: lost + ". The site was probably updated since you opened this page.", buttons };
  };

  function retry() {
    input.focus(); // the button goes
    start();
  }

  function showLoss() {
    const { message, buttons } = search.describeLoss("Search", retry);
    status.replaceChildren(message + " ", ...buttons);
  }

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
    const timer = setTimeout(() => { if (input.value.trim()) status.textContent = "Searching …"; }, SLOW);
    await Promise.all(code).finally(() => clearTimeout(timer));
    // Some hosts answer with a page where a script is gone.
    if (!window.lunr || !search.start) throw new Error(searchCode);
    return search.start(form, index);
  }

  // After a failure the next key tries again.
  let starting = null;
  function start() {
    starting ||= loadSearch().catch(() => {
      starting = null;
      showLoss();
    });
    return starting;
  }
  input.addEventListener("focus", start);
  input.addEventListener("input", start);
  const params = new URLSearchParams(location.search);
  if (params.get("q")) input.value = params.get("q");
  if ([...params.keys()].length) start();
})(window.papershelfSearch = window.papershelfSearch || {});
