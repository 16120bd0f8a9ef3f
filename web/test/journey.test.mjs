// The whole product as a learner meets it: the real lesson, the real engine
// in the browser, wrong first, then right.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { browser, check, click, close, idle, LESSON, open, run, seen, site, step, text, web, write } from "./harness.mjs";

const lesson = join(web, "..", "examples", "lessons", "async-orm");

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site("run", "./cmd/shelf", "serve", "-no-compress", "-addr", "127.0.0.1:0")]);
});
after(async () => {
  await b?.close();
  s?.close();
});

async function visit(path, act, options) {
  const page = await open(b, s.url + path, options);
  const asked = [];
  page.on("workercreated", async (worker) => {
    worker.client.on("Network.requestWillBeSent", ({ request }) => asked.push(request.url));
    await worker.client.send("Network.enable").catch(() => {}); // it may have ended
  });
  /** page.small holds the page to what everything that it loads may weigh: the engine's other parts are not for what a lesson shows. */
  page.small = () => assert.deepEqual(asked.filter((url) => /\.(more|rest)\.wasm/.test(url)), []);
  try {
    await act(page);
    assert.deepEqual(page.problems, []);
  } finally {
    await close(page);
  }
}

/** mistake reads one of the lesson's own listed mistakes: its files and what must be said. */
function mistake(number, name) {
  const folder = readdirSync(join(lesson, "steps")).find((d) => d.startsWith(`${number}-`));
  const [head, ...parts] = readFileSync(join(lesson, "steps", folder, "mistakes", `${name}.txtar`), "utf8").split(/^-- (.+) --\n/m);
  const files = {};
  for (let i = 0; i < parts.length; i += 2) files[parts[i]] = parts[i + 1];
  return { files, message: JSON.parse(/^message: (".*")$/m.exec(head)[1]) };
}

/** unfold opens what is folded away below an element: a statement's own rows are laid out when they are asked for. */
const unfold = (page, selector) =>
  page.$$eval(`${selector} [data-slot="own"]`, async (all) => {
    for (const el of all) el.open = true;
    await new Promise((done) => setTimeout(done)); // they hear of it
  });

const MISTAKES = { 1: "pages-char", 2: "text", 3: "gt-for-gte", 4: "no-await" };

test("the guided project: wrong first, then right, to 4 / 4", () => visit(LESSON, async (page) => {
  for (const [number, name] of Object.entries(MISTAKES)) {
    await page.waitForSelector(`#step-${number}[data-current="true"]`);
    const { files, message } = mistake(number, name);
    for (const [file, program] of Object.entries(files)) await write(page, file, program);
    await check(page);
    assert.equal(await text(page, step(".verdict strong")), "Not yet");
    assert.equal(await text(page, step('.verdict [data-slot="message"]')), message.replaceAll("`", ""));
    await click(page, step('[data-action="reset"]'));
    await page.$eval(step("[data-solution]"), (el) => (el.open = true));
    await click(page, step('[data-action="use-solution"]'));
    await check(page);
    assert.equal(await text(page, step(".verdict strong")), "Passed", await text(page, step(".verdict")));
    assert.equal(await text(page, '[data-progress] [data-slot="steps"]'), `${number} / 4 steps`);
    await click(page, step('[data-action="next-step"]'));
  }
  await page.waitForSelector("[data-closing]", { visible: true });
  page.small();
}));

test("rows, SQL and output that the code itself made", () => visit(`${LESSON}#step-3`, async (page) => {
  await write(page, "queries.py", "from books.models import Book\n\nmin_pages = 400\n\n\nasync def get_books_async():\n    return [b async for b in Book.objects.filter(pages__gte=min_pages).order_by('-pages')]\n");
  await write(page, "main.py", "from books.queries import get_books_async\n\nbooks = await get_books_async()\nprint(len(books), 'books')\n");
  await run(page);
  assert.equal(await page.$(step(".failure")), null, await text(page, step(".messages")));
  const pages = await page.$$eval(step('[data-panel="rows"] tbody tr'), (all) => all.map((tr) => Number(tr.lastElementChild.textContent)));
  assert.ok(pages.length > 0 && pages.every((n) => n >= 400), String(pages));
  assert.deepEqual(pages, [...pages].sort((x, y) => y - x));
  await click(page, step('.results [role="tab"][data-panel="output"]'));
  assert.equal(await text(page, step(".printed")), `${pages.length} books`);
  await click(page, step('.results [role="tab"][data-panel="sql"]'));
  assert.equal(await text(page, step(".sql-filled")), 'SELECT "books_book"."id", "books_book"."title", "books_book"."pages" FROM "books_book" WHERE "books_book"."pages" >= 400 ORDER BY "books_book"."pages" DESC');
  assert.equal(await text(page, step(".place-head .line-link")), "queries.py, line 7");
  assert.match(await text(page, step(".statement .facts")), /25 ms simulated · awaited/);
  await click(page, step('.results [role="tab"][data-panel="database"]'));
  const titles = await page.$$eval(step(".dbtable td"), (all) => all.map((td) => td.textContent));
  assert.ok(titles.some((t) => t.includes("<b>")), "a title with markup is shown as text");
  assert.equal(await page.$(step(".dbtable td b")), null);
}));

