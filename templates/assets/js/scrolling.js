// Lets the keyboard reach what is too large for its place and scrolls: not every browser does by itself.
(function () {
  "use strict";
  for (const element of document.querySelectorAll(".prose :is(table, pre), .bibtex")) {
    const observer = new ResizeObserver(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      if (scrollWidth > clientWidth || scrollHeight > clientHeight) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    });
    observer.observe(element);
  }
})();
