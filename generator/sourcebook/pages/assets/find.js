// Find: sentences by their words and by what was found in them. An index of words tells which of the small files with
// sentences are needed; what stands in too many sentences to be listed is looked for in the sentences themselves.
(() => {
  "use strict";

  const root = document.getElementById("find");
  if (!root) return;
  const form = root.querySelector("form");
  const status = root.querySelector("[role=status]");
  const list = root.querySelector("ol");
  const named = root.querySelector(".sb-find-people");
  const SHOWN = 25;
  // Files of words that one word may need; a beginning that needs more is common.
  const FILES = 4;
  const WORD = /[\p{L}\p{N}]+/gu;
  const LETTER = "[\\p{L}\\p{N}]";
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  let about = null;
  const parts = new Map();
  const terms = new Map();
  const take = ([name, number, value]) => {
    if (name === "index") about = value;
    else (name === "part" ? parts : terms).set(number, value);
  };
  const waiting = Array.isArray(self.sourcebookFind) ? self.sourcebookFind : [];
  waiting.forEach(take);
  self.sourcebookFind = { push: take };

  // The files stand in the folder of this page, whatever its address is.
  const here = location.href.split(/[?#]/)[0];
  const base = here.endsWith(".html") || here.endsWith("/") ? here : `${here}/`;
  const site = new URL("../", base);
  const loading = new Map();
  const load = (file) => {
    if (!loading.has(file)) {
      loading.set(file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(file, base).href;
        script.onload = () => { script.remove(); resolve(); };
        script.onerror = () => { script.remove(); loading.delete(file); reject(new Error(file)); };
        document.head.append(script);
      }));
    }
    return loading.get(file);
  };

  const remember = (query) => {
    const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
    try {
      history.replaceState(null, "", `${here}${kept.size ? `?${kept}` : ""}`);
    } catch {
      // A page from the file system has an address that stays as it is.
    }
  };

  // What is asked: words, some of them in a row, and facets; each with how it is looked up and how it is told.
  const ask = () => {
    const query = Object.fromEntries(new FormData(form));
    const said = plain(query.words || "").replace(/[“”„«»]/g, '"');
    const rows = [...said.matchAll(/"([^"]+)"/g)].map((m) => m[1].match(WORD) || []).filter((words) => words.length);
    const words = said.match(WORD) || [];
    const loose = new Set(said.replace(/"[^"]*"/g, " ").match(WORD) || []);
    const person = plain(query.person || "").match(WORD) || [];
    const lookups = [
      ...words.filter((word) => word.length > 1 || /\p{N}/u.test(word)).map((word) => [word, word.length > 2 && loose.has(word)]),
      ...person.filter((word) => word.length > 1).map((word) => [`@${word}`, word.length > 2]),
      ...[["#", query.kind && String(Object.keys(about.kinds).indexOf(query.kind))], ["!", query.stance], ["~", query.outlet]]
        .filter(([, value]) => value).map(([sign, value]) => [sign + value, false]),
    ];
    // From the beginning of a word on; two letters or one stand alone, and so do the words in quotation marks.
    const tests = [
      ...[...loose].map((word) => `(?<!${LETTER})${word}${word.length > 2 ? "" : `(?!${LETTER})`}`),
      ...rows.map((row) => `(?<!${LETTER})${row.join("[^\\p{L}\\p{N}]+")}(?!${LETTER})`),
    ].map((test) => new RegExp(test, "u"));
    return { query, lookups, tests, person: person.map((word) => new RegExp(`(?<!${LETTER})${word}`, "u")), words: [...words, ...person] };
  };

  // The numbers of the sentences that hold a term, or a word with this beginning; null where they are too many.
  const numbers = async (term, begins) => {
    const starts = about.terms;
    let first = 0;
    for (let low = 0, high = starts.length; low < high;) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle + 1;
      else high = middle;
      first = Math.max(0, low - 1);
    }
    let last = first;
    while (begins && last + 1 < starts.length && starts[last + 1].startsWith(term)) last += 1;
    if (last - first >= FILES) return null;
    const files = [];
    for (let number = first + 1; number <= last + 1; number++) files.push(number);
    await Promise.all(files.map((number) => load(`terms-${number}.js`)));
    const found = new Set();
    for (const number of files) {
      const shard = terms.get(number) || {};
      const matching = begins ? Object.keys(shard).filter((key) => key.startsWith(term)) : Object.hasOwn(shard, term) ? [term] : [];
      for (const key of matching) {
        // One sentence stands as its number alone, several as a list; an empty list is of too many.
        const steps = [shard[key]].flat();
        if (!steps.length) return null;
        let at = 0;
        for (const step of steps) found.add(at += step);
      }
    }
    return found;
  };

  const candidates = async ({ query, lookups }) => {
    const sets = (await Promise.all(lookups.map(([term, begins]) => numbers(term, begins)))).filter(Boolean);
    sets.sort((a, b) => a.size - b.size);
    if (!sets.length) return null;
    const [fewest, ...others] = sets;
    return [...fewest].filter((number) => others.every((set) => set.has(number))).sort((a, b) => a - b);
  };

  const isDated = (query, day) => (!query.from || (day && day >= query.from.slice(0, day.length)))
    && (!query.until || (day && day <= `${query.until}~`));
  const fits = ({ query, tests, person }, part, [article, , text, findings, who]) => {
    const [, outlet, day] = part.articles[article];
    const kind = query.kind ? Object.keys(about.kinds).indexOf(query.kind) : -1;
    if (!isDated(query, day) || (query.outlet && outlet !== query.outlet)) return false;
    if (kind >= 0 && !findings.some(([type]) => type === kind)) return false;
    if (query.stance && !findings.some(([, , stance]) => stance === query.stance)) return false;
    if (person.length && !who.some((at) => person.every((word) => word.test(plain(part.people[at]))))) return false;
    const all = plain([text, ...findings.map(([, says]) => says)].join(" · "));
    return tests.every((test) => test.test(all));
  };

  const element = (tag, name, text) => Object.assign(document.createElement(tag), { className: name, textContent: text });
  // The words that were asked for are marked; letters that fold to several are told whole.
  const marked = (text, words) => {
    const link = document.createElement("a");
    const long = words.filter((word) => word.length > 1 || /\p{N}/u.test(word));
    let last = 0;
    for (const found of long.length ? text.matchAll(/[\p{L}\p{N}\p{M}]+/gu) : []) {
      const told = plain(found[0]);
      if (!long.some((word) => (word.length > 2 ? told.startsWith(word) : told === word))) continue;
      link.append(text.slice(last, found.index), element("mark", "", found[0]));
      last = found.index + found[0].length;
    }
    link.append(text.slice(last));
    return link;
  };
  const show = (asked, part, [article, anchor, text, findings]) => {
    const [title, outlet, day, address] = part.articles[article];
    const item = document.createElement("li");
    const link = marked(text, asked.words);
    link.href = new URL(address, site).href + (anchor ? `#${anchor}` : "");
    item.append(link);
    const { kind, stance } = asked.query;
    const kinds = Object.keys(about.kinds);
    const chosen = findings.filter(([type, , each]) => (!kind || kinds[type] === kind) && (!stance || each === stance));
    if (chosen.length) {
      const chips = element("span", "sb-chips", "");
      for (const [type, says, each] of chosen) {
        const chip = element("span", `sb-chip sb-n-${kinds[type]}`, "");
        chip.append(element("span", "sb-kind", about.kinds[kinds[type]]), ` ${says}`);
        if (each) chip.append(" ", element("span", `sb-stance sb-stance-${each}`, about.stances[each]));
        chips.append(chip);
      }
      item.append(chips);
    }
    item.append(element("span", "sb-cite", [outlet, title, day].filter(Boolean).join(" · ")));
    return item;
  };

  const suggest = ({ words }) => {
    const asked = words.filter((word) => word.length > 2);
    const found = asked.length ? about.people.filter(([name]) => asked.every((word) => plain(name).includes(word))).slice(0, 5) : [];
    named.hidden = !found.length;
    named.replaceChildren("People: ", ...found.flatMap(([name, address], at) => {
      const link = Object.assign(document.createElement("a"), { href: new URL(address, site).href, textContent: name });
      return at ? [", ", link] : [link];
    }));
  };

  // Counts up: an answer to an older question is dropped.
  let turn = 0;
  const search = async (most = SHOWN) => {
    const mine = ++turn;
    const asked = ask();
    remember(asked.query);
    suggest(asked);
    const from = await candidates(asked);
    if (mine !== turn) return;
    const total = from ? from.length : about.days.length * about.size;
    const found = [];
    let at = 0;
    let count = 0;
    for (let number = 0; at < total; at++) {
      number = from ? from[at] : at;
      const nth = Math.floor(number / about.size) + 1;
      if (!isDated(asked.query, about.days[nth - 1]) && isOutside(asked.query, nth)) continue;
      if (!parts.has(nth)) {
        if (count > most) break;
        // What is found is shown while more is loaded.
        if (found.length) list.replaceChildren(...found);
        await load(`part-${nth}.js`);
        if (mine !== turn) return;
      }
      const part = parts.get(nth);
      const row = part.rows[number % about.size];
      // Not each number is that of a sentence.
      if (!row || !fits(asked, part, row)) continue;
      if (++count <= most) found.push(show(asked, part, row));
    }
    list.replaceChildren(...found);
    const more = count > most;
    const known = at >= total ? String(count) : from ? `At most ${total}` : `More than ${count - 1}`;
    status.textContent = `${known} ${known === "1" ? "sentence" : "sentences"}${more ? `, the first ${most} are shown` : ""}`;
    if (more) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Show more" });
      button.addEventListener("click", () => search(most + 2 * SHOWN));
      status.append(" ", button);
    }
  };
  // A part begins with one day and ends at most with that of the next; those without a date are at the end.
  const isOutside = (query, nth) => {
    const [day, next] = [about.days[nth - 1], about.days[nth]];
    if (!day || !next) return Boolean(!day);
    return (query.until && day > `${query.until}~`) || (query.from && next < query.from.slice(0, next.length));
  };

  const begin = async () => {
    await load("index.js");
    const options = about.people.map(([name]) => Object.assign(document.createElement("option"), { value: name }));
    root.querySelector("datalist").append(...options);
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    await search();
  };
  let pause = 0;
  const failed = () => { status.textContent = "The sentences could not be loaded."; };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => search().catch(failed), 120);
  });
  begin().catch(failed);
})();
