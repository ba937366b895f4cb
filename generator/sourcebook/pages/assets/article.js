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
