// Tables: sort by a column, filter by words, download what is shown. Without this file they are plain tables.
(() => {
  "use strict";

  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = (cell) => (cell ? cell.textContent.replace(/\s+/g, " ").trim() : "");
  const make = (name, options) => Object.assign(document.createElement(name), options);

  const value = (cell, numeric) => {
    const text = words(cell);
    if (!numeric) return plain(text);
    const found = text.replace(/(\d),(?=\d)/g, "$1").match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : Infinity;
  };

  // A cell that a spreadsheet would take for a formula begins with an apostrophe.
  const quoted = (text) => `"${(/^'*[=+\-@\t＝＋－＠]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`;

  const enhance = (tools) => {
    const table = tools.parentElement.querySelector("table.sb-sortable");
    if (!table) return;
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map(words);
    const wide = matchMedia("(min-width: 45em)").matches;
    const rows = [...body.rows].map((row) => ({ row, text: plain(row.textContent) }));

    const count = make("span", { className: "sb-count" });
    count.setAttribute("role", "status");
    const shown = () => rows.filter(({ row }) => !row.hidden);
    const tell = () => {
      const number = shown().length;
      count.textContent = number === rows.length ? `${rows.length} rows` : `${number} of ${rows.length} rows`;
    };

    const field = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const filter = make("label", { textContent: "Filter " });
    filter.append(field);
    field.addEventListener("input", () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      for (const { row, text } of rows) row.hidden = !wanted.every((word) => text.includes(word));
      tell();
    });

    let sorted = -1;
    let down = false;
    const sort = (column, downwards) => {
      sorted = column;
      down = downwards;
      const numeric = heads[column].classList.contains("sb-num");
      const keyed = rows.map((entry, at) => ({ entry, at, key: value(entry.row.cells[column], numeric) }));
      keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at) * (down && a.key !== b.key ? -1 : 1));
      body.append(...keyed.map(({ entry }) => entry.row));
      heads.forEach((head, at) => {
        if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      choice.value = String(column);
    };

    // On a phone the headings are not seen: the column is chosen from a list.
    const choice = make("select", {});
    choice.append(make("option", { value: "-1", textContent: "as listed", disabled: true, selected: true }));
    const order = make("label", { className: "sb-order", textContent: "Sort by " });
    order.append(choice);
    choice.addEventListener("change", () => sort(Number(choice.value), heads[choice.value].classList.contains("sb-num")));
    heads.forEach((head, at) => {
      choice.append(make("option", { value: String(at), textContent: names[at] }));
      // A button that is not seen is no stop for the keyboard either.
      if (!wide) return;
      const button = make("button", { type: "button", className: "sb-sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const first = head.classList.contains("sb-num");
        sort(at, sorted === at ? !down : first);
      });
    });

    const save = make("button", { type: "button", className: "sb-save", textContent: "Download as CSV" });
    save.addEventListener("click", () => {
      const lines = [[...names, "Link"].map(quoted).join(",")];
      for (const row of [...body.rows].filter((row) => !row.hidden)) {
        const link = row.querySelector("a[href*='#']") || row.querySelector("a[href]");
        lines.push([...[...row.cells].map(words), link ? link.href : ""].map(quoted).join(","));
      }
      const file = new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" });
      const address = URL.createObjectURL(file);
      const page = plain(document.querySelector("h1")?.textContent || "table").replace(/[^a-z0-9]+/g, "-");
      make("a", { href: address, download: `${page.replace(/^-|-$/g, "") || "table"}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    });

    tools.append(filter, order, count, save);
    tell();
  };

  for (const tools of document.querySelectorAll(".sb-tools")) enhance(tools);
})();
