// Both ends of each format must use the same numbers and names; the Go files are read as text, as JavaScript cannot import them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FromWorker, ToWorker, wire } from "../dist/test/testing.mjs";

const source = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** goConst returns the value of an integer constant in Go source. */
function goConst(text, name) {
  const match = new RegExp(`^\\s*(?:const )?${name}\\s*=\\s*(\\d+)`, "m").exec(text);
  assert.ok(match, `Go has no constant ${name}`);
  return Number(match[1]);
}

test("wire.ts and wire.go agree", () => {
  const go = source("engine/sqlite/wire.go");
  for (const [prefix, names] of [["tag", wire.Tag], ["reply", wire.Reply], ["flag", wire.Flag], ["wire", wire.Limit]]) {
    for (const [name, value] of Object.entries(names)) {
      if (name !== "None") assert.equal(goConst(go, prefix + name), value, prefix + name);
    }
  }
  for (const name of ["queryHeader", "rowsHeader", "errorHeader"]) assert.equal(goConst(go, name), wire[name], name);
});

test("wire.ts and the bridge agree", () => {
  const go = source("engine/sqlite/bridge_js.go") + source("engine/sqlite/bridge_func_js.go");
  for (const [prefix, names] of [["op", wire.Op], ["kind", wire.Kind], ["call", wire.Call]]) {
    for (const [name, value] of Object.entries(names)) assert.equal(goConst(go, prefix + name), value, prefix + name);
  }
});

test("the engine knows every message that the worker passes on", () => {
  const go = source("wasm/message.go") + source("wasm/job.go");
  for (const name of [ToWorker.Run, ToWorker.Check, ToWorker.Query, ToWorker.Stop]) {
    assert.match(go, new RegExp(`(case |== )"${name}"`), name);
  }
  // The worker names what Go posts by its number in this order.
  const order = /const kinds = \[(.*)\]/.exec(source("wasm/src/engine.ts"))[1].split(",").map((s) => s.trim().replace("FromWorker.", ""));
  order.forEach((name, i) => assert.equal(goConst(go, "post" + name), i, name));
  assert.equal(new Set(Object.values(FromWorker)).size, Object.keys(FromWorker).length);
});
