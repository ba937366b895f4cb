// The reports side by side: one event at a time. Without this file, the list of events leads to each of them.
(() => {
  "use strict";

  const pick = document.getElementById("event-filter");
  if (!pick) return;
  const events = [...document.querySelectorAll(".sb-event")];
  const show = () => {
    const chosen = pick.value;
    if (chosen && !chosen.startsWith("#")) {
      location.assign(chosen);
      return;
    }
    for (const event of events) event.hidden = chosen !== "" && `#${event.id}` !== chosen;
  };
  pick.addEventListener("change", show);
  // A link to a row of a hidden event shows all events again.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest(".sb-event[hidden]")) {
      pick.value = "";
      show();
      target.scrollIntoView();
    }
  });
  pick.closest("label").hidden = false;
  show();
})();
