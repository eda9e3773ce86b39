// Before the first paint, so that a dark console never flashes white.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("idp-console.appearance");
  } catch (ignored) {
    // Storage may be switched off; the system's choice applies then.
  }
  var system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.appearance =
    chosen === "dark" || chosen === "light" ? chosen : system;
})();
