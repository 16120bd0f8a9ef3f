// The engine in Firefox and in WebKit: a program of the lesson's kind, Stop, and everything that wants too much. Wants wasm/dist/full (npm run engine).

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { serve } from "../exec/browser.mjs";
import { launchFirefox, launchWebKit } from "../exec/others.mjs";
import { limits } from "./limits.mjs";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "full");

const models = { name: "models.py", text: "from django.db import models\n\nclass Book(models.Model):\n    title = models.CharField(max_length=200)\n    pages = models.IntegerField()\n" };
const seed = { name: "seed.py", text: "from books.models import Book\nfor n in range(10):\n    Book.objects.create(title='<b>Book %d</b>' % n, pages=n * 100)\n" };
const main = `import asyncio
from books.models import Book

async def count(low):
    return await Book.objects.filter(pages__gte=low).acount()

async def main():
    print(await asyncio.gather(count(100), count(500)))
    async for book in Book.objects.filter(pages__gte=800).order_by("pages"):
        print(book.title)

asyncio.run(main())
`;

for (const [name, launch] of [
  ["Firefox", launchFirefox],
  ["WebKit", launchWebKit],
]) {
  describe(name, async () => {
    const browser = await launch();
    if (!browser) {
      test(`in ${name}`, { skip: `${name} is not installed` }, () => {});
      return;
    }
    const server = await serve({ "/": { type: "text/html", body: "<!doctype html><title>test</title>" }, "/assets/": dist });
    before(async () => {
      await browser.open(server.url + "/");
      await browser.evaluate(async () => {
        const { createShelf } = await import("/assets/shelf.js");
        window.shelf = await createShelf({});
      });
    });
    after(async () => {
      await browser.close();
      server.stop();
    });

    /** run runs files, main.py given as text alone; after stopAfter milliseconds it is cancelled. */
    const run = (files, stopAfter = 0, limits = {}) =>
      browser.evaluate(
        async (files, stopAfter, limits) => {
          const run = shelf.run({ files, limits });
          if (stopAfter) setTimeout(() => run.cancel(), stopAfter);
          const began = performance.now();
          const { stdout, error, stopped, queries } = await run.result;
          return { stdout, error, stopped, queries: queries.length, took: performance.now() - began };
        },
        typeof files === "string" ? [{ name: "main.py", text: files }] : files,
        stopAfter,
        limits,
      );

    test("a program with models runs", async () => {
      const r = await run([models, seed, { name: "main.py", text: main }]);
      assert.equal(r.error, null);
      assert.equal(r.stdout, "[9, 5]\n<b>Book 8</b>\n<b>Book 9</b>\n");
      assert.equal(r.queries, 3);
    });

    test("Stop ends a loop at once", async () => {
      const r = await run("while True: pass", 300, { steps: 1e12 });
      assert.equal(r.stopped, "cancelled");
      assert.ok(r.took < 1500, `it took ${r.took} ms`);
    });

    for (const [what, text, want] of limits) {
      test(`${what} ends, and the next run works`, async () => {
        const r = await run(text);
        const got = r.stopped || r.error?.type?.split(".").pop();
        assert.equal(got, want, JSON.stringify(r).slice(0, 400));
        assert.equal((await run("print('next')")).stdout, "next\n");
      });
    }
  });
}
