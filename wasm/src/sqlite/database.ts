// One in-memory database: prepared statements, runs, budgets, and the way out and in as a file.

import { exchangeName } from "./files.ts";
import { Functions } from "./functions.ts";
import type { GoSide } from "./go.ts";
import { big, Instance } from "./instance.ts";
import type { Bytes } from "./memory.ts";
import { Rows, describe, plainReply } from "./result.ts";
import type { Rest } from "../rest.ts";
import { Flag, Limit, Op, Reply, Tag, queryHeader } from "./wire.ts";

const OK = 0;
const NOMEM = 7;
const INTERRUPT = 9;
const TOOBIG = 18;
const INTERNAL = 2;
const ROW = 100;
const DONE = 101;

const OPEN_READONLY = 1;
const OPEN_READWRITE_CREATE = 2 | 4;
const OPEN_EXRESCODE = 0x02000000;
const PREPARE_PERSISTENT = 1;
const STMTSTATUS_REPREPARE = 5;
const LIMIT_LENGTH = 0;
const LIMIT_ATTACHED = 7;
const LIMIT_VARIABLE_NUMBER = 9;
const DBCONFIG_DQS_DML = 1013;

/** stepInterval is how many of SQLite's instructions run between two calls of the progress handler (StepInterval in Go). */
const stepInterval = 1000;

/** sliceMillis is how long rows may flow before the event loop gets a turn, so that a Stop is heard. */
const sliceMillis = 40;

/** slowMillis is when a statement counts as slow. */
const slowMillis = 30;

/** A Statement is what a slot of the statement table holds. */
interface Statement {
  ptr: number; // 0 for a text without any statement
  params: number;
  readOnly: boolean;
  width: number;
  prepared: number; // SQLite's count of re-preparations when the columns were described; -1 before
}

/** An Execution is a statement on its way through several sets of parameters. */
interface Execution {
  readonly stmt: Statement;
  at: number; // where in Go's memory the next parameter is
  set: number;
  readonly sets: number;
  readonly heavy: boolean; // the parameters are large: SQLite is not to keep them
  changes: bigint;
}

/** Work is what may take many turns of the event loop. A generator rather than an async function: most work ends in its first turn, and needs no Promise to say so. */
export type Work<T = Bytes[]> = Generator<void, T, void>;

const encoder = new TextEncoder();

/** Database is one connection in an instance of its own, so that its memory is bounded and released by itself. */
export class Database {
  private readonly sqlite: Instance;
  private readonly functions: Functions;
  private readonly rows: Rows;
  private readonly slots: (Statement | undefined)[] = [];
  private readonly out: number; // room for two pointers that SQLite returns
  private db = 0;
  private dead: string | null = null;

  private limits = { steps: -1, result: -1 };
  private steps = 0;
  private deadline = Infinity;
  private begun = 0;
  private slow = false; // the running statement has been reported to onSlow
  private reason: number = Limit.None;
  private interrupted = false;

  /** onSlow is called, from inside SQLite, once in a statement that takes longer than slowMillis. */
  constructor(module: WebAssembly.Module, rest: Rest | null, handle: number, private readonly go: GoSide, private readonly onSlow: () => void) {
    this.functions = new Functions(handle, go, () => this.sqlite);
    this.sqlite = new Instance(module, rest, { ...this.functions.imports(), go_progress_handler: () => this.progress() });
    const { c } = this.sqlite;
    this.rows = new Rows(this.sqlite);
    this.out = this.sqlite.alloc(16);
    this.db = this.openFile(":memory:", OPEN_READWRITE_CREATE);
    c.sqlite3_progress_handler_go(this.db, stepInterval);
    c.sqlite3_limit(this.db, LIMIT_ATTACHED, 0);
    // The configuration call is variadic in C: it takes the address of its arguments, an int and where to answer.
    const { i32 } = this.sqlite.mem;
    i32[this.out >> 2] = 1;
    i32[(this.out >> 2) + 1] = this.out + 8;
    c.sqlite3_db_config(this.db, DBCONFIG_DQS_DML, this.out);
  }

