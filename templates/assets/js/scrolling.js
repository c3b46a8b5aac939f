// Lets the keyboard reach a table or code that is too wide and scrolls: not every browser does by itself.
(function () {
  "use strict";
  for (const element of document.querySelectorAll(".prose :is(table, pre)")) {
    const observer = new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
    observer.observe(element);
  }
})();
