// What a source line did in a run, in words.

import type { LineAccount } from "./types";
import { count, millis } from "./words";

/** accountShort is what has room beside a line; "" for a line that only ran once. */
export function accountShort(l: LineAccount): string {
  const words: string[] = [];
  if ((l.runs ?? 0) > 1) words.push(`${l.runs! > 9999 ? `${Math.round(l.runs! / 1000)}k` : l.runs}×`);
  if (l.statements) words.push(`${l.statements} SQL`);
  const time = Math.max(l.wait ?? 0, l.blocked ?? 0, l.wait ? 0 : (l.db ?? 0));
  if (time) words.push(`${millis(time)} ms simulated`);
  return (l.marks ? "! " : "") + words.join(" ");
}

/** accountWords says all of it, with the advice. */
export function accountWords(l: LineAccount): string {
  const words: string[] = [];
  if (l.runs) words.push(`ran ${count(l.runs, "time")}`);
  if (l.wait) words.push(`waited ${millis(l.wait)} ms`);
  if (l.blocked) words.push(`blocked the event loop for ${millis(l.blocked)} ms`);
  if (l.statements) words.push(`${count(l.statements, "statement")}, ${millis(l.db ?? 0)} ms`);
  return [`Line ${l.line}: ${words.join(", ")} (simulated).`, ...(l.marks ?? []).map((m) => m.text)].join("\n");
}
