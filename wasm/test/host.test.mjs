// The SQLite host without Go: requests are written and replies read here by hand, as engine/sqlite/wire.go describes them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Growing, Memory, SqliteHost, copyBytes, wire } from "../dist/test/testing.mjs";

const module = new WebAssembly.Module(readFileSync(new URL("../dist/test/sqlite3.wasm", import.meta.url)));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** FakeGo stands for the Go program: a memory with a place for requests, replies and scratch. */
class FakeGo {
  static request = 0x1000;
  static reply = 0x80000;
  static room = 0x10000;
  static scratch = 0xa0000;
  exited = false;
  resumed = 0;
  atOnce = false; // whether the last operation was answered before start returned
  functions = [];
  slow = 0;

  constructor() {
    this.mem = new WebAssembly.Memory({ initial: 32 });
    this.host = new SqliteHost(module, { crashed: (e) => this.crash?.(e), slow: () => this.slow++ });
    this.imports = this.host.imports();
    this.host.attach(
      {
        exports: {
          mem: this.mem,
          sqlite_done: (db, length) => this.done(length),
          sqlite_scratch: () => FakeGo.scratch,
          sqlite_call: (...args) => this.functions[args[2]](this, ...args),
        },
      },
      this,
    );
    this.db = this.imports.open();
    this.imports.limits(this.db, -1, 0, -1, 0x7fffffff, 0x7fffffff);
  }

  _resume() {
    this.resumed++;
  }

  bytes(at, length) {
    return new Uint8Array(this.mem.buffer, at, length);
  }

  /** send starts an operation and resolves with the bytes of its reply. */
  send(op, bytes) {
    this.bytes(FakeGo.request, bytes.length).set(bytes);
    return new Promise((resolve, reject) => {
      this.crash = reject;
      this.done = (length) => {
        if (length > FakeGo.room) {
          this.mem.grow(Math.ceil(length / 65536) + 1);
          const at = this.mem.buffer.byteLength - Math.ceil(length / 65536) * 65536;
          this.imports.fetch(this.db, at);
          resolve(this.bytes(at, length).slice());
        } else {
          resolve(this.bytes(FakeGo.reply, length).slice());
        }
      };
      const length = this.imports.start(this.db, op, FakeGo.request, bytes.length, FakeGo.reply, FakeGo.room);
      this.atOnce = length >= 0;
      if (this.atOnce) this.done(length);
    });
  }

  /** query runs sql in a slot; an empty sql uses what is there. */
  async query(slot, sql, sets = [[]], keepRows = true) {
    const out = new Growing(256);
    const text = encoder.encode(sql);
    for (const n of [slot, keepRows ? 1 : 0, text.length, sets.length, sets[0].length, 0, 0, 0]) out.pushU32(n);
    out.push(text, 0, text.length);
    for (const value of sets.flat()) {
      const b = encodeValue(value);
      out.push(b, 0, b.length);
    }
    return decodeReply(await this.send(wire.Op.Run, out.bytes.subarray(0, out.length)));
  }
}

function encodeValue(value) {
  const number = (tag, write) => {
    const b = new Uint8Array(9);
    b[0] = tag;
    write(new DataView(b.buffer));
    return b;
  };
  const bytes = (tag, content) => {
    const b = new Uint8Array(5 + content.length);
    b[0] = tag;
    new DataView(b.buffer).setUint32(1, content.length, true);
    b.set(content, 5);
    return b;
  };
  if (value === null) return new Uint8Array([wire.Tag.Null]);
  if (typeof value === "bigint") return number(wire.Tag.Integer, (v) => v.setBigInt64(1, value, true));
  if (typeof value === "number") return number(wire.Tag.Float, (v) => v.setFloat64(1, value, true));
  return typeof value === "string" ? bytes(wire.Tag.Text, encoder.encode(value)) : bytes(wire.Tag.Blob, value);
}

