// Reading an article: citations are copied at a press, and a name leads to where else it stands.
(() => {
  "use strict";

  // A browser that cannot copy has no buttons for it.
  for (const text of navigator.clipboard ? document.querySelectorAll(".sb-copied-from") : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sb-copy";
    button.textContent = "Copy";
    const said = text.textContent;
    const label = text.previousElementSibling.textContent;
    button.setAttribute("aria-label", `Copy ${label}`);
    button.addEventListener("click", () => navigator.clipboard.writeText(said).then(() => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    }, () => {}));
    if (text.tagName === "PRE") text.before(button);
    else text.append(" ", button);
  }

  // What was left out stands below the text; the switch puts each part back at its place, marked with its reason.
  const parts = [...document.querySelectorAll("#left-out dl > [data-place]")];
  const box = document.getElementById("show-left-out");
  if (box && parts.length) {
    const list = parts[0].parentElement;
    const rows = [...document.querySelectorAll("#text > .sb-row:not(.sb-row-title)")];
    const say = document.createElement("p");
    say.textContent = "Shown in the text, at their places.";
    say.hidden = true;
    list.before(say);
    const put = () => {
      const ends = new Map();
      for (const part of parts) {
        if (!box.checked) {
          list.append(part);
          continue;
        }
        let place = part.sbPlace;
        if (!place) {
          place = part.sbPlace = document.createElement("dl");
          place.className = "sb-restored";
        }
        place.append(part);
        const at = Number(part.dataset.place);
        const before = ends.get(at) || rows[at - 1];
        if (before) before.after(place);
        else rows[0] ? rows[0].before(place) : document.getElementById("text").append(place);
        ends.set(at, place);
      }
      if (!box.checked) for (const place of document.querySelectorAll(".sb-restored")) place.remove();
      say.hidden = !box.checked;
    };
    box.checked = false;
    box.addEventListener("change", put);
    box.closest("label").hidden = false;
  }

  // On a name, "[" and "]" go to where it stands before and after; at the ends, to the reports before and after.
  const names = [...document.querySelectorAll(".sb-text a.sb-m-person")];
  document.addEventListener("keydown", (event) => {
    const back = event.key === "[";
    if ((!back && event.key !== "]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (!here || !names.includes(here)) return;
    const same = names.filter((name) => name.href === here.href);
    const next = same[same.indexOf(here) + (back ? -1 : 1)];
    if (next) {
      next.focus();
      return;
    }
    const listed = [...document.querySelectorAll(".sb-card-person li")].find((li) => li.querySelector("a")?.href === here.href);
    const trail = listed && listed.querySelector(`a[rel="${back ? "prev" : "next"}"]`);
    if (trail) location.assign(trail.href);
  });
})();
