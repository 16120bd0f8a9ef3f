// The SQLite host: the imports named "sqlite" that the Go program calls (engine/sqlite/bridge_js.go).

import { Database, type Work } from "./database.ts";
import { GoSide, type GoExports, type GoGlue } from "./go.ts";
import type { Rest } from "../rest.ts";
import { copyBytes, type Bytes } from "./memory.ts";
import { tick } from "../tick.ts";

/** turnMillis is how long statements may follow each other without a turn of the event loop. */
const turnMillis = 25;

/** pending is start's answer when the reply comes later. */
const pending = -1;

/** HostWatcher is told what the Go program cannot know. */
export interface HostWatcher {
  /** crashed: the program failed while it went on with a statement's result. Nobody else would hear of it, as it was called from a Promise. */
  crashed(error: unknown): void;
  /** slow: a statement takes long, and until it ends the worker does nothing else. Called from inside SQLite, it may call Go but not wait. */
  slow(): void;
}

/** SqliteHost keeps the open databases of one Go program. */
export class SqliteHost {
  private go: GoSide | null = null;
  private next = 1;
  private nextTurn = 0;
  private readonly databases = new Map<number, Database>();
  /** waiting are replies larger than Go's buffer, until Go fetches them. */
  private readonly waiting = new Map<number, Bytes[]>();

  /** module is the compiled sqlite3.wasm; every database gets an instance of its own. rest is its second part, if it is in two. */
  constructor(private readonly module: WebAssembly.Module, private readonly watcher: HostWatcher, private readonly rest: Rest | null = null) {}

  /** attach connects the host to the Go program, once that is instantiated and before it runs. */
  attach(instance: WebAssembly.Instance, glue: GoGlue): void {
    this.go = new GoSide(instance.exports as unknown as GoExports, glue);
  }

  /** imports are to be put under the name "sqlite" into the import object of the Go program. */
  imports(): WebAssembly.ModuleImports {
    return {
      open: (): number => {
        const handle = this.next++;
        try {
          this.databases.set(handle, new Database(this.module, this.rest, handle, this.go!, this.watcher.slow));
        } catch {
          return -1;
        }
        return handle;
      },
      close: (handle: number): void => {
        // The instance goes with its memory; closing what is in it would be work for nothing.
        this.databases.delete(handle);
        this.waiting.delete(handle);
      },
      start: (handle: number, op: number, request: number, length: number, reply: number, room: number): number => {
        const db = this.databases.get(handle);
        if (!db) return pending;
        db.expect();
        // Answering at once saves the Go program from parking its goroutine and taking it up again. But a program of nothing but statements, or a long one, would
        // not hear a Stop: those that come when a turn is due are answered from the event loop, as is what a statement leaves to do when it has had its time.
        const work = db.work(op, request, length);
        if (performance.now() < this.nextTurn) {
          const step = db.next(work);
          if (step.done) return this.reply(handle, step.value, reply, room);
        }
        this.answer(handle, db, work, reply, room).catch((e) => this.watcher.crashed(e));
        return pending;
      },
      fetch: (handle: number, to: number): void => {
        this.copy(this.waiting.get(handle)!, to);
        this.waiting.delete(handle);
      },
      interrupt: (handle: number): void => this.databases.get(handle)?.interrupt(),
      clock: (handle: number, millis: number): void => this.databases.get(handle)?.setClock(millis),
      limits: (handle: number, steps: number, memory: number, result: number, length: number, variables: number): void =>
        this.databases.get(handle)?.setLimits(steps, memory, result, length, variables),
      function: (handle: number, name: number, nameLength: number, nArg: number, flags: number, kind: number, id: number): number =>
        this.databases.get(handle)!.register(this.go!.mem.refresh().bytes(name, nameLength), nArg, flags, kind, id),
    };
  }

  /** answer goes on with an operation from the event loop and wakes the goroutine that asked for it. */
  private async answer(handle: number, db: Database, work: Work, reply: number, room: number): Promise<void> {
    for (;;) {
      await tick();
      this.nextTurn = performance.now() + turnMillis;
      if (this.databases.get(handle) !== db) return;
      const step = db.next(work);
      if (step.done) {
        this.go!.done(handle, this.reply(handle, step.value, reply, room));
        return;
      }
    }
  }

  /** reply hands over what an operation gave and returns its length. */
  private reply(handle: number, parts: Bytes[], reply: number, room: number): number {
    let size = 0;
    for (const part of parts) size += part.length;
    if (size <= room) {
      this.copy(parts, reply);
    } else {
      this.waiting.set(handle, parts);
    }
    return size;
  }

  private copy(parts: Bytes[], to: number): void {
    const { u8 } = this.go!.mem.refresh();
    for (const part of parts) {
      copyBytes(u8, to, part.bytes, 0, part.length);
      to += part.length;
    }
  }
}
