// The timeline: the picture is the one that the build draws, and it works by
// pointer, by keyboard and as a table.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { axe, browser, click, close, idle, LESSON, modules, open, seen, site, step, text, web } from "./harness.mjs";

const [{ axis, byLane, draw, words }] = await modules("timeline");
const cases = join(web, "..", "engine", "testdata", "trace");

/** part is a file of a txtar archive. */
function part(name, file) {
  const archive = readFileSync(join(cases, file), "utf8");
  const from = archive.indexOf(`-- ${file} --\n`.replace(file, name));
  assert.ok(from >= 0, `${file} has no ${name}`);
  const body = archive.slice(archive.indexOf("\n", from) + 1);
  const end = body.search(/^-- \S+ --$/m);
  return end < 0 ? body : body.slice(0, end);
}

/** shapes are what a picture shows, in thousandths of its width. */
function shapes(svg, unit) {
  const at = (value) => (value.endsWith("%") ? Number(value.slice(0, -1)) * 10 : Number(value) / unit);
  const out = [...svg.matchAll(/<(rect|circle) class="(tl-\w+)" c?x="([^"]+)" c?y="([^"]+)"(?: width="([^"]+)" height="([^"]+)")?/g)].map(([, , kind, x, y, w, h]) =>
    [kind, at(x).toFixed(1), y, w === undefined || w === "2" ? "" : at(w).toFixed(1), h ?? ""].join(" "));
  return [...new Set(out)].sort();
}

