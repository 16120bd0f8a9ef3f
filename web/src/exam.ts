// The test: one question at a time, answers told at the end, with a score
// for each level and the steps that teach what was missed.

import { announce } from "./announce";
import { all, fill, make, one, onAction, slot } from "./dom";
import { Question } from "./question";
import { grade, type Score } from "./score";
import type { Store } from "./store";
import { count } from "./words";

export interface ExamOptions {
  store: Store;
  /** steps in their order, with their titles. */
  steps: { id: string; title: string }[];
  /** page is the address of the lesson's own page, in a frame that has none of its steps; else "". */
  page: string;
  onScore(score: Score): void;
}

export class Exam {
  private readonly questions: Question[];
  private at = 0;

  constructor(private readonly el: HTMLElement, private readonly o: ExamOptions) {
    this.questions = all(el, "[data-question]").map((q) => new Question(q));
    onAction(el, {
      "start-test": () => this.start(),
      "previous-question": () => this.go(this.at - 1),
      "next-question": () => this.go(this.at + 1),
      "finish-test": () => this.finish(),
      "retake-test": () => this.retake(),
    });
    for (const pip of all(el, "[data-go-question]")) pip.addEventListener("click", () => this.go(this.questions.findIndex((q) => q.id === pip.dataset.goQuestion)));
    const { test } = o.store.state;
    for (const q of this.questions) {
      q.choose(test.answers[q.id] ?? "");
      q.onChoose(() => this.chosen(q));
    }
    this.draw();
    if (test.done) this.show(false);
  }

  start(): void {
    if (this.el.dataset.state === "done") return;
    this.el.dataset.state = "running";
    const open = this.questions.findIndex((q) => !q.choice);
    this.go(open < 0 ? this.questions.length - 1 : open);
  }

  private chosen(q: Question): void {
    this.o.store.state.test.answers[q.id] = q.choice;
    this.o.store.save("test");
    this.say("");
    this.draw();
  }

  private go(to: number): void {
    this.at = Math.max(0, Math.min(to, this.questions.length - 1));
    this.draw();
    one(this.questions[this.at]!.el, ".eyebrow").focus({ preventScroll: true });
  }

  private draw(): void {
    const last = this.at === this.questions.length - 1;
    const done = this.questions.every((q) => q.choice);
    this.questions.forEach((q, i) => (q.el.dataset.current = String(i === this.at)));
    all(this.el, "[data-go-question]").forEach((pip, i) => {
      const answered = this.questions[i]!.choice !== "";
      pip.dataset.state = answered ? "answered" : "open";
      pip.setAttribute("aria-label", `Question ${i + 1}${answered ? ", answered" : ""}`);
      if (i === this.at) pip.setAttribute("aria-current", "true");
      else pip.removeAttribute("aria-current");
    });
    one<HTMLButtonElement>(this.el, '[data-action="previous-question"]').disabled = this.at === 0;
    one(this.el, '[data-action="next-question"]').hidden = last || done;
    one(this.el, '[data-action="finish-test"]').hidden = !last && !done;
    const answered = this.questions.filter((q) => q.choice).length;
    fill(this.el, { "test-progress": `${answered} / ${count(this.questions.length, "question")}` });
  }

  private say(words: string): void {
    fill(this.el, { "test-word": words });
  }

  private finish(): void {
    const open = this.questions.flatMap((q, i) => (q.choice ? [] : [i + 1]));
    if (open.length > 0) {
      this.say(`Not answered yet: ${open.join(", ")}.`);
      this.go(open[0]! - 1);
      return;
    }
    this.o.store.state.test.done = true;
    this.o.store.save("test");
    this.show(true);
  }

  /** show ends the test: the score on top, then every question with its answer. */
  private show(now: boolean): void {
    this.el.dataset.state = "done";
    this.say("");
    const advice = all<HTMLTemplateElement>(this.el, "template[data-advice]");
    const score = grade(this.questions, this.o.store.state.test.answers, this.o.steps.map((s) => s.id), advice.map((t) => Number(t.dataset.advice)));
    for (const q of this.questions) q.reveal();
    const card = make("score", { right: String(score.right), of: `of ${score.total} right` });
    const chosen = advice[score.advice];
    if (chosen) slot(card, "advice").append(document.importNode(chosen.content, true));
    slot(card, "levels").append(...score.by_level.map(({ level, right, total }) => {
      const row = make("level-score", { level: level.charAt(0).toUpperCase() + level.slice(1), words: `${right} of ${total}` });
      slot(row, "bar").style.width = `${(100 * right) / total}%`;
      return row;
    }));
    slot(card, "review-box").hidden = score.review.length === 0;
    slot(card, "review").append(...score.review.map((r) => {
      const step = this.o.steps.find((s) => s.id === r.step);
      const item = make("review-item", { step: `Step ${r.step}: ${step?.title ?? ""}`, topics: `for ${[...new Set(r.topics)].filter(Boolean).join(", ")}` });
      const link = slot(item, "step") as HTMLAnchorElement;
      link.href = `${this.o.page}#step-${r.step}`;
      if (this.o.page) link.target = "_blank";
      return item;
    }));
    const place = one(this.el, "[data-test-result]");
    place.replaceChildren(card);
    place.hidden = false;
    if (!now) return;
    card.focus({ preventScroll: true });
    this.el.scrollIntoView();
    announce(`${score.right} of ${score.total} right.`);
    this.o.onScore(score);
  }

  private retake(): void {
    const { test } = this.o.store.state;
    test.answers = {};
    test.done = false;
    this.o.store.save("test");
    for (const q of this.questions) q.reopen();
    one(this.el, "[data-test-result]").hidden = true;
    this.el.dataset.state = "running";
    this.go(0);
  }
}
