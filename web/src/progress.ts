// Progress in the top bar: "1 / 4 steps", "2 / 5 questions".

import { all } from "./dom";
import { count } from "./words";

export function showSteps(done: Set<string>, ids: string[]): void {
  const words = `${ids.filter((id) => done.has(id)).length} / ${count(ids.length, "step")}`;
  for (const el of all(document, '[data-progress] [data-slot="steps"]')) el.textContent = words;
  all(document, ".mini-pip").forEach((pip, i) => (pip.dataset.done = String(done.has(ids[i] ?? ""))));
  for (const link of all(document, "[data-step-link]")) {
    const is = done.has(link.dataset.stepLink!);
    link.dataset.done = String(is);
    const word = link.querySelector('[data-slot="done"]');
    if (word) word.textContent = is ? ", done" : "";
  }
}

export function showQuestions(right: number, total: number): void {
  const words = `${right} / ${count(total, "question")}`;
  for (const el of all(document, '[data-progress] [data-slot="questions"], [data-slot="practice-progress"]')) el.textContent = words;
}
