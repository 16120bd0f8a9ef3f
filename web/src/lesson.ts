// Everything of a lesson that works, whether on its own page or in a frame:
// steps, quizzes and small programs, with one engine and one store.

import { all, fill, one } from "./dom";
import { Engine } from "./engine";
import { Exam } from "./exam";
import { followKeyboard } from "./keys";
import { labs } from "./labs";
import { practice } from "./practice";
import { showQuestions, showSteps } from "./progress";
import type { Score } from "./score";
import { scrollers } from "./scrollers";
import { snippets } from "./snippet";
import { Store } from "./store";
import { Workbench, type Tell, type WorkbenchEvents } from "./workbench";

export interface LessonEvents extends WorkbenchEvents {
  step: { step: string };
  score: { quiz: "practice" | "test"; right: number; total: number };
  complete: { steps: number };
}

export type TellLesson = <K extends keyof LessonEvents>(type: K, detail: LessonEvents[K]) => void;

export interface LessonOptions {
  id: string;
  version: string;
  assets: URL;
  lessonURL: URL;
  tell: TellLesson;
  /** whole is the lesson's own page and its address, for a frame that has but a part of it. */
  whole?: { doc: Document; address: string };
}

export class LessonPage {
  readonly benches: Workbench[];
  private readonly exam: Exam | null;
  private readonly store: Store;
  private readonly engine: Engine;
  private readonly done: Set<string>;
  private current = "";

  constructor(private readonly root: HTMLElement, private readonly o: LessonOptions) {
    this.store = new Store(o.id, o.version, (message) => {
      for (const el of all(document, '[data-slot="storage"]')) el.textContent = message;
    });
    this.engine = new Engine(o.assets, o.lessonURL);
    this.done = new Set(Object.entries(this.store.state.steps).filter(([, s]) => s.done).map(([id]) => id));
    const tell: Tell = (type, detail) => {
      if (type === "passed") this.passed((detail as WorkbenchEvents["passed"]).step);
      (o.tell as Tell)(type, detail);
    };
    this.benches = all(root, "[data-step]").map((el) => new Workbench(el, {
      engine: this.engine, store: this.store, assets: o.assets, version: o.version, tell, next: (id) => this.next(id),
    }));
    this.exam = this.quizzes();
    snippets(root, this.engine);
    labs(root, { engine: this.engine, store: this.store, assets: o.assets, version: o.version, files: (id) => this.benches.find((b) => b.id === id)!.files() });
    this.sayUnsupported();
    this.showProgress();
    scrollers(root);
    followKeyboard();
    const at = this.store.state.at;
    if (this.benches.length > 0) this.open(this.benches.some((b) => b.id === at) ? at! : this.benches[0]!.id, false);
    for (const el of all(root, ".steps")) el.dataset.ready = "true";
  }

  private quizzes(): Exam | null {
    const quiz = this.root.querySelector<HTMLElement>('[data-quiz="practice"]');
    if (quiz) {
      practice(quiz, this.store, (right, total, answered) => {
        showQuestions(right, total);
        if (answered) this.o.tell("score", { quiz: "practice", right, total });
      });
    }
    const test = this.root.querySelector<HTMLElement>('[data-quiz="test"]');
    if (!test) return null;
    const { doc, address } = this.o.whole ?? { doc: document, address: "" };
    const steps = all(doc, "[data-step-link]").map((el) => ({ id: el.dataset.stepLink!, title: one(el, ".step-nav-title").textContent ?? "" }));
    return new Exam(test, {
      store: this.store, steps, page: address,
      onScore: ({ right, total }: Score) => this.o.tell("score", { quiz: "test", right, total }),
    });
  }

  private sayUnsupported(): void {
    const why = this.engine.off;
    if (!why) return;
    for (const el of all(this.root, "[data-no-engine]")) {
      el.textContent = why;
      el.hidden = false;
    }
  }

  has(step: string): boolean {
    return this.benches.some((b) => b.id === step);
  }

  /** open shows a step; focus puts the focus on its title. */
  open(step: string, focus: boolean): void {
    if (!this.has(step)) return;
    const changed = this.current !== step;
    this.current = step;
    for (const b of this.benches) b.el.dataset.current = String(b.id === step);
    for (const link of all(this.root, "[data-step-link]")) {
      if (link.dataset.stepLink === step) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    if (this.benches.length > 1 && this.store.state.at !== step) {
      this.store.state.at = step;
      this.store.save("at");
    }
    if (focus) one(this.root, `#step-${CSS.escape(step)} .step-title`).focus({ preventScroll: true });
    if (!changed) return;
    this.bench()!.shown();
    this.o.tell("step", { step });
  }

  bench(): Workbench | undefined {
    return this.benches.find((b) => b.id === this.current);
  }

  startTest(): void {
    this.exam?.start();
  }

  private next(step: string): void {
    const at = this.benches.findIndex((b) => b.id === step);
    const next = this.benches[at + 1];
    if (next) {
      this.open(next.id, true);
      next.el.closest(".steps")?.scrollIntoView();
      return;
    }
    const closing = this.root.querySelector<HTMLElement>("[data-closing]");
    closing?.scrollIntoView({ block: "center" });
  }

  private passed(step: string): void {
    const before = this.done.size;
    this.done.add(step);
    this.showProgress();
    if (this.done.size > before && this.complete()) this.o.tell("complete", { steps: this.done.size });
  }

  private complete(): boolean {
    return this.benches.length > 0 && this.benches.every((b) => this.done.has(b.id));
  }

  private showProgress(): void {
    showSteps(this.done, this.benches.map((b) => b.id));
    for (const el of all(this.root, "[data-closing]")) el.hidden = !this.complete();
    const last = this.benches.at(-1);
    if (last) fill(last.el, { "next-word": "Finish" });
  }

  /** forget clears what is kept of this lesson. */
  forget(): void {
    this.store.forget();
  }
}
