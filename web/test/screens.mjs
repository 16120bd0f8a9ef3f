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

/** STATES: a name, and what leads there; an address after #. */
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
  rows: ["#step-3", main("print(1)\n")],
  "no-rows": ["#step-3", main("PAGES = 5000\n")],
  error: ["#step-3", main("x = 1\nraise ValueError\n")],
  "check-failed": ["#step-3", (page) => page.$eval(step('[data-action="check"]'), (el) => el.click())],
  "check-passed": ["#step-3", async (page) => {
    await page.$eval(step("[data-solution]"), (el) => (el.open = true));
    await click(page, step('[data-action="use-solution"]'));
    await page.$eval(step('[data-action="check"]'), (el) => el.click());
    await seen(page, step(".verdict strong"), "Passed");
  }],
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
for (const [name, [address, act]] of Object.entries(STATES)) {
  for (const [size, options] of Object.entries(SIZES)) {
    for (const dark of [false, true]) {
      const file = `${name}-${size}${dark ? "-dark" : ""}.png`;
      if (!file.includes(only)) continue;
      const page = await open(b, s.url + LESSON + address, { ...options, dark });
      try {
        await act?.(page);
        if (address.includes("#step")) await page.$eval(step(size === "phone" ? ".bench-code, .bench-result" : ".bench"), (el) => el.closest(".steps").scrollIntoView({ block: el.matches(".bench") ? "start" : "end" }));
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
