// Labs and "both ways": what a form asks for, what is shown of the answer,
// and that nothing of it is loaded before the first touch.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { axe, browser, click, close, LESSON, modules, open, seen, site, step, text, write } from "./harness.mjs";

const [{ life }] = await modules("lab");

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site()]);
});
after(async () => {
  await b?.close();
  s?.close();
});

function visit(name, act, options, path = LESSON) {
  test(name, async () => {
    const page = await open(b, s.url + path, options);
    try {
      await act(page);
      assert.deepEqual(page.problems, [], "errors in the page");
    } finally {
      await close(page);
    }
  });
}

const LAB = ".lab";
const send = (page) => page.$eval(`${LAB} [data-action="compare"]`, (el) => el.click());
const answered = (page) => page.waitForFunction(() => document.querySelector(".lab .comparison") && !document.querySelector(".lab .origin"));
const fillIn = (page, name, value) => page.$eval(`${LAB} [name="${name}"]`, (el, v) => (el.value = v), value);

test("a request's life in words", () => {
  assert.equal(life(2, { at: 10, end: 60, status: 200, spans: [["queue", 10, 20], ["run", 20, 30], ["db", 30, 55.5], ["wait", 55.5, 60]] }),
    "request 3 arrived at 10 ms, queued for 10 ms, kept its worker or the loop busy for 10 ms, waited for the database for 26 ms, awaited something else for 4.5 ms, and was answered after 50 ms.");
  assert.equal(life(0, { at: 0, end: 0, status: 500, spans: [] }), "request 1 arrived at 0 ms and was answered with status 500 after 0 ms.");
  assert.equal(life(0, { at: 5, end: 5, status: 0, spans: [] }), "request 1 arrived at 5 ms and was never answered.");
});

visit("what the build recorded is there before any script", async (page) => {
  assert.equal(await text(page, `${LAB} .tl-summary`), "Of 2 requests, 95 % were answered within 25 ms.");
  assert.equal(await text(page, `${LAB} .way strong`), "One <way>");
  assert.equal(await page.$eval(`${LAB} .lab-form`, (el) => el.getClientRects().length), 0);
}, { js: false });

test("the script comes at the first touch", async () => {
  const page = await open(b, "about:blank");
  const asked = [];
  page.on("request", (r) => asked.push(new URL(r.url()).pathname.split("/").pop()));
  await page.goto(s.url + LESSON, { waitUntil: "load" });
  assert.ok(!asked.includes("lab.js") && !asked.includes("shelf.js"), String(asked));
  await page.focus(`${LAB} [name="requests"]`);
  await page.waitForSelector(`${LAB}[data-ready]`);
  assert.equal(asked.filter((f) => f === "lab.js").length, 1);
  assert.ok(!asked.includes("shelf.js"), "the engine comes later");
  await close(page);
});

visit("the form says what is sent, with the learner's own text, and the answer is shown", async (page) => {
  await fillIn(page, "requests", "12");
  await fillIn(page, "rate", "80.5");
  await page.select(`${LAB} [name="arrivals"]`, "even");
  await page.$eval(`${LAB} [data-way]:nth-of-type(2) [name="view"]`, (el) => (el.value = " mine "));
  await page.focus(`${LAB} .sheet[data-shown="true"] textarea`);
  await page.waitForSelector(`${LAB} .cm-content`);
  await page.keyboard.type("# changed\n");
  await send(page);
  await answered(page);
  const { files, options } = await page.evaluate(() => window.lastComparison);
  assert.equal(options.requests, 12);
  assert.equal(options.rate, 80.5);
  assert.equal(options.arrivals, "even");
  assert.deepEqual(options.ways.map((w) => [w.server, w.workers ?? 0, w.view]), [["wsgi", 2, "book_list"], ["asgi", 0, "mine"], ["asgi", 0, "book_list_async"], ["asgi", 0, "book_list_sleeping"]]);
  assert.deepEqual(files.map((f) => f.name), ["models.py", "views.py", "seed.py"]);
  assert.ok(files.some((f) => f.text.includes("# changed")));
  assert.equal(await text(page, `${LAB} .tl-summary`), "4 ways were compared.");
  assert.equal((await page.$$(`${LAB} .way svg.ld`)).length, 4);
  assert.equal(await text(page, `${LAB} .way-table tbody tr:last-child`), "Async view that blocks, ASGI25 ms");
  await page.waitForFunction(() => document.querySelector("[data-announcer]").textContent.includes("4 ways were compared."));
});

