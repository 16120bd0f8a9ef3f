// Measures SQL through engine/sqlite under GOOS=js beside sql.js doing the same SQL, in one run: in a worker in Chromium, or in Node with --node.
// Usage: node wasm/bench/sqlite.mjs [--node] [--json]; wants wasm/dist/test (wasmbuild -test) and node_modules.

import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { launch, serve } from "../exec/browser.mjs";
import { captureOutput, runGo } from "../exec/go.mjs";
import { sqlJS } from "./sqljs.mjs";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "dist", "test");
const program = join(dist, "bench-sqlite.wasm");
const sqlJSDir = dirname(require.resolve("sql.js"));
const goroot = execFileSync("go", ["env", "GOROOT"]).toString().trim();
const glue = join(goroot, "lib", "wasm", "wasm_exec.js");

execFileSync("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", program, "./sqlite"], {
  cwd: here,
  env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
  stdio: "inherit",
});

/** inNode measures in this process. */
async function inNode() {
  const theirs = sqlJS(await require("sql.js")());
  Object.assign(globalThis, { require, fs: { ...require("node:fs") }, path: require("node:path") });
  require(glue);
  const printed = captureOutput();
  const { SqliteHost } = await import(join(dist, "testing.mjs"));
  const code = await runGo({
    program: new WebAssembly.Module(readFileSync(program)),
    sqlite: new WebAssembly.Module(readFileSync(join(dist, "sqlite3.wasm"))),
    SqliteHost,
    argv: [program],
  });
  if (code !== 0) throw new Error(`the program ended with ${code}: ${printed()}`);
  return { engine: JSON.parse(printed()), sqljs: theirs };
}

/** inChromium measures in a worker, as it is in a page. */
async function inChromium() {
  const worker = `
    importScripts("wasm_exec.js", "sql/sql-wasm.js");
    onmessage = async () => {
      try {
        const { sqlJS } = await import("./bench/sqljs.mjs");
        const { captureOutput, runGo } = await import("./exec/go.mjs");
        const { SqliteHost } = await import("./test/testing.mjs");
        const sqljs = sqlJS(await initSqlJs({ locateFile: (name) => "sql/" + name }));
        const printed = captureOutput();
        const compile = (url) => WebAssembly.compileStreaming(fetch(url));
        const code = await runGo({ program: await compile("test/bench-sqlite.wasm"), sqlite: await compile("test/sqlite3.wasm"), SqliteHost, argv: ["bench"] });
        postMessage(code === 0 ? { engine: JSON.parse(printed()), sqljs } : { failed: printed() });
      } catch (e) {
        postMessage({ failed: String(e && e.stack || e) });
      }
    };
  `;
  const server = await serve({
    "/": { type: "text/html", body: "<!doctype html><title>bench</title>" },
    "/worker.js": { type: "text/javascript", body: worker },
    "/wasm_exec.js": glue,
    "/sql/": sqlJSDir,
    "/bench/": here,
    "/exec/": join(here, "..", "exec"),
    "/test/": dist,
  });
  const browser = await launch({ measuring: true });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const result = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker("worker.js");
          worker.onerror = (e) => reject(new Error(e.message));
          worker.onmessage = ({ data }) => resolve(data);
          worker.postMessage(0);
        }),
    );
    if (result.failed) throw new Error(result.failed);
    return result;
  } finally {
    await browser.close();
    server.stop();
  }
}

const where = process.argv.includes("--node") ? "Node" : "Chromium";
const { engine, sqljs } = await (where === "Node" ? inNode() : inChromium());
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ where, engine, sqljs }));
} else {
  console.log(`${`SQL on 100,000 rows in ${where}, ms`.padEnd(36)}${"engine/sqlite".padStart(14)}${"sql.js".padStart(10)}${"ratio".padStart(8)}`);
  for (const name of Object.keys(sqljs)) {
    console.log(`${name.padEnd(36)}${engine[name].toFixed(1).padStart(14)}${sqljs[name].toFixed(1).padStart(10)}${(engine[name] / sqljs[name]).toFixed(2).padStart(8)}`);
  }
}
process.exit(0);
