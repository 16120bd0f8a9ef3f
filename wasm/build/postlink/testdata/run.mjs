// Runs the modules that TestSplit made: node run.mjs WASM_EXEC.js FIRST.wasm REST.wasm FUNCTIONS.mjs. Its last line says how often the second was loaded.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const [glue, first, rest, bundle] = process.argv.slice(2);
const { writeFunctions } = await import(bundle);
globalThis.fs = require("node:fs");
globalThis.path = require("node:path");
require(glue);
const go = new globalThis.Go();
let loads = 0;
let instance;
go.importObject.shelf = {
  load_rest() {
    loads++;
    new WebAssembly.Instance(new WebAssembly.Module(readFileSync(rest)), { first: instance.exports });
  },
};
const module = new WebAssembly.Module(readFileSync(first));
instance = new WebAssembly.Instance(module, go.importObject);
writeFunctions(module, instance.exports.mem);
go.exit = (code) => {
  console.log(`exit ${code}, loads ${loads}`);
};
await go.run(instance);
process.exit(0); // a timer that the program left behind must not wake it again