  private openFile(name: string, flags: number): number {
    const { c, mem } = this.sqlite;
    const ptr = this.sqlite.store(encoder.encode(name));
    const rc = c.sqlite3_open_v2(ptr, this.out, flags | OPEN_EXRESCODE, 0);
    c.sqlite3_free(ptr);
    const db = mem.refresh().i32[this.out >> 2];
    if (rc !== OK) throw new Error(`SQLite could not open ${name} (${rc})`);
    return db;
  }

  register(name: Uint8Array, nArg: number, flags: number, kind: number, id: number): number {
    return this.functions.register(this.db, name, nArg, flags, kind, id);
  }

  setLimits(steps: number, memory: number, result: number, length: number, variables: number): void {
    const { c } = this.sqlite;
    this.limits = { steps, result };
    this.sqlite.files.limit = memory > 0 ? memory : Infinity;
    c.sqlite3_hard_heap_limit64(BigInt(memory));
    c.sqlite3_limit(this.db, LIMIT_LENGTH, length);
    c.sqlite3_limit(this.db, LIMIT_VARIABLE_NUMBER, variables);
  }

  /** setClock says what time it is for the statements to come, in milliseconds since 1970; NaN stands for the machine's time. */
  setClock(millis: number): void {
    this.sqlite.clock.now = millis;
  }

  interrupt(): void {
    this.interrupted = true;
  }

  /** expect is called when a statement is announced: what interrupts from then on is meant for it, even before it runs. */
  expect(): void {
    this.interrupted = false;
  }

  /** start begins a statement's budget. */
  private start(millis: number): void {
    this.steps = 0;
    this.reason = Limit.None;
    this.begun = performance.now();
    this.slow = false;
    this.deadline = millis > 0 ? this.begun + millis : Infinity;
  }

  /** progress is called every stepInterval instructions; a 1 interrupts the statement. */
  private progress(): number {
    this.steps += stepInterval;
    const now = performance.now();
    if (!this.slow && now > this.begun + slowMillis) {
      this.slow = true;
      this.onSlow();
    }
    if (this.limits.steps >= 0 && this.steps > this.limits.steps) this.reason = Limit.Steps;
    else if (this.interrupted || now > this.deadline) this.reason = Limit.Cancelled;
    return this.reason === Limit.None ? 0 : 1;
  }

  /** work carries out an operation of which Go's memory has the request. Where it yields, the event loop is to get a turn. */
  work(op: number, request: number, length: number): Work {
    return op === Op.Run ? this.run(request, length) : this.whole(op, request, length);
  }

  /** whole carries out an operation that takes one turn. */
  private *whole(op: number, request: number, length: number): Work {
    switch (op) {
      case Op.Script:
        return this.script(request, length);
      case Op.Serialize:
        return this.serialize();
      default:
        return this.deserialize(request + 1, length - 1);
    }
  }

  /** next goes on with work, and turns a trap of the instance, after which nothing in it can be trusted, into an error now and ever after. */
  next(work: Work): IteratorResult<void, Bytes[]> {
    if (this.dead === null) {
      try {
        return work.next();
      } catch (e) {
        this.dead = `SQLite stopped working: ${e instanceof Error ? e.message : e}. A statement that is nested too deeply does that; the next run begins with a new database`;
      }
    }
    return { done: true, value: plainReply(Reply.Error, 0, 0, INTERNAL, -1, encoder.encode(this.dead)) };
  }

