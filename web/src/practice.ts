// The practice quiz: each question is explained as soon as it is answered.

import { all, onAction } from "./dom";
import { Question } from "./question";
import type { Store } from "./store";

/** practice makes the quiz work; onChange gets how many are right, of how many. */
export function practice(section: HTMLElement, store: Store, onChange: (right: number, total: number, answered: boolean) => void): void {
  const questions = all(section, "[data-question]").map((el) => new Question(el));
  const saved = () => store.state.practice;
  const tell = (answered: boolean) => onChange(questions.filter((q) => q.el.dataset.state === "right").length, questions.length, answered);
  for (const q of questions) {
    q.choose(saved()[q.id] ?? "");
    if (q.choice) q.reveal();
    q.onChoose(() => q.say(""));
    onAction(q.el, {
      answer: () => {
        if (!q.choice) return q.say("Choose one first.");
        q.reveal();
        saved()[q.id] = q.choice;
        store.save("practice");
        tell(true);
      },
      "try-again": () => {
        q.reopen();
        saved()[q.id] = "";
        store.save("practice");
        tell(false);
        q.el.querySelector<HTMLElement>("input")?.focus();
      },
    });
  }
  tell(false);
}
