/**
 * The public API: running Python and Django code in a page.
 *
 *     const shelf = await createShelf({ onProgress: ({ loaded, total }) => … });
 *     const run = shelf.run({ files: [{ name: "main.py", text: "print('hello')" }] });
 *     for await (const event of run.events) …        // stdout, query, task, … as they happen
 *     const result = await run.result;               // rejects only for our own failures, with a ShelfError
 *     run.cancel();                                  // at any time; the result then says stopped: "cancelled"
 *     await shelf.check("async-orm", "3", files);    // the verdict on a step of a lesson
 *     const load = shelf.load({ files, options: { requests: 100, rate: 50, ways: [{ server: "asgi", view: "book_list" }] } });
 *     await load.result;                             // what became of each request; load.events tell how far it is
 *     await shelf.both({ files, options: { callers: 3, calls: [{ func: "get_books_async" }, { func: "get_books" }] } }).result;
 *     await shelf.query("SELECT * FROM books_book"); // against the database that the last run left
 *     shelf.close();
 *
 * The code runs in a worker of its own; the page's thread only passes messages.
 */

import { ShelfError } from "./errors.ts";
import { EventLog, Log } from "./events.ts";
import { loadModules, type Progress } from "./loader.ts";
import { EngineProcess, type Outcome } from "./process.ts";
import { ToWorker, type JobMessage } from "./protocol.ts";
import type { BothOptions, BothReport, Event, File, Latency, Limits, LoadEvent, LoadOptions, LoadReport, Result, Rows, Verdict } from "./types.ts";

export { ShelfError } from "./errors.ts";
export type { Reason } from "./errors.ts";
export type { Part, Progress } from "./loader.ts";
export type * from "./types.ts";

export interface ShelfOptions {
  /** baseURL is the folder with engine.wasm, sqlite3.wasm and worker.js; the folder of this script if left out. */
  baseURL?: string | URL;
  /** lessonsURL is the folder with ID/lesson.json for check(); ../lessons/ beside baseURL if left out. */
  lessonsURL?: string | URL;
  /** onProgress hears how loading goes, in uncompressed bytes. It is not called when everything is loaded already. */
  onProgress?: (progress: Progress) => void;
  /**
   * patience is how long the worker may be out of reach during a job before it is ended, in milliseconds; 10 seconds if left out. A program cannot cause that, as the
   * engine and SQLite count steps; it is there for what nobody thought of.
   */
  patience?: number;
}

export interface RunOptions {
  files: File[];
  /** latency is how long a statement takes; 25 ms if left out. */
  latency?: Latency;
  /** stepCost is the simulated time of an instruction in nanoseconds, 20 if left out. What is computed in under a millisecond between two waits counts as nothing. */
  stepCost?: number;
  limits?: Limits;
  /** trace adds what tasks and threads do to the events, and the result's timeline; "timeline" only the latter. */
  trace?: boolean | "timeline";
}

/** Run is a run under way. */
export interface Run {
  /** events can be read at any time, also afterwards, and by several readers; each gets all of them. */
  readonly events: AsyncIterable<Event>;
  readonly result: Promise<Result>;
  cancel(): void;
}

/** CompareOptions are a program, how to run it, and what to compare. */
export interface CompareOptions<O> extends Omit<RunOptions, "trace"> {
  options: O;
}

/** Comparison is a load, or a run both ways, under way. */
export interface Comparison<Report, E> {
  readonly events: AsyncIterable<E>;
  /** result rejects with a ShelfError for options that cannot be meant and for our own failures; what is wrong with the program is a problem in the report. */
  readonly result: Promise<Report>;
  cancel(): void;
}

/** A lesson is given as its id or as the content of its lesson.json. */
export type Lesson = string | { id: string };

/** createShelf loads what is needed, starts the worker and resolves when code can run. It rejects with a ShelfError; calling it again tries again. */
export async function createShelf(options: ShelfOptions = {}): Promise<Shelf> {
  const base = folder(options.baseURL ?? new URL(".", import.meta.url));
  const lessons = folder(options.lessonsURL ?? new URL("../lessons/", base));
  const modules = await loadModules(base, options.onProgress);
  const process = new EngineProcess(new URL("worker.js", base), modules, options.patience ?? 10_000);
  await process.start();
  return new Shelf(process, lessons);
}

/** folder is the absolute address of a folder, whether or not it was given with the slash at its end. */
function folder(url: string | URL): URL {
  const absolute = new URL(url, document.baseURI);
  if (!absolute.pathname.endsWith("/")) absolute.pathname += "/";
  return absolute;
}

/** Shelf runs one job after the other. */
export class Shelf {
  private jobs = 0;
  private last: Promise<unknown> = Promise.resolve();
  private current = 0;
  private readonly cancelled = new Set<number>();
  private closed = false;
  /** databaseIn is the generation of the worker that has the last run's database, 0 before the first run. */
  private databaseIn = 0;
  private readonly lessons = new Map<string, Promise<unknown>>();
  private readonly told = new Map<string, number>(); // lesson → generation of the worker that has it

  /** @internal Use createShelf. */
  constructor(private readonly process: EngineProcess, private readonly lessonsURL: URL) {}

