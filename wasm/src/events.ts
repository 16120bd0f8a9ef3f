// The events of a run: kept, so that whoever starts to read late misses nothing, and handed on as they come.

import type { Event, Query, Result } from "./types.ts";

/** Log is an AsyncIterable of events. Every reader gets all of them, from the first on. */
export class Log<E> implements AsyncIterable<E> {
  protected readonly events: E[] = [];
  private ended = false;
  private wake: (() => void)[] = [];

  /** push adds events and wakes readers that wait. */
  push(events: E[]): void {
    if (this.ended || events.length === 0) return;
    for (const event of events) this.events.push(event);
    this.notify();
  }

  /** end tells readers that nothing more will come. */
  end(): void {
    this.ended = true;
    this.notify();
  }

  private notify(): void {
    const waiting = this.wake;
    this.wake = [];
    for (const resolve of waiting) resolve();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<E> {
    for (let next = 0; ; ) {
      if (next < this.events.length) yield this.events[next++];
      else if (this.ended) return;
      else await new Promise<void>((resolve) => this.wake.push(resolve));
    }
  }
}

/** EventLog is the log of a run. */
export class EventLog extends Log<Event> {
  /** queries are the statements so far, without the events' type. */
  queries(): Query[] {
    return this.events.filter((event) => event.type === "query").map(({ type: _, ...query }) => query);
  }

  /** partial makes a result of what has happened so far, for a run whose worker had to be ended before it could give one. */
  partial(stopped: string, realMillis: number): Result {
    const result: Result = {
      stdout: "", stderr: "", queries: this.queries(), value: null, error: null, stopped, tables: [], warnings: [],
      virtual_ms: 0, real_ms: realMillis, steps: 0, django: "5.2", version: "",
    };
    const text: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
    for (const event of this.events) {
      switch (event.type) {
        case "stdout":
        case "stderr":
          text[event.type].push(event.text);
          break;
        case "query":
          result.virtual_ms = Math.max(result.virtual_ms, event.end);
          break;
        case "warning": {
          const { type: _, ...warning } = event;
          result.warnings.push(warning);
        }
      }
      if ("t" in event) result.virtual_ms = Math.max(result.virtual_ms, event.t);
    }
    result.stdout = text.stdout.join("");
    result.stderr = text.stderr.join("");
    return result;
  }
}
