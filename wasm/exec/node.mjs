// Runs a GOOS=js program in Node with the SQLite host: go test -exec "node wasm/exec/node.mjs" under GOOS=js GOARCH=wasm.

import { createRequire } from "node:module";
import { readFileSync, existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { runGo } from "./go.mjs";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "dist", "test");

// Go's glue expects these where Node has them elsewhere.
globalThis.require = require;
globalThis.fs = require("node:fs");
globalThis.path = require("node:path");

const [file, ...args] = process.argv.slice(2);
if (!file) {
  console.error("usage: node node.mjs PROGRAM.wasm [ARGUMENTS]");
  process.exit(2);
}
if (!existsSync(join(modules, "testing.mjs"))) {
  console.error("the bridge's modules are missing; build them: go run ./wasm/build/cmd/wasmbuild -test -o wasm/dist/test");
  process.exit(2);
}
const goroot = process.env.GOROOT || execFileSync("go", ["env", "GOROOT"], { env: { ...process.env, GOOS: "", GOARCH: "" } }).toString().trim();
require(join(goroot, "lib", "wasm", "wasm_exec.js"));
const { SqliteHost } = await import(join(modules, "testing.mjs"));

process.on("exit", (code) => {
  if (code === 0 && !ended) {
    console.error("deadlock: every goroutine waits for something that will not happen");
    process.exitCode = 2;
  }
});
let ended = false;
const code = await runGo({
  program: new WebAssembly.Module(readFileSync(file)),
  sqlite: new WebAssembly.Module(readFileSync(join(modules, "sqlite3.wasm"))),
  SqliteHost,
  argv: [file, ...args],
  env: { ...process.env, TMPDIR: require("node:os").tmpdir() },
});
ended = true;
process.exit(code);
