// Runs an instrumented program to its end and prints, as JSON, which functions it called and which read-only data its memory led to at the start and at the end:
// node reach.mjs WASM_EXEC.js PROGRAM.wasm LOW HIGH.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const [glue, program, low, high] = process.argv.slice(2);
globalThis.fs = { ...require("node:fs"), write: (fd, bytes, offset, length, position, done) => setImmediate(done, null, length) };
require(glue);
const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(readFileSync(program), go.importObject);
const reached = new Map();
const reach = () => {
  const words = new BigUint64Array(instance.exports.mem.buffer);
  for (let i = 0; i + 1 < words.length; i++) {
    const at = Number(words[i]);
    if (at >= low && at < high && !(8 * i >= low && 8 * i < high)) reached.set(at, Math.max(reached.get(at) ?? 0, Number(words[i + 1] & 0xffffffn)));
  }
};
go.exit = () => {
  reach();
  const called = Object.entries(instance.exports).filter(([name, mark]) => /^h\d+$/.test(name) && mark.value);
  process.stdout.write(JSON.stringify({ called: called.map(([name]) => Number(name.slice(1))), reached: [...reached].map(([address, length]) => ({ address, length })) }), () => process.exit(0));
};
reach();
await go.run(instance);
