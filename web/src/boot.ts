// Runs before the first paint: says that scripts work, and sets the theme
// that the reader chose. It is a file and not inline, so that a strict
// Content-Security-Policy needs no exception for it.

import { THEME_KEY } from "./theme";

(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let theme = new URLSearchParams(location.search).get("theme");
  if (theme === null && !root.classList.contains("embedded")) {
    try {
      theme = localStorage.getItem(THEME_KEY);
    } catch {
      theme = null;
    }
  }
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
})();
