// Lets the keyboard reach a table that is too wide and scrolls: not every browser does by itself.
(function () {
  "use strict";
  for (const table of document.querySelectorAll(".prose table")) {
    const observer = new ResizeObserver(() => {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    });
    observer.observe(table);
  }
})();
