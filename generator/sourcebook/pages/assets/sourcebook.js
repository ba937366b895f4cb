// sourcebook: conveniences. Every page reads and works without this file.
(() => {
  "use strict";

  // Which layers a reader has switched off is kept in this browser alone.
  const KEY = "sourcebook.layers";
  const boxes = [...document.querySelectorAll(".sb-layers input[id^=layer-]")];
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

  // A search result opens at the sentence that holds most of what was searched for.
  const text = document.querySelector(".sb-text");
  if (text && new URLSearchParams(location.search).get("h") && !location.hash.startsWith("#s-")) {
    const find = () => {
      const words = new Map();
      for (const mark of text.querySelectorAll("mark[data-md-highlight]")) {
        const sentence = mark.closest(".sb-s");
        if (!words.has(sentence)) words.set(sentence, new Set());
        words.get(sentence).add(mark.textContent.toLowerCase());
      }
      words.delete(null);
      const best = [...words.keys()].reduce((a, b) => (a && words.get(a).size >= words.get(b).size ? a : b), null);
      if (best) best.scrollIntoView({ block: "center" });
    };
    let waiting = 0;
    const watch = new MutationObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 50);
    });
    watch.observe(text, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), 5000);
    find();
  }
})();
