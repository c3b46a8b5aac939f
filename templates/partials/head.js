// Inlined in the head of every page, to run before the first paint: applies the theme that the reader
// chose and shows style sheets that scripts run. Without storage the theme follows the system.
(function (h) {
  h.classList.add("js");
  try {
    var t = localStorage.getItem("papershelf-theme");
    if (t === "light" || t === "dark") h.dataset.theme = t
  } catch (e) {}
})(document.documentElement)
