// The Database panel: each table as the program left it.

import { make, slot } from "./dom";
import { table } from "./rows";
import { colour } from "./sql";
import type { Result } from "./types";
import { moreRows } from "./words";

export function database(r: Result): HTMLElement[] {
  if (r.tables.length === 0) {
    return [make("empty", { title: "No tables", text: "Django makes a table for each model of the program. This program has none." })];
  }
  return r.tables.map((t) => {
    const el = make("dbtable", { model: t.model, name: t.name, count: moreRows(t.rows.length, t.row_count) });
    colour(slot(el, "sql"), t.sql);
    slot(el, "table").append(t.row_count > 0 ? table(t.name, t.columns, t.rows) : make("empty", { title: "No rows", text: "The table is there and empty." }));
    return el;
  });
}
