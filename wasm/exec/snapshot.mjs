// Starts the engine in Node until it waits for messages, twice, and writes what its memory holds then (wasm/build/postlink/snapshot.go says what for).
// Usage: node snapshot.mjs WASM_EXEC.js DIR, where DIR has testing.mjs, engine.wasm, engine.more.wasm, engine.rest.wasm and sqlite3.wasm. It gets first.bin and
// before.bin, the memory before the start without and with the other parts' data; after.bin, the memory after the start; freed.bin, the same with what is free overwritten; state.json, the rest.

import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [glue, dir] = process.argv.slice(2);
repeatable(); // the glue asks for the time when it is loaded
createRequire(import.meta.url)(glue);
const { EngineHost, FromWorker, Rest } = await import(pathToFileURL(join(dir, "testing.mjs")));
const read = (name) => readFileSync(join(dir, name));
const write = (name, memory) => writeFileSync(join(dir, `${name}.bin`), new Uint8Array(memory.buffer));

const [engine, sqlite] = ["engine.wasm", "sqlite3.wasm"].map((name) => new WebAssembly.Module(read(name)));
const { Go } = globalThis;
const run = Go.prototype.run;

/** repeatable makes time and chance the same in every start. */
function repeatable() {
  let now = 0;
  Object.defineProperty(globalThis, "performance", { configurable: true, value: { timeOrigin: 1e9, now: () => (now += 0.001) } });
  globalThis.Date = class extends Date {
    static now = () => 1e9;
    getTime = () => 1e9;
  };
  let state = 1;
  Object.defineProperty(globalThis, "crypto", {
    configurable: true,
    value: {
      getRandomValues(bytes) {
        for (let i = 0; i < bytes.length; i++) bytes[i] = (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16;
        return bytes;
      },
    },
  });
}

/** started starts the engine and gives its host. The runtime overwrites what it frees if debug says so. */
async function started(debug, beforeRun = () => {}) {
  repeatable();
  const rest = (...names) => new Rest(...names.map((name) => () => read(name)));
  const parts = { engine: rest("engine.more.wasm", "engine.rest.wasm"), sqlite: rest("sqlite3.rest.wasm") };
  Go.prototype.run = function (instance) {
    beforeRun(instance.exports, () => parts.engine.attach(instance.exports));
    return run.call(this, instance);
  };
  const host = await new Promise((resolve) => {
    const host = new EngineHost((message) => {
      if (message.type === FromWorker.Ready) return resolve(host);
      console.error(message.text);
      process.exit(1);
    }, parts);
    host.go.env = { GODEBUG: `clobberfree=${debug}` };
    void host.start(engine, sqlite);
  });
  host.enter(() => host.exports.shelf_settle());
  return host;
}

const host = await started(0, ({ mem }, attach) => {
  write("first", mem);
  attach();
  write("before", mem);
});
const { go, exports } = host;
write("after", exports.mem);

/** places are where the values are to be found that Go's packages have asked for. */
const places = ["Object", "Array", "Uint8Array", "process", "path", "fs", "fs.constants"];
const find = (place) => place.split(".").reduce((o, name) => o?.[name], globalThis);
const values = go._values.slice(7).map((value) => {
  const place = places.find((place) => find(place) === value);
  if (!place || value === undefined) throw new Error(`the engine holds a value when it has started that a worker could not find: ${value}`);
  return place;
});
const globals = Object.keys(exports).filter((name) => /^global\d+$/.test(name)).map((name) => [name, exports[name].value]);
const state = {
  values,
  counts: go._goRefCounts.slice(7),
  globals: globals.map(([name, value]) => [name, String(value)]),
};
if (go._idPool.length || go._scheduledTimeouts.size) throw new Error("the engine has timers or has dropped values when it has started");
writeFileSync(join(dir, "state.json"), JSON.stringify(state));

write("freed", (await started(1)).exports.mem);
process.exit(0);