function decodeReply(b) {
  const view = new DataView(b.buffer, b.byteOffset, b.length);
  const u32 = (at) => view.getUint32(at, true);
  const reply = { kind: b[0], transaction: (b[1] & wire.Flag.Transaction) !== 0, limit: b[2] };
  if (reply.kind === wire.Reply.Error) {
    return { ...reply, code: view.getInt32(4, true), offset: view.getInt32(8, true), message: decoder.decode(b.subarray(wire.errorHeader)) };
  }
  if (reply.kind === wire.Reply.Bindings) return { ...reply, want: u32(4) };
  if (reply.kind !== wire.Reply.Rows) return { ...reply, bytes: b.subarray(wire.errorHeader) };
  const [width, height, block, heapLength] = [u32(4), u32(8), u32(12), u32(32)];
  const tags = wire.rowsHeader + width * height * 8;
  let at = tags + width * height;
  let columns = null;
  if (b[1] & wire.Flag.Columns) {
    columns = [];
    for (let i = 0; i < width; i++) {
      const [name, decl] = [u32(at), u32(at + 4)];
      columns.push(decoder.decode(b.subarray(at + 8, at + 8 + name)), decoder.decode(b.subarray(at + 8 + name, at + 8 + name + decl)));
      at += 8 + name + decl;
    }
    assert.equal(at, tags + width * height + block);
  }
  assert.equal(at + heapLength, b.length);
  const rows = [];
  for (let i = 0; i < width * height; i++) {
    const cell = wire.rowsHeader + 8 * i;
    const text = () => b.slice(at + u32(cell), at + u32(cell) + u32(cell + 4));
    const value = { [wire.Tag.Integer]: () => view.getBigInt64(cell, true), [wire.Tag.Float]: () => view.getFloat64(cell, true), [wire.Tag.Text]: () => decoder.decode(text()), [wire.Tag.Blob]: text, [wire.Tag.Null]: () => null }[b[tags + i]]();
    if (i % width === 0) rows.push([]);
    rows.at(-1).push(value);
  }
  return { ...reply, columns, rows, changes: view.getBigInt64(16, true), lastId: view.getBigInt64(24, true) };
}

test("a statement crosses, is kept, and comes back with its columns once", async () => {
  const go = new FakeGo();
  await go.query(0, "CREATE TABLE t (a INTEGER, b varchar(10), c)");
  const insert = await go.query(1, "INSERT INTO t VALUES (?, ?, ?)", [[1n, "é", 1.5], [2n, null, new Uint8Array([0, 255])]], false);
  assert.deepEqual([insert.changes, insert.lastId, insert.columns], [2n, 2n, null]);
  const first = await go.query(2, "SELECT *, a + ? AS d FROM t ORDER BY a", [[10n]]);
  assert.deepEqual(first.columns, ["a", "INTEGER", "b", "varchar(10)", "c", "", "d", ""]);
  assert.deepEqual(first.rows, [[1n, "é", 1.5, 11n], [2n, null, new Uint8Array([0, 255]), 12n]]);
  const again = await go.query(2, "", [[20n]]);
  assert.equal(again.columns, null);
  assert.equal(again.rows[1][3], 22n);
  await go.query(3, "ALTER TABLE t ADD COLUMN e");
  const altered = await go.query(2, "", [[0n]]);
  assert.deepEqual(altered.columns.slice(6), ["e", "", "d", ""]);
});

test("statements are answered at once, but for the event loop's turns", async () => {
  const go = new FakeGo();
  const busy = (ms) => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };
  await go.query(0, "SELECT 1");
  assert.deepEqual([go.atOnce, go.resumed], [false, 1], "before the first statement, messages that wait are heard");
  await go.query(0, "SELECT 2");
  assert.deepEqual([go.atOnce, go.resumed], [true, 1]);
  busy(30);
  let turned = false;
  setImmediate(() => (turned = true));
  assert.deepEqual((await go.query(0, "SELECT 3")).rows, [[3n]]);
  assert.deepEqual([go.atOnce, turned, go.resumed], [false, true, 2], "a turn is due");
  // What takes longer than a turn begins at once and goes on later.
  const long = await go.query(1, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600000) SELECT i FROM n");
  assert.equal(long.rows.length, 600_000);
  assert.deepEqual([go.atOnce, go.resumed], [false, 3]);
});

test("what fails says so in its own kind of reply", async () => {
  const go = new FakeGo();
  assert.deepEqual(await go.query(0, "SELECT * FROM nowhere"), { kind: wire.Reply.Error, transaction: false, limit: 0, code: 1, offset: -1, message: "no such table: nowhere" });
  assert.equal((await go.query(0, "SELECT ?, ?", [[1n]])).want, 2);
  assert.equal((await go.query(0, "SELECT 1; SELECT 2")).kind, wire.Reply.Several);
  assert.deepEqual((await go.query(0, "SELECT 1; -- two")).rows, [[1n]]);
  assert.deepEqual((await go.query(0, "SELECT 3")).rows, [[3n]], "a slot is free again after a failure");
});

