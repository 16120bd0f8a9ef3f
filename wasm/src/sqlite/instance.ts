// One instance of sqlite3.wasm: the C functions that the host calls, and the imports that the binary wants.

import { Files } from "./files.ts";
import { Memory, copyBytes } from "./memory.ts";
import type { Rest } from "../rest.ts";
import { systemImports, type Clock } from "./system.ts";

/** Exports are the functions of SQLite's C API used here. Pointers are numbers, 64-bit integers are bigints. */
export interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  sqlite3_malloc64(n: bigint): number;
  sqlite3_free(ptr: number): void;
  sqlite3_open_v2(name: number, out: number, flags: number, vfs: number): number;
  sqlite3_close_v2(db: number): number;
  sqlite3_limit(db: number, which: number, value: number): number;
  sqlite3_hard_heap_limit64(n: bigint): bigint;
  sqlite3_db_config(db: number, op: number, args: number): number;
  sqlite3_progress_handler_go(db: number, steps: number): void;
  sqlite3_prepare_v3(db: number, sql: number, length: number, flags: number, outStmt: number, outTail: number): number;
  sqlite3_finalize(stmt: number): number;
  sqlite3_step(stmt: number): number;
  sqlite3_exec_go(stmt: number): number;
  sqlite3_exec(db: number, sql: number, callback: number, arg: number, outMessage: number): number;
  sqlite3_reset(stmt: number): number;
  sqlite3_clear_bindings(stmt: number): number;
  sqlite3_stmt_readonly(stmt: number): number;
  sqlite3_stmt_status(stmt: number, op: number, reset: number): number;
  sqlite3_bind_parameter_count(stmt: number): number;
  sqlite3_bind_int64(stmt: number, i: number, n: bigint): number;
  sqlite3_bind_double(stmt: number, i: number, n: number): number;
  sqlite3_bind_null(stmt: number, i: number): number;
  sqlite3_bind_text_go(stmt: number, i: number, ptr: number, length: bigint): number;
  sqlite3_bind_blob_go(stmt: number, i: number, ptr: number, length: bigint): number;
  sqlite3_bind_zeroblob64(stmt: number, i: number, length: bigint): number;
  sqlite3_column_count(stmt: number): number;
  sqlite3_column_name(stmt: number, i: number): number;
  sqlite3_column_decltype(stmt: number, i: number): number;
  sqlite3_columns_go(stmt: number, count: number, types: number, data: number): number;
  sqlite3_total_changes64(db: number): bigint;
  sqlite3_changes64(db: number): bigint;
  sqlite3_last_insert_rowid(db: number): bigint;
  sqlite3_get_autocommit(db: number): number;
  sqlite3_errmsg(db: number): number;
  sqlite3_error_offset(db: number): number;
  sqlite3_create_function_go(db: number, name: number, nArg: number, flags: number, app: number): number;
  sqlite3_create_aggregate_function_go(db: number, name: number, nArg: number, flags: number, app: number): number;
  sqlite3_create_window_function_go(db: number, name: number, nArg: number, flags: number, app: number): number;
  sqlite3_value_type(value: number): number;
  sqlite3_value_int64(value: number): bigint;
  sqlite3_value_double(value: number): number;
  sqlite3_value_text(value: number): number;
  sqlite3_value_blob(value: number): number;
  sqlite3_value_bytes(value: number): number;
  sqlite3_result_int64(ctx: number, n: bigint): void;
  sqlite3_result_double(ctx: number, n: number): void;
  sqlite3_result_null(ctx: number): void;
  sqlite3_result_text_go(ctx: number, ptr: number, length: bigint): void;
  sqlite3_result_blob_go(ctx: number, ptr: number, length: bigint): void;
  sqlite3_result_zeroblob64(ctx: number, length: bigint): number;
  sqlite3_result_error(ctx: number, ptr: number, length: number): void;
  sqlite3_result_error_nomem(ctx: number): void;
  sqlite3_backup_init(to: number, toName: number, from: number, fromName: number): number;
  sqlite3_backup_step(backup: number, pages: number): number;
  sqlite3_backup_finish(backup: number): number;
}

/** Instance is SQLite in a memory of its own. */
export class Instance {
  readonly c: Exports;
  readonly mem: Memory;
  readonly files: Files;
  readonly clock: Clock = { now: NaN };

  /** hooks are the imports that belong to the database run in the instance: its functions and its progress handler. */
  constructor(module: WebAssembly.Module, rest: Rest | null, hooks: WebAssembly.ModuleImports) {
    const memory = () => this.mem;
    this.files = new Files(memory);
    const env: WebAssembly.ModuleImports = { ...systemImports(memory, this.clock), ...this.files.imports(), ...hooks };
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      if (from !== "env" || name in env) continue;
      // A stub that answered "fine" would lose data without a word.
      env[name] = () => {
        throw new Error(`SQLite asked for ${name}, which this host does not have`);
      };
    }
    this.c = new WebAssembly.Instance(module, { env, ...rest?.imports(() => this.c) }).exports as unknown as Exports;
    this.mem = new Memory(this.c.memory);
    this.c._initialize?.();
  }

  /** alloc reserves length bytes of SQLite's heap and returns 0 if there are none left. */
  alloc(length: number): number {
    const ptr = this.c.sqlite3_malloc64(big(length));
    this.mem.refresh();
    return ptr;
  }

  /** store copies bytes into SQLite's heap, with a zero after them, and returns 0 if there is no room. */
  store(from: Uint8Array, start = 0, length = from.length): number {
    const ptr = this.alloc(length + 1);
    if (ptr !== 0) {
      copyBytes(this.mem.u8, ptr, from, start, length);
      this.mem.u8[ptr + length] = 0;
    }
    return ptr;
  }
}

/** bigints are the small ones, ready made: most lengths are small, and making a bigint allocates. */
const bigints = Array.from({ length: 1024 }, (_, i) => BigInt(i));

/** big is a length as SQLite takes it. */
export function big(n: number): bigint {
  return n < bigints.length ? bigints[n] : BigInt(n);
}
