// The theme's search leads on to the page Find, which knows every sentence: for filters, for large sites whose articles
// the theme's index leaves out, and for pages opened from a file system, where the theme cannot load its index.
(() => {
  "use strict";

  const script = document.currentScript;
  const input = document.querySelector(".md-search__input");
  const results = document.querySelector(".md-search-result");
  if (!script || !input || !results) return;
  const find = new URL("../find/index.html", script.src);
  const link = document.createElement("a");
  link.className = "sb-search-all";
  link.hidden = true;
  results.before(link);
  const follow = () => {
    const words = input.value.trim();
    find.search = words ? `?${new URLSearchParams({ words })}` : "";
    link.href = find.href;
    link.hidden = !words;
    link.textContent = `Find “${words}” in every sentence, with filters`;
  };
  input.addEventListener("input", follow);
  input.addEventListener("focus", follow);
  // Enter opens the theme's best result; where it has none, it asks Find.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || link.hidden || results.querySelector(".md-search-result__item")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    location.assign(link.href);
  }, true);
})();