  /** run carries out the request at ptr in Go's memory (appendQuery). */
  private *run(request: number, length: number): Work {
    const { c } = this.sqlite;
    const go = this.go.mem.refresh();
    const slot = go.view.getUint32(request, true);
    const keepRows = (go.view.getUint32(request + 4, true) & 1) !== 0;
    const sqlLength = go.view.getUint32(request + 8, true);
    const sets = go.view.getUint32(request + 12, true);
    const params = go.view.getUint32(request + 16, true);
    this.start(go.view.getFloat64(request + 24, true));

    if (sqlLength > 0 || !this.slots[slot]) {
      const failed = this.prepare(slot, request + queryHeader, sqlLength);
      if (failed) return failed;
    }
    const stmt = this.slots[slot]!;
    if (params !== stmt.params) return plainReply(Reply.Bindings, 0, 0, stmt.params);
    const width = keepRows ? stmt.width : 0;
    if (!this.rows.begin(width)) return this.error(NOMEM);

    const at = request + queryHeader + sqlLength;
    const q: Execution = { stmt, at, set: 0, sets: stmt.ptr === 0 ? 0 : sets, heavy: request + length - at > 4096, changes: 0n };
    let turn = performance.now() + sliceMillis;
    while (q.set < q.sets) {
      const failed = keepRows ? yield* this.query(q, turn) : this.execute(q, turn);
      if (failed) return failed;
      if (q.set < q.sets && performance.now() > turn) {
        yield;
        turn = performance.now() + sliceMillis;
        if (this.interrupted) {
          this.reason = Limit.Cancelled;
          return this.error(INTERRUPT);
        }
      }
    }
    const columns = keepRows ? this.columnsIfChanged(stmt) : null;
    return this.rows.reply(this.inTransaction(), columns, q.changes, c.sqlite3_last_insert_rowid(this.db));
  }

  /** execute runs the statement with one set of parameters after the other, without looking at rows, until turn. A failure is the reply. */
  private execute(q: Execution, turn: number): Bytes[] | null {
    const { c } = this.sqlite;
    const { stmt } = q;
    do {
      const before = this.changesSoFar(stmt);
      let failed = this.bindSet(q);
      if (failed) return failed;
      const rc = c.sqlite3_exec_go(stmt.ptr);
      this.sqlite.mem.refresh();
      failed = rc === OK ? null : this.error(rc);
      if (q.heavy) c.sqlite3_clear_bindings(stmt.ptr);
      if (failed) return failed;
      this.addChanges(q, before);
    } while (++q.set < q.sets && ((q.set & 63) !== 0 || performance.now() <= turn));
    return null;
  }

  /** query runs the statement with one set of parameters and takes its rows. */
  private *query(q: Execution, turn: number): Work<Bytes[] | null> {
    const { c } = this.sqlite;
    const { stmt } = q;
    const before = this.changesSoFar(stmt);
    let failed = this.bindSet(q);
    if (failed) return failed;
    let rc = c.sqlite3_step(stmt.ptr);
    // The first step may have prepared the statement anew, for a schema with more columns or fewer.
    if (rc === ROW) rc = yield* this.collect(stmt, turn);
    this.sqlite.mem.refresh();
    failed = rc === DONE ? null : this.error(rc);
    c.sqlite3_reset(stmt.ptr);
    if (q.heavy) c.sqlite3_clear_bindings(stmt.ptr);
    if (failed) return failed;
    this.addChanges(q, before);
    q.set++;
    return null;
  }

  private changesSoFar(stmt: Statement): bigint {
    return stmt.readOnly ? 0n : this.sqlite.c.sqlite3_total_changes64(this.db);
  }

  /** addChanges counts what a set changed. A write's changes stay visible to statements that write nothing; the total tells those apart. */
  private addChanges(q: Execution, before: bigint): void {
    if (!q.stmt.readOnly && this.changesSoFar(q.stmt) !== before) q.changes += this.sqlite.c.sqlite3_changes64(this.db);
  }

  /** bindSet binds the next set of parameters. */
  private bindSet(q: Execution): Bytes[] | null {
    const { stmt } = q;
    for (let i = 1; i <= stmt.params; i++) {
      q.at = this.bind(stmt.ptr, i, q.at);
      if (q.at < 0) {
        const failed = this.error(-q.at);
        this.sqlite.c.sqlite3_reset(stmt.ptr);
        return failed;
      }
    }
    return null;
  }