for (const file of readdirSync(cases)) {
  test(`${file}: the page's picture is the build's`, () => {
    const t = JSON.parse(part("timeline.json", file));
    const svg = part("timeline.svg", file);
    const end = Math.max(t.end, 1);
    const mine = axis(0, end, 1_000_000) + draw(t, byLane(t), 0, end, 1_000_000);
    // A width under what the build can show is a line in both.
    const thin = (list) => list.map((s) => s.replace(/^(tl-\w+ \S+ \S+) [012]\.\d /, "$1  "));
    assert.deepEqual(thin(shapes(mine, 1000)), thin(shapes(svg, 1000)));
    const ticks = (s) => [...s.matchAll(/>([\d.]+ ms)<\/text>/g)].map((m) => m[1]);
    assert.deepEqual(ticks(mine), ticks(svg));
    const labels = (s) => [...s.matchAll(/<g class="tl-lane"[^>]*><text x="0" y="\d+">([^<]*)<\/text>/g)].map((m) => m[1]);
    assert.deepEqual(labels(mine), labels(svg));
    const titles = new Set([...svg.matchAll(/<title>([^<]*)<\/title>/g)].map((m) => m[1].replace(/&#34;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")));
    for (const thing of [...t.spans, ...t.moments]) assert.ok(titles.has(words(thing)), `the build does not say ${words(thing)}`);
  });
}

/** many makes a timeline of n spans on some tasks. */
function many(n, tasks = 40) {
  const lanes = [{ kind: "loop", name: "Event loop", from: 0, to: n }];
  for (let i = 0; i < tasks; i++) lanes.push({ kind: "task", name: `Task-${i + 1}`, from: 0, to: n });
  const spans = Array.from({ length: n }, (_, i) => ({ lane: 1 + (i % tasks), kind: ["run", "wait"][Math.floor(i / tasks) % 2], start: i, end: i + 35, file: "main.py", line: 1 + (i % 3), text: "waits" }));
  return { end: n + 40, lanes, spans, moments: [], summary: ["Many."], lines: [] };
}

test("a crowded lane is a path for each kind of bar, with every bar in it that can be told apart", () => {
  const t = many(10_000, 3);
  const svg = draw(t, byLane(t), 0, t.end, 1000);
  assert.equal((svg.match(/<rect/g) ?? []).length, t.lanes.length, "but for the lanes' own");
  const paths = [...svg.matchAll(/<path class="tl-(\w+)" d="([^"]+)"/g)];
  assert.deepEqual(paths.map(([, kind]) => kind), ["run", "wait", "run", "wait", "run", "wait"]);
  const [x, y, w, h] = paths[0][2].match(/^M([\d.]+) (\d+)h([\d.]+)v(\d+)h-/).slice(1).map(Number);
  assert.deepEqual([x, y, w, h], [0, 22 + 36 + 15, 3.5, 18]);
  assert.ok(paths.every(([, , d]) => d.split("M").length > 200));
  assert.ok(!draw(t, byLane(t), 0, 100, 1000).includes("<path"), "those in view are few");
});

let b, s;
before(async () => {
  [b, s] = await Promise.all([browser(), site()]);
});
after(async () => {
  await b?.close();
  s?.close();
});

const gather = JSON.parse(part("timeline.json", "gather.txtar"));

/** visit runs a program whose timeline is given and opens the panel. */
function visit(name, timeline, options, act) {
  test(name, async () => {
    const page = await open(b, s.url + LESSON, options);
    try {
      await page.evaluate((timeline) => {
        const query = (n) => ({ sql: `SELECT ${n}`, params: [], file: "main.py", line: n, func: "main", thread: "thread-sensitive", start: 0, end: 25, awaited: true, columns: [{ name: "answer", type: "integer" }], rows: [[42]], row_count: 1, truncated: false, affected: 0, ms: 0, statement: n });
        const repeated = (n, rows) => ({ ...query(n), sql: "SELECT %s", task: n, params: [`<i>${n}`], line: 9, columns: [{ name: "n", type: "integer" }, { name: "<b>", type: "text" }], rows, row_count: rows.length });
        const numbers = (n) => Array.from({ length: n }, (_, i) => [i, "<b>x</b>"]);
        window.nextResult = { stdout: "", stderr: "", queries: [...[1, 2, 3].map(query), repeated(4, numbers(2)), repeated(5, []), repeated(6, numbers(250))], value: null, error: null, stopped: "", tables: [], warnings: [], virtual_ms: 75, real_ms: 1, timeline };
      }, timeline);
      await page.evaluate((sel) => [...document.querySelectorAll(sel)].find((el) => el.getClientRects().length > 0).click(), `${step('[data-action="run"]')}, ${step('[data-action="run-or-stop"]')}`);
      await page.waitForSelector(step('.results[data-origin="run"]'));
      await idle(page);
      await click(page, step('.results [data-panel="timeline"][role="tab"]'));
      await page.waitForSelector(step(".tl-stage svg .tl-base"));
      await act(page);
      assert.deepEqual(page.problems, [], "errors in the page");
    } finally {
      await close(page);
    }
  });
}

const details = (page) => text(page, step('.timeline [data-slot="what"]'));

visit("arrow keys walk the bars; Enter goes to the statement, and the statement leads back", gather, {}, async (page) => {
  assert.equal(await text(page, step(".tl-summary p")), gather.summary[0]);
  await page.focus(step(".tl-stage"));
  for (const key of ["ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  assert.match(await details(page), /^Task-1 · main: /);
  await page.keyboard.press("End"); // no meaning here: it must not disturb
  const threads = gather.lanes.findIndex((l) => l.kind === "thread");
  for (let i = 1; i < threads; i++) await page.keyboard.press("ArrowDown");
  for (let i = 0; i < 12 && !/SELECT/.test(await details(page)); i++) await page.keyboard.press("ArrowRight");
  assert.match(await details(page), /SELECT .* · main\.py, line 6 · 25 ms at 0 ms/);
  await page.keyboard.press("Enter");
  await page.waitForFunction((sel) => document.querySelector(sel)?.dataset.shown === "true", {}, step('.panel[data-panel="sql"]'));
  assert.equal(await page.evaluate(() => document.activeElement.dataset.queries), "1");
  await page.evaluate(() => document.activeElement.querySelector('[data-action="go-to-span"]').click());
  await page.waitForFunction((sel) => document.activeElement === document.querySelector(sel), {}, step(".tl-stage"));
  assert.match(await details(page), /SELECT/);
});

visit("a statement shows its own rows: the run that was asked for first, escaped, and not more than fit", gather, {}, async (page) => {
  const go = (n) => page.$eval(step('.timeline [data-slot="to-query"]'), (el, n) => {
    el.dataset.query = n;
    el.click();
  }, n);
  const lines = () => page.$$eval(step('.statement[data-queries="4 5 6"] .own tr'), (all) => all.map((tr) => tr.innerText.replace(/\s+/g, " ").trim()));
  const note = () => text(page, step('.statement[data-queries="4 5 6"] [data-slot="more"]'));
  await go(4);
  await page.waitForSelector(step('.statement[data-queries="4 5 6"] .own tr'), { visible: true });
  assert.equal(await page.evaluate(() => document.activeElement.dataset.queries), "4 5 6");
  assert.deepEqual((await lines()).slice(0, 7), ["n <b>", "Run 1: '<i>4'", "0 <b>x</b>", "1 <b>x</b>", "Run 2: '<i>5'", "Run 3: '<i>6'", "0 <b>x</b>"]);
  assert.equal(await note(), "the first 100 of 253");
  assert.equal((await lines()).length, 1 + 3 + 99);
  await page.evaluate(() => document.activeElement.blur());
  await go(5); // it is open already
  assert.deepEqual((await lines()).slice(0, 3), ["n <b>", "Run 2: '<i>5'", "Run 3: '<i>6'"]);
  assert.deepEqual(await axe(page, step(".panel[data-panel='sql']")), []);
  assert.equal(await page.$(step('.statement[data-queries="4 5 6"] .flag')), null, "one statement in each of three tasks is no N+1");
  await go(2);
  assert.deepEqual(await page.$$eval(step('.statement[data-queries="2"] :is(.own th, .own td)'), (all) => all.map((c) => c.textContent)), ["answer", "42"]);
  // By keyboard: its summary opens and closes it.
  await page.focus(step('.statement[data-queries="1"] summary'));
  await page.keyboard.press("Enter");
  await page.waitForSelector(step('.statement[data-queries="1"] .own td'), { visible: true });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Rows");
});

for (const options of [{ width: 320, touch: true }, { dark: true }]) {
  visit(`a statement's rows, ${JSON.stringify(options)}`, gather, options, async (page) => {
    await page.$eval(step('.timeline [data-slot="to-query"]'), (el) => {
      el.dataset.query = "6";
      el.click();
    });
    await page.waitForSelector(step(".own td"), { visible: true });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
    assert.deepEqual(await axe(page, step(".panel[data-panel='sql']")), []);
  });
}

visit("zoom and pan keep to the run; the table has every bar", gather, {}, async (page) => {
  const ticks = () => page.$$eval(step(".tl-head text"), (all) => all.map((t) => parseFloat(t.textContent)));
  const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const whole = await ticks();
  assert.equal(whole[0], 0);
  await click(page, step('[data-zoom="in"]'));
  await frame();
  const half = await ticks();
  assert.ok(half.at(-1) - half[0] <= (whole.at(-1) - whole[0]) / 2 + 10, `${half}`);
  await page.focus(step(".tl-stage"));
  for (let i = 0; i < 40; i++) await page.keyboard.down("Shift").then(() => page.keyboard.press("ArrowRight"));
  await page.keyboard.up("Shift");
  await frame();
  assert.ok((await ticks()).at(-1) <= gather.end);
  await page.keyboard.press("0");
  await frame();
  assert.deepEqual(await ticks(), whole);
  await click(page, step(".tl-table summary"));
  await page.waitForSelector(step(".tl-table tbody tr")); // it is filled when it opens
  assert.equal((await page.$$(step(".tl-table tbody tr"))).length, gather.spans.length + gather.moments.length);
});

visit("ten thousand bars are drawn and panned quickly", many(10_000), {}, async (page) => {
  const took = await page.evaluate(async (sel) => {
    const stage = document.querySelector(sel);
    stage.focus();
    const frames = [];
    for (let i = 0; i < 20; i++) {
      stage.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", shiftKey: true, bubbles: true }));
      const began = performance.now();
      await new Promise((done) => requestAnimationFrame(done));
      stage.getBoundingClientRect(); // with the layout
      frames.push(performance.now() - began);
    }
    // What the browser needs for as many plain shapes, on this machine and just now, is what it is measured against.
    const shapes = stage.querySelectorAll("rect").length;
    const svg = stage.querySelector("svg").cloneNode();
    stage.after(svg);
    const plain = [];
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      await new Promise((done) => requestAnimationFrame(done));
      svg.innerHTML = `<rect class="tl-run" x="${i}" y="1" width="3" height="4"/>`.repeat(shapes);
      svg.getBoundingClientRect();
      plain.push(performance.now() - began);
    }
    svg.remove();
    return { best: Math.min(...frames), plain: Math.min(...plain), shapes };
  }, step(".tl-stage"));
  assert.ok(took.shapes < 4000, `${took.shapes} shapes`);
  assert.ok(took.best < 2 * took.plain + 20, `the best frame took ${took.best} ms; as many plain shapes take ${took.plain} ms`);
});

for (const options of [{ width: 320, height: 640 }, { width: 375, height: 700, dark: true }, { width: 1280, dark: true }]) {
  visit(`it fits ${options.width} px${options.dark ? ", dark" : ""}, and axe finds nothing`, gather, options, async (page) => {
    const wide = await page.$eval(step(".timeline"), (el) => [el.scrollWidth, el.clientWidth, document.documentElement.scrollWidth - innerWidth]);
    assert.ok(wide[0] <= wide[1] && wide[2] <= 0, `${wide}`);
    assert.deepEqual(await axe(page, step(".results")), []); // the rest of the page is looked at in page.test.mjs
  });
}

visit("the editor says beside each line what it did, until the line is changed", { ...gather, lines: [{ file: "main.py", line: 1, runs: 3, statements: 2, wait: 50 }] }, {}, async (page) => {
  await page.focus(step("textarea"));
  await page.waitForSelector(step(".cm-content"));
  await page.evaluate((sel) => document.querySelector(sel).click(), step('.editor [role="tab"][data-file="main.py"]'));
  const notes = () => page.$$eval(step('.sheet[data-file="main.py"] .cm-line[data-account]'), (all) => all.map((el) => el.dataset.account));
  assert.deepEqual(await notes(), ["3× 2 SQL 50 ms simulated"]);
  await page.focus(step('.sheet[data-file="main.py"] .cm-content'));
  await page.keyboard.type("#");
  assert.deepEqual(await notes(), []);
});

visit("what a line did is marked beside its number, which leads to the timeline", { ...gather, lines: [{ file: "main.py", line: 6, runs: 3, statements: 2, wait: 50 }] }, { width: 375, height: 740, touch: true }, async (page) => {
  await page.tap(step('button[data-view="code"]'));
  await page.$eval(step('.editor [role="tab"][data-file="main.py"]'), (el) => el.click());
  await page.focus(step('.sheet[data-file="main.py"] textarea')).catch(() => undefined);
  await page.waitForSelector(step('.sheet[data-file="main.py"] .cm-content'), { visible: true });
  const at = await page.$eval(step('.sheet[data-file="main.py"] .account'), (el) => {
    el.scrollIntoView({ block: "center" });
    const { right, top, height } = el.getBoundingClientRect();
    return { x: right - 1, y: top + height / 2, on: document.elementFromPoint(right - 1, top + height / 2) === el };
  });
  assert.ok(at.on, "the mark is not to be seen");
  await page.touchscreen.tap(at.x - 15, at.y); // the number
  await page.waitForSelector(step('.panel[data-panel="timeline"][data-shown="true"]'), { visible: true });
  await page.waitForFunction((sel) => /line 6/.test(document.querySelector(sel).textContent), {}, step('.timeline [data-slot="what"]'));
});

const crowd = { ...gather, lanes: [...gather.lanes, ...Array.from({ length: 20 }, (_, i) => ({ kind: "task", name: `Task-${i + 50}`, from: 0, to: 75 }))],
  spans: [...gather.spans, ...Array.from({ length: 20 }, (_, i) => ({ lane: gather.lanes.length + i, kind: "wait", start: 0, end: 75, file: "main.py", line: 1, text: `waits as number ${i}` }))] };

visit("fingers: one pans and scrolls the page, two zoom, a tap tells of a bar in sight", crowd, { width: 375, height: 740, touch: true }, async (page) => {
  const client = await page.createCDPSession();
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  /** settle waits until the page has come to rest. */
  const settle = () => page.evaluate(async () => {
    for (let was = -1, still = 0; still < 3; was = scrollY) {
      await new Promise((done) => setTimeout(done, 100));
      still = scrollY === was ? still + 1 : 0;
    }
  });
  const move = async (from, to) => {
    await touch("touchStart", from);
    for (let i = 1; i <= 8; i++) await touch("touchMove", from.map(([x, y], k) => [x + ((to[k][0] - x) * i) / 8, y + ((to[k][1] - y) * i) / 8]));
    await touch("touchEnd", []);
    await settle();
  };
  const stage = step(".tl-stage");
  const look = () => page.$eval(stage, (el) => ({
    ticks: [...el.querySelectorAll(".tl-head text")].map((t) => parseFloat(t.textContent)), top: el.scrollTop, page: scrollY,
    panel: el.closest(".results-body").scrollTop, loop: el.querySelector('[data-lane="loop"] .tl-base')?.getBoundingClientRect().width,
  }));
  await page.$eval(stage, (el) => el.scrollIntoView({ block: "center" }));
  const box = await page.$eval(stage, (el) => el.getBoundingClientRect().toJSON());
  const y = (box.top + box.bottom) / 2;
  const fit = await look();
  await move([[120, y], [240, y]], [[40, y], [320, y]]);
  const zoomed = await look();
  assert.ok(Math.max(...zoomed.ticks) - Math.min(...zoomed.ticks) < Math.max(...fit.ticks) / 2, `after zooming the axis has ${zoomed.ticks}`);
  await move([[300, y]], [[60, y]]);
  const panned = await look();
  assert.ok(Math.max(...panned.ticks) > Math.max(...zoomed.ticks), `after panning the axis has ${panned.ticks}, before ${zoomed.ticks}`);
  assert.deepEqual([panned.top, panned.page, panned.panel], [fit.top, fit.page, fit.panel], "panning sideways scrolled");
  await page.$eval(stage, (el) => (el.scrollTop = 0));
  await move([[200, y + 60]], [[203, y - 80]]);
  const scrolled = await look();
  assert.ok(scrolled.top > 50, "a finger going up scrolls the lanes");
  assert.deepEqual(scrolled.ticks, panned.ticks, "scrolling panned");
  assert.ok(await page.$eval(step(".tl-head"), (el) => Math.abs(el.getBoundingClientRect().top - el.closest(".tl-stage").getBoundingClientRect().top) < 1), "the axis scrolled away");
  await page.$eval(stage, (el) => (el.scrollTop = el.scrollHeight));
  for (let i = 0; i < 6; i++) await move([[200, y + 60]], [[203, y - 80]]);
  assert.ok((await look()).page > fit.page + 50, "the page cannot be scrolled from the picture");
  await page.$eval(stage, (el) => {
    el.scrollIntoView({ block: "center" });
    el.scrollTop = el.scrollHeight;
  });
  await settle();
  const bar = await page.$eval(stage, (el) => {
    const { left, width, top, height } = [...el.querySelectorAll(".tl-wait")].at(-1).getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  });
  await page.touchscreen.tap(...bar);
  await seen(page, step('.timeline [data-slot="what"]'), "waits as number 19");
  assert.ok(await page.$eval(step('.timeline [data-slot="what"]'), (el) => {
    const { left, top, height } = el.getBoundingClientRect();
    return document.elementFromPoint(left + 5, top + height / 2) === el;
  }), "what is said of the bar is not in sight");
});

visit("on the smallest phone the picture is what is seen first, with several lanes", gather, { width: 320, height: 640, touch: true }, async (page) => {
  await page.$eval(step(".results-body"), (el) => el.scrollIntoView({ block: "end" }));
  const seen = await page.$eval(step(".timeline"), (el) => {
    const body = el.closest(".results-body").getBoundingClientRect();
    const bottom = el.querySelector(".tl-details").getBoundingClientRect().top;
    return [...el.querySelectorAll(".tl-lane .tl-base")].filter((bar) => bar.getBoundingClientRect().top >= body.top && bar.getBoundingClientRect().bottom <= bottom).length;
  });
  assert.ok(seen >= 4, `${seen} lanes are in sight`);
});
