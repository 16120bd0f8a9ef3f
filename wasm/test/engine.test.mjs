// The real engine in Chromium, through the public API: what native tests cannot show, as a browser's stack is small and its worker must answer.
// Wants wasm/dist/full (wasmbuild).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openShelf } from "../exec/shelf.mjs";
import { limits } from "./limits.mjs";

let page, close;
let missing = ""; // a path that the server answers with 404
let slow = ""; // and one that it answers late: first it says 503
let engine = null; // how it answers what is asked of it for the engine's file, with the file's bytes
const requests = [];

before(async () => {
  ({ page, close } = await openShelf((path, response) => {
    requests.push(path);
    if (engine && path === "/assets/engine.wasm") {
      engine(response, readFileSync(new URL("../dist/full/engine.wasm", import.meta.url)));
      return true;
    }
    if (path === slow) {
      slow = "";
      setTimeout(() => response.writeHead(503).end(), 3000);
      return true;
    }
    if (path !== missing) return false;
    response.writeHead(404).end();
    return true;
  }));
});

after(() => close?.());

/** run runs files, main.py given as text alone, and returns the result and the types of the events. */
function run(files, options = {}) {
  if (typeof files === "string") files = [{ name: "main.py", text: files }];
  return page.evaluate(
    async (files, { stopAfter, ...options }) => {
      const run = shelf.run({ files, ...options });
      if (stopAfter) setTimeout(() => run.cancel(), stopAfter);
      const events = [];
      for await (const event of run.events) events.push(event.type);
      return { ...(await run.result), events };
    },
    files,
    options,
  );
}

const models = { name: "models.py", text: "from django.db import models\n\nclass Book(models.Model):\n    title = models.CharField(max_length=200)\n    pages = models.IntegerField()\n" };
const seed = { name: "seed.py", text: "from books.models import Book\nfor n in range(10):\n    Book.objects.create(title='<b>Book %d</b>' % n, pages=n * 100)\n" };

test("a program with models runs, and its database can be asked afterwards", async () => {
  const main = "from books.models import Book\n\nasync def main():\n    async for book in Book.objects.filter(pages__gte=800):\n        print(book.title)\n\nimport asyncio\nasyncio.run(main())\n";
  const r = await run([models, seed, { name: "main.py", text: main }], { latency: 40 });
  assert.equal(r.error, null);
  assert.equal(r.stdout, "<b>Book 8</b>\n<b>Book 9</b>\n");
  assert.equal(r.queries.length, 1);
  const [query] = r.queries;
  assert.match(query.sql, /^SELECT "books_book"\."id", .* WHERE "books_book"\."pages" >= %s$/);
  assert.deepEqual([query.params, query.awaited, query.line, query.end - query.start, query.row_count], [[800], true, 4, 40, 2]);
  assert.ok(!("type" in query));
  assert.equal(r.virtual_ms, 40);
  assert.deepEqual([...new Set(r.events)].filter((type) => type !== "task"), ["query", "stdout", "result"]);
  const { columns, rows } = await page.evaluate(() => shelf.query("SELECT title, pages FROM books_book WHERE pages > ? ORDER BY pages", [750]));
  assert.deepEqual(columns.map((column) => column.name), ["title", "pages"]);
  assert.deepEqual(rows, [["<b>Book 8</b>", 800], ["<b>Book 9</b>", 900]]);
});

// The collector goes through the stacks of goroutines that were in the middle of functions when the snapshot was taken.
test("a program that collects garbage right after the start needs no more of the engine", async () => {
  const main = "from books.models import Book\n\nfor _ in range(1500):\n    books = list(Book.objects.filter(pages__gte=400))\nprint(len(books))\n";
  const r = await run([models, seed, { name: "main.py", text: main }], { latency: 0 });
  assert.equal(r.error, null);
  assert.equal(r.stdout, "6\n");
  assert.deepEqual(requests.filter((path) => /engine\.(more|rest)/.test(path)), []);
});

test("a program unlike the lessons' has the second part of the engine loaded, not the third", async () => {
  const fresh = await page.browser().newPage();
  await fresh.goto(page.url());
  requests.length = 0;
  const main = "from books.models import Book\nfrom django.db.models import Count, Q\n\nprint(Book.objects.exclude(Q(pages=100) | Q(title__startswith='<b>Book 9')).order_by('-pages')[:2])\nprint(Book.objects.get(pages=1))\n";
  const r = await fresh.evaluate(async (files) => {
    const { createShelf } = await import("/assets/shelf.js");
    const shelf = await createShelf({});
    return shelf.run({ files, latency: 0 }).result;
  }, [models, seed, { name: "main.py", text: main }]);
  assert.equal(r.error.message, "Book matching query does not exist.");
  assert.equal(r.stdout, "<QuerySet [<Book: Book object (9)>, <Book: Book object (8)>]>\n");
  assert.deepEqual(requests.filter((path) => /engine\.(more|rest)/.test(path)), ["/assets/engine.more.wasm"]);
  await fresh.close();
});

