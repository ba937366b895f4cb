// Find: filters over all findings. The files are loaded one after the other, and no more of them than are asked for.
(() => {
  "use strict";

  const root = document.getElementById("find");
  if (!root) return;
  const form = root.querySelector("form");
  const status = root.querySelector("[role=status]");
  const list = root.querySelector("ol");
  const PARTS = Number(root.dataset.parts);
  const SHOWN = 50;
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  let about = null;
  const parts = [];
  const take = ([name, number, value]) => {
    if (name === "index") about = value;
    else parts[number - 1] = value.map((row) => [...row, plain(row[3])]);
  };
  const waiting = Array.isArray(self.sourcebookFind) ? self.sourcebookFind : [];
  waiting.forEach(take);
  self.sourcebookFind = { push: take };

  const loading = new Map();
  const load = (file) => {
    if (!loading.has(file)) {
      loading.set(file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(file, base).href;
        script.onload = resolve;
        script.onerror = () => { loading.delete(file); reject(new Error(file)); };
        document.head.append(script);
      }));
    }
    return loading.get(file);
  };
  // The files stand in the folder of this page, whatever its address is.
  const here = location.href.split(/[?#]/)[0];
  const base = here.endsWith(".html") || here.endsWith("/") ? here : `${here}/`;
  const site = new URL("../", base);

  const asked = () => Object.fromEntries(new FormData(form));
  const remember = (query) => {
    const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
    try {
      history.replaceState(null, "", `${here}${kept.size ? `?${kept}` : ""}`);
    } catch {
      // A page from the file system has an address that stays as it is.
    }
  };

  const test = (query) => {
    const words = plain(query.words || "").split(/\s+/).filter(Boolean);
    const kind = query.kind ? Object.keys(about.kinds).indexOf(query.kind) : -1;
    const person = plain(query.person || "").trim();
    const people = new Set(about.people.flatMap((name, at) => (person && plain(name).includes(person) ? [at] : [])));
    const until = query.until ? `${query.until}~` : "";
    return ([article, , type, , stance, who, text]) => {
      const [title, outlet, day] = about.articles[article];
      return (kind < 0 || type === kind)
        && (!query.stance || stance === query.stance)
        && (!query.outlet || outlet === query.outlet)
        && (!query.from || (day && day >= query.from.slice(0, day.length)))
        && (!until || (day && day <= until))
        && (!person || who.some((at) => people.has(at)))
        && words.every((word) => text.includes(word) || plain(title).includes(word));
    };
  };

  const span = (name, text) => Object.assign(document.createElement("span"), { className: name, textContent: text });
  const show = ([article, anchor, type, text, stance]) => {
    const [title, outlet, day, address] = about.articles[article];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(address, site).href + (anchor ? `#${anchor}` : "");
    link.textContent = text;
    item.append(span("sb-kind", Object.values(about.kinds)[type]));
    if (stance) item.append(span(`sb-stance sb-stance-${stance}`, about.stances[stance]), " ");
    item.append(link, span("sb-cite", [outlet, title, day].filter(Boolean).join(" · ")));
    return item;
  };

  // Counts up: an answer to an older question is dropped.
  let turn = 0;
  const search = async (most = SHOWN) => {
    const mine = ++turn;
    const query = asked();
    remember(query);
    const fits = test(query);
    const found = [];
    let number = 0;
    for (; number < PARTS && found.length <= most; number++) {
      await load(`part-${number + 1}.js`);
      if (mine !== turn) return;
      for (const row of parts[number]) if (fits(row)) found.push(row);
    }
    list.replaceChildren(...found.slice(0, most).map(show));
    const more = found.length > most;
    const all = number === PARTS ? String(found.length) : `more than ${found.length}`;
    status.textContent = `${all} ${found.length === 1 ? "finding" : "findings"}${more ? `, the first ${most} are shown` : ""}`;
    if (more) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Show more" });
      button.addEventListener("click", () => search(most + SHOWN));
      status.append(" ", button);
    }
  };

  const begin = async () => {
    await load("index.js");
    const options = about.people.map((name) => Object.assign(document.createElement("option"), { value: name }));
    root.querySelector("datalist").append(...options.slice(0, 2000));
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    await search();
  };
  let pause = 0;
  const failed = () => { status.textContent = "The findings could not be loaded."; };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => search().catch(failed), 120);
  });
  begin().catch(failed);
})();
