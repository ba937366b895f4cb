// sourcebook: conveniences. Every page reads and works without this file.
(() => {
  "use strict";

  // Which layers a reader has switched off is kept in this browser alone.
  const KEY = "sourcebook.layers";
  const boxes = [...document.querySelectorAll(".sb-layers input")];
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  };
  const off = new Set(read());
  for (const box of boxes) {
    box.checked = !off.has(box.id);
    box.addEventListener("change", () => {
      if (box.checked) off.delete(box.id);
      else off.add(box.id);
      try {
        localStorage.setItem(KEY, JSON.stringify([...off]));
      } catch {
        // A browser that keeps nothing still switches layers.
      }
    });
  }

  // A click on a sentence's pin goes to the sentence and copies its address.
  document.addEventListener("click", (event) => {
    const pin = event.target instanceof Element && event.target.closest(".sb-pin");
    if (!pin || !navigator.clipboard) return;
    navigator.clipboard.writeText(pin.href).then(() => {
      pin.classList.add("sb-copied");
      setTimeout(() => pin.classList.remove("sb-copied"), 1500);
    }, () => {});
  });

  // A search result opens at the first sentence that holds what was searched for.
  const searched = new URLSearchParams(location.search).has("h");
  if (searched && !location.hash.startsWith("#s-")) {
    const find = () => {
      const mark = document.querySelector(".sb-s mark[data-md-highlight]");
      if (mark) mark.closest(".sb-s").scrollIntoView({ block: "center" });
      return Boolean(mark);
    };
    if (!find()) {
      const text = document.querySelector(".sb-text");
      if (text) {
        const watch = new MutationObserver(() => find() && watch.disconnect());
        watch.observe(text, { childList: true, subtree: true });
        setTimeout(() => watch.disconnect(), 5000);
      }
    }
  }
})();
