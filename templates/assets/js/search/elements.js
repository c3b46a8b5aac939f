// Creates elements; `open.js` creates buttons. Text always goes in as text nodes, never as HTML.
(function (search) {
  "use strict";
  search.createElement = function (name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null));
    return element;
  };
})(window.papershelfSearch = window.papershelfSearch || {});
