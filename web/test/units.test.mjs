// The parts of the page that are plain functions.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { modules, web } from "./harness.mjs";

const [{ grade }, { whyEmpty }, words, protocol, { complaint, fileName }, { sentence }, { accountShort, accountWords }] = await modules("score", "empty", "words", "protocol", "files", "workbench", "account");

test("a test is graded as engine/lesson grades it", () => {
  const table = JSON.parse(readFileSync(join(web, "..", "engine", "lesson", "testdata", "score.json"), "utf8"));
  const { steps, test: exam } = table.lesson;
  const questions = exam.questions.map((q) => ({ ...q, right: q.options.find((o) => o.right).id }));
  assert.ok(table.cases.length > 0);
  for (const c of table.cases) {
    const score = grade(questions, c.answers, steps.map((s) => s.id), exam.advice.map((a) => a.from));
    const review = score.review.map((r) => ({ step: r.step, title: steps.find((s) => s.id === r.step).title, questions: r.questions, topics: r.topics }));
    const advice = exam.advice[score.advice]?.text;
    assert.deepEqual({ right: score.right, total: score.total, by_level: score.by_level, review, advice }, c.score, c.name);
  }
});

test("an empty result says which comparison nothing satisfies", () => {
  const tables = [{ name: "t", columns: [{ name: "id" }, { name: "pages" }, { name: "title" }], rows: [[1, 40, "a"], [2, 900, "b"], [3, null, "c"]], row_count: 3 }];
  const query = (where, ...params) => ({ sql: `SELECT 1 FROM "t" WHERE ${where}`, params });
  const cases = [
    [query('"t"."pages" >= %s', 5000), "No row of t has pages ≥ 5000. The largest is 900."],
    [query('"t"."pages" < %s', 40), "No row of t has pages < 40. The smallest is 40."],
    [query('("t"."pages" > %s AND "t"."pages" < %s)', 100, 10), "No row of t has pages < 10. The smallest is 40."],
    [query('"t"."title" = %s', "it's"), "No row of t has title = 'it''s'."],
    [query('("t"."pages" > %s AND "t"."title" = %s)', 50, "a"), "The query ran and nothing matched."],
    [query('"t"."pages" LIKE %s', "%"), "The query ran and nothing matched."],
    [query('"other"."pages" > %s', 1), "The query ran and nothing matched."],
    [query('("t"."pages" = %s OR "t"."pages" = %s)', 1, 40), "The query ran and nothing matched."],
    [query('NOT ("t"."pages" > %s)', 1000), "The query ran and nothing matched."],
    [{ ...query('"t"."pages" > %s', 1000), row_count: 2 }, "The list is empty."],
    [undefined, "The list is empty."],
  ];
  for (const [q, want] of cases) assert.equal(whyEmpty({ tables }, q), want);
  assert.equal(whyEmpty({ tables, value: { type: "dict[str, int]" } }, undefined), "The dict is empty.");
  assert.equal(whyEmpty({ tables: [{ ...tables[0], model: "Book" }] }, query('"t"."pages" >= %s', 5000)), "No Book has pages ≥ 5000. The largest is 900.");
  assert.equal(whyEmpty({ tables: [{ ...tables[0], rows: [], row_count: 0 }] }, query('"t"."pages" > %s', 1)), "The table t is empty.");
});

test("values and times are written with care", () => {
  assert.equal(words.filled("a = %s AND b LIKE '%%' AND c = %s", ["O'Neil", null]), "a = 'O''Neil' AND b LIKE '%' AND c = NULL");
  assert.equal(words.filled("%s %s", [1]), "1 %s");
  assert.deepEqual([0, 0.001, 0.08, 0.5, 3.14, 25, 1234.5].map(words.millis), ["0", "under 0.01", "0.08", "0.5", "3.1", "25", "1235"]);
  assert.deepEqual([[1, "row"], [0, "query"], [2, "query"], [1, "query"]].map((a) => words.count(...a)), ["1 row", "0 queries", "2 queries", "1 query"]);
  assert.deepEqual(words.cell({ blob: "AAECAw==" }), { text: "blob, 4 bytes", kind: "blob" });
  assert.deepEqual(words.cell({ blob: "AAECAw==", bytes: 5000 }), { text: "blob, 5000 bytes", kind: "blob" });
});

