"use strict";
// Sorting and searching the page's tables, and the panel with the rows behind a number. Texts are only ever set as
// texts, never as markup: what an enterprise is called can do nothing here.
(() => {
  const byId = (id) => document.getElementById(id);
  const make = (tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const words = new Intl.Collator("zh-CN", { numeric: true });
  const say = (text) => { byId("said").textContent = text; };

  // Sorting: a heading becomes a button. Figures begin with the largest; cells without a figure stay at the end.
  const keyOf = (row, at, figures) => {
    const cell = row.cells[at];
    return figures ? parseFloat(cell.dataset.key ?? "NaN") : cell.textContent.trim();
  };
  const sort = (table, at, figures, down) => {
    const body = table.tBodies[table.tBodies.length - 1];
    const keyed = [...body.rows].map((row) => [keyOf(row, at, figures), row]);
    const empty = (key) => (figures ? Number.isNaN(key) : key === "");
    const way = down ? -1 : 1;
    keyed.sort(([one], [other]) =>
      empty(one) || empty(other)
        ? empty(one) - empty(other)
        : way * (figures ? one - other : words.compare(one, other)));
    body.append(...keyed.map(([, row]) => row));
  };
  const sortable = (table) => {
    if (!table.tHead.rows.length) return;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const name = head.textContent.trim();
      const figures = head.classList.contains("figure");
      const button = make("button", name);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : figures;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, at, figures, down);
        say(`已按${name}${down ? "从大到小" : "从小到大"}排列`);
      });
    });
  };

  // Searching: every word must be in the row.
  const filter = (rows, text, also = () => true) => {
    const wanted = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const content = row.textContent.toLowerCase();
      row.hidden = !(wanted.every((word) => content.includes(word)) && also(row));
      shown += row.hidden ? 0 : 1;
    }
    return shown;
  };

  const gaps = () => {
    if (!byId("gaps-text")) return;
    const lists = [...document.querySelectorAll("details.gaps")];
    const all = lists.reduce((sum, list) => sum + Number(list.dataset.number), 0);
    const search = () => {
      const text = byId("gaps-text").value;
      const unit = byId("gaps-unit").value;
      let found = 0;
      for (const list of lists) {
        const rows = list.querySelectorAll("tbody tr");
        const heads = [...list.querySelectorAll("thead th")];
        const at = heads.findIndex((head) => head.textContent.trim().startsWith("乡（办）"));
        const shown = filter(rows, text, (row) => !unit || row.cells[at].textContent.trim() === unit);
        list.querySelector(".tally b").textContent =
          text || unit ? `${shown} / ${list.dataset.number}` : list.dataset.number;
        if (text.trim()) list.open = shown > 0;
        found += shown;
      }
      byId("gaps-count").textContent = text || unit ? `找到 ${found} 条，共 ${all} 条。` : "";
    };
    byId("gaps-text").addEventListener("input", search);
    byId("gaps-unit").addEventListener("change", search);
    byId("gaps-open").addEventListener("click", () => lists.forEach((list) => { list.open = true; }));
    byId("gaps-shut").addEventListener("click", () => lists.forEach((list) => { list.open = false; }));
  };

  // The panel: "#rows/indicator/unit" names what it shows, so that a number can be sent as an address.
  const data = JSON.parse(byId("data")?.textContent ?? "{}");
  const panel = byId("rows");
  const GROUPS = [["1", "已达到"], ["0", "未达到"], ["-", "未纳入统计"]];

  const rowsOf = (indicator, unit) => {
    let left = 0;
    const found = { "1": [], "0": [], "-": [] };
    data.rows[indicator.grain].forEach(([name, uscc, at, sheet, line, employees, members, instructor], number) => {
      const state = indicator.states[number];
      const reason = state === "-" ? data.reasons[indicator.why[left++]] : "";
      const township = data.units[at];
      if (unit && township !== unit) return;
      const [file, page] = data.sheets[sheet] ?? ["", ""];
      const source = [file, page, line ? `第${line}行` : ""].filter(Boolean).join(" ");
      found[state].push({ name, uscc, township, employees, members, instructor, reason, source });
    });
    return found;
  };
  // A column: its heading, what it holds of a row, and whether that is a figure. Unknown is not zero.
  const told = (value) => (value === null || value === undefined || value === "" ? "不详" : String(value));
  const columnsOf = (grain, rows) => [
    [grain.name, (row) => row.name],
    ...(rows.some((row) => row.uscc) ? [["统一社会信用代码", (row) => row.uscc]] : []),
    ["乡（办）", (row) => row.township],
    ...(grain.measure === "家" ? [
      ["职工", (row) => told(row.employees), true],
      ["党员", (row) => told(row.members), true],
      ["指导员", (row) => told(row.instructor)],
    ] : []),
    ...(rows.some((row) => row.reason) ? [["原因", (row) => row.reason]] : []),
    ["来源", (row) => row.source],
  ];
  const CODE = "统一社会信用代码";
  const tableRow = (row, columns) => {
    const line = document.createElement("tr");
    for (const [heading, of, figures] of columns) {
      if (heading === CODE) continue;
      const cell = make(line.cells.length ? "td" : "th", of(row), figures ? "figure" : "");
      if (!line.cells.length) {
        cell.scope = "row";
        if (row.uscc) cell.append(" ", make("small", row.uscc));
      }
      if (figures && of(row) !== "不详") cell.dataset.key = of(row);
      line.append(cell);
    }
    return line;
  };
  let listed = { columns: [], rows: new Map() };
  const list = (title, grain, rows) => {
    const table = byId("rows-table");
    const columns = columnsOf(grain, rows);
    const line = document.createElement("tr");
    for (const [heading, , figures] of columns) {
      if (heading === CODE) continue;
      const head = make("th", heading, figures ? "figure" : "");
      head.scope = "col";
      line.append(head);
    }
    listed = { columns, rows: new Map(rows.map((row) => [tableRow(row, columns), row])) };
    table.caption.textContent = title;
    table.tHead.replaceChildren(line);
    table.tBodies[0].replaceChildren(...listed.rows.keys());
    sortable(table);
    search();
  };
  const search = () => {
    const rows = byId("rows-table").tBodies[0].rows;
    const shown = filter(rows, byId("rows-text").value);
    byId("rows-count").textContent = shown === rows.length ? `共 ${shown} 行` : `找到 ${shown} 行，共 ${rows.length} 行`;
  };
  // What is shown, in its order, as CSV; a text that a spreadsheet would take for a formula gets an apostrophe.
  const csv = () => {
    const quoted = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    const shown = [...byId("rows-table").tBodies[0].rows].filter((row) => !row.hidden).map((row) => listed.rows.get(row));
    const lines = [listed.columns.map(([heading]) => heading)];
    for (const row of shown) lines.push(listed.columns.map(([, of]) => of(row)));
    return lines.map((cells) => cells.map(quoted).join(",")).join("\r\n");
  };
  const copy = async () => {
    const text = csv();
    const number = text.split("\r\n").length - 1;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // A file that was opened from a folder may not be trusted with the clipboard.
      const area = make("textarea");
      area.value = text;
      panel.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      byId("rows-copy").focus();
      if (!done) { byId("rows-count").textContent = "浏览器不让复制"; return; }
    }
    byId("rows-count").textContent = `已复制 ${number} 行`;
  };
  const choices = (code, found, grain, title) => {
    const box = byId("rows-groups");
    box.replaceChildren(box.querySelector("legend"));
    const named = GROUPS.filter(([state]) => code !== "scope" || state !== "0")
      .map(([state, name]) => [state, code === "scope" && state === "1" ? "纳入统计" : name]);
    const first = (named.find(([state]) => state !== "1" && state !== "-" && found[state].length)
      ?? named.find(([state]) => found[state].length) ?? named[0])[0];
    for (const [state, name] of named) {
      const label = document.createElement("label");
      const radio = make("input");
      Object.assign(radio, { type: "radio", name: "rows-group", value: state, checked: state === first });
      radio.addEventListener("change", () => list(`${title}：${name}`, grain, found[state]));
      label.append(radio, make("span", `${name} ${found[state].length}`));
      box.append(label);
    }
    const name = named.find(([state]) => state === first)[1];
    list(`${title}：${name}`, grain, found[first]);
  };
  const open = (code, unit) => {
    const indicator = data.indicators[code];
    const grain = data.grains[indicator.grain];
    const found = rowsOf(indicator, unit);
    const [reached, rest] = [found["1"].length, found["0"].length];
    const title = `${unit || data.whole} ${indicator.name}`;
    const figures = code === "scope" ? `${reached} ${grain.measure}` : `${reached}/${reached + rest}`;
    byId("rows-title").textContent = `${title} ${figures}`;
    byId("rows-doc").textContent = `${indicator.doc}（${indicator.clause}）`;
    byId("rows-text").value = "";
    choices(code, found, grain, title);
    if (!panel.open) panel.showModal();
    byId("rows-title").focus();
  };
  // "#unit-3" is a unit's picture, "#gaps/kind/3" a list of gaps with that unit's alone.
  const show = (details) => {
    details.open = true;
    details.scrollIntoView();
    details.querySelector("summary").focus();
  };
  const follow = () => {
    const [kind, code, unit] = location.hash.split("/");
    if (kind === "#rows" && data.indicators[code]) {
      open(code, data.units[unit] ?? "");
      return;
    }
    if (panel.open) panel.close();
    const details = byId(kind === "#gaps" && code ? `gaps-${code}` : kind.slice(1));
    if (kind === "#gaps" && code && details) {
      byId("gaps-unit").value = data.pictures[unit];
      byId("gaps-unit").dispatchEvent(new Event("change"));
    }
    if (details?.localName === "details") show(details);
  };

  document.querySelectorAll("table.sortable").forEach(sortable);
  // On paper a heading is a text again: Chromium does not repeat headings that hold a button on each sheet.
  window.addEventListener("beforeprint", () => {
    for (const button of document.querySelectorAll("thead button")) button.replaceWith(...button.childNodes);
  });
  window.addEventListener("afterprint", () => document.querySelectorAll("table.sortable").forEach(sortable));
  if (!panel) return;
  gaps();
  byId("rows-text").addEventListener("input", search);
  byId("rows-copy").addEventListener("click", copy);
  byId("rows-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => {
    if (location.hash.startsWith("#rows")) history.replaceState(null, "", "#");
  });
  window.addEventListener("hashchange", follow);
  follow();
})();