test("what no lesson needs is loaded when it is needed", async () => {
  const loaded = async () => (await page.evaluate(() => performance.getEntriesByType("resource").map((e) => e.name))).filter((name) => name.includes(".rest."));
  const r = await run("from decimal import Decimal\nfrom statistics import median\nprint(Decimal(1) / 7, median([3, 1, 2]), '%g' % 1e20, sorted({3, 1}), bytes([65]).hex())\n");
  assert.equal(r.error, null);
  assert.equal(r.stdout, "0.1428571428571428571428571429 2 1e+20 [1, 3] 41\n");
  assert.deepEqual(await loaded(), []); // the worker asks for it, not the page
  assert.ok(requests.includes("/assets/engine.rest.wasm"), requests.join());
  const large = await page.evaluate(() => shelf.query("SELECT 9007199254740993, -9007199254740992, 9e999", []));
  assert.deepEqual(large.rows, [["9007199254740993", -9007199254740992, "+Inf"]]);
  const windows = await page.evaluate(() => shelf.query("SELECT sum(n) OVER (ORDER BY n) AS s FROM (SELECT 1 AS n UNION ALL SELECT 2)", []));
  assert.deepEqual(windows.rows, [[1], [3]]);
});

test("functions of a module that lessons import have their bodies when a program calls or looks at them, those of generators and methods too", async () => {
  const fresh = await page.browser().newPage();
  await fresh.goto(page.url());
  requests.length = 0;
  const main = `import asyncio, contextlib, enum, functools, unittest

class Perm(enum.Flag):
    R = 4
    W = 2

class Test(unittest.TestCase):
    def runTest(self):
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertAlmostEqual(1, 1.00000001)
        with self.assertLogs("a") as logs:
            import logging
            logging.getLogger("a").warning("careful")
        self.assertEqual(logs.output, ["WARNING:a:careful"])

print(list(Perm.R | Perm.W), ~Perm.R)
print(unittest.defaultTestLoader.loadTestsFromTestCase(Test).run(unittest.TestResult()))
with contextlib.ExitStack() as stack:
    stack.callback(print, "left")
async def main():
    queue = asyncio.PriorityQueue()
    for n in 3, 1, 2:
        queue.put_nowait(n)
    return [await queue.get() for _ in range(3)]
print(asyncio.run(main()), functools.cmp_to_key(lambda a, b: b - a)(1) < functools.cmp_to_key(lambda a, b: b - a)(2))
print(unittest.TestCase.assertListEqual.__code__.co_varnames[:4])
`;
  const r = await fresh.evaluate(async (text) => {
    const { createShelf } = await import("/assets/shelf.js");
    const shelf = await createShelf({});
    return shelf.run({ files: [{ name: "main.py", text }] }).result;
  }, main);
  assert.equal(r.error, null, JSON.stringify(r.error));
  assert.equal(r.stdout, "[<Perm.R: 4>, <Perm.W: 2>] Perm.W\n<unittest.result.TestResult run=1 errors=0 failures=0>\nleft\n[1, 2, 3] False\n('self', 'list1', 'list2', 'msg')\n");
  assert.deepEqual(requests.filter((path) => /engine\.(more|rest)/.test(path)), ["/assets/engine.more.wasm", "/assets/engine.rest.wasm"]);
  await fresh.close();
});

test("a part that does not come ends the run with the reason, and the next run works", async () => {
  const fresh = await page.browser().newPage();
  await fresh.goto(page.url());
  missing = "/assets/engine.rest.wasm";
  const [failed, after] = await fresh.evaluate(async () => {
    const { createShelf } = await import("/assets/shelf.js");
    const shelf = await createShelf({});
    const program = (text) => ({ files: [{ name: "main.py", text }] });
    const failed = await shelf.run(program("from decimal import Decimal\nprint(Decimal(1) / 7)")).result.catch((e) => [e.reason, e.message]);
    return [failed, (await shelf.run(program("print(1)")).result).stdout];
  });
  missing = "";
  assert.equal(failed[0], "load");
  assert.match(failed[1], /loaded only when it is needed, and the file engine\.rest\.wasm could not be loaded: the server answered 404\. Run tries again\./);
  assert.equal(after, "1\n");
  await fresh.close();
});

// The worker stands still while it loads the part, over a slow network for longer than a program may.
test("a part that comes late is waited for", async () => {
  const fresh = await page.browser().newPage();
  await fresh.goto(page.url());
  slow = "/assets/engine.rest.wasm";
  const r = await fresh.evaluate(async () => {
    const { createShelf } = await import("/assets/shelf.js");
    const shelf = await createShelf({ patience: 500 });
    return shelf.run({ files: [{ name: "main.py", text: "from decimal import Decimal\nprint(Decimal(1) / 7)" }] }).result;
  });
  assert.deepEqual([slow, r.stopped, r.stdout], ["", "", "0.1428571428571428571428571429\n"]);
  await fresh.close();
});

