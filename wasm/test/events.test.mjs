import assert from "node:assert/strict";
import { test } from "node:test";
import { EventLog, tick } from "../dist/test/testing.mjs";

test("a reader gets what was and what comes, until the end", async () => {
  const log = new EventLog();
  const read = async () => {
    const seen = [];
    for await (const e of log) seen.push(e.text);
    return seen;
  };
  const early = read();
  log.push([{ type: "stderr", text: "a" }]);
  await tick();
  const late = read();
  log.push([{ type: "stderr", text: "b" }, { type: "stderr", text: "c" }]);
  log.end();
  log.push([{ type: "stderr", text: "after the end" }]);
  assert.deepEqual(await early, ["a", "b", "c"]);
  assert.deepEqual(await late, ["a", "b", "c"]);
  assert.deepEqual(await read(), ["a", "b", "c"]);
});

test("a reader may stop in the middle", async () => {
  const log = new EventLog();
  log.push([{ type: "stderr", text: "a" }, { type: "stderr", text: "b" }]);
  for await (const e of log) {
    assert.equal(e.text, "a");
    break;
  }
  log.end();
});

test("a partial result has all that happened", () => {
  const log = new EventLog();
  log.push([
    { type: "stdout", text: "one\n", line: 1, t: 0 },
    { type: "query", sql: "SELECT 1", start: 0, end: 25, row_count: 1 },
    { type: "stderr", text: "oh\n" },
    { type: "warning", message: "never awaited", file: "main.py", line: 3 },
    { type: "sleep", task: 1, seconds: 1, line: 4, t: 30 },
    { type: "stdout", text: "two\n", line: 5, t: 30 },
  ]);
  const r = log.partial("cancelled", 12.5);
  assert.equal(r.stdout, "one\ntwo\n");
  assert.equal(r.stderr, "oh\n");
  assert.deepEqual(r.queries, [{ sql: "SELECT 1", start: 0, end: 25, row_count: 1 }]);
  assert.deepEqual(r.warnings, [{ message: "never awaited", file: "main.py", line: 3 }]);
  assert.deepEqual([r.stopped, r.virtual_ms, r.real_ms, r.error, r.value], ["cancelled", 30, 12.5, null, null]);
});