test("budgets end a statement and name themselves", async () => {
  const go = new FakeGo();
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT";
  go.imports.limits(go.db, 5_000_000, 0, 1_000_000, 0x7fffffff, 100);

  const steps = await go.query(0, `${endless} max(i) FROM n`);
  assert.deepEqual([steps.code, steps.limit, steps.message], [9, wire.Limit.Steps, "interrupted"]);
  assert.equal(go.slow, 1, "a slow statement is reported, once");
  assert.equal((await go.query(1, `${endless} i FROM n`)).limit, wire.Limit.Result);

  // An interruption arrives when the host gives the event loop its turn between rows.
  go.imports.limits(go.db, -1, 0, -1, 0x7fffffff, 100);
  setTimeout(() => go.imports.interrupt(go.db), 60);
  assert.equal((await go.query(1, "")).limit, wire.Limit.Cancelled);
  assert.deepEqual((await go.query(2, "SELECT 1")).rows, [[1n]]);
});

test("a result larger than the buffer is fetched", async () => {
  const go = new FakeGo();
  const { rows } = await go.query(0, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) SELECT i, 'row ' || i FROM n");
  assert.equal(rows.length, 9000);
  assert.deepEqual(rows[8999], [9000n, "row 9000"]);
});

test("functions are called back with their arguments", async () => {
  const go = new FakeGo();
  const seen = [];
  go.functions.push((self, db, call, id, group, nArg, length) => {
    seen.push([db, call, id, group, nArg, [...self.bytes(FakeGo.scratch, length)]]);
    const out = encodeValue("ok");
    self.bytes(FakeGo.scratch, out.length).set(out);
    return out.length;
  });
  const name = encoder.encode("ask");
  go.bytes(FakeGo.request, name.length).set(name);
  assert.equal(go.imports.function(go.db, FakeGo.request, name.length, -1, 0, wire.Kind.Scalar, 0), 0);
  assert.deepEqual((await go.query(0, "SELECT ask(1, 'é', NULL, x'07')")).rows, [["ok"]]);
  assert.deepEqual(seen, [[go.db, wire.Call.Scalar, 0, 0, 4, [...encodeValue(1n), ...encodeValue("é"), ...encodeValue(null), ...encodeValue(new Uint8Array([7]))]]]);
});

test("a database survives as a file", async () => {
  const go = new FakeGo();
  await go.query(0, "CREATE TABLE t AS SELECT 'kept' AS a");
  const file = await go.send(wire.Op.Serialize, new Uint8Array(1));
  const bytes = decodeReply(file).bytes;
  assert.equal(decoder.decode(bytes.subarray(0, 15)), "SQLite format 3");
  const other = new FakeGo();
  const request = new Uint8Array(bytes.length + 1);
  request.set(bytes, 1);
  assert.equal(decodeReply(await other.send(wire.Op.Deserialize, request)).kind, wire.Reply.Bytes);
  assert.deepEqual((await other.query(0, "SELECT * FROM t")).rows, [["kept"]]);
});

test("nothing is sent to a program that has ended", async () => {
  const go = new FakeGo();
  let heard = false;
  void go.query(0, "SELECT 1").then(() => (heard = true));
  go.exited = true;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(heard, false);
  assert.equal(go.resumed, 0);
});

test("views follow a memory that grows", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const mem = new Memory(memory);
  mem.u8[5] = 7;
  memory.grow(1);
  assert.equal(mem.u8.length, 0);
  assert.equal(mem.refresh().u8[5], 7);
  assert.equal(mem.u8.length, 2 * 65536);
});

test("Growing grows, and copies of every length are right", () => {
  const out = new Growing(8);
  const from = Uint8Array.from({ length: 300 }, (_, i) => i);
  for (const length of [0, 1, 47, 48, 49, 300]) {
    const at = out.push(from, 0, length);
    assert.deepEqual(out.bytes.slice(at, at + length), from.slice(0, length));
  }
  out.reset();
  assert.equal(out.length, 0);
  assert.equal(out.bytes.length, 8);
  const to = new Uint8Array(100);
  copyBytes(to, 10, from, 200, 60);
  assert.deepEqual(to.slice(10, 70), from.slice(200, 260));
});
