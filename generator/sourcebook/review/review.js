// sourcebook: review in the browser. Served by `mkdocs serve` alone; the published site has none of it.
(async () => {
  "use strict";
  const items = [...document.querySelectorAll("[data-finding]")];
  const ask = async (path, body) => {
    const headers = { "X-Sourcebook": "review" };
    if (body) Object.assign(headers, { "Content-Type": "application/json", "X-Sourcebook-Token": session.token });
    const answer = await fetch(`/__sourcebook/${path}`, {
      method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), credentials: "omit",
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error || answer.statusText);
    return told;
  };
  let session = {};
  try {
    session = await ask("session");
  } catch {
    return;
  }

  const make = (tag, text, set = {}) => Object.assign(document.createElement(tag), { textContent: text || "" }, set);
  const status = make("p", "", { className: "sb-rv sb-rv-status" });
  status.setAttribute("role", "status");
  const style = make("style", `
.sb-rv-bar { display: inline-flex; gap: .3em; margin-inline-start: .5em; }
.sb-rv-bar button, .sb-rv-dialog button { border: 1px solid currentcolor; border-radius: .3em; padding: .1em .6em; font-size: .7rem; cursor: pointer; }
[data-finding]:focus { outline: 2px solid var(--md-accent-fg-color); outline-offset: 2px; }
.sb-rv-dialog label { display: block; margin: .4em 0; font-size: .75rem; }
.sb-rv-dialog input, .sb-rv-dialog select { border: 1px solid currentcolor; width: 100%; padding: .3em; font: inherit; }
.sb-rv-dialog { color: var(--md-default-fg-color); background: var(--md-default-bg-color); max-width: 32rem; width: 90vw; }
.sb-rv-status { position: fixed; inset-block-end: 0; inset-inline-start: 0; margin: 0; padding: .4em .8em; font-size: .75rem;
  color: var(--md-default-bg-color); background: var(--md-default-fg-color); z-index: 9; }
.sb-rv-status:empty { display: none; }`);
  document.head.append(style);
  document.body.append(status);

  const BY = "sourcebook.by";
  const known = () => { try { return localStorage.getItem(BY) || ""; } catch { return ""; } };
  const remember = (name) => { try { localStorage.setItem(BY, name); } catch { /* asked again next time */ } };

  // Asks for values in a dialog; resolves to null where it is closed.
  const form = (title, fields) => new Promise((resolve) => {
    const dialog = make("dialog", "", { className: "sb-rv sb-rv-dialog" });
    const body = make("form", "", { method: "dialog" });
    body.append(make("h2", title));
    for (const field of fields) {
      const label = make("label", field.label);
      let input;
      if (field.choices) {
        input = make("select");
        for (const choice of field.choices) input.append(make("option", choice, { value: choice }));
      } else {
        input = make("input", "", { type: "text", autocomplete: "off" });
      }
      input.name = field.name;
      input.value = field.value ?? "";
      input.required = Boolean(field.required);
      label.append(input);
      body.append(label);
    }
    body.append(make("button", "Write", { value: "ok" }), " ",
      make("button", "Cancel", { type: "button", onclick: () => dialog.close("") }));
    dialog.append(body);
    dialog.addEventListener("close", () => {
      const values = Object.fromEntries(new FormData(body));
      dialog.remove();
      resolve(dialog.returnValue === "ok" ? values : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    const first = body.querySelector("input, select");
    if (first) first.focus();
  });

  const who = async () => {
    if (!known()) {
      const given = await form("Who are you?", [{ name: "by", label: "Your name, written beside each correction", required: true }]);
      if (given && given.by.trim()) remember(given.by.trim());
    }
    return known();
  };

  const values = async (finding) => {
    const kind = finding.split(":")[0];
    const says = await ask("says", { finding });
    const fields = Object.entries(session.fields[kind]).filter(([name]) => name in says).map(([name, about]) => ({
      name, label: about.description ? `${name}: ${about.description}` : name, choices: about.enum, value: says[name],
    }));
    const given = await form("Correct", [...fields, { name: "reason", label: "Why", required: true }]);
    if (!given) return null;
    const set = {};
    for (const { name, value } of fields) {
      if (given[name] !== String(value ?? "")) {
        const numeric = [].concat(session.fields[kind][name].type).includes("number");
        set[name] = given[name] === "" ? null : numeric ? Number(given[name]) : given[name];
      }
    }
    return { set, reason: given.reason };
  };

  const act = async (item, action) => {
    try {
      const by = await who();
      if (!by) return;
      let more = {};
      const findings = item.dataset.finding.split(" ");
      if (action === "correct") more = await values(findings[0]);
      if (action === "merge") {
        const given = await form("Merge with", [{ name: "other", label: "Name of the same person elsewhere", required: true },
          { name: "reason", label: "Why", required: true }]);
        more = given;
      }
      if (!more) return;
      for (const finding of action === "confirm" || action === "reject" ? findings : findings.slice(0, 1)) {
        status.textContent = (await ask("decide", { finding, do: action, by, ...more })).done;
      }
      item.dataset.reviewed = action;
    } catch (error) {
      status.textContent = error.message;
    }
  };
  const undo = async () => {
    try {
      status.textContent = (await ask("undo", {})).done;
    } catch (error) {
      status.textContent = error.message;
    }
  };

  const KEYS = { c: "confirm", x: "reject", e: "correct", m: "merge" };
  for (const item of items) {
    item.tabIndex = 0;
    const bar = make("span", "", { className: "sb-rv sb-rv-bar" });
    for (const [key, action] of Object.entries(KEYS)) {
      if (action === "merge" && !/^(quote|source):/.test(item.dataset.finding)) continue;
      bar.append(make("button", action, { type: "button", title: `key ${key}`, onclick: () => act(item, action) }));
    }
    item.append(bar);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    const at = items.indexOf(event.target.closest("[data-finding]"));
    if (event.key === "u") undo();
    else if (event.key === "j" || event.key === "k") {
      const next = items[Math.max(0, Math.min(items.length - 1, at + (event.key === "j" ? 1 : -1)))];
      if (next) {
        next.closest("details")?.setAttribute("open", "");
        next.focus();
      }
    } else if (at >= 0 && KEYS[event.key]) act(items[at], KEYS[event.key]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.documentElement.dataset.review = "ready";
})();