  /** collect takes the row that the statement stands on and all further ones. */
  private *collect(stmt: Statement, turn: number): Work<number> {
    const { c } = this.sqlite;
    const { rows } = this;
    const width = c.sqlite3_column_count(stmt.ptr);
    if (width !== rows.width) rows.begin(width);
    stmt.width = width;
    const limit = this.limits.result < 0 ? Infinity : this.limits.result;
    for (let n = 1; ; n++) {
      const rc = rows.add(stmt.ptr);
      if (rc !== OK) return rc;
      if (rows.weight > limit) {
        this.reason = Limit.Result;
        return TOOBIG;
      }
      if ((n & 255) === 0 && performance.now() > turn) {
        yield;
        turn = performance.now() + sliceMillis;
        if (this.interrupted) {
          this.reason = Limit.Cancelled;
          return INTERRUPT;
        }
      }
      const next = c.sqlite3_step(stmt.ptr);
      if (next !== ROW) return next;
    }
  }

  /** columnsIfChanged returns the encoded columns if Go doesn't have them yet. */
  private columnsIfChanged(stmt: Statement): Bytes | null {
    if (stmt.ptr === 0 || stmt.width === 0) return null;
    const prepared = this.sqlite.c.sqlite3_stmt_status(stmt.ptr, STMTSTATUS_REPREPARE, 0);
    if (prepared === stmt.prepared) return null;
    stmt.prepared = prepared;
    stmt.width = this.sqlite.c.sqlite3_column_count(stmt.ptr);
    // A statement without rows may have been prepared anew without telling collect.
    if (stmt.width !== this.rows.width) this.rows.begin(stmt.width);
    return describe(this.sqlite, stmt.ptr, stmt.width);
  }

  private inTransaction(): boolean {
    return this.sqlite.c.sqlite3_get_autocommit(this.db) === 0;
  }

  /** prepare puts the statement at sql, in Go's memory, into a slot. It returns a reply if that fails. */
  private prepare(slot: number, sql: number, length: number): Bytes[] | null {
    const { c, mem } = this.sqlite;
    const old = this.slots[slot];
    if (old) {
      c.sqlite3_finalize(old.ptr);
      this.slots[slot] = undefined;
    }
    const text = this.sqlite.store(this.go.mem.u8, sql, length);
    if (text === 0) return this.error(NOMEM);
    const pointers = this.out >> 2;
    const rc = c.sqlite3_prepare_v3(this.db, text, length + 1, PREPARE_PERSISTENT, this.out, this.out + 4);
    const ptr = mem.refresh().i32[pointers];
    let failed = rc === OK ? null : this.error(rc);
    const tail = mem.i32[pointers + 1];
    if (!failed && ptr !== 0 && tail < text + length) {
      // What follows may be white space, comments and semicolons; anything that prepares, or fails to, is a second statement.
      const more = c.sqlite3_prepare_v3(this.db, tail, text + length + 1 - tail, 0, this.out, 0);
      const second = mem.refresh().i32[pointers];
      if (more !== OK || second !== 0) {
        c.sqlite3_finalize(second);
        c.sqlite3_finalize(ptr);
        failed = plainReply(Reply.Several);
      }
    }
    c.sqlite3_free(text);
    if (failed) return failed;
    this.slots[slot] = {
      ptr,
      params: ptr === 0 ? 0 : c.sqlite3_bind_parameter_count(ptr),
      readOnly: ptr === 0 || c.sqlite3_stmt_readonly(ptr) !== 0,
      width: ptr === 0 ? 0 : c.sqlite3_column_count(ptr),
      prepared: -1,
    };
    return null;
  }

