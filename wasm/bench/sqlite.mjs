// Measures SQL through engine/sqlite under GOOS=js beside sql.js doing the same SQL, in one process and run.
// Usage: node wasm/bench/sqlite.mjs [--json]; wants wasm/dist/test (wasmbuild -test) and node_modules.

import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { runGo } from "../exec/go.mjs";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "dist", "test");

const rows = 100_000;
const batch = 333;
const createTable = "CREATE TABLE books_book (id INTEGER PRIMARY KEY AUTOINCREMENT, title varchar(200) NOT NULL, pages integer NOT NULL, price real)";
const insertSQL = (n) => "INSERT INTO books_book (title, pages, price) VALUES " + Array(n).fill("(?, ?, ?)").join(", ");
const selectAll = "SELECT id, title, pages, price FROM books_book WHERE pages >= ?";
const selectFew = "SELECT id, title, pages, price FROM books_book WHERE id <= ? AND pages >= ?";

/** sqlJS does what wasm/bench/sqlite/main.go does, the way sql.js wants it: a prepared statement, rows as arrays. */
async function sqlJS() {
  const SQL = await require("sql.js")();
  const out = {};
  const timed = (name, best, work) => {
    for (let i = 0; i < best; i++) {
      const start = performance.now();
      work();
      out[name] = Math.min(out[name] ?? Infinity, performance.now() - start);
    }
  };
  const sets = Array.from({ length: rows }, (_, i) => [`Book number ${i}`, i % 1000, i / 8]);
  timed("insert one by one", 3, () => {
    const db = new SQL.Database();
    db.run(createTable);
    db.run("BEGIN");
    const stmt = db.prepare(insertSQL(1));
    for (const set of sets) stmt.run(set);
    stmt.free();
    db.run("COMMIT");
    db.close();
  });
  let db;
  timed("insert in batches", 3, () => {
    db?.close();
    db = new SQL.Database();
    db.run(createTable);
    db.run("BEGIN");
    let stmt = db.prepare(insertSQL(batch));
    for (let at = 0; at < rows; at += batch) {
      const n = Math.min(batch, rows - at);
      if (n < batch) {
        stmt.free();
        stmt = db.prepare(insertSQL(n));
      }
      stmt.run(sets.slice(at, at + n).flat());
    }
    stmt.free();
    db.run("COMMIT");
  });
  const collect = (stmt, params) => {
    stmt.bind(params);
    const result = [];
    while (stmt.step()) result.push(stmt.get());
    stmt.reset();
    return result;
  };
  const all = db.prepare(selectAll);
  timed("select all", 5, () => {
    if (collect(all, [100]).length !== (rows * 9) / 10) throw new Error("wrong number of rows");
  });
  const few = db.prepare(selectFew);
  timed("1000 small selects", 5, () => {
    for (let i = 0; i < 1000; i++) collect(few, [10, 4]);
  });
  return out;
}

/** engineSQLite builds and runs the Go program. */
async function engineSQLite() {
  const program = join(dist, "bench-sqlite.wasm");
  execFileSync("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", program, "./sqlite"], {
    cwd: here,
    env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
    stdio: "inherit",
  });
  globalThis.require = require;
  globalThis.path = require("node:path");
  let printed = "";
  const fs = require("node:fs");
  globalThis.fs = {
    ...fs,
    writeSync: (fd, bytes) => {
      if (fd === 1) printed += Buffer.from(bytes).toString();
      else process.stderr.write(bytes);
      return bytes.length;
    },
  };
  globalThis.fs.write = (fd, bytes, _offset, _length, _position, callback) => callback(null, globalThis.fs.writeSync(fd, bytes));
  const goroot = execFileSync("go", ["env", "GOROOT"]).toString().trim();
  require(join(goroot, "lib", "wasm", "wasm_exec.js"));
  const { SqliteHost } = await import(join(dist, "testing.mjs"));
  const code = await runGo({
    program: new WebAssembly.Module(readFileSync(program)),
    sqlite: new WebAssembly.Module(readFileSync(join(dist, "sqlite3.wasm"))),
    SqliteHost,
    argv: [program],
  });
  if (code !== 0) throw new Error(`the program ended with ${code}`);
  return JSON.parse(printed);
}

const theirs = await sqlJS();
const ours = await engineSQLite();
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ engine: ours, sqljs: theirs }));
} else {
  console.log(`${"milliseconds, 100,000 rows".padEnd(28)}${"engine/sqlite".padStart(14)}${"sql.js".padStart(10)}${"ratio".padStart(8)}`);
  for (const name of Object.keys(theirs)) {
    const ratio = ours[name] / theirs[name];
    console.log(`${name.padEnd(28)}${ours[name].toFixed(1).padStart(14)}${theirs[name].toFixed(1).padStart(10)}${ratio.toFixed(2).padStart(8)}`);
  }
}
process.exit(0);
