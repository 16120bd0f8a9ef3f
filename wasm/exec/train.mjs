// Runs the instrumented modules (wasm/build/postlink) in Node through a list of the worker's jobs and prints which functions these called, as JSON: {engine, sqlite3},
// which embedded sources were read, and which bodies of theirs: {sources}, and which read-only data memory led to: {reached}.
// Usage: node train.mjs WASM_EXEC.js DIR, where DIR has testing.mjs, engine.wasm, sqlite3.wasm, jobs.json, sources.json and table.json.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reached, waiting } from "./memory.mjs";

const [glue, dir] = process.argv.slice(2);
createRequire(import.meta.url)(glue);
const { EngineHost, FromWorker, Rest } = await import(pathToFileURL(join(dir, "testing.mjs")));
const read = (name) => readFileSync(join(dir, name));

let settle = () => {};
const post = (message) => {
  switch (message.type) {
    case FromWorker.Failed:
    case FromWorker.Died:
      console.error(message.text);
      process.exit(1);
    case FromWorker.Ready:
    case FromWorker.Result:
      settle();
  }
};
const answer = (act) =>
  new Promise((resolve) => {
    settle = resolve;
    act();
  });

/** marks are the functions of a module that were called in any of its instances. Of SQLite there is one for each database. */
const marks = { engine: new Set(), sqlite3: new Set() };

function collect(name, exports) {
  for (const [key, mark] of Object.entries(exports)) if (/^h\d+$/.test(key) && mark.value) marks[name].add(Number(key.slice(1)));
}

const modules = Object.fromEntries(Object.keys(marks).map((name) => [name, new WebAssembly.Module(read(`${name}.wasm`))]));
let database = null;
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(...args);
    if (args[0] === modules.sqlite3) {
      if (database) collect("sqlite3", database.exports);
      database = instance;
    }
    return instance;
  },
});

const table = JSON.parse(read("table.json"));

const rest = (name) =>
  new Rest(() => {
    console.error(`${name}.rest.wasm is needed`);
    return read(`${name}.rest.wasm`);
  });
const host = new EngineHost(post, { engine: rest("engine"), sqlite: rest("sqlite3") });
// Every source begins with a mark until it is asked for, and so does every part of it.
const sources = JSON.parse(read("sources.json"));
const readSources = new Set();
host.loadSource = (number) => {
  readSources.add(number);
  new Uint8Array(host.exports.mem.buffer).set(Buffer.from(sources[number].head, "base64"), sources[number].address);
};
await answer(() => host.start(modules.engine, modules.sqlite3));
// What only the start calls no page needs: it begins with the snapshot of a started program, settled as here (snapshot.mjs).
host.enter(() => host.exports.shelf_settle());
for (const number of waiting(host.exports.mem.buffer, table)) marks.engine.add(number);
for (const [key, mark] of Object.entries(host.exports)) if (/^h\d+$/.test(key)) mark.value = 0;
const data = reached(host.exports.mem.buffer, table);
let id = 0;
for (const job of JSON.parse(read("jobs.json"))) await answer(() => host.send({ ...job, id: ++id }));
reached(host.exports.mem.buffer, table, data);
collect("engine", host.exports);
if (database) collect("sqlite3", database.exports);
const result = { engine: [...marks.engine], sqlite3: [...marks.sqlite3], sources: [...readSources], reached: [...data].map(([address, length]) => ({ address, length })) };
process.stdout.write(JSON.stringify(result), () => process.exit(0));
