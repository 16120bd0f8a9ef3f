// Runs the instrumented modules (wasm/build/postlink) in Node through a list of the worker's jobs and prints which functions these called, as JSON: {engine, sqlite3},
// which embedded sources were read: {sources}, and which read-only data memory led to: {reached}.
// Usage: node train.mjs WASM_EXEC.js DIR, where DIR has testing.mjs, engine.wasm, sqlite3.wasm, jobs.json, sources.json and table.json.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

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

const { base, count, low, high, tables } = JSON.parse(read("table.json"));

const itabs = new Set(tables);

/**
 * itabTable gives the length, in words of eight bytes, of the runtime's table of all tables of methods (runtime.itabTableType), if it is here: its size, how many are in it, and they.
 * It leads to types that nobody may have.
 */
function itabTable(words, i) {
  const size = words[i];
  const count = words[i + 2];
  if (size < 512 || (size & (size - 1)) !== 0 || count < itabs.size || count > size || i + 4 + 2 * size > words.length) return 0;
  let found = 0;
  for (let k = i + 4; k < i + 4 + 2 * size; k += 2) {
    if (words[k] === 0) continue;
    found++;
  }
  return found === count ? size + 2 : 0;
}

/** reached are the addresses of read-only data that memory has held, with the word behind each, which is the length if it is a text. */
const reached = new Map();

function reach() {
  const words = new Uint32Array(host.exports.mem.buffer);
  for (let i = 0; i < words.length; i += 2) {
    i += 2 * itabTable(words, i);
    const at = words[i];
    if (at < low || at >= high || words[i + 1] !== 0 || (4 * i >= low && 4 * i < high)) continue;
    reached.set(at, Math.max(reached.get(at) ?? 0, words[i + 3] === 0 ? words[i + 2] : 0));
  }
}

/** Where the runtime's description of a goroutine (runtime.g) has its stack and where it stands there, in words; one of the registers saved is the description's own address. */
const G = { low: 0, high: 1, sp: 7, self: 9 };

/**
 * waiting gives the functions that goroutines are in the middle of: those whose return addresses (a function's place in the table, then a number above 0) are on their stacks.
 * The garbage collector goes through their frames, so it has to know of them.
 */
function waiting(words) {
  const found = new Set();
  for (let i = 0; i + G.self < words.length; i++) {
    if (words[i + G.self] !== BigInt(8 * i)) continue;
    const [low, high, sp] = [G.low, G.high, G.sp].map((k) => Number(words[i + k]) / 8);
    if (!(low > 0 && low < sp && sp <= high && high <= words.length)) continue;
    for (const word of words.subarray(sp, high)) {
      const number = Number(word >> 16n) - base;
      if (number >= 0 && number < count && (word & 0xffffn) !== 0n) found.add(number);
    }
  }
  if (found.size === 0) throw new Error("the runtime keeps its goroutines in another way than is known here");
  return found;
}

const rest = (name) =>
  new Rest(() => {
    console.error(`${name}.rest.wasm is needed`);
    return read(`${name}.rest.wasm`);
  });
const host = new EngineHost(post, { engine: rest("engine"), sqlite: rest("sqlite3") });
// Every source begins with a mark until it is asked for.
const sources = JSON.parse(read("sources.json"));
const readSources = new Set();
host.loadSource = (number) => {
  readSources.add(number);
  new Uint8Array(host.exports.mem.buffer).set(sources[number].head, sources[number].address);
};
await answer(() => host.start(modules.engine, modules.sqlite3));
// What only the start calls no page needs: it begins with the snapshot of a started program, settled as here (snapshot.mjs).
host.enter(() => host.exports.shelf_settle());
for (const number of waiting(new BigUint64Array(host.exports.mem.buffer))) marks.engine.add(number);
for (const [key, mark] of Object.entries(host.exports)) if (/^h\d+$/.test(key)) mark.value = 0;
reach();
let id = 0;
for (const job of JSON.parse(read("jobs.json"))) await answer(() => host.send({ ...job, id: ++id }));
reach();
collect("engine", host.exports);
if (database) collect("sqlite3", database.exports);
const result = { engine: [...marks.engine], sqlite3: [...marks.sqlite3], sources: [...readSources], reached: [...reached].map(([address, length]) => ({ address, length })) };
process.stdout.write(JSON.stringify(result), () => process.exit(0));
