// Measures Python programs in Chromium: the engine beside Pyodide, Skulpt and Brython, in one run. Times are medians, less what an empty program takes.
// Usage: node wasm/bench/python.mjs; wants wasm/dist/full (npm run engine) and the node_modules of wasm/bench.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "../exec/browser.mjs";
import { awaits, programs } from "./python/programs.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const names = ["AsyncShelf", "Pyodide", "Skulpt", "Brython"];
const turns = 5;

const server = await serve({
  "/": { type: "text/html", body: "<!doctype html><title>bench</title><body>" },
  "/assets/": join(here, "..", "dist", "full"),
  "/bench/": join(here, "python"),
  "/pyodide/": join(modules, "pyodide"),
  "/skulpt/": join(modules, "skulpt", "dist"),
  "/brython/": join(modules, "brython"),
});
const browser = await launch({ measuring: true });
const results = {};
try {
  for (const name of names) results[name] = await measure(name);
} finally {
  await browser.close();
  server.stop();
}

const row = (label, cells) => console.log(label.padEnd(34) + cells.map((c) => String(c).padStart(12)).join(""));
row("Python in Chromium, ms", names);
const behind = [];
for (const label of [...Object.keys(programs), "10,000 awaits"]) {
  const all = names.map((name) => results[name][label]);
  const answers = new Set(all.filter((r) => r.ms !== undefined).map((r) => r.answer));
  if (answers.size > 1) throw new Error(`${label}: the engines disagree: ${JSON.stringify(all)}`);
  row(label, all.map((r) => (r.ms === undefined ? r.why : r.ms.toFixed(1))));
  const [ours, pyodide, ...others] = all.map((r) => r.ms);
  if (others.some((ms) => ms < ours)) behind.push(`${label}: behind Skulpt or Brython`);
  if (ours > 6 * pyodide) behind.push(`${label}: ${(ours / pyodide).toFixed(1)} times Pyodide`);
}
console.log(behind.length ? `Over the expectation: ${behind.join("; ")}` : "Ahead of Skulpt and Brython on every row, and within six times of Pyodide.");
if (behind.length) process.exitCode = 1;

/** measure runs all programs in one engine, in a page of its own. */
async function measure(name) {
  const page = await browser.newPage();
  await page.goto(server.url);
  const result = await page.evaluate(
    async (name, programs, awaits, turns) => {
      const { engines } = await import("/bench/engines.mjs");
      const engine = await engines[name]();
      const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
      const time = async (text) => {
        const all = [];
        let answer;
        for (let i = 0; i < turns; i++) {
          const began = performance.now();
          answer = (await engine.run(text)).trim();
          all.push(performance.now() - began);
        }
        return { ms: median(all), answer };
      };
      const empty = await time("print(0)\n");
      const out = {};
      const tasks = Object.entries(programs).map(([label, text]) => [label, text + "print(answer)\n"]);
      tasks.push(["10,000 awaits", engine.start && awaits + engine.start + (engine.late ? "" : "print(answer)\n")]);
      for (const [label, text] of tasks) {
        if (!text) {
          out[label] = { why: "no await" };
          continue;
        }
        try {
          const { ms, answer } = await time(text);
          out[label] = { ms: Math.max(0.1, ms - empty.ms), answer };
        } catch (e) {
          out[label] = { why: "failed", error: String(e) };
        }
      }
      return out;
    },
    name,
    programs,
    awaits,
    turns,
  );
  for (const [label, r] of Object.entries(result)) if (r.error) console.error(`${name}: ${label}: ${r.error.slice(0, 300)}`);
  await page.close();
  return result;
}
