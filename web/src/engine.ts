// The engine, fetched at the first touch and shared by everything on a page
// that runs code. One program runs at a time; a new run ends the one before.

import type { Lesson, Progress, Result, Run, RunEvent, Shelf, SourceFile, Verdict } from "./types";

/** LATENCY is what one statement takes, in milliseconds of simulated time. */
const LATENCY = 25;

export type Loading = { state: "idle" | "loading" | "ready" | "failed"; loaded: number; total: number };

type Listener = (loading: Loading) => void;

/** unsupported says why code cannot run in this browser; "" when it can. */
function unsupported(): string {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") {
    return "Run is off: this browser has WebAssembly switched off, or is too old for it. The text, the recorded results and the quiz work without it.";
  }
  if (typeof Worker !== "function") {
    return "Run is off: this browser does not let the page start a worker. The text, the recorded results and the quiz work without it.";
  }
  return "";
}

/** Stopped is what a run or check that another one replaced ends with. */
class Stopped extends Error {}

export class Engine {
  /** off says why nothing can run here; "" when it can. */
  readonly off = unsupported();
  private shelf: Promise<Shelf> | null = null;
  private lessonJSON: Promise<Lesson> | null = null;
  private listeners: Listener[] = [];
  private current: { cancel(): void } | null = null;
  private warmed = false;
  /** used tells that the learner has run or checked something. */
  private used = false;
  private loading: Loading = { state: "idle", loaded: 0, total: 0 };

  /** assets and lesson are the addresses of the engine's folder and of lesson.json. */
  constructor(private readonly assets: URL, private readonly lessonURL: URL) {}

  onLoading(listener: Listener): void {
    this.listeners.push(listener);
    listener(this.loading);
  }

  private tell(change: Partial<Loading>): void {
    this.loading = { ...this.loading, ...change };
    for (const listener of this.listeners) listener(this.loading);
  }

  /** warm starts fetching, then rehearses; a failure shows when somebody waits for it. */
  warm(): void {
    if (this.off || this.warmed) return;
    this.warmed = true;
    this.rehearse().catch(() => {
      this.warmed = false;
    });
  }

  /**
   * rehearse runs and checks the last step's solution unseen, while the learner is still writing. Browsers translate each function of the engine when it is called for the first
   * time, and that is most of what a first run takes. Who presses Run in the middle waits for nothing that the run would not have had to do itself.
   */
  private async rehearse(): Promise<void> {
    const [shelf, lesson] = await Promise.all([this.ready(), this.lesson()]);
    const last = lesson.steps.at(-1);
    if (!last || this.used) return;
    const files = last.seed ? [...last.solution, { name: "seed.py", text: last.seed, role: "seed" }] : last.solution;
    await shelf.run({ files, latency: LATENCY, trace: "timeline" }).result;
    if (!this.used) await shelf.check(lesson, last.id, last.solution);
  }

  lesson(): Promise<Lesson> {
    this.lessonJSON ??= fetchJSON(this.lessonURL).catch((error: unknown) => {
      this.lessonJSON = null;
      throw error;
    });
    return this.lessonJSON;
  }

  ready(): Promise<Shelf> {
    this.shelf ??= this.load().catch((error: unknown) => {
      this.shelf = null; // the next Run tries again
      this.tell({ state: "failed" });
      throw error;
    });
    return this.shelf;
  }

  private async load(): Promise<Shelf> {
    this.tell({ state: "loading", loaded: 0, total: 0 });
    this.preload("engine.wasm");
    const module = (await import(new URL("shelf.js", this.assets).href)) as {
      createShelf(options: { baseURL: string; onProgress(p: Progress): void }): Promise<Shelf>;
    };
    const shelf = await module.createShelf({
      baseURL: this.assets.href,
      onProgress: ({ loaded, total }) => this.tell({ loaded, total }),
    });
    this.tell({ state: "ready" });
    return shelf;
  }

