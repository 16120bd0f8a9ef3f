// Runs a GOOS=js program in a worker in Chromium with the SQLite host: go test -exec "node wasm/exec/chromium.mjs" under GOOS=js GOARCH=wasm.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { launch, serve } from "./browser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [file, ...args] = process.argv.slice(2);
if (!file) {
  console.error("usage: node chromium.mjs PROGRAM.wasm [ARGUMENTS]");
  process.exit(2);
}
const goroot = execFileSync("go", ["env", "GOROOT"], { env: { ...process.env, GOOS: "", GOARCH: "" } }).toString().trim();
// A page has no files, so go test cannot keep a log of those that were opened.
const argv = [file, ...args.filter((a) => !a.startsWith("-test.testlogfile"))];

const worker = `
  import "./wasm_exec.js";
  import { runGo } from "./exec/go.mjs";
  import { SqliteHost } from "./test/testing.mjs";
  const decoder = new TextDecoder();
  globalThis.fs.writeSync = (fd, bytes) => {
    postMessage({ fd, text: decoder.decode(bytes, { stream: true }) });
    return bytes.length;
  };
  onmessage = async ({ data }) => {
    const compile = (url) => WebAssembly.compileStreaming(fetch(url));
    try {
      const [program, sqlite] = await Promise.all([compile("program.wasm"), compile("test/sqlite3.wasm")]);
      postMessage({ code: await runGo({ program, sqlite, SqliteHost, argv: data }) });
    } catch (e) {
      postMessage({ fd: 2, text: String(e && e.stack || e) + "\\n" });
      postMessage({ code: 2 });
    }
  };
`;

const server = await serve({
  "/": { type: "text/html", body: "<!doctype html><title>test</title>" },
  "/program.wasm": file,
  "/wasm_exec.js": join(goroot, "lib", "wasm", "wasm_exec.js"),
  "/worker.js": { type: "text/javascript", body: worker },
  "/exec/": here,
  "/test/": join(here, "..", "dist", "test"),
});
const browser = await launch();
let code = 2;
try {
  const page = await browser.newPage();
  await page.exposeFunction("output", (fd, text) => (fd === 2 ? process.stderr : process.stdout).write(text));
  page.on("pageerror", (e) => /already exited/.test(String(e)) || console.error(e));
  await page.goto(server.url);
  code = await page.evaluate(
    (argv) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("worker.js", { type: "module" });
        let ended = false;
        worker.onerror = (e) => {
          // A timer that the Go program left behind wakes it once more after its end; its exit code is what counts.
          if (!ended && !/already exited/.test(e.message)) reject(new Error(e.message || "the worker could not start"));
        };
        let outputs = Promise.resolve();
        worker.onmessage = ({ data }) => {
          if ("code" in data) {
            ended = true;
            outputs.then(() => resolve(data.code));
          }
          else outputs = outputs.then(() => window.output(data.fd, data.text));
        };
        worker.postMessage(argv);
      }),
    argv,
  );
} catch (e) {
  console.error(e);
} finally {
  await browser.close();
  server.stop();
}
process.exit(code);