test("a download of the engine that breaks off begins anew; a file that is cut or damaged is said to be", async () => {
  const fresh = await page.browser().newPage();
  const load = async (answer) => {
    engine = answer;
    await fresh.goto(page.url());
    const said = await fresh.evaluate(async () => {
      const { createShelf } = await import("/assets/shelf.js");
      try {
        const shelf = await createShelf();
        return (await shelf.run({ files: [{ name: "main.py", text: "print('runs')" }] }).result).stdout;
      } catch (e) {
        return `${e.reason}: ${e.message}`;
      }
    });
    engine = null;
    return said;
  };
  const type = { "Content-Type": "application/wasm", "Cache-Control": "no-store" };
  let times = 0;
  const breaksOff = (response, bytes) => {
    times++;
    // The first time in the middle of the code, then in the middle of the data, then not at all.
    const upTo = [bytes.length * 0.3, bytes.length * 0.8, bytes.length][times - 1];
    response.writeHead(200, { ...type, "Content-Length": bytes.length }).write(bytes.subarray(0, upTo), () => (times < 3 ? setTimeout(() => response.destroy(), 50) : response.end()));
  };
  assert.deepEqual([await load(breaksOff), times], ["runs\n", 3]);
  const arrived = "load: The engine's file arrived";
  assert.equal(await load((response, bytes) => response.writeHead(200, type).end(bytes.subarray(0, bytes.length * 0.7))), `${arrived} only in part. Run tries again.`);
  assert.equal(await load((response, bytes) => response.writeHead(200, type).end(bytes.subarray(0, 50))), `${arrived} only in part. Run tries again.`);
  assert.equal(await load((response, bytes) => response.writeHead(200, type).end(bytes.fill(0xf8, bytes.length >> 2, bytes.length >> 1))), `${arrived} damaged. Run tries again.`);
  await fresh.close();
});

test("hundreds of runs, each with its database, leave nothing behind", async () => {
  const text = "from books.models import Book\nBook.objects.create(title='x', pages=1)\nprint(Book.objects.count())\n";
  for (let i = 0; i < 300; i++) {
    const r = await run([models, { name: "main.py", text }]);
    assert.equal(r.stdout, "1\n", `run ${i}`);
  }
});

test("an error has its type, message and line", async () => {
  const r = await run([models, { name: "main.py", text: "from books.models import Book\nprint('before')\nBook.objects.filter(size=3)\n" }]);
  assert.deepEqual([r.error.type, r.error.line, r.stdout], ["django.core.exceptions.FieldError", 3, "before\n"]);
});

for (const [name, text] of [
  ["a loop", "while True: pass"],
  ["a loop that prints", "n = 0\nwhile True:\n    n += 1\n    if n % 1000 == 0: print(n)"],
  ["tasks that never end", "import asyncio\nasync def spin():\n    while True: await asyncio.sleep(0)\nasyncio.run(spin())"],
  // These are answered at once, without a turn of the event loop for each.
  ["statements and nothing else", "from django.db import connection\nwith connection.cursor() as cursor:\n    while True: cursor.execute('SELECT 1')"],
  ["native work", "while True: sorted(range(20000), key=lambda n: -n)"],
]) {
  test(`Stop ends ${name} at once, and the next run works`, async () => {
    const start = await page.evaluate(() => performance.now());
    const r = await run(text, { stopAfter: 300, limits: { steps: 1e12, output: 1e9 } });
    const took = (await page.evaluate(() => performance.now())) - start - 300;
    assert.equal(r.stopped, "cancelled");
    assert.ok(took < 1000, `Stop took ${took} ms`);
    assert.equal((await run("print('next')")).stdout, "next\n");
  });
}

for (const [name, text, want] of limits) {
  test(`${name} ends, and the next run works`, async () => {
    const r = await run(text);
    assert.equal(r.stopped || r.error?.type.split(".").pop(), want, JSON.stringify(r.error));
    assert.equal((await run("print('next')")).stdout, "next\n");
  });
}

test("source that nests too deep is refused", async () => {
  const r = await run(`x = ${"(".repeat(50_000)}1${")".repeat(50_000)}`);
  assert.ok(["SyntaxError", "MemoryError", "RecursionError"].includes(r.error?.type), JSON.stringify(r.error ?? r.stopped).slice(0, 500));
  const sum = await run(`x = ${"1 + ".repeat(20_000)}1\nprint(x)`);
  assert.ok(sum.stdout === "20001\n" || ["SyntaxError", "MemoryError", "RecursionError"].includes(sum.error?.type), JSON.stringify(sum.error ?? sum.stopped).slice(0, 500));
});
