// Margin notes: a finding in the text opens its note when it is pointed at, focused or tapped. The notes themselves
// stand in the page, in the margin of their paragraph and below the text, and are read there without this file.
(() => {
  "use strict";

  const article = document.querySelector("article");
  const found = [...document.querySelectorAll(".sb-m[data-n]")];
  if (!article || !found.length) return;
  const LAYER = { role: "person", cue: "authenticity" };
  const WAIT = 180;
  const LINGER = 350;

  const kind = (mark) => /sb-m-([a-z]+)/.exec(mark.className)[1];
  const isOn = (mark) => {
    const box = document.getElementById(`layer-${LAYER[kind(mark)] || kind(mark)}`);
    return !box || box.checked;
  };
  // The note takes the place of the browser's own small window.
  for (const mark of document.querySelectorAll(".sb-m[title]")) {
    mark.dataset.says = mark.title;
    mark.removeAttribute("title");
  }

  const card = document.createElement("aside");
  card.className = "sb-card-note";
  card.id = "sb-note";
  card.hidden = true;
  card.setAttribute("aria-label", "Note");
  const close = Object.assign(document.createElement("button"), { type: "button", className: "sb-close", textContent: "Close" });
  const list = document.createElement("ul");
  card.append(close, list);
  article.append(card);

  let open = null;
  let pinned = false;
  let timer = 0;

  // A mark with what surrounds it, the innermost first.
  const chain = (mark) => {
    const made = [];
    for (let at = mark; at && at !== article; at = at.parentElement) if (at.dataset.n && isOn(at)) made.push(at);
    return made;
  };

  const wide = () => matchMedia("(min-width: 60em)").matches;
  const place = (mark) => {
    card.style.removeProperty("top");
    card.style.removeProperty("left");
    card.style.removeProperty("width");
    if (!wide()) {
      const hidden = mark.getBoundingClientRect().bottom - (innerHeight - card.offsetHeight - 12);
      if (hidden > 0) scrollBy(0, hidden);
      return;
    }
    const frame = article.getBoundingClientRect();
    const here = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const margin = mark.closest(".sb-row")?.querySelector(".sb-notes")?.getBoundingClientRect();
    const inMargin = margin && margin.width > 190 && margin.left > here.left;
    const width = inMargin ? Math.min(margin.width, 380) : 300;
    const left = inMargin ? margin.left : Math.min(here.left, frame.right - width - 8);
    card.style.width = `${width}px`;
    card.style.left = `${left - frame.left}px`;
    card.style.top = `${(inMargin ? here.top - 6 : here.bottom + 4) - frame.top}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (open) {
      open.classList.remove("sb-open");
      open.removeAttribute("aria-describedby");
    }
    card.hidden = true;
    open = null;
    pinned = false;
  };

  const show = (mark, keep) => {
    clearTimeout(timer);
    const marks = chain(mark);
    if (!marks.length) return;
    if (open && open !== marks[0]) hide();
    pinned = pinned || keep;
    if (open === marks[0]) return;
    open = marks[0];
    const seen = new Set(marks.map((each) => each.dataset.n));
    list.replaceChildren(...[...seen].flatMap((number) => {
      const note = document.getElementById(`n-${number}`);
      if (!note) return [];
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      copy.removeAttribute("data-finding");
      for (const button of copy.querySelectorAll("button")) button.remove();
      return [copy];
    }));
    open.classList.add("sb-open");
    card.hidden = false;
    open.setAttribute("aria-describedby", "sb-note");
    place(open);
  };

  const markAt = (target) => (target instanceof Element ? target.closest(".sb-m[data-n]") : null);

  // Pointing opens after a moment and goes on while the note itself is pointed at; a press keeps it open.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || pinned || !wide()) return;
    clearTimeout(timer);
    const mark = markAt(event.target);
    if (mark) timer = setTimeout(() => show(mark, false), open ? LINGER : WAIT);
    else if (open && !card.contains(event.target)) timer = setTimeout(hide, LINGER);
  });
  let touched = false;
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; }, true);
  document.addEventListener("click", (event) => {
    if (card.contains(event.target)) return;
    const mark = markAt(event.target);
    const link = event.target instanceof Element && event.target.closest("a");
    if (!mark || !chain(mark).length) {
      if (!link) hide();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || String(getSelection())) return;
    // A finger cannot point: the first tap on a name opens its note, whose link leads on.
    if (link && (!touched || (open === mark && pinned))) return;
    event.preventDefault();
    const again = open === chain(mark)[0] && pinned;
    hide();
    if (!again) show(mark, true);
  });
  close.addEventListener("click", () => leave());
  addEventListener("resize", () => { if (open) place(open); });

  // Keyboard: one stop of Tab beside the names, arrows go from finding to finding, Enter into the note, Escape back.
  let stop = null;
  const stopAt = (mark) => {
    if (mark.tagName === "A") return;
    if (stop && stop !== mark) for (const name of ["tabindex", "role", "aria-label"]) stop.removeAttribute(name);
    stop = mark;
    stop.tabIndex = 0;
    stop.setAttribute("role", "group");
    stop.setAttribute("aria-label", stop.dataset.says);
  };
  const first = found.find((mark) => mark.tagName !== "A" && isOn(mark));
  if (first) stopAt(first);
  const leave = () => {
    const mark = open;
    const inside = card.contains(document.activeElement);
    hide();
    if (!mark || !inside) return;
    mark.focus();
    // Its focus opened the note again.
    hide();
  };
  document.addEventListener("focusin", (event) => {
    const target = event.target;
    if (found.includes(target) && target.matches(":focus-visible")) show(target, false);
    else if (open && !card.contains(target) && !target.contains(open)) hide();
  });
  const go = (mark, by) => {
    for (let at = found.indexOf(mark) + by; at >= 0 && at < found.length; at += by) {
      if (!isOn(found[at]) || !found[at].getClientRects().length) continue;
      stopAt(found[at]);
      found[at].focus();
      return;
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (event.key === "Escape" && open) {
      leave();
      event.preventDefault();
      return;
    }
    if (!found.includes(here)) return;
    const enters = event.key === "ArrowDown" || (event.key === "Enter" && here.tagName !== "A");
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") go(here, event.key === "ArrowRight" ? 1 : -1);
    else if (enters) {
      show(here, true);
      (card.querySelector("a[href]") || close).focus();
    } else return;
    event.preventDefault();
  });
})();
