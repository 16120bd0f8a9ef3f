// A lab, or a step's "both ways": a form, and what came of the last
// comparison. The engine lays everything out (engine/compare, View): this
// puts it in its place and tells what is under the pointer. A module of its
// own, fetched at the first touch.

import { announce } from "./announce";
import { all, fill, make, one, onAction, slot } from "./dom";
import type { Drafts } from "./drafts";
import type { Engine } from "./engine";
import type { Sheets } from "./sheets";
import type { ComparisonView, LoadEvent, LoadReport, LoadRequest, SourceFile } from "./types";
import { bytes, count, millis, place } from "./words";

/** LATENCY is what one statement takes, in milliseconds of simulated time, as in a run. */
const LATENCY = 25;

/** AXIS is the height of a picture's axis in pixels; engine/compare/svg.go has the same. */
const AXIS = 22;

/** Work makes the editor of a lab, with what the learner wrote before; run is what Ctrl+Enter does. */
export type Work = (run: () => void) => Drafts;

export interface LabOptions {
  engine: Engine;
  work: Work;
  /** files gives the files of a step as they stand. */
  files(step: string): SourceFile[];
}

/** WORDS are what a request's states are called. */
const WORDS: Record<string, string> = { db: "waited for the database", run: "kept its worker or the loop busy", wait: "awaited something else", queue: "queued" };

export class Lab {
  private readonly sheets: Sheets | null = null;
  private busy = false;

