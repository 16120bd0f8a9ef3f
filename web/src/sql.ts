// The SQL panel: statements under the line that sent them, equal ones folded.

import { make, slot } from "./dom";
import { table } from "./rows";
import type { Query, Result, Value } from "./types";
import { count, filled, literals, place, queryFacts } from "./words";

// A quoted text, a quoted name, a placeholder, a number, a word; Django writes keywords and SQL's own functions in capitals.
const TOKEN = /('(?:''|[^'])*'?)|("(?:""|[^"])*"?)|(%s)|(\d[\w.]*)|([\p{L}_][\p{L}\p{Nd}_]*)/gu;

/** colour writes a statement into an element, keywords and values in spans. */
export function colour(el: Element, sql: string): void {
  el.textContent = "";
  let plain = "";
  const span = (text: string, name: string) => {
    if (plain) el.append(plain);
    plain = "";
    const token = document.createElement("span");
    token.className = name;
    token.textContent = text;
    el.append(token);
  };
  let end = 0;
  for (const m of sql.matchAll(TOKEN)) {
    plain += sql.slice(end, m.index);
    end = m.index + m[0].length;
    if (m[1]) span(m[1], "tok-string");
    else if (m[3]) span(m[3], "tok-bool");
    else if (m[4]) span(m[4], "tok-number");
    else if (m[5] && /^[A-Z]{2,}$/.test(m[5])) span(m[5], "tok-keyword");
    else plain += m[0];
  }
  plain += sql.slice(end);
  if (plain) el.append(plain);
}

interface Place { file: string; line: number; func: string; total: number; statements: Map<string, Query[]> }

/** places groups statements by line and folds equal texts of a line. */
export function places(queries: Query[]): Place[] {
  const found = new Map<string, Place>();
  for (const q of queries) {
    const key = `${q.file}:${q.line}`;
    let p = found.get(key);
    if (!p) found.set(key, (p = { file: q.file, line: q.line, func: q.func, total: 0, statements: new Map() }));
    p.total++;
    const runs = p.statements.get(q.sql);
    if (runs) runs.push(q);
    else p.statements.set(q.sql, [q]);
  }
  return [...found.values()];
}

/** MANY_RUNS is how often a line must repeat a SELECT in one task to be called N+1. */
const MANY_RUNS = 3;

/** OWN_ROWS is how many rows, or runs, are shown under a statement. */
const OWN_ROWS = 100;

/** own shows a statement's rows when they are opened: those of each run under its values, the run that was asked for first. */
function own(el: HTMLDetailsElement, runs: Query[]): void {
  const n = runs.length;
  if (n < 2 && !runs[0]!.row_count) return el.remove();
  const caption = n < 2 ? "Rows" : "Each run";
  slot(el, "title").textContent = caption;
  el.addEventListener("toggle", () => {
    const lines: (Value[] | string)[] = [];
    let shown = 0;
    let total = 0;
    for (let k = 0; k < n; k++) {
      const i = (k + Number(el.dataset.run ?? 0)) % n;
      const q = runs[i]!;
      total += q.row_count || 1;
      if (shown >= OWN_ROWS) continue;
      const rows = (q.rows ?? []).slice(0, OWN_ROWS - shown);
      if (n > 1) lines.push(`Run ${i + 1}: ${literals(q.params)}`);
      lines.push(...rows);
      shown += rows.length || 1;
    }
    slot(el, "table").replaceChildren(table(caption, runs[0]!.columns ?? [], lines));
    slot(el, "more").textContent = total > shown ? `the first ${shown} of ${total}` : "";
  });
}

function nPlusOne(sql: string, runs: Query[]): boolean {
  const inTask: Record<number, number> = {};
  return sql.startsWith("SELECT") && runs.some(({ task = 0 }) => (inTask[task] = (inTask[task] ?? 0) + 1) >= MANY_RUNS);
}

function statement(sql: string, runs: Query[], linked: boolean): HTMLElement {
  const first = runs[0]!;
  const el = make("statement", { times: `${runs.length} ×`, facts: queryFacts(first), params: `with ${literals(first.params)}` });
  if (!nPlusOne(sql, runs)) slot(el, "flag").remove();
  if (runs.length < 2) slot(el, "repeat").remove();
  if (first.params.length === 0) slot(el, "params").remove();
  own(slot(el, "own") as HTMLDetailsElement, runs);
  colour(slot(el, "filled"), filled(sql, first.params));
  colour(slot(el, "plain"), sql);
  const span = slot(el, "to-span");
  if (!linked || !first.statement) span.remove();
  if (first.statement) {
    span.dataset.query = String(first.statement);
    el.dataset.queries = runs.map((q) => q.statement).join(" ");
  }
  return el;
}

/** lineLink sets the words and the target of a link to a source line. */
export function lineLink(el: HTMLElement, file: string, line: number): void {
  const link = el.querySelector<HTMLElement>(".line-link");
  if (!link) return;
  link.textContent = place(file, line);
  link.dataset.file = file;
  link.dataset.line = String(line);
}

/** sql draws the panel. Its statements are linked to their bars where a timeline stands beside it. */
export function sql(r: Result, linked: boolean): HTMLElement[] {
  if (r.queries.length === 0) {
    return [make("empty", { title: "No statements", text: "Django sent nothing to the database. A queryset is lazy: it sends its SQL when something asks for its rows." })];
  }
  const list = document.createElement("ol");
  list.className = "places";
  list.dataset.slot = "places";
  for (const p of places(r.queries)) {
    const item = make("place", { func: p.func, total: p.total === 1 ? "" : count(p.total, "statement") });
    lineLink(item, p.file, p.line);
    slot(item, "statements").append(...[...p.statements].map(([text, runs]) => statement(text, runs, linked)));
    list.append(item);
  }
  return [make("sql-bar"), list];
}

/** switchValues shows values or placeholders in every statement of root. */
export function switchValues(root: ParentNode, on: boolean): void {
  for (const el of root.querySelectorAll<HTMLElement>(".statement")) el.dataset.filled = String(on);
  for (const box of root.querySelectorAll<HTMLInputElement>('[data-action="fill-values"]')) box.checked = on;
}
