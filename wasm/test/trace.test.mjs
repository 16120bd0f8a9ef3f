// The trace in Chromium is the trace natively: the programs of engine/testdata/trace and the streams recorded there. Wants wasm/dist/full (wasmbuild).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { openShelf } from "../exec/shelf.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const cases = join(here, "..", "..", "engine", "testdata", "trace");
let page, close;

before(async () => {
  ({ page, close } = await openShelf());
});

after(() => close?.());

/** parts splits a txtar archive: its comment is the part "". */
function parts(text) {
  const out = { "": "" };
  let name = "";
  for (const line of text.split(/(?<=\n)/)) {
    const head = /^-- (\S+) --\n$/.exec(line);
    if (head) out[(name = head[1])] = "";
    else out[name] += line;
  }
  return out;
}

for (const file of readdirSync(cases)) {
  test(file, async () => {
    const archive = parts(readFileSync(join(cases, file), "utf8"));
    const files = Object.keys(archive).filter((name) => name.endsWith(".py")).map((name) => ({ name, text: archive[name] }));
    const options = { trace: true };
    const words = archive[""].trim().split("\n").at(-1);
    options.latency = Number(/latency (\d+)ms/.exec(words)[1]);
    options.stepCost = Number(/cost (\d+)ns/.exec(words)?.[1] ?? 0);
    const events = await page.evaluate(async (run) => {
      const events = [];
      for await (const event of shelf.run(run).events) if (event.type !== "result") events.push(event);
      return events;
    }, { files, ...options });
    for (const event of events) {
      if (event.type !== "query") continue;
      event.ms = 0;
      delete event.rows;
      delete event.columns;
    }
    assert.deepEqual(events, archive.events.trim().split("\n").map((line) => JSON.parse(line)));
  });
}
