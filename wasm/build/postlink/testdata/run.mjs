// Runs the modules that TestSplit made: node run.mjs WASM_EXEC.js FUNCTIONS.mjs FIRST.wasm OTHER.wasm…. Its last line says which of the others were asked for.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const [glue, bundle, first, ...others] = process.argv.slice(2);
const { writeFunctions } = await import(bundle);
globalThis.fs = require("node:fs");
globalThis.path = require("node:path");
require(glue);
const go = new globalThis.Go();
const loads = [];
let loaded = 0;
let instance;
go.importObject.shelf = {
  load_rest(number) {
    loads.push(number);
    while (loaded < number) new WebAssembly.Instance(new WebAssembly.Module(readFileSync(others[loaded++])), { first: instance.exports });
  },
};
const module = new WebAssembly.Module(readFileSync(first));
instance = new WebAssembly.Instance(module, go.importObject);
writeFunctions(module, instance.exports.mem);
go.exit = (code) => {
  console.log(`exit ${code}, loads ${loads.join(" ")}`);
};
await go.run(instance);
process.exit(0); // a timer that the program left behind must not wake it again
