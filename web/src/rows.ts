// The Rows panel: a table, a value's repr, or the reason why there is none.

import { clone, make, slot } from "./dom";
import { whyEmpty } from "./empty";
import type { Column, Result, Value } from "./types";
import { cell, moreRows, numeric, shownRows } from "./words";

/** table draws rows; columns of numbers are set flush right, a text is a line of its own above the rows that follow. */
export function table(caption: string, columns: Column[], rows: (Value[] | string)[]): HTMLElement {
  const el = make("table", { caption });
  const number = columns.map((_c, i) => numeric(rows, i));
  const head = slot(el, "head");
  columns.forEach((column, i) => {
    const th = clone("head");
    th.textContent = column.name;
    th.title = column.type;
    if (number[i]) th.dataset.align = "end";
    head.append(th);
  });
  const empty = clone("cell");
  slot(el, "body").append(...rows.map((row) => {
    const tr = document.createElement("tr");
    if (typeof row === "string") {
      const th = tr.appendChild(document.createElement("th"));
      th.scope = "row";
      th.colSpan = columns.length || 1;
      th.textContent = row;
    } else tr.append(...row.map((value, i) => {
      const { text, kind } = cell(value);
      const td = empty.cloneNode(false) as HTMLElement;
      if (kind !== "text") td.dataset.kind = kind;
      if (number[i]) td.dataset.align = "end";
      td.textContent = text;
      return td;
    }));
    return tr;
  }));
  return el;
}

/** rows draws the panel for a result. */
export function rows(r: Result): HTMLElement[] {
  const shown = shownRows(r);
  if (shown) {
    const head = make("rows-head", { name: shown.label, type: shown.type, count: shown.from + moreRows(shown.rows.length, shown.rowCount) });
    if (shown.rowCount === 0) return [head, make("empty", { title: "No rows", text: whyEmpty(r, shown.query) })];
    return [head, table(shown.label, shown.columns, shown.rows)];
  }
  if (r.value) {
    return [
      make("rows-head", { name: r.value.name ?? "", type: r.value.type ?? "", count: "Last expression" }),
      make("repr", { text: r.value.repr }),
    ];
  }
  return [make("empty", { title: "No rows", text: "Rows appear here when the program reads some, or has a list or an object in a variable at its end." })];
}
