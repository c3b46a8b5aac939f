// A table that is too wide scrolls by itself; not every browser lets the keyboard reach it unasked.
(function () {
  "use strict";
  document.querySelectorAll(".prose table").forEach(function (table) {
    new ResizeObserver(function () {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }).observe(table);
  });
})();
