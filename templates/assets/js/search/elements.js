// Creates elements. Text always goes in as text nodes, never as HTML.
(function (search) {
  "use strict";
  search.createElement = function (name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  search.createButton = function (text, action) {
    const button = search.createElement("button", "search-more", text);
    button.type = "button";
    button.addEventListener("click", action);
    return button;
  };
})(window.papershelfSearch = window.papershelfSearch || {});
