// The Go program in the worker: starting it, handing it messages, taking its messages, and noticing its end.

import { ShelfError } from "./errors.ts";
import { FromWorker, type JobMessage, type PageMessage, type StopMessage } from "./protocol.ts";
import { writeFunctions } from "./functions.ts";
import type { Rest } from "./rest.ts";
import { resume } from "./snapshot.ts";
import type { GoGlue } from "./sqlite/go.ts";
import { SqliteHost } from "./sqlite/host.ts";
import { tick } from "./tick.ts";

/** Go is what wasm_exec.js defines. */
interface Go extends GoGlue {
  importObject: WebAssembly.Imports;
  env: Record<string, string>;
  run(instance: WebAssembly.Instance): Promise<void>;
  exit: (code: number) => void;
  _exitPromise: Promise<void>;
}
declare const Go: new () => Go;

/** EngineExports are what the Go program in wasm/ exports, besides what engine/sqlite does for SQLite. */
interface EngineExports {
  mem: WebAssembly.Memory;
  /** shelf_buffer makes room for a message and returns its place; shelf_message takes it from there. */
  shelf_buffer(length: number): number;
  shelf_message(length: number): void;
  shelf_ticked(): void;
  /** shelf_flush posts the events that wait for the next batch. */
  shelf_flush(): void;
}

/** kinds are the types of the messages that Go posts, by the number it gives. */
const kinds = [FromWorker.Events, FromWorker.Result, FromWorker.Failed] as const;

/** EngineHost runs the engine and reports to the page through post. */
export class EngineHost {
  private readonly go = new Go();
  private exports!: EngineExports;
  private ready = false;
  private errors = ""; // what the program wrote to stderr: why it died, if it does
  private readonly decoder = new TextDecoder();
  private readonly encoder = new TextEncoder();

  /** rest are the other parts of the two modules. */
  constructor(private readonly post: (message: PageMessage) => void, private readonly rest: { engine: Rest; sqlite: Rest }) {}

  /** start instantiates the engine and makes it wait for messages. */
  async start(engine: WebAssembly.Module, sqlite: WebAssembly.Module): Promise<void> {
    try {
      this.captureErrors();
      const host = new SqliteHost(sqlite, { crashed: (error) => this.died(error), slow: () => this.exports.shelf_flush() }, this.rest.sqlite);
      const { go } = this;
      // A run makes little garbage and ends soon; collecting it at Go's usual pace would be a fifth of the first run's time.
      go.env = { ...go.env, GOGC: "400" };
      go.importObject.sqlite = host.imports();
      go.importObject.shelf = {
        post: (kind: number, id: number, ptr: number, length: number) => {
          const type = kinds[kind];
          if (type === FromWorker.Failed) this.logErrors();
          this.post({ type, id, text: this.decoder.decode(new Uint8Array(this.exports.mem.buffer, ptr, length)) });
        },
        ...this.rest.engine.imports(() => this.exports).shelf,
        load_source: (number: number) => this.loadSource(number),
        tick: () => void tick().then(() => this.enter(() => this.exports.shelf_ticked())),
      };
      const instance = await WebAssembly.instantiate(engine, go.importObject);
      this.exports = instance.exports as unknown as EngineExports;
      writeFunctions(engine, this.exports.mem);
      host.attach(instance, go);
      const ended = resume(engine, instance, go) ? go._exitPromise : go.run(instance);
      this.ready = true;
      this.post({ type: FromWorker.Ready });
      await ended;
      this.died("it ended");
    } catch (e) {
      this.died(e);
    }
  }

  /** send hands a message of the page to the engine. */
  send(message: JobMessage | StopMessage): void {
    const bytes = this.encoder.encode(JSON.stringify(message));
    this.enter(() => {
      const at = this.exports.shelf_buffer(bytes.length);
      new Uint8Array(this.exports.mem.buffer).set(bytes, at);
      this.exports.shelf_message(bytes.length);
    });
  }

  /** enter calls into Go, then lets its goroutines run until all of them wait. */
  private enter(call: () => void): void {
    if (!this.ready || this.go.exited) return;
    try {
      call();
      if (!this.go.exited) this.go._resume();
    } catch (e) {
      this.died(e);
    }
  }

  /** died tells the page that the engine is gone. Of Go's own words the first line says what happened; the rest is for the console. */
  private died(why: unknown): void {
    this.ready = false;
    const said = this.errors.split("\n").find((line) => line !== "");
    this.logErrors();
    if (why instanceof ShelfError) {
      this.post({ type: FromWorker.Died, text: why.message, reason: why.reason });
    } else {
      this.post({ type: FromWorker.Died, text: `The engine stopped working: ${said ?? (why instanceof Error ? why.message : String(why))}`, reason: "crashed" });
    }
  }

  /** loadSource brings in an embedded source, or a piece of one, that is not in the first part of the engine; the number says in which it is. */
  private loadSource(part: number): void {
    this.rest.engine.attach(this.exports as unknown as WebAssembly.ModuleImports, part);
  }

  private logErrors(): void {
    if (this.errors !== "") console.error(this.errors);
    this.errors = "";
  }

  /** captureErrors keeps what the program writes, instead of putting every line on the console. */
  private captureErrors(): void {
    const { fs } = globalThis as unknown as { fs: { writeSync(fd: number, bytes: Uint8Array): number } };
    const decoder = new TextDecoder();
    fs.writeSync = (_fd, bytes) => {
      this.errors = (this.errors + decoder.decode(bytes, { stream: true })).slice(-20_000);
      return bytes.length;
    };
  }
}