  constructor(readonly el: HTMLElement, private readonly o: LabOptions) {
    if (el.querySelector("[data-editor]")) {
      const drafts = o.work(() => void this.run());
      const sheets = (this.sheets = drafts.sheets);
      const reset = () => drafts.reset();
      onAction(el, { reset, "start-fresh": reset, "go-to-line": (b) => void sheets.goTo(b.dataset.file ?? "", Number(b.dataset.line)) });
      sheets.colour();
    }
    el.dataset.ready = "true";
    slot(el, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    onAction(el, {
      "stop-comparing": () => o.engine.stop(),
    });
    o.engine.onLoading(({ state, loaded, total }) => {
      if (this.busy && state === "loading") this.say(total ? `Loading the engine: ${bytes(loaded)} of ${bytes(total)}` : "Loading the engine", total ? loaded / total : 0);
    });
    const why = o.engine.off;
    if (!why) return;
    this.button("compare").disabled = true;
    this.say(why);
  }

  private button(action: string): HTMLButtonElement {
    return one<HTMLButtonElement>(this.el, `[data-action="${action}"]`);
  }

  /** say tells how far it is; share is what the bar shows, from 0 to 1. */
  private say(text: string, share: number | null = null): void {
    fill(this.el, { state: text });
    const bar = slot(this.el, "bar") as HTMLProgressElement;
    bar.hidden = share === null;
    bar.value = share ?? 0;
  }

  /** program is everything that is compared: the learner's files before the author's of the same name. */
  private async program(): Promise<SourceFile[]> {
    const lesson = await this.o.engine.lesson();
    const step = lesson.steps.find((s) => s.id === this.el.dataset.both);
    const lab = lesson.labs?.find((l) => l.id === this.el.dataset.lab);
    const own = this.sheets?.files() ?? this.o.files(step!.id);
    const others = (step?.both ?? lab?.both)?.files ?? [];
    const seed = (step ?? lab)!.seed;
    return [...own, ...others.filter((f) => !own.some((mine) => mine.name === f.name)), ...(seed ? [{ name: "seed.py", text: seed, role: "seed" }] : [])];
  }

  /** number reads a field; complaint has seen to it that it is one. */
  private number(root: ParentNode, name: string): number {
    return one<HTMLInputElement>(root, `[name="${name}"]`).valueAsNumber;
  }

  async run(): Promise<void> {
    if (this.busy || this.o.engine.off) return;
    for (const field of all(this.el, "[aria-invalid]")) field.removeAttribute("aria-invalid");
    const wrong = this.fields('[type="number"]').map(complaint).filter(Boolean);
    if (wrong.length > 0) return this.refuse(wrong.join(" "));
    this.busy = true;
    this.button("compare").setAttribute("aria-disabled", "true");
    this.button("stop-comparing").disabled = false;
    this.say("Getting ready");
    let words = "";
    try {
      const files = await this.program();
      const load = this.el.querySelector('[name="callers"]') ? null : await this.load(files);
      const report = load ?? (await this.both(files));
      if (report.stopped) words = "Stopped: what is done is shown.";
      if (!report.stopped || report.view.ways.length > 0) this.draw(report.view, load);
      announce(words || report.view.summary.concat(report.view.ways.flatMap((w) => (w.problem ? `${w.label}: ${w.problem.message}` : []))).join(" "));
    } catch (error) {
      if (!this.o.engine.gaveWay(error)) {
        // What the engine refuses, it says in words of its own.
        const refused = (error as { reason?: string }).reason === "failed";
        const text = refused ? (error as Error).message : this.o.engine.explain(error);
        this.refuse(text, refused);
      }
    } finally {
      this.busy = false;
      this.button("compare").removeAttribute("aria-disabled");
      this.button("stop-comparing").disabled = true;
      this.say(words);
    }
  }

  private arrivals(): string {
    return this.el.querySelector<HTMLSelectElement>('[name="arrivals"]')?.value ?? "";
  }

  /** fields are those of the form that count: where all come together, nobody is asked at which rate. */
  private fields(selector: string): HTMLInputElement[] {
    return all<HTMLInputElement>(this.el, `form ${selector}`).filter((field) => field.name !== "rate" || this.arrivals() !== "together");
  }

  /** refuse says why there is no answer; where fields are to blame it marks those that cannot be meant, and puts the focus on the first. */
  private refuse(text: string, fields = true): void {
    slot(this.el, "result").replaceChildren(make("notice", { title: "This did not work.", text }));
    announce(text);
    if (!fields) return;
    const wrong = this.fields(":is(input, select):invalid");
    for (const field of wrong) field.setAttribute("aria-invalid", "true");
    wrong[0]?.focus();
  }

  private async both(files: SourceFile[]) {
    const { both } = (await this.o.engine.lesson()).steps.find((s) => s.id === this.el.dataset.both) ?? (await this.lab());
    const options = { callers: this.number(this.el, "callers"), calls: both!.calls };
    return this.o.engine.use((shelf) => {
      this.say("Running");
      return this.listen(shelf.both({ files, options, latency: LATENCY }), () => undefined);
    });
  }

  private async lab() {
    return (await this.o.engine.lesson()).labs!.find((l) => l.id === this.el.dataset.lab)!;
  }

  private async load(files: SourceFile[]): Promise<LoadReport> {
    const ways = all(this.el, "[data-way]").map((el) => ({
      label: el.dataset.way!, server: el.dataset.server!, view: one<HTMLInputElement>(el, '[name="view"]').value.trim(),
      ...(el.dataset.server === "wsgi" ? { workers: this.number(el, "workers") } : {}),
    }));
    const requests = this.number(this.el, "requests");
    const options = {
      requests, rate: this.number(this.el, "rate") || 0, seed: this.number(this.el, "seed"), arrivals: this.arrivals(), ways,
    };
    return this.o.engine.use((shelf) => this.listen(shelf.load({ files, options, latency: LATENCY }), ({ way, answered }) => {
      if (answered) this.say(`${ways[way]!.label}: ${answered} of ${requests}`, (way + answered / requests) / ways.length);
    }));
  }

  /** listen tells how far a comparison is. */
  private listen<J extends { events: AsyncIterable<LoadEvent> }>(job: J, tell: (event: LoadEvent) => void): J {
    void (async () => {
      for await (const event of job.events) tell(event);
    })().catch(() => undefined); // the result says what happened
    return job;
  }

  /** draw shows a comparison; what became of each request can be looked at. */
  private draw(view: ComparisonView, report: LoadReport | null): void {
    const el = make("comparison");
    slot(el, "summary").append(...view.summary.map((text) => {
      const p = document.createElement("p");
      p.textContent = text;
      return p;
    }));
    slot(el, "ways").append(...view.ways.map((w, i) => {
      const figure = make("way", { label: w.label, facts: w.facts });
      const picture = slot(figure, "picture");
      picture.innerHTML = w.picture; // made by the engine, which escapes the names in it
      if (w.problem) {
        const { message, hint, file, line } = w.problem;
        slot(figure, "problem").hidden = false;
        fill(figure, { message, hint: hint ?? "" });
        const to = slot(figure, "line");
        to.hidden = !line;
        to.textContent = place(file ?? "", line ?? 0);
        to.dataset.file = file ?? "";
        to.dataset.line = String(line ?? 0);
      }
      const served = report?.ways[i];
      if (w.picture) focusable(picture, `${w.label}: ${served ? `${count(served.requests.length, "request")}, arrow keys go from one to the next` : "what happened when"}.`);
      if (served && w.picture) this.explore(picture, served.label, served.requests, slot(el, "details"));
      return figure;
    }));
    slot(el, "loaded").hidden = view.curves.length === 0;
    slot(el, "curves").append(...view.curves.map(({ title, picture }) => {
      const figure = make("curve", { title });
      slot(figure, "picture").innerHTML = picture;
      return figure;
    }));
    slot(el, "lines").append(...view.ways.map((w, i) => {
      const item = make("line-key", { label: w.label });
      one(item, "path").setAttribute("class", `ld-way ld-way-${i}`);
      return item;
    }));
    table(el, view);
    slot(this.el, "result").replaceChildren(el);
  }

  /** explore tells what became of the request under the pointer, or of the one that arrow keys have come to. */
  private explore(picture: HTMLElement, label: string, requests: LoadRequest[], details: HTMLElement): void {
    let at = -1;
    const show = (i: number) => {
      if (i === at || !requests[i]) return;
      at = i;
      details.hidden = false;
      details.textContent = `${label}: ${life(i, requests[i]!)}`;
    };
    picture.addEventListener("pointermove", ({ clientY }) => {
      const box = one(picture, "svg").getBoundingClientRect();
      show(Math.floor(((clientY - box.top - AXIS) / (box.height - AXIS)) * requests.length));
    });
    picture.addEventListener("keydown", (event) => {
      const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: requests.length - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      show(Math.max(0, to));
    });
  }
}

/** complaint says what a field must have, if it has something else; a fraction is not rounded behind the learner's back. */
function complaint(field: HTMLInputElement): string {
  if (field.validity.valid) return "";
  const name = field.closest("label")!.firstElementChild!.textContent!;
  const way = field.closest<HTMLElement>("[data-way]")?.dataset.way;
  return `${name}${way ? ` of “${way}”` : ""} must be a ${field.step === "any" ? "number" : "whole number"} from ${field.min} to ${field.max}.`;
}

/** focusable lets the keyboard reach an element, to scroll it or go through it. */
function focusable(el: HTMLElement, label: string): void {
  el.tabIndex = 0;
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", label);
}

/** life says what became of a request. */
export function life(i: number, r: LoadRequest): string {
  const head = `request ${i + 1} arrived at ${millis(r.at)} ms`;
  if (r.status === 0) return `${head} and was never answered.`;
  const parts = r.spans.map(([state, from, to]) => `${WORDS[state]} for ${millis(to - from)} ms`);
  const failed = r.status >= 500 ? ` with status ${r.status}` : "";
  return `${head}${parts.length ? `, ${parts.join(", ")},` : ""} and was answered${failed} after ${millis(r.end - r.at)} ms.`;
}

/** table fills in the figures. */
function table(el: HTMLElement, { columns, rows }: ComparisonView): void {
  const cell = (name: "th" | "td", scope: string, text: string) => {
    const c = document.createElement(name);
    if (scope) c.setAttribute("scope", scope);
    c.textContent = text;
    return c;
  };
  one(slot(el, "head"), "tr").append(...columns.map((text) => cell("th", "col", text)));
  slot(el, "body").append(...rows.map((row) => {
    const tr = document.createElement("tr");
    tr.append(...row.map((text, i) => (i === 0 ? cell("th", "row", text) : cell("td", "", text))));
    return tr;
  }));
}
