// Numbers and values in words, letter for letter as web/components writes
// them at build time (a browser test compares the two on whole results).

import type { Column, Query, Result, Value } from "./types";

export function count(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  return noun.endsWith("y") ? `${n} ${noun.slice(0, -1)}ies` : `${n} ${noun}s`;
}

/** millis writes a duration so that small ones stay readable. */
export function millis(ms: number): string {
  if (ms <= 0) return "0";
  if (ms < 0.01) return "under 0.01";
  if (ms < 1) return String(Number(ms.toFixed(2)));
  if (ms < 10) return String(Number(ms.toFixed(1)));
  return ms.toFixed(0);
}

export function bytes(n: number): string {
  return n < 1e6 ? `${Math.round(n / 1e3)} kB` : `${(n / 1e6).toFixed(1)} MB`;
}

export function place(file: string, line: number): string {
  if (!file && !line) return "";
  if (!line) return file;
  if (!file) return `line ${line}`;
  return `${file}, line ${line}`;
}

export type Kind = "null" | "number" | "bool" | "blob" | "text";

/** cell gives a value's text and kind. */
export function cell(v: Value | undefined): { text: string; kind: Kind } {
  if (v === null || v === undefined) return { text: "NULL", kind: "null" };
  if (typeof v === "boolean") return { text: v ? "True" : "False", kind: "bool" };
  if (typeof v === "number") return { text: String(v), kind: "number" };
  if (typeof v === "string") return { text: v, kind: "text" };
  if (!Array.isArray(v) && typeof v.blob === "string") {
    const padding = v.blob.endsWith("==") ? 2 : v.blob.endsWith("=") ? 1 : 0;
    return { text: `blob, ${count(typeof v.bytes === "number" ? v.bytes : (v.blob.length / 4) * 3 - padding, "byte")}`, kind: "blob" };
  }
  return { text: JSON.stringify(v), kind: "text" };
}

/** literal writes a parameter as SQL. */
export function literal(v: Value): string {
  const c = cell(v);
  if (c.kind === "text") return `'${c.text.replaceAll("'", "''")}'`;
  if (c.kind === "bool") return c.text === "True" ? "1" : "0";
  if (c.kind === "blob") return `x'…' /* ${c.text} */`;
  return c.text;
}

export function literals(params: Value[]): string {
  return params.map(literal).join(", ");
}

/** filled is a statement with its parameters in their places, for reading. */
export function filled(sql: string, params: Value[]): string {
  let next = 0;
  return sql.replace(/%[s%]/g, (m) => {
    if (m === "%%") return "%";
    return next < params.length ? literal(params[next++]!) : m;
  });
}

/** numeric reports whether a column holds only numbers and NULL. */
export function numeric(rows: (Value[] | string)[], column: number): boolean {
  let seen = false;
  for (const row of rows) {
    if (typeof row === "string" || column >= row.length) continue;
    const kind = cell(row[column]).kind;
    if (kind === "number") seen = true;
    else if (kind !== "null") return false;
  }
  return seen;
}

export interface ShownRows { label: string; from: string; type: string; columns: Column[]; rows: Value[][]; rowCount: number; query?: Query }

/** shownRows is the table that the Rows panel shows. */
export function shownRows(r: Result): ShownRows | null {
  const v = r.value;
  if (v?.kind === "table") return { label: v.name ?? "", from: v.name ? "" : "Last expression: ", type: v.type ?? "", columns: v.columns ?? [], rows: v.rows ?? [], rowCount: v.row_count ?? 0, query: r.queries.at(-1) };
  if (v) return null;
  for (const q of [...r.queries].reverse()) {
    if (q.columns?.length && /^(SELECT|WITH|\()/.test(q.sql)) return { label: "", from: "Last statement: ", type: "", columns: q.columns, rows: q.rows ?? [], rowCount: q.row_count, query: q };
  }
  return null;
}

/** moreRows says how many rows there are, and how many of them are shown. */
export function moreRows(shown: number, total: number): string {
  return total > shown ? `the first ${shown} of ${count(total, "row")}` : count(total, "row");
}

/** facts sums a result up; the time that really passed is told for a run in the page. */
export function facts(r: Result, real: boolean): string {
  const words = [count(r.queries.length, "statement")];
  if (r.virtual_ms > 0) words.push(`${millis(r.virtual_ms)} ms simulated`);
  if (real) words.push(`${millis(r.real_ms)} ms real`);
  return words.join(" · ");
}

/** queryFacts says what a statement did. */
export function queryFacts(q: Query): string {
  const words: string[] = [];
  if (q.columns?.length) words.push(count(q.row_count, "row"));
  else if (q.affected > 0) words.push(`${count(q.affected, "row")} changed`);
  if (q.end > q.start) words.push(`${millis(q.end - q.start)} ms simulated`);
  if (q.awaited) words.push("awaited");
  return words.join(" · ");
}
