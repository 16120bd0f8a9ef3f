// Takes a picture of every state that has a design, light and dark, on a
// laptop and on a phone: node test/screens.mjs FOLDER [part of a name].
// They are for eyes; the other tests hold what can be computed.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser, click, close, LESSON, open, seen, site, step, write } from "./harness.mjs";

const [folder, only = ""] = process.argv.slice(2);
if (!folder) throw new Error("say where the pictures go: node test/screens.mjs FOLDER");
mkdirSync(folder, { recursive: true });

const show = (page, selector) => page.$eval(selector, (el) => el.scrollIntoView());
const main = (program) => async (page) => {
  await write(page, "main.py", program);
  await page.$eval(step('.controls [data-action="run"]'), (el) => el.click());
};
const answer = (right) => async (page) => {
  await page.$eval("#practice .question:nth-child(2)", (q, r) => {
    q.querySelector(`[data-right="${r}"] input`).click();
    q.querySelector('[data-action="answer"]').click();
  }, right);
  await show(page, "#practice .question:nth-child(2)");
};
const test = (option) => async (page) => {
  await click(page, '[data-action="start-test"]');
  if (option) {
    await page.$$eval("#test .question", (all, o) => all.forEach((q, i) => q.querySelector(i % 2 ? o : '[data-right="true"] input').click()), option);
    await click(page, '[data-action="finish-test"]');
  }
  await show(page, "#test");
};
const panel = (name) => async (page) => {
  await page.$eval(step(`.results [role="tab"][data-panel="${name}"]`), (el) => el.click());
  await page.$eval(step('button[data-view="result"]'), (el) => el.click());
};

/** given runs with a result of its own. */
const given = (result) => async (page) => {
  await page.evaluate((r) => (window.nextResult = { stdout: "", stderr: "", queries: [], tables: [], warnings: [], value: null, error: null, stopped: "", virtual_ms: 25, real_ms: 0.8, ...r }), result);
  await page.$eval(step('.controls [data-action="run"]'), (el) => el.click());
  await page.waitForSelector(step('.results[data-origin="run"]'));
};

