// Runs the modules that TestSplit made: node run.mjs WASM_EXEC.js FIRST.wasm REST.wasm. Its last line says how often the second was loaded.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const [glue, first, rest] = process.argv.slice(2);
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
instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(first)), go.importObject);
go.exit = (code) => {
  console.log(`exit ${code}, loads ${loads}`);
};
await go.run(instance);