test("what the build recorded is what the engine does in the page", () => visit(LESSON, async (page) => {
  const plain = (all) => all.map((el) => el.textContent.replace(/\s+/g, ""));
  // The timeline's picture depends on the width and is drawn when it is looked at; its words and its table are opened for the comparison.
  const shape = async () => {
    await unfold(page, step(".results"));
    await click(page, step('.results [role="tab"][data-panel="timeline"]'));
    await page.$eval(step('.timeline [data-slot="table"]'), (table) => (table.open = true));
    await page.waitForSelector(step('.timeline [data-slot="table"] tbody tr'));
    return [
      ...(await page.$$eval(step(":is(.messages, .panel-body):not(:has(.timeline))"), plain)),
      ...(await page.$$eval(step('.timeline [data-slot="summary"] p, .timeline [data-slot="table"] tr'), plain)),
    ];
  };
  for (const number of ["1", "2", "3", "4"]) {
    await click(page, `[data-step-link="${number}"]`);
    const recorded = await shape();
    await run(page);
    assert.deepEqual(await shape(), recorded, `step ${number}`);
  }
}));

test("Stop ends while True: pass at once; the next run works", () => visit(LESSON, async (page) => {
  await run(page);
  await write(page, "main.py", "while True: pass\n");
  await click(page, step('.controls [data-action="run"]'));
  await page.waitForSelector(step('.bench[data-state="running"]'));
  const started = Date.now();
  await click(page, step('.controls [data-action="stop"]'));
  await idle(page);
  assert.ok(Date.now() - started < 1500, `Stop took ${Date.now() - started} ms`);
  await seen(page, step(".messages .notice"), "Stopped.");
  await write(page, "main.py", "print('alive')\n");
  await run(page);
  await seen(page, step(".printed"), "alive");
}));

test("a loop without end is ended by its limit", () => visit(LESSON, async (page) => {
  await write(page, "main.py", "n = 0\nwhile True:\n    n += 1\n");
  await click(page, step('.controls [data-action="run"]'));
  await page.waitForSelector(step(".messages :is(.notice, .failure)"), { timeout: 60_000 });
  await idle(page);
  assert.match(await text(page, step(".messages")), /Stopped after 50,000,000 steps/);
}));

test("a syntax error shows its line, with Python's words", () => visit(LESSON, async (page) => {
  await write(page, "main.py", "books = [\nprint(books\n");
  await run(page);
  assert.equal(await text(page, step(".failure-type")), "SyntaxError");
  assert.match(await text(page, step(".failure-message")), /was never closed/);
  assert.ok(await page.$(step(".cm-errorLine")));
}));

test("the practice quiz to 5 / 5, running every option that is code", () => visit(LESSON, async (page) => {
  for (const id of await page.$$eval("#practice .question", (all) => all.map((q) => q.id))) {
    await click(page, `#${id} .option[data-right="true"] .option-label`);
    await click(page, `#${id} [data-action="answer"]`);
    for (const key of await page.$$eval(`#${id} [data-snippet]`, (all) => all.map((el) => el.dataset.snippet))) {
      const snippet = `#${id} [data-snippet="${key}"]`;
      await unfold(page, snippet);
      const recorded = await page.$eval(`${snippet} .outcome`, (el) => el.textContent.replace(/\s+/g, ""));
      await click(page, `${snippet} [data-action="run-snippet"]`);
      await page.waitForSelector(`${snippet} .outcome[data-recorded="false"]`);
      await unfold(page, snippet);
      const ran = await page.$eval(`${snippet} .outcome`, (el) => el.textContent.replace(/\s+/g, ""));
      assert.notEqual(ran, "", key);
      if (recorded) assert.equal(ran, recorded, key);
    }
  }
  assert.equal(await text(page, '[data-progress] [data-slot="questions"]'), "5 / 5 questions");
  page.small();
}));

