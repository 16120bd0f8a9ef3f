// The SQLite host: the imports named "sqlite" that the Go program calls (engine/sqlite/bridge_js.go).

import { Database } from "./database.ts";
import { GoSide, type GoExports, type GoGlue } from "./go.ts";
import type { Rest } from "../rest.ts";
import { copyBytes, type Bytes } from "./memory.ts";
import { tick } from "../tick.ts";

/** turnMillis is how long statements may follow each other without a turn of the event loop. */
const turnMillis = 25;

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
      start: (handle: number, op: number, request: number, length: number, reply: number, room: number): void => {
        this.databases.get(handle)?.expect();
        this.answer(handle, op, request, length, reply, room).catch((e) => this.watcher.crashed(e));
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

  /** answer awaits one operation and wakes the goroutine that asked for it. */
  private async answer(handle: number, op: number, request: number, length: number, reply: number, room: number): Promise<void> {
    // The statement runs from the event loop, not inside Go's call: Go parks its goroutine first. As Promises alone never let the loop turn, a
    // program of nothing but statements would not hear a Stop.
    if (performance.now() < this.nextTurn) {
      await null;
    } else {
      await tick();
      this.nextTurn = performance.now() + turnMillis;
    }
    const db = this.databases.get(handle);
    if (!db) return;
    const work = db.work(op, request, length);
    let step = db.next(work);
    for (; !step.done; step = db.next(work)) await tick();
    const parts = step.value;
    let size = 0;
    for (const part of parts) size += part.length;
    if (size <= room) {
      this.copy(parts, reply);
    } else {
      this.waiting.set(handle, parts);
    }
    this.go!.done(handle, size);
  }

  private copy(parts: Bytes[], to: number): void {
    const { u8 } = this.go!.mem.refresh();
    for (const part of parts) {
      copyBytes(u8, to, part.bytes, 0, part.length);
      to += part.length;
    }
  }
}
