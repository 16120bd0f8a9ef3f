// One step at work: run, stop, check, reset, and what they show.

import { announce } from "./announce";
import { all, fill, one, onAction, slot, ticks } from "./dom";
import { Drafts } from "./drafts";
import type { Engine, Loading } from "./engine";
import { hints } from "./hints";
import { keys } from "./keys";
import { Results } from "./results";
import { Sheets } from "./sheets";
import { texts, type Store } from "./store";
import type { Result, SourceFile, Verdict } from "./types";
import { bytes, count, place } from "./words";

/** SHOW_LIVE is how long a run may take before its output is shown as it comes. */
const SHOW_LIVE = 200;

/** HEAD is how much of a result, in pixels, must be in the window for it to be seen: the tabs, and a first line. */
const HEAD = 200;

/** What a workbench tells the page, and an embedded one its host. */
export interface WorkbenchEvents {
  execute: { step: string };
  result: { step: string; result: Result };
  error: { step: string; message: string };
  check: { step: string; passed: boolean; message: string };
  passed: { step: string };
  hint: { step: string; hint: number };
  solution: { step: string };
  code: { step: string; files: Record<string, string> };
}

export type Tell = <K extends keyof WorkbenchEvents>(type: K, detail: WorkbenchEvents[K]) => void;

export interface WorkbenchOptions {
  engine: Engine;
  store: Store;
  assets: URL;
  version: string;
  tell: Tell;
  next(step: string): void;
}

export class Workbench {
  readonly id: string;
  private readonly bench: HTMLElement;
  private readonly sheets: Sheets;
  private readonly results: Results;
  private readonly drafts: Drafts;
  private turn = 0;
  /** stopped is the turn that the learner has stopped. */
  private stopped = 0;

  constructor(readonly el: HTMLElement, private readonly o: WorkbenchOptions) {
    this.id = el.dataset.step!;
    this.bench = one(el, ".bench");
    this.results = new Results(one(el, "[data-results]"));
    const showKeys = keys(one(el, "[data-keys]"), (text) => this.sheets.insert(text));
    this.sheets = new Sheets(one(el, "[data-editor]"), {
      assets: o.assets,
      onTouch: () => o.engine.warm(),
      onChange: () => this.changed(),
      onRun: () => void this.run(),
      onFocus: showKeys,
      onAccount: (file, line) => {
        this.view("result");
        void this.results.goToSpan({ file, line });
      },
    });
    this.drafts = new Drafts(el, this.sheets, { id: this.id, store: o.store, assets: o.assets, version: o.version });
    this.actions();
    this.drafts.restore();
    const state = o.store.step(this.id);
    hints(el, state.hints ?? 0, (n) => {
      state.hints = n;
      o.store.save({ step: this.id });
      o.tell("hint", { step: this.id, hint: n });
    });
    if (state.done) this.markDone();
    o.engine.onLoading((loading) => this.showLoading(loading));
    this.setState("idle");
  }

