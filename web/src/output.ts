// The Output panel: what the program printed.

import { make } from "./dom";
import type { Result } from "./types";

export function output(r: Result): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (r.stdout) parts.push(make("printed", { text: r.stdout }));
  if (r.stderr) parts.push(make("printed-errors", { text: r.stderr }));
  if (parts.length === 0) parts.push(make("empty", { title: "Nothing was printed", text: "What print() writes appears here." }));
  return parts;
}
