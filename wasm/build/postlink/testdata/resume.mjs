// Writes the snapshot of a module into its memory, as the worker does: node resume.mjs SNAPSHOT.mjs PROGRAM.wasm FILE. The memory goes to the file; it prints the rest.

import { readFileSync, writeFileSync } from "node:fs";

const [bundle, program, file] = process.argv.slice(2);
const { resume } = await import(bundle);
globalThis.fs = { constants: { name: "constants" } };
const module = new WebAssembly.Module(readFileSync(program));
const { exports } = (globalThis.instance = new WebAssembly.Instance(module));
const go = {};
if (!resume(module, instance, go)) throw new Error("no snapshot");
writeFileSync(file, new Uint8Array(exports.mem.buffer));
console.log(
  JSON.stringify({
    globals: [exports.global0, exports.global1].map((g) => String(g.value)),
    values: go._values.slice(7).map((v) => v.name),
    counts: go._goRefCounts.slice(7),
    ids: go._values.slice(7).map((v) => go._ids.get(v)),
  }),
);