  private actions(): void {
    onAction(this.el, {
      run: () => void this.run(),
      stop: () => this.stop(),
      "run-or-stop": () => (this.bench.dataset.state === "idle" ? void this.run() : this.stop()),
      check: () => void this.check(),
      reset: () => this.reset(),
      "next-step": () => this.o.next(this.id),
      "go-to-line": (el) => {
        this.view("code");
        void this.sheets.goTo(el.dataset.file ?? "", Number(el.dataset.line));
      },
      "go-to-query": (el) => this.results.goToQuery(el.dataset.query ?? ""),
      "go-to-span": (el) => void this.results.goToSpan({ query: Number(el.dataset.query) }),
      "use-solution": (el) => this.useSolution(el),
      "start-fresh": () => this.reset(),
    });
    for (const button of all(this.el, "[data-view]")) {
      if (button instanceof HTMLButtonElement) button.addEventListener("click", () => this.view(button.dataset.view!));
    }
    const solution = this.el.querySelector<HTMLDetailsElement>("[data-solution]");
    solution?.addEventListener("toggle", () => {
      if (solution.open) this.o.tell("solution", { step: this.id });
    });
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      void this.run();
    });
    this.el.addEventListener("pointerdown", (event) => {
      if ((event.target as Element).closest('[data-action="run"], [data-action="check"], [data-action="run-or-stop"]')) this.o.engine.warm();
    });
    const apple = /Mac|iPhone|iPad/.test(navigator.platform);
    slot(this.el, "run-keys").textContent = apple ? "⌘ ↵" : "Ctrl ↵";
    const why = this.o.engine.off;
    if (!why) return;
    for (const button of all<HTMLButtonElement>(this.el, '[data-action="run"], [data-action="check"], [data-action="run-or-stop"]')) {
      button.disabled = true;
      button.title = why;
    }
  }

  /** view chooses, on a narrow screen, between the code and the result. */
  private view(view: string): void {
    this.bench.dataset.view = view;
    for (const button of all<HTMLButtonElement>(this.el, "button[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    this.bring(`.bench-${view}`, "start");
  }

  /**
   * bring scrolls to what a button has changed. The dock stays in reach while
   * the task's text fills the window, so its answer may be anywhere. Without
   * a dock the buttons stand beside what they change, and the page moves only
   * as far as it must: the verdict is wanted whole, of a result the head.
   */
  private bring(selector: string, block: ScrollLogicalPosition): void {
    const target = one(this.el, selector);
    const { top, bottom } = target.getBoundingClientRect();
    const dock = one(this.el, ".dock");
    const docked = dock.getClientRects().length > 0;
    if (!docked) {
      if (block === "center" || bottom < HEAD || top > window.innerHeight - HEAD) target.scrollIntoView({ block: "nearest" });
    } else if (top < 0 || bottom > dock.getBoundingClientRect().top) {
      target.scrollIntoView({ block });
    }
  }

  private setState(state: "idle" | "loading" | "running"): void {
    this.bench.dataset.state = state;
    const busy = state !== "idle";
    fill(this.el, { "run-word": state === "loading" ? "Loading" : "Run" });
    for (const b of all<HTMLButtonElement>(this.el, '[data-action="stop"]')) b.disabled = !busy;
    for (const b of all(this.el, '[data-action="run"], [data-action="check"]')) b.setAttribute("aria-disabled", String(busy));
    this.bench.setAttribute("aria-busy", String(busy));
  }

  private showLoading({ state, loaded, total }: Loading): void {
    const boxes = all(this.el, '[data-slot="loading"]');
    for (const box of boxes) box.hidden = state !== "loading";
    slot(this.el, "loading-facts").hidden = state !== "loading";
    if (state !== "loading") return;
    const words = total ? `Loading the engine: ${bytes(loaded)} of ${bytes(total)}` : "Loading the engine";
    fill(this.el, { "loading-facts": words });
    for (const box of boxes) {
      const bar = one<HTMLProgressElement>(box, "progress");
      bar.max = total || 1;
      bar.value = total ? Math.min(loaded, total) : 0;
      fill(box, { "loading-words": words });
    }
  }

  /** program is everything that a run needs: the sheets, and the step's seed. */
  private async program(): Promise<SourceFile[]> {
    const files = this.sheets.files();
    const step = (await this.o.engine.lesson()).steps.find((s) => s.id === this.id);
    return step?.seed ? [...files, { name: "seed.py", text: step.seed, role: "seed" }] : files;
  }

  /** link is what an address needs to bring somebody else to the step, and to the code that stands there. */
  link(): string {
    const code = new TextEncoder().encode(JSON.stringify(this.sheets.drafts()));
    return `#step-${this.id}&code=${encodeURIComponent(btoa(String.fromCharCode(...code)))}`;
  }

  /** receive takes the code of a link; it throws when there is none that could be read. */
  receive(code: string): void {
    const drafts = texts(JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(decodeURIComponent(code)), (c) => c.charCodeAt(0)))));
    this.drafts.receive(drafts);
    this.sheets.colour();
  }

  /** take puts files into the editor for the page around. */
  take(files: Record<string, string>): void {
    this.drafts.bring(files, "The page around has put this here.");
    this.sheets.colour();
  }

  /** shown is called when the step is looked at. */
  shown(): void {
    this.sheets.colour();
    this.tellCode();
  }

  private tellCode(): void {
    this.o.tell("code", { step: this.id, files: Object.fromEntries(this.files().map((f) => [f.name, f.text])) });
  }

  /** files are the step's files as they stand. */
  files(): SourceFile[] {
    return this.sheets.files();
  }

  async run(): Promise<void> {
    await this.act(async (turn) => {
      this.o.engine.warm();
      this.o.tell("execute", { step: this.id });
      const files = await this.program();
      let print: ((text: string) => void) | null = null;
      let held = "";
      const result = await this.o.engine.run(files, (text) => {
        if (print) print(text);
        else held += text;
      }, () => {
        this.setState("running");
        window.setTimeout(() => {
          if (turn !== this.turn || this.bench.dataset.state !== "running") return;
          print = this.results.running();
          if (held) print(held);
        }, SHOW_LIVE);
      });
      if (turn !== this.turn) return;
      this.show(result);
      this.view("result");
      announce(sentence(result));
    });
  }

  async check(): Promise<void> {
    await this.act(async (turn) => {
      const verdict = await this.o.engine.check(this.id, this.sheets.files(), () => this.setState("running"));
      if (turn !== this.turn) return;
      if (verdict.run) this.show(verdict.run);
      if (this.stopped === turn && !verdict.passed) this.noVerdict("Stopped", "The check had not ended, so nothing was judged.");
      else this.showVerdict(verdict);
      this.bring("[data-verdict]", "center");
    });
  }

  /** act does one run or check; a failure of our own is told, never thrown. */
  private async act(work: (turn: number) => Promise<void>): Promise<void> {
    if (this.o.engine.off || this.bench.dataset.state !== "idle") return;
    const turn = ++this.turn;
    this.setState("loading");
    try {
      await work(turn);
    } catch (error) {
      if (turn === this.turn && !this.o.engine.gaveWay(error)) {
        const message = this.o.engine.explain(error);
        this.results.say("This did not work.", message);
        this.view("result");
        announce(message);
        this.o.tell("error", { step: this.id, message });
      }
    } finally {
      if (turn === this.turn) {
        this.setState("idle");
      }
    }
  }

  private show(result: Result): void {
    this.results.draw(result, "run");
    this.sheets.setAccount(result.timeline?.lines ?? []);
    const e = result.error;
    this.sheets.markError(e && e.file ? { file: e.file, line: e.line, col: e.col, endCol: (e.end_line ?? e.line) > e.line ? Infinity : e.end_col } : null);
    this.o.tell("result", { step: this.id, result });
    if (e) this.o.tell("error", { step: this.id, message: `${e.type}: ${e.message}` });
  }

  private showVerdict(v: Verdict): void {
    const bar = one(this.el, "[data-verdict]");
    bar.dataset.state = v.passed ? "passed" : "failed";
    delete bar.dataset.stale;
    fill(bar, { word: v.passed ? "Passed" : "Not yet" });
    ticks(slot(bar, "message"), v.message);
    const line = slot(bar, "line");
    line.textContent = place(v.file ?? "", v.line ?? 0);
    line.hidden = v.passed || !line.textContent || !v.line;
    line.dataset.file = v.file ?? "";
    line.dataset.line = String(v.line ?? 0);
    slot(bar, "next").hidden = !v.passed;
    this.o.tell("check", { step: this.id, passed: v.passed, message: v.message });
    if (!v.passed) return;
    this.o.store.step(this.id).done = true;
    this.o.store.save({ step: this.id });
    this.markDone();
    this.o.tell("passed", { step: this.id });
    slot(bar, "next").focus({ preventScroll: true });
  }

  private markDone(): void {
    one(this.el, "[data-passed]").hidden = false;
  }

  /** noVerdict says why the bar has none. */
  private noVerdict(word: string, message: string): void {
    const bar = one(this.el, "[data-verdict]");
    bar.dataset.state = "none";
    delete bar.dataset.stale;
    fill(bar, { word, message });
    slot(bar, "line").hidden = true;
    slot(bar, "next").hidden = true;
  }

  stop(): void {
    this.stopped = this.turn;
    if (this.bench.dataset.state === "loading") {
      this.turn++; // what is still loading goes on; only this run is given up
      this.setState("idle");
    }
    this.o.engine.stop();
  }

  reset(): void {
    this.drafts.reset();
    this.noVerdict("Not checked yet", "Press Check when you think the step is done.");
    this.view("code");
  }

  private useSolution(button: HTMLElement): void {
    const solution = Object.fromEntries(all(button.closest("[data-solution]")!, "[data-solution-file]").map((el) => [el.dataset.solutionFile!, one(el, "code").textContent + "\n"]));
    this.drafts.bring(solution, "The solution is in the editor.");
    void this.sheets.upgrade();
    this.view("code");
  }

  /** changed keeps what was typed; a verdict is of the text before. */
  private changed(): void {
    this.drafts.keep();
    one(this.el, "[data-verdict]").dataset.stale = "true";
    this.tellCode();
  }
}

/** SAID is how much of what was printed is read out. */
const SAID = 200;

/** sentence is a result for a screen reader. */
export function sentence(r: Result): string {
  if (r.stopped) return r.error?.message ?? "The run was stopped.";
  if (r.error) return `${r.error.type.split(".").pop()} in ${place(r.error.file, r.error.line)}: ${r.error.message}`;
  const { value: v, stdout } = r;
  const value = v ? `${v.kind === "table" ? count(v.row_count ?? 0, "row") : v.repr.slice(0, SAID)}, ` : "";
  const printed = stdout ? ` Printed: ${stdout.length > SAID ? `${stdout.slice(0, SAID)}…` : stdout}` : "";
  return `The run has ended: ${value}${count(r.queries.length, "statement")}.${printed}`;
}