visit("arrow keys and the pointer tell what became of a request", async (page) => {
  await fillIn(page, "requests", "3");
  await send(page);
  await answered(page);
  await page.focus(`${LAB} .way-picture`);
  for (const key of ["ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
  assert.equal(await text(page, `${LAB} .way-details`), "Sync view, WSGI: request 2 arrived at 10 ms, queued for 10 ms, waited for the database for 25 ms, and was answered with status 500 after 35 ms.");
  await page.keyboard.press("End");
  assert.match(await text(page, `${LAB} .way-details`), /request 3 arrived/);
  const place = await page.$(`${LAB} .way:nth-child(2) .way-picture svg`);
  await place.scrollIntoView();
  const box = await place.boundingBox();
  await page.mouse.move(box.x + 40, box.y + 24);
  assert.match(await text(page, `${LAB} .way-details`), /^Sync view, ASGI: request 1 arrived/);
});

visit("a problem says where; its line is one press away", async (page) => {
  await page.$eval(`${LAB} [data-way] [name="view"]`, (el) => (el.value = "wrong"));
  await send(page);
  await answered(page);
  assert.equal(await text(page, `${LAB} .way-problem`), "ValueError: <no>Mind it.views.py, line 9");
  await click(page, `${LAB} .way-problem .line-link`);
  await page.waitForFunction(() => document.activeElement?.closest('.lab .sheet[data-file="views.py"]'));
});

visit("what cannot be meant is refused in words, and the next try works", async (page) => {
  await fillIn(page, "requests", "2.5");
  await fillIn(page, "workers", "");
  await fillIn(page, "rate", "-1");
  await send(page);
  await seen(page, `${LAB} .notice`, "Requests must be a whole number from 1 to 500. Arriving a second must be a number from 0.1 to 10000. Workers of “Sync view, WSGI” must be a whole number from 1 to 64.");
  assert.deepEqual(await page.$$eval(`${LAB} [aria-invalid="true"]`, (all) => all.map((el) => el.name)), ["requests", "rate", "workers"]);
  await fillIn(page, "workers", "2");
  await fillIn(page, "requests", "0");
  await page.select(`${LAB} [name="arrivals"]`, "together"); // then the rate does not matter
  await send(page);
  await seen(page, `${LAB} .notice`, "Requests must be a whole number from 1 to 500.");
  const view = await page.$eval(`${LAB} [name="view"]`, (el) => el.value);
  await fillIn(page, "requests", "2");
  await fillIn(page, "view", "");
  await send(page);
  await seen(page, `${LAB} .notice`, "The view is missing."); // so the engine says
  assert.deepEqual(await page.$$eval(`${LAB} [aria-invalid="true"]`, (all) => all.map((el) => el.name)), ["view"]);
  await fillIn(page, "view", view);
  await fillIn(page, "requests", "501");
  await send(page);
  await seen(page, `${LAB} .notice`, "Requests must be");
  assert.ok(!(await text(page, `${LAB} .notice`)).includes("press Run"));
  assert.deepEqual(await page.$$eval(`${LAB} [aria-invalid="true"]`, (all) => all.map((el) => el.name)), ["requests"]);
  assert.equal(await page.evaluate(() => document.activeElement.name), "requests");
  await fillIn(page, "requests", "2");
  await send(page);
  await answered(page);
  assert.equal(await page.$(`${LAB} .notice`), null);
  assert.equal(await page.$(`${LAB} [aria-invalid]`), null);
});

visit("a load says how far it is, and can be stopped", async (page) => {
  await fillIn(page, "requests", "499");
  await send(page);
  await seen(page, `${LAB} [data-slot="state"]`, "Sync view, ASGI: 250 of 499");
  assert.ok(Math.abs((await page.$eval(`${LAB} progress`, (el) => el.value)) - (1 + 250 / 499) / 4) < 0.001);
  await click(page, `${LAB} [data-action="stop-comparing"]`);
  await seen(page, `${LAB} [data-slot="state"]`, "Stopped");
  assert.equal(await page.$eval(`${LAB} [data-action="stop-comparing"]`, (el) => el.disabled), true);
});

visit("what was written comes back after a reload; Reset gives the author's text", async (page) => {
  await page.focus(`${LAB} .sheet[data-shown="true"] textarea`);
  await page.waitForSelector(`${LAB} .cm-content`);
  await page.keyboard.type("# mine\n");
  await new Promise((done) => setTimeout(done, 400));
  await page.reload({ waitUntil: "load" });
  await page.waitForSelector(`${LAB}[data-ready] .cm-content`);
  const mine = () => page.$$eval(`${LAB} .cm-content`, (all) => all.some((el) => el.textContent.includes("# mine")));
  assert.ok(await mine());
  await click(page, `${LAB} [data-action="reset"]`);
  assert.equal(await mine(), false);
  await click(page, `${LAB} [data-action="undo"]`);
  assert.ok(await mine());
});

visit("a step's function runs both ways, beside the author's", async (page) => {
  await write(page, "queries.py", "async def get_books_async():\n    return []\n");
  await page.$eval(step('.both [name="callers"]'), (el) => (el.value = "5"));
  await page.focus(step('.both [data-action="compare"]'));
  await page.keyboard.press("Enter");
  await page.waitForSelector(step(".both .comparison"));
  const { files, options } = await page.evaluate(() => window.lastComparison);
  assert.deepEqual(options, { callers: 5, calls: [{ label: "your get_books_async()", func: "get_books_async" }, { label: "a synchronous get_books()", func: "get_books" }] });
  assert.equal(files.find((f) => f.name === "queries.py").text, "async def get_books_async():\n    return []\n");
  assert.match(files.find((f) => f.name === "sync.py").text, /def get_books\(\):/);
  assert.equal((await page.$$(step(".both .way"))).length, 2);
}, {}, `${LESSON}#step-3`);

visit("a lab can be embedded alone", async (page) => {
  await page.waitForSelector(LAB);
  await send(page);
  await answered(page);
}, {}, "embed/index.html?lesson=async-orm&mode=labs");

for (const options of [{ width: 320, height: 640, touch: true }, { width: 375, height: 700, dark: true }, { width: 1280 }, { width: 1280, dark: true }]) {
  visit(`it fits ${options.width} px${options.dark ? ", dark" : ""}, and axe finds nothing`, async (page) => {
    await page.$eval(`${LAB} [data-way] [name="view"]`, (el) => (el.value = "wrong"));
    await send(page);
    await answered(page);
    await page.$eval(step('.both [data-action="compare"]'), (el) => el.click());
    await page.waitForSelector(step(".both .comparison"));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    for (const part of [LAB, step(".both")]) assert.deepEqual(await axe(page, part), []);
  }, options, `${LESSON}#step-3`);
}

visit("on paper the result is there and the form is not", async (page) => {
  await page.emulateMediaType("print");
  assert.equal(await page.$eval(`${LAB} .lab-form`, (el) => el.getClientRects().length), 0);
  assert.ok(await page.$eval(`${LAB} .comparison`, (el) => el.getClientRects().length > 0));
});
