// Why a query came back empty. Each comparison of a column with a parameter
// is held against the table as it was after the run; the first one that no
// row satisfies is the reason, and the nearest value is named.

import type { Query, Result, Table, Value } from "./types";
import { cell, literal } from "./words";

const NOTHING_MATCHED = "The query ran and nothing matched.";
const COMPARISON = /"(\w+)"\."(\w+)" (>=|<=|>|<|=) %s/g;

type Comparison = ">=" | "<=" | ">" | "<" | "=";

function satisfies(value: Value | undefined, op: Comparison, wanted: Value): boolean {
  if (typeof value !== typeof wanted || (typeof value !== "number" && typeof value !== "string")) return false;
  const w = wanted as typeof value;
  switch (op) {
    case ">=": return value >= w;
    case "<=": return value <= w;
    case ">": return value > w;
    case "<": return value < w;
    default: return value === w;
  }
}

/** placeholdersBefore counts the parameters that stand before an index. */
function placeholdersBefore(sql: string, index: number): number {
  return (sql.slice(0, index).match(/%s/g) ?? []).length;
}

/** whyEmpty explains an empty result in one or two sentences. */
export function whyEmpty(r: Result, query: Query | undefined): string {
  if (!query || query.row_count > 0) return `The ${/^\w+/.exec(r.value?.type ?? "") ?? "list"} is empty.`; // not for want of rows
  if (/\b(OR|NOT|CASE|EXISTS)\b/.test(query.sql)) return NOTHING_MATCHED; // one comparison does not decide it
  for (const match of query.sql.matchAll(COMPARISON)) {
    const [, tableName, column, op] = match;
    const wanted = query.params[placeholdersBefore(query.sql, match.index)];
    const table = r.tables.find((t) => t.name === tableName);
    if (!table || wanted === undefined) continue;
    if (table.row_count === 0) return `The table ${table.name} is empty.`;
    const reason = noneSatisfies(table, column!, op as Comparison, wanted);
    if (reason) return reason;
  }
  return NOTHING_MATCHED;
}

function noneSatisfies(table: Table, column: string, op: Comparison, wanted: Value): string {
  const i = table.columns.findIndex((c) => c.name === column);
  if (i < 0 || table.row_count > table.rows.length) return "";
  const values = table.rows.map((row) => row[i]);
  if (values.some((v) => satisfies(v, op, wanted))) return "";
  const sign = { ">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=" }[op];
  const none = `No ${table.model || `row of ${table.name}`} has ${column} ${sign} ${literal(wanted)}.`;
  const numbers = values.filter((v): v is number => typeof v === "number");
  if (op === "=" || numbers.length === 0) return none;
  const up = op.startsWith(">");
  const nearest = up ? Math.max(...numbers) : Math.min(...numbers);
  return `${none} The ${up ? "largest" : "smallest"} is ${cell(nearest).text}.`;
}