test("only known messages are heard", () => {
  const { readFrame, readHost } = protocol;
  assert.deepEqual(readFrame({ asyncshelf: 1, type: "resize", detail: { height: 400 } }), { type: "resize", detail: { height: 400 } });
  assert.equal(readFrame({ asyncshelf: 1, type: "check", detail: { passed: true } }).type, "check");
  for (const bad of [null, "resize", [], 4, {}, { type: "check", detail: {} }, { asyncshelf: 1, type: "steal", detail: {} }, { asyncshelf: 1, type: "check" },
    { asyncshelf: 1, type: "resize", detail: { height: "9" } }, { asyncshelf: 1, type: "resize", detail: { height: -1 } }, { asyncshelf: 1, type: "resize", detail: { height: Infinity } }]) {
    assert.equal(readFrame(bad), null);
  }
  assert.deepEqual(readHost({ asyncshelf: 1, type: "theme", theme: "dark" }), { type: "theme", theme: "dark" });
  for (const bad of [null, {}, { asyncshelf: 1, type: "eval" }, { asyncshelf: 1, type: "theme", theme: "url(x)" }, { type: "run" }, { asyncshelf: 1, type: "code" }, { asyncshelf: 1, type: "code", files: { "a.py": 1 } }]) assert.equal(readHost(bad), null);
});

test("names of files are taken or refused in words", () => {
  assert.deepEqual(["helpers", " helpers.py ", "", "ﬁles"].map(fileName), ["helpers.py", "helpers.py", "", "files.py"]);
  const others = ["models.py", "main.py"];
  for (const good of ["helpers.py", "_x1.py", "été.py", "Views.py", "database.py"]) assert.equal(complaint(good, others), "", good);
  for (const [bad, said] of [["", "Write a name"], ["Models.py", "There is a models.py already."], ["2x.py", "cannot be imported"], ["a-b.py", "letters, digits and _"], ["a/b.py", "letters"], ["..py", "letters"], [".py", "letters"],
    ["class.py", "“class” is a word of the language"], ["books.py", "would hide the app"], ["seed.py", "is taken"], ["shelf_checks.py", "is taken"], ["__init__.py", "is taken"], ["asyncio.py", "own module asyncio"]]) {
    assert.ok(complaint(bad, others).includes(said), `${bad}: ${complaint(bad, others)}`);
  }
});

test("a result is read out with what it printed", () => {
  const base = { stopped: "", error: null, queries: [{}], stdout: "", value: null };
  assert.equal(sentence(base), "The run has ended: 1 statement.");
  assert.equal(sentence({ ...base, stdout: "Momo\n", value: { kind: "table", row_count: 3 } }), "The run has ended: 3 rows, 1 statement. Printed: Momo\n");
  assert.equal(sentence({ ...base, value: { kind: "text", repr: "12" } }), "The run has ended: 12, 1 statement.");
  assert.equal(sentence({ ...base, stdout: "x".repeat(500) }).length, "The run has ended: 1 statement. Printed: ".length + 201);
});

test("what a line did is said beside it and in full", () => {
  assert.equal(accountShort({ file: "a.py", line: 1, runs: 1 }), "");
  assert.equal(accountShort({ file: "a.py", line: 1, runs: 12, statements: 12, db: 300 }), "12× 12 SQL 300 ms simulated");
  assert.equal(accountShort({ file: "a.py", line: 1, runs: 1, wait: 25, statements: 1, db: 25 }), "1 SQL 25 ms simulated");
  assert.equal(accountShort({ file: "a.py", line: 1, runs: 1_000_000 }), "1000k×");
  const line = { file: "a.py", line: 4, runs: 3, statements: 3, db: 75, marks: [{ kind: "n+1", text: "Join." }] };
  assert.equal(accountShort(line), "! 3× 3 SQL 75 ms simulated");
  assert.equal(accountWords(line), "Line 4: ran 3 times, 3 statements, 75 ms (simulated).\nJoin.");
});