  /** run runs a program. A run that is asked for while another job is under way waits for its turn. */
  run(options: RunOptions): Run {
    const events = new EventLog();
    const id = ++this.jobs;
    const { files, latency, stepCost, limits, trace } = options;
    let started = performance.now();
    const job = this.enqueue(id, async () => {
      started = performance.now();
      return this.process.run({ type: ToWorker.Run, id, files, latency, stepCost, limits, trace }, (text) => events.push(JSON.parse(text)));
    });
    const result = job.then((outcome) => {
      const result: Result = "text" in outcome ? JSON.parse(outcome.text) : events.partial(outcome.ended, performance.now() - started);
      if ("text" in outcome) this.databaseIn = this.process.generation;
      result.queries ??= events.queries(); // they don't cross a second time
      events.push([{ type: "result", result }]);
      return result;
    });
    result.then(() => events.end(), () => events.end());
    return { events, result, cancel: () => this.cancel(id) };
  }

  /** load sends requests to views of a program, served in each of several ways. */
  load(o: CompareOptions<LoadOptions>): Comparison<LoadReport, LoadEvent> {
    return this.compare(ToWorker.Load, o);
  }

  /** both runs functions of a program, async and not, for the same callers. */
  both(o: CompareOptions<BothOptions>): Comparison<BothReport, never> {
    return this.compare(ToWorker.Both, o);
  }

  private compare<Report, E>(type: typeof ToWorker.Load | typeof ToWorker.Both, o: CompareOptions<LoadOptions | BothOptions>): Comparison<Report, E> {
    const events = new Log<E>();
    const id = ++this.jobs;
    const { files, options, latency, stepCost, limits } = o;
    const work = async (): Promise<Report> => {
      const outcome = await this.enqueue(id, () => this.process.run({ type, id, files, options, latency, stepCost, limits }, (text) => events.push(JSON.parse(text))));
      if ("text" in outcome) return JSON.parse(outcome.text);
      if (outcome.ended === "cancelled") return { ways: [], summary: [], stopped: true, view: { summary: [], ways: [], curves: [], columns: [], rows: [] } } as Report;
      throw new ShelfError("failed", "The comparison was stopped: the program did not come to an end.");
    };
    const result = work();
    result.then(() => events.end(), () => events.end());
    return { events, result, cancel: () => this.cancel(id) };
  }

  /** check checks files against a step of a lesson. */
  async check(lesson: Lesson, step: string | number, files: File[], limits?: Limits): Promise<Verdict> {
    const name = typeof lesson === "string" ? lesson : lesson.id;
    if (typeof lesson !== "string") {
      if (!this.lessons.has(name)) this.lessons.set(name, Promise.resolve(lesson));
    }
    const lessonData = await this.lesson(name);
    const id = ++this.jobs;
    const events = new EventLog();
    const started = performance.now();
    const outcome = await this.enqueue(id, () => {
      const message: JobMessage = { type: ToWorker.Check, id, lesson: name, step: String(step), files, limits };
      if (this.told.get(name) !== this.process.generation) message.lessonData = lessonData;
      this.told.set(name, this.process.generation);
      return this.process.run(message, (text) => events.push(JSON.parse(text)));
    });
    if ("text" in outcome) {
      this.databaseIn = this.process.generation;
      return JSON.parse(outcome.text);
    }
    const message = outcome.ended === "cancelled" ? "The check was stopped." : "The check was stopped: the code did not come to an end.";
    return { step: String(step), passed: false, message, checks: [], run: events.partial(outcome.ended, performance.now() - started) };
  }

  /** query asks the database that the last run left. */
  async query(sql: string, params: unknown[] = []): Promise<Rows> {
    const id = ++this.jobs;
    const outcome = await this.enqueue(id, async () => {
      if (this.process.generation > 1 && this.databaseIn !== this.process.generation) {
        throw new ShelfError("failed", "There is no database any more: the last run was stopped in the middle. Run the code again.");
      }
      return this.process.run({ type: ToWorker.Query, id, sql, params });
    });
    if ("text" in outcome) return JSON.parse(outcome.text);
    throw new ShelfError("failed", "The query was stopped.");
  }

  /** stop stops what is running now, if anything is: a run, a check or a query. */
  stop(): void {
    this.process.stop();
  }

  /** close ends the worker. What was not done yet rejects. */
  close(): void {
    this.closed = true;
    this.process.close();
  }

  private cancel(id: number): void {
    if (id === this.current) this.process.stop();
    else if (id > this.current) this.cancelled.add(id);
  }

  /** enqueue lets work begin when the jobs before it have ended. */
  private enqueue(id: number, work: () => Promise<Outcome>): Promise<Outcome> {
    const job = this.last.then(() => {
      if (this.closed) throw new ShelfError("closed", "The shelf was closed.");
      if (this.cancelled.delete(id)) return { ended: "cancelled" } as const;
      this.current = id;
      return work();
    });
    this.last = job.catch(() => {});
    return job;
  }

  /** lesson returns the content of a lesson, loading it the first time. */
  private lesson(name: string): Promise<unknown> {
    let lesson = this.lessons.get(name);
    if (!lesson) {
      lesson = this.fetchLesson(name);
      this.lessons.set(name, lesson);
      lesson.catch(() => this.lessons.delete(name));
    }
    return lesson;
  }

  private async fetchLesson(name: string): Promise<unknown> {
    const url = new URL(`${encodeURIComponent(name)}/lesson.json`, this.lessonsURL);
    try {
      const response = await fetch(url);
      if (response.ok) return await response.json();
      throw new ShelfError("load", `The lesson "${name}" could not be loaded: the server answered ${response.status}.`);
    } catch (e) {
      if (e instanceof ShelfError) throw e;
      throw new ShelfError("load", `The lesson "${name}" could not be loaded: there is no connection, or the file is damaged.`, { cause: e });
    }
  }
}
