// The worker as the page sees it: a process that is started, given one job at a time, and ended when it does not answer.

import { ShelfError } from "./errors.ts";
import type { Modules } from "./loader.ts";
import { FromWorker, ToWorker, type JobMessage, type PageMessage, type WorkerMessage } from "./protocol.ts";

/** stopMillis is how long a job may take to end after Stop before its worker is ended instead. */
const stopMillis = 120;

/** missedPings is how many pings may stay unanswered while a job runs. Counting pings rather than time forgives a laptop that was asleep. */
const missedPings = 10;

/** loadingPings is how many more may while the worker loads a second part: over a slow network, on a slow telephone, that takes its time. */
const loadingPings = 20 * missedPings;

/** startMillis is how long the engine may take to start. */
const startMillis = 20_000;

/** Outcome is how a job ended: with the text of its result, or by the end of its worker. */
export type Outcome = { text: string } | { ended: "cancelled" | "unresponsive" };

interface Job {
  message: JobMessage;
  onEvents: (text: string) => void;
  resolve: (outcome: Outcome) => void;
  reject: (error: ShelfError) => void;
  stopTimer?: ReturnType<typeof setTimeout>;
}

/** EngineProcess keeps a worker running. A worker that had to be ended is replaced at once from the compiled modules. */
export class EngineProcess {
  private worker: Worker | null = null;
  private ready: Promise<void> = Promise.resolve();
  private job: Job | null = null;
  private watchdog: ReturnType<typeof setInterval> | undefined;
  private unanswered = 0;
  private closed = false;
  /** generation counts the workers; what one of them was told, the next doesn't know. */
  generation = 0;

  /** patience is how long the worker may leave pings unanswered, in milliseconds. */
  constructor(private readonly workerURL: URL, private readonly modules: Modules, private readonly patience: number) {}

  /** start starts a worker and resolves when its engine is ready. */
  start(): Promise<void> {
    const { worker = new Worker(this.workerURL, { name: "asyncshelf" }), ...modules } = this.modules;
    delete this.modules.worker;
    this.worker = worker;
    this.generation++;
    this.ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new ShelfError("start", "The engine did not start in time.")), startMillis);
      const settle = (error?: ShelfError) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
      worker.onmessage = ({ data }: MessageEvent<PageMessage>) => {
        if (this.worker === worker) this.receive(data, settle);
      };
      worker.onerror = (e) => {
        e.preventDefault();
        if (this.worker !== worker) return;
        const file = this.workerURL.pathname.slice(this.workerURL.pathname.lastIndexOf("/") + 1);
        const error = e.message
          ? new ShelfError("crashed", `The engine stopped working: ${e.message}`)
          : new ShelfError("load", `The file ${file} could not be loaded. Run tries again.`);
        settle(error);
        this.died(error);
      };
    });
    this.ready.catch(() => {}); // whoever asks for it hears of it
    this.post({ type: ToWorker.Start, ...modules });
    return this.ready;
  }

  private post(message: WorkerMessage): void {
    this.worker?.postMessage(message);
  }

  private receive(message: PageMessage, settle: (error?: ShelfError) => void): void {
    const job = this.job;
    switch (message.type) {
      case FromWorker.Ready:
        return settle();
      case FromWorker.Pong:
        this.unanswered = 0;
        return;
      case FromWorker.Loading:
        this.unanswered = -loadingPings;
        return;
      case FromWorker.Died: {
        const error = new ShelfError(message.reason, message.text);
        settle(error);
        return this.died(error);
      }
    }
    if (!job || message.type === FromWorker.Compiled || message.id !== job.message.id) return;
    switch (message.type) {
      case FromWorker.Events:
        return job.onEvents(message.text);
      case FromWorker.Result:
        this.finish();
        return job.resolve({ text: message.text });
      case FromWorker.Failed:
        this.finish();
        return job.reject(new ShelfError("failed", message.text));
    }
  }

  /** run gives the worker a job and resolves when that has ended. Only one may run at a time. */
  async run(message: JobMessage, onEvents: (text: string) => void = () => {}): Promise<Outcome> {
    if (this.closed) throw closedError();
    if (!this.worker) this.start();
    return new Promise<Outcome>((resolve, reject) => {
      this.job = { message, onEvents, resolve, reject };
      const job = this.job;
      this.ready.then(
        () => {
          if (this.job !== job) return;
          this.post(message);
          this.watch();
        },
        (error) => {
          if (this.job !== job) return;
          this.discard();
          this.finish();
          reject(error);
        },
      );
    });
  }

  /** stop ends the running job: the engine ends it, or, if that takes too long (a long SQL statement), the worker is ended. */
  stop(): void {
    const job = this.job;
    if (!job || job.stopTimer !== undefined) return;
    this.post({ type: ToWorker.Stop, id: job.message.id });
    job.stopTimer = setTimeout(() => this.end("cancelled"), stopMillis);
  }

  /** watch pings the worker while the job runs. */
  private watch(): void {
    this.unanswered = 0;
    clearInterval(this.watchdog);
    this.watchdog = setInterval(() => {
      if (this.unanswered >= missedPings) return this.end("unresponsive");
      this.unanswered++;
      this.post({ type: ToWorker.Ping, id: this.job?.message.id ?? 0 });
    }, this.patience / missedPings);
  }

  /** end ends the worker in the middle of its job and starts another one. */
  private end(why: "cancelled" | "unresponsive"): void {
    const job = this.job;
    if (!job) return;
    this.finish();
    this.discard();
    this.start();
    job.resolve({ ended: why });
  }

  /** died is the end of a worker by itself. The next job starts another one. */
  private died(error: ShelfError): void {
    const job = this.job;
    this.finish();
    this.discard();
    job?.reject(error);
  }

  private finish(): void {
    clearInterval(this.watchdog);
    clearTimeout(this.job?.stopTimer);
    this.job = null;
  }

  private discard(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  /** close ends the worker for good. */
  close(): void {
    this.closed = true;
    this.died(closedError());
  }
}

function closedError(): ShelfError {
  return new ShelfError("closed", "The shelf was closed.");
}
