// A stand-in for the engine, for tests of the page alone. What a program does
// is read from words in its text:
//
//   while True: pass    goes on until it is stopped, printing a line first
//   raise               ends with an error in main.py, line 2
//   PAGES = 5000        a query that finds nothing
//   window.nextResult   when set, is what the next run gives
//   window.nextReport   when set, is what the next comparison gives
//   anything else       prints main.py's text and reads three books

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const columns = [{ name: "id", type: "integer" }, { name: "title", type: "varchar(100)" }, { name: "pages", type: "integer" }];
const rows = [[1, "Momo", 304], [2, 'The <b>bold</b> "Reader"', 120], [3, "Ħal Saflieni", null]];
const sql = 'SELECT "books_book"."id", "books_book"."title", "books_book"."pages" FROM "books_book" WHERE "books_book"."pages" >= %s';

function result(text) {
  const empty = text.includes("PAGES = 5000");
  const query = { sql, params: [empty ? 5000 : 100], file: "main.py", line: 1, func: "main", thread: "thread-sensitive", start: 0, end: 25, awaited: true, columns, rows: empty ? [] : rows, row_count: empty ? 0 : 3, truncated: false, affected: 0, ms: 0.04 };
  const base = {
    stdout: text, stderr: "", queries: [query], error: null, stopped: "", warnings: [], virtual_ms: 25, real_ms: 0.8,
    value: { kind: "table", repr: "", type: "list[Book]", name: "books", columns, rows: query.rows, row_count: query.rows.length },
    tables: [{ name: "books_book", model: "Book", sql: 'CREATE TABLE "books_book" ("id" integer)', columns, rows, row_count: 3 }],
  };
  if (!text.includes("raise")) return base;
  return { ...base, stdout: "", value: null, queries: [], error: { type: "ValueError", message: "<b>no</b>", file: "main.py", line: 2, col: 0, end_col: 3, traceback: "Traceback…", frames: [], hint: "" } };
}

/** report is a comparison of so many ways: requests of 25 ms each; a view called "wrong" has a problem. */
function report(options) {
  const ways = options.ways ?? options.calls.map((c) => ({ label: c.label, view: c.func }));
  const requests = Array.from({ length: options.requests ?? 1 }, (_, i) => ({ at: i * 10, end: i * 10 + 35, status: i === 1 ? 500 : 200, spans: [["queue", i * 10, i * 10 + 10], ["db", i * 10 + 10, i * 10 + 35]] }));
  const picture = '<svg class="ld" role="img" aria-label="Each request as a line" width="100%" height="60"><g class="tl-axis"><line x1="0%" x2="0%" y1="22" y2="60"/><text x="0%" y="14">0 ms</text></g><svg y="22" width="100%" height="38" viewBox="0 0 4000 20" preserveAspectRatio="none"><path class="ld-queue" d="M0 4H500v2H0z"/><path class="ld-db" d="M500 1H4000v8H500z"/></svg></svg>';
  const problem = { message: "ValueError: <no>", hint: "Mind it.", file: "views.py", line: 9 };
  return {
    requests: options.requests, stopped: false, ways: ways.map(({ label }) => ({ label, requests })), end: 100,
    view: {
      summary: [`${ways.length} ways were compared.`], columns: ["Way", "p50"], rows: ways.map(({ label }) => [label, "25 ms"]), curves: options.ways ? [{ title: "Answered by when", picture }] : [],
      ways: ways.map(({ label, view }) => (view === "wrong" ? { label, facts: "", picture: "", problem } : { label, facts: "p50 25 ms", picture, problem: null })),
    },
  };
}

export async function createShelf({ baseURL, onProgress }) {
  if (!baseURL) throw new Error("no baseURL");
  const slow = new URLSearchParams(location.search).has("slow");
  for (let i = 0; i <= 4; i++) {
    onProgress?.({ loaded: i * 400_000, total: 1_600_000, part: "engine" });
    await pause(slow ? 400 : 5);
  }
  let cancel = null;
  const execute = async (files, print) => {
    const text = files.map((f) => f.text).join("\n");
    const main = files.find((f) => f.name === "main.py")?.text ?? "";
    if (text.includes("while True: pass")) {
      print("before the loop\n");
      await new Promise((done) => (cancel = done));
      return { ...result(main), stdout: "before the loop\n", stopped: "cancelled" };
    }
    await pause(10);
    return window.nextResult ?? result(main);
  };
  const compare = ({ files, options }) => {
    window.lastComparison = { files, options };
    const events = [];
    const done = (async () => {
      await pause(10);
      if (options.ways?.some((way) => way.view === "")) throw Object.assign(new Error("The view is missing."), { name: "ShelfError", reason: "failed" });
      if (options.requests === 499) {
        events.push({ type: "progress", way: 1, answered: 250 });
        await new Promise((stopped) => (cancel = stopped));
        return { ...report(options), stopped: true };
      }
      return window.nextReport ?? report(options);
    })();
    return { events: (async function* () { await pause(20); yield* events; await done.catch(() => undefined); })(), result: done, cancel: () => cancel?.() };
  };
  return {
    load: compare,
    both: compare,
    run({ files }) {
      window.lastRun = files;
      const events = [];
      const done = execute(files, (text) => events.push({ type: "stdout", text }));
      return {
        events: (async function* () { yield* events; await done; })(),
        result: done,
        cancel: () => cancel?.(),
      };
    },
    async check(lesson, step, files) {
      const run = await execute(files, () => undefined);
      const solution = lesson.steps.find((s) => s.id === step).solution;
      const passed = solution.every((s) => files.find((f) => f.name === s.name)?.text.trim() === s.text.trim());
      return { step, passed, message: passed ? "The step is done." : "`<b>` differs from the solution.", file: passed ? "" : files[0].name, line: passed ? 0 : 1, checks: [], run };
    },
    query: async () => ({ columns, rows }),
    stop: () => cancel?.(),
    close: () => undefined,
  };
}
