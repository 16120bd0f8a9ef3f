// Comparisons with the real engine in Chromium, through the public API. Wants wasm/dist/full (wasmbuild).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openShelf } from "../exec/shelf.mjs";

let page, close;

before(async () => {
  ({ page, close } = await openShelf());
});

after(() => close?.());

const files = [
  { name: "models.py", text: "from django.db import models\n\nclass Book(models.Model):\n    title = models.CharField(max_length=200)\n" },
  { name: "seed.py", text: "from books.models import Book\nBook.objects.bulk_create([Book(title=f'Book {n}') for n in range(12)])\n" },
  { name: "views.py", text: `import time

from django.http import JsonResponse

from books.models import Book


def books(request):
    return JsonResponse({"books": list(Book.objects.values_list("title", flat=True))})


async def abooks(request):
    return JsonResponse({"books": [t async for t in Book.objects.values_list("title", flat=True)]})


async def blocks(request):
    time.sleep(0.025)
    return JsonResponse({})


def endless(request):
    while True:
        pass


def get_books():
    return list(Book.objects.all())


async def get_books_async():
    return [book async for book in Book.objects.all()]
` },
];
const ways = [
  { server: "wsgi", view: "books", workers: 4 },
  { server: "asgi", view: "books" },
  { server: "asgi", view: "abooks" },
  { server: "asgi", view: "blocks" },
];

/** load runs a load and gives its report, the types of its events and how long it took. */
const load = (options, { stopAfter, limits } = {}) => page.evaluate(async (files, options, stopAfter, limits) => {
  const began = performance.now();
  const job = shelf.load({ files, options, latency: 25, limits });
  if (stopAfter) setTimeout(() => job.cancel(), stopAfter);
  const events = [];
  for await (const { type, way, answered } of job.events) events.push({ type, way, answered });
  try {
    return { report: await job.result, events, took: performance.now() - began };
  } catch (error) {
    return { error: error.message, name: error.name };
  }
}, files, options, stopAfter, limits);

test("twenty requests at once, served in four ways, agree with arithmetic", async () => {
  const { report, events, error } = await load({ requests: 20, arrivals: "together", ways });
  assert.equal(error, undefined);
  const ends = report.ways.map((w) => w.requests.map((r) => r.end));
  const each = (f) => Array.from({ length: 20 }, (_, i) => f(i + 1));
  assert.deepEqual(ends[0], each((k) => Math.ceil(k / 4) * 25));
  assert.deepEqual(ends[1], each(() => 25));
  assert.deepEqual(ends[2], each(() => 25));
  assert.deepEqual(ends[3], each((k) => k * 25));
  assert.deepEqual([report.ways[0].figures.p50, report.ways[0].figures.p95, report.ways[3].figures.p99], [75, 125, 500]);
  assert.deepEqual(events.filter((e) => e.type === "way").map((e) => e.way), [0, 1, 2, 3]);
  assert.ok(events.filter((e) => e.type === "progress").length >= 40);
  assert.equal(report.view.ways.length, 4);
  assert.match(report.view.ways[0].picture, /^<svg class="ld"[^]*<\/svg>$/);
});

test("five hundred requests, four ways: soon, and the page goes on", async () => {
  const options = { requests: 500, rate: 100, seed: 3, ways };
  const first = await load(options);
  assert.equal(first.report.ways[3].figures.answered, 500);
  console.log(`# 4 × 500 requests took ${Math.round(first.took)} ms the first time`);
  const second = await load(options);
  console.log(`# and ${Math.round(second.took)} ms the second time`);
  assert.deepEqual(second.report, first.report);
});

test("bad options say what is wrong", async () => {
  const good = { requests: 3, rate: 10, ways: [ways[0]] };
  for (const [options, message] of [
    [{ ...good, requests: 0 }, /number of requests is 0; it must be from 1 to 500/],
    [{ ...good, rate: -1 }, /rate is -1/],
    [{ ...good, ways: [{ server: "asgi", view: "" }] }, /view of way 1 is missing/],
    [{ ...good, requests: "many" }, /cannot be read/],
  ]) {
    const { error, name } = await load(options);
    assert.equal(name, "ShelfError");
    assert.match(error, message);
  }
  const { report } = await load({ ...good, ways: [{ server: "asgi", view: "abook" }] });
  assert.equal(report.ways[0].problem.message, "The program has no function abook().");
});

test("a view that never ends can be stopped, and ends by itself", async () => {
  const options = { requests: 3, rate: 10, ways: [{ server: "wsgi", view: "endless" }] };
  const { report } = await load(options, { stopAfter: 300 });
  assert.equal(report.stopped, true);
  const limited = await load(options, { limits: { steps: 3_000_000 } });
  assert.match(limited.report.ways[0].problem.message, /stopped after 3,000,000 steps/);
  assert.equal(limited.report.ways[0].problem.file, "views.py");
});

test("both ways: one scale, and words", async () => {
  const r = await page.evaluate((files) => shelf.both({ files, options: { callers: 3, calls: [{ func: "get_books_async" }, { func: "get_books" }] }, latency: 25 }).result, files);
  assert.deepEqual(r.ways.map((w) => [w.async, w.timeline.end]), [[true, 25], [false, 75]]);
  assert.equal(r.end, 75);
  assert.equal(r.summary[0], "All 3 callers have their answers from get_books_async() after 25 ms and from get_books() after 75 ms.");
  assert.equal(r.view.rows.length, 2);
});

test("the last run's database is still there after a comparison", async () => {
  const rows = await page.evaluate(async (files) => {
    await shelf.run({ files: [...files, { name: "main.py", text: "from books.models import Book\nBook.objects.create(title='kept')\n" }] }).result;
    await shelf.both({ files, options: { calls: [{ func: "get_books" }] } }).result;
    return (await shelf.query("SELECT COUNT(*) FROM books_book")).rows;
  }, files);
  assert.deepEqual(rows, [[13]]);
});