test("the test first, to 10 / 10", () => visit(LESSON, async (page) => {
  await click(page, '[data-open-door="test"]');
  const ids = await page.$$eval("#test .question", (all) => all.map((q) => q.id));
  for (const [i, id] of ids.entries()) {
    await click(page, `#${id} .option[data-right="true"] .option-label`);
    if (i < ids.length - 1) await click(page, '[data-action="next-question"]');
  }
  await click(page, '[data-action="finish-test"]');
  assert.equal(await text(page, ".score-total"), "10 of 10 right");
}));

test("an embedded step runs and is checked", () => visit("examples/plain.html", async (page) => {
  await page.$eval("#query", (el) => el.scrollIntoView());
  await page.waitForSelector('#query[state="ready"]');
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ["result", "check"]) document.addEventListener(type, (e) => window.heard.push([type, e.detail]));
    document.getElementById("query").run();
  });
  await page.waitForFunction(() => window.heard.some(([type]) => type === "result"), { timeout: 30_000 });
  const frame = await (await page.$("#query iframe")).contentFrame();
  await frame.$eval("[data-solution]", (el) => (el.open = true));
  await frame.$eval('[data-action="use-solution"]', (el) => el.click());
  await page.evaluate(() => document.getElementById("query").check());
  await page.waitForFunction(() => window.heard.some(([type]) => type === "check"), { timeout: 30_000 });
  assert.equal(await page.evaluate(() => window.heard.find(([type]) => type === "check")[1].passed), true);
}));

test("many visitors: the learner's own view, served four ways", () => visit(LESSON, async (page) => {
  const lab = ".lab";
  const compare = async () => {
    await page.evaluate(() => document.querySelector(".lab .comparison").setAttribute("data-old", ""));
    await page.$eval(`${lab} [data-action="compare"]`, (el) => el.click());
    await page.waitForSelector(`${lab} .comparison:not([data-old])`, { timeout: 60_000 });
  };
  // What the build recorded is what the page's engine comes to, to the last bar.
  const shown = () => page.$eval(`${lab} .comparison`, (el) => [el.textContent.replace(/\s+/g, ""), ...[...el.querySelectorAll("path")].map((path) => path.getAttribute("d"))].filter(Boolean));
  const recorded = await shown();
  assert.ok(recorded.length > 10);
  await compare();
  assert.deepEqual(await shown(), recorded);
  await page.select(`${lab} [name="arrivals"]`, "together");
  await page.$eval(`${lab} [name="requests"]`, (el) => (el.value = "12"));
  await compare();
  const rows = await page.$$eval(`${lab} .way-table tbody tr`, (all) => all.map((tr) => [...tr.cells].map((cell) => cell.textContent)));
  // Twelve at once, 25 ms each: two workers need six rounds; on an event loop all overlap; sleeping 10 ms on it delays everybody.
  assert.deepEqual(rows.map((r) => [r[0], r[1], r[3], r[6]]), [
    ["Sync view, WSGI", "12 of 12", "75 ms", "150 ms"],
    ["Sync view, ASGI", "12 of 12", "25 ms", "25 ms"],
    ["Async view, ASGI", "12 of 12", "25 ms", "25 ms"],
    ["Async view that blocks, ASGI", "12 of 12", "120 ms", "145 ms"],
  ]);
  page.small();
  await page.$eval(`${lab} [data-way] [name="view"]`, (el) => (el.value = "book_lists"));
  await page.$eval(`${lab} [data-action="compare"]`, (el) => el.click());
  await seen(page, `${lab} .way-problem`, "The program has no function book_lists().");
}));

test("a step's function both ways: unfinished, then right", () => visit(`${LESSON}#step-3`, async (page) => {
  const run = () => page.$eval(step('.both [data-action="compare"]'), (el) => el.click());
  await run();
  await seen(page, step(".both .way-problem"), "The program has no function get_books_async().");
  await page.$eval(step("[data-solution]"), (el) => (el.open = true));
  await click(page, step('[data-action="use-solution"]'));
  await run();
  await seen(page, step(".both .tl-summary"), "All 3 callers have their answers from your get_books_async() after 25 ms and from a synchronous get_books() after 75 ms.");
  assert.equal((await page.$$(step(".both .way-picture svg"))).length, 2);
}));

test("a bar of the recorded picture leads to its statement and the rows", () => visit(`${LESSON}#step-2`, async (page) => {
  await click(page, step('.results [data-panel="timeline"][role="tab"]'));
  await click(page, step(".tl [data-query]"));
  await page.waitForSelector(step('.statement[data-queries="1"] .own td'), { visible: true });
  assert.equal(await page.evaluate(() => document.activeElement.dataset.queries), "1");
}));