/** STATES: a name, an address, what leads there, and what is done before any script. An address is of the lesson's page, or begins with embed/. */
const STATES = {
  opening: [""],
  concepts: ["", (page) => show(page, "#concepts")],
  "first-visit": ["#step-3"],
  sql: ["#step-3", panel("sql")],
  database: ["#step-3", panel("database")],
  loading: ["?slow#step-3", async (page) => {
    await page.$eval(step('.controls [data-action="run"]'), (el) => el.click());
    await seen(page, step(".loading-words"), "800 kB");
  }],
  running: ["#step-3", async (page) => {
    await main("while True: pass\n")(page);
    await seen(page, step(".origin"), "Running");
  }],
  printed: ["#step-3", async (page) => {
    await main("print('Momo')\n")(page);
    await panel("output")(page);
  }],
  rows: ["#step-3", main("print(1)\n")],
  "many-rows": ["#step-3", given({ value: { kind: "table", repr: "", type: "list[Book]", name: "books", columns: [{ name: "id", type: "integer" }, { name: "title", type: "text" }], rows: Array.from({ length: 1000 }, (_, i) => [i + 1, `Book ${i + 1}`]), row_count: 1500 } })],
  value: ["#step-3", given({ value: { kind: "text", repr: "12", type: "int", name: "" } })],
  object: ["#step-3", given({ value: { kind: "table", repr: "", type: "Book", name: "book", columns: [{ name: "id", type: "integer" }, { name: "title", type: "text" }], rows: [[1, "Momo"]], row_count: 1 } })],
  dict: ["#step-3", given({ value: { kind: "table", repr: "", type: "dict", name: "", columns: [{ name: "key" }, { name: "value" }], rows: [["Momo", 304]], row_count: 1 } })],
  queryset: ["#step-3", given({ value: { kind: "text", repr: 'A queryset that nothing has asked for its rows. It would send\nSELECT "books_book"."id" FROM "books_book"', type: "QuerySet", name: "" } })],
  "n-plus-one": ["#step-3", async (page) => {
    const query = { sql: 'SELECT "books_author"."name" FROM "books_author" WHERE "books_author"."id" = %s', file: "main.py", line: 4, func: "main", start: 0, end: 25, awaited: true, columns: [{ name: "name", type: "text" }], rows: [["Ende"]], row_count: 1, affected: 0 };
    await given({ queries: Array.from({ length: 12 }, (_, i) => ({ ...query, params: [i + 1] })) })(page);
    await panel("sql")(page);
  }],
  "no-rows": ["#step-3", main("PAGES = 5000\n")],
  error: ["#step-3", main("x = 1\nraise ValueError\n")],
  "syntax-error": ["#step-3", given({ error: { type: "SyntaxError", message: "expected ':'", file: "queries.py", line: 4, col: 5, end_col: 6, traceback: "    min_pages = 100\n    ^\n", frames: [], hint: "" } })],
  limit: ["#step-3", given({ stopped: "memory", error: { type: "Stopped", message: "stopped: too much is kept", file: "queries.py", line: 4, traceback: "", frames: [], hint: "" } })],
  stopped: ["#step-3", async (page) => {
    await main("while True: pass\n")(page);
    await seen(page, step(".origin"), "Running");
    await page.$eval(step('.controls [data-action="stop"]'), (el) => el.click());
    await seen(page, step(".messages"), "Stopped.");
  }],
  "new-file": ["#step-3", async (page) => {
    await page.$eval(step('[data-action="new-file"]'), (el) => el.click());
    await page.waitForSelector(step(".file-form"));
    await page.keyboard.type("class\n");
  }],
  "check-failed": ["#step-3", (page) => page.$eval(step('[data-action="check"]'), (el) => el.click())],
  "check-passed": ["#step-3", async (page) => {
    await page.$eval(step("[data-solution]"), (el) => (el.open = true));
    await click(page, step('[data-action="use-solution"]'));
    await page.$eval(step('[data-action="check"]'), (el) => el.click());
    await seen(page, step(".verdict strong"), "Passed");
  }],
  "check-stopped": ["#step-3", async (page) => {
    await write(page, "main.py", "while True: pass\n");
    await page.$eval(step('.controls [data-action="check"]'), (el) => el.click());
    await page.waitForSelector(step('.bench[data-state="running"]'));
    await page.$eval(step('.controls [data-action="stop"]'), (el) => el.click());
    await seen(page, step(".verdict strong"), "Stopped");
  }],
  "lesson-done": ["", async (page) => {
    await page.evaluate(() => localStorage.setItem("asyncshelf/async-orm", JSON.stringify({ steps: Object.fromEntries([1, 2, 3, 4].map((id) => [id, { done: true }])) })));
    await page.reload();
    await show(page, "[data-closing]");
  }],
  offline: ["#step-3", async (page) => {
    await page.setOfflineMode(true);
    await page.$eval(step('.controls [data-action="run"]'), (el) => el.click());
    await seen(page, step(".messages .notice"), "offline");
  }],
  "no-webassembly": ["#step-3", () => undefined, () => delete window.WebAssembly],
  "storage-full": ["#step-3", async (page) => {
    await write(page, "main.py", "x = 1\n");
    await seen(page, '.steps [data-slot="storage"]', "full");
  }, () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })],
  print: ["#step-3", (page) => page.emulateMediaType("print")],
  embedded: ["embed/index.html?lesson=async-orm&step=3", (page) => page.waitForSelector(step(".bench"))],
  "quiz-open": ["", (page) => show(page, "#practice")],
  "quiz-right": ["", answer(true)],
  "quiz-wrong": ["", answer(false)],
  "test-running": ["", test("")],
  "test-result": ["", test('[data-option="-"] input')],
  lab: ["", (page) => show(page, "#labs")],
  "lab-result": ["", async (page) => {
    await page.$eval('.lab [data-action="compare"]', (el) => el.click());
    await seen(page, ".lab .tl-summary", "4 ways");
    await show(page, ".lab .comparison");
  }],
  "lab-problem": ["", async (page) => {
    await page.$eval('.lab [data-way] [name="view"]', (el) => (el.value = "wrong"));
    await page.$eval('.lab [data-action="compare"]', (el) => el.click());
    await seen(page, ".lab .way-problem", "ValueError");
    await show(page, ".lab .comparison");
  }],
  "both-ways": ["#step-3", async (page) => {
    await page.$eval(step('.both [data-action="compare"]'), (el) => el.click());
    await page.waitForSelector(step(".both .comparison"));
  }],
  "wrong-address": ["?step=9"],
};

const SIZES = { laptop: { width: 1280, height: 800 }, phone: { width: 375, height: 740, touch: true } };

const [b, s] = await Promise.all([browser(), site()]);
for (const [name, [address, act, before]] of Object.entries(STATES)) {
  for (const [size, options] of Object.entries(SIZES)) {
    for (const dark of [false, true]) {
      const file = `${name}-${size}${dark ? "-dark" : ""}.png`;
      if (!file.includes(only)) continue;
      const page = await open(b, s.url + (address.startsWith("embed/") ? "" : LESSON) + address, { ...options, dark, before });
      try {
        await act?.(page);
        if (address.includes("#step")) await page.$eval(size === "phone" ? step(".bench") : ".steps", (el, block) => el.scrollIntoView({ block }), size === "phone" ? "end" : "start");
        await new Promise((done) => setTimeout(done, 150));
        await page.screenshot({ path: join(folder, file) });
      } catch (error) {
        console.error(`${file}: ${error.message}`);
        process.exitCode = 1;
      } finally {
        await close(page);
      }
    }
  }
}
await b.close();
s.close();