  /** bind binds the encoded value at `at` in Go's memory and returns where the next one begins, or minus SQLite's error code. */
  private bind(stmt: number, i: number, at: number): number {
    const { c } = this.sqlite;
    const { u8, view } = this.go.mem.refresh();
    const tag = u8[at];
    let rc: number;
    switch (tag) {
      case Tag.Integer:
        rc = c.sqlite3_bind_int64(stmt, i, view.getBigInt64(at + 1, true));
        at += 9;
        break;
      case Tag.Float:
        rc = c.sqlite3_bind_double(stmt, i, view.getFloat64(at + 1, true));
        at += 9;
        break;
      case Tag.Null:
        rc = c.sqlite3_bind_null(stmt, i);
        at += 1;
        break;
      default: {
        const length = view.getUint32(at + 1, true);
        if (length === 0 && tag === Tag.Blob) {
          rc = c.sqlite3_bind_zeroblob64(stmt, i, 0n);
        } else {
          const ptr = this.sqlite.store(u8, at + 5, length);
          if (ptr === 0) return -NOMEM;
          const bind = tag === Tag.Text ? c.sqlite3_bind_text_go : c.sqlite3_bind_blob_go;
          rc = bind(stmt, i, ptr, big(length)); // SQLite frees ptr, also when it fails
        }
        at += 5 + length;
      }
    }
    return rc === OK ? at : -rc;
  }

  /** script runs the text at ptr in Go's memory, after its time limit. */
  private script(request: number, length: number): Bytes[] {
    const { c } = this.sqlite;
    const go = this.go.mem.refresh();
    this.start(go.view.getFloat64(request, true));
    const text = this.sqlite.store(go.u8, request + 8, length - 8);
    if (text === 0) return this.error(NOMEM);
    const rc = c.sqlite3_exec(this.db, text, 0, 0, 0);
    this.sqlite.mem.refresh();
    const failed = rc === OK ? null : this.error(rc);
    c.sqlite3_free(text);
    return failed ?? plainReply(Reply.Bytes, this.flags());
  }

  private flags(): number {
    return this.inTransaction() ? Flag.Transaction : 0;
  }

  /** error describes what just failed with rc on db. */
  private error(rc: number, db = this.db): Bytes[] {
    const { c, mem } = this.sqlite;
    const message = rc === NOMEM ? encoder.encode("out of memory") : mem.refresh().cstring(c.sqlite3_errmsg(db)).slice();
    return plainReply(Reply.Error, this.flags(), this.reason, rc, c.sqlite3_error_offset(db), message);
  }

  /** serialize copies the database into a file, whose bytes are the reply. */
  private serialize(): Bytes[] {
    this.start(0);
    this.sqlite.files.put(new Uint8Array(0));
    const failed = this.copy(OPEN_READWRITE_CREATE, (file) => [file, this.db]);
    const bytes = this.sqlite.files.take();
    return failed ?? plainReply(Reply.Bytes, 0, 0, 0, 0, bytes);
  }

  /** deserialize replaces the database by the file at ptr in Go's memory. */
  private deserialize(ptr: number, length: number): Bytes[] {
    this.start(0);
    this.sqlite.files.put(this.go.mem.refresh().bytes(ptr, length));
    const failed = this.copy(OPEN_READONLY, (file) => [this.db, file]);
    this.sqlite.files.take();
    return failed ?? plainReply(Reply.Bytes);
  }

  /** copy opens the exchange file and copies a whole database from or to it; direction gives target and source. */
  private copy(flags: number, direction: (file: number) => [to: number, from: number]): Bytes[] | null {
    const { c } = this.sqlite;
    const limits = this.limits;
    this.limits = { steps: -1, result: -1 };
    const file = this.openFile(exchangeName, flags);
    const main = this.sqlite.store(encoder.encode("main"));
    const [to, from] = direction(file);
    let failed: Bytes[] | null = null;
    const backup = c.sqlite3_backup_init(to, main, from, main);
    if (backup === 0) {
      failed = this.error(1, to);
    } else {
      const rc = c.sqlite3_backup_step(backup, -1);
      const finished = c.sqlite3_backup_finish(backup);
      if (rc !== DONE) failed = this.error(finished === OK ? rc : finished, to);
    }
    this.sqlite.mem.refresh();
    c.sqlite3_free(main);
    c.sqlite3_close_v2(file);
    this.limits = limits;
    return failed;
  }
}
