// The Go program as the SQLite host sees it: its memory, and the functions that it exports for the bridge.

import { Memory } from "./memory.ts";

/** GoExports are what engine/sqlite exports (bridge_js.go, bridge_func_js.go), and wasm_exec.js's own. */
export interface GoExports {
  mem: WebAssembly.Memory;
  sqlite_done(db: number, length: number): void;
  sqlite_scratch(length: number): number;
  sqlite_call(db: number, call: number, id: number, group: number, nArg: number, argLength: number): number;
}

/** GoGlue is what is needed of the class Go in wasm_exec.js. */
export interface GoGlue {
  exited: boolean;
  /** _resume lets the scheduler run until every goroutine waits, as the glue's own timers do. */
  _resume(): void;
}

/** GoSide is the running Go program. */
export class GoSide {
  readonly mem: Memory;
  /** scratch is where arguments and results of functions are exchanged, and how much is known to fit there. */
  private scratch = 0;
  private room = 0;

  constructor(readonly exports: GoExports, private readonly glue: GoGlue) {
    this.mem = new Memory(exports.mem);
  }

  /** done hands over the length of a reply and lets the goroutine that waits for it go on. */
  done(db: number, length: number): void {
    if (this.glue.exited) return;
    this.exports.sqlite_done(db, length);
    this.glue._resume();
  }

  /** scratchFor makes room for length bytes in Go's memory and returns their place. */
  scratchFor(length: number): number {
    if (length > this.room) {
      this.scratch = this.exports.sqlite_scratch(length);
      this.room = length;
    }
    this.mem.refresh();
    return this.scratch;
  }
}