  /** preload has the browser fetch a file that shelf.js is going to ask for, while that script itself is on its way. */
  private preload(file: string): void {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: new URL(file, this.assets).href });
    document.head.append(link);
  }

  /** run runs files; onPrint gets what is printed as it comes. */
  async run(files: SourceFile[], onPrint: (text: string) => void, started: () => void): Promise<Result> {
    return whole(await this.use((shelf) => {
      const run = shelf.run({ files, latency: LATENCY, trace: "timeline" });
      started();
      void listen(run, onPrint);
      return run;
    }));
  }

  /** use lets something have the engine for itself, when it is there; whoever uses it next ends that. */
  async use<T>(start: (shelf: Shelf) => { result: Promise<T>; cancel(): void }): Promise<T> {
    const token = this.begin();
    const shelf = await this.ready();
    if (token.cancelled) throw new Stopped();
    const job = start(shelf);
    token.cancelRun = () => job.cancel();
    try {
      return await job.result;
    } finally {
      this.end(token);
    }
  }

  async check(step: string, files: SourceFile[], started: () => void): Promise<Verdict> {
    const token = this.begin();
    const [shelf, lesson] = await Promise.all([this.ready(), this.lesson()]);
    if (token.cancelled) throw new Stopped();
    token.cancelRun = () => shelf.stop();
    started();
    try {
      const verdict = await shelf.check(lesson, step, files);
      return { ...verdict, run: verdict.run ? whole(verdict.run) : null };
    } finally {
      this.end(token);
    }
  }

  stop(): void {
    this.current?.cancel();
  }

  /** gaveWay tells whether something ended because something else was run instead. */
  gaveWay(error: unknown): boolean {
    return error instanceof Stopped;
  }

  /** explain says what a run that failed by our own fault means for the reader. */
  explain(error: unknown): string {
    if (navigator.onLine === false) return "You are offline, and the engine is not in this browser yet. What you wrote is kept; press Run again when you are back.";
    const detail = error instanceof Error ? error.message : String(error);
    const known = this.loading.state === "ready" || (error instanceof Error && error.name === "ShelfError");
    return `${known ? detail : `The engine could not be loaded (${detail}).`} What you wrote is kept; press Run to try again.`;
  }

  private begin(): Token {
    this.used = true;
    this.current?.cancel();
    const token = new Token();
    this.current = token;
    return token;
  }

  private end(token: Token): void {
    if (this.current === token) this.current = null;
  }
}

/** Token is one run's turn; it can be cancelled before the engine is there. */
class Token {
  cancelled = false;
  cancelRun: (() => void) | null = null;
  cancel(): void {
    this.cancelled = true;
    this.cancelRun?.();
  }
}

/** whole fills in what the engine leaves out of a result because it is empty. */
function whole(r: Result): Result {
  return {
    ...r,
    stdout: r.stdout ?? "",
    // The traceback ends standard error too; the card shows it once.
    stderr: r.error?.traceback && r.stderr?.endsWith(r.error.traceback) ? r.stderr.slice(0, -r.error.traceback.length) : (r.stderr ?? ""),
    stopped: r.stopped ?? "", value: r.value ?? null, error: r.error ?? null,
    queries: (r.queries ?? []).map((q) => ({ ...q, file: q.file ?? "", line: q.line ?? 0, func: q.func ?? "", params: q.params ?? [], columns: q.columns ?? [], rows: q.rows ?? [] })),
    tables: (r.tables ?? []).map((t) => ({ ...t, columns: t.columns ?? [], rows: t.rows ?? [] })),
    warnings: (r.warnings ?? []).map((w) => ({ ...w, file: w.file ?? "", line: w.line ?? 0 })),
  };
}

/** OUTPUT_SHOWN bounds what is drawn while a run goes on; its result has it all. */
const OUTPUT_SHOWN = 100_000;

async function listen(run: Run, onPrint: (text: string) => void): Promise<void> {
  let shown = 0;
  try {
    for await (const event of run.events as AsyncIterable<RunEvent>) {
      if (event.type !== "stdout" || !event.text || shown > OUTPUT_SHOWN) continue;
      shown += event.text.length;
      onPrint(event.text);
    }
  } catch {
    // The run's result says what happened.
  }
}

async function fetchJSON(url: URL): Promise<Lesson> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return (await response.json()) as Lesson;
}
