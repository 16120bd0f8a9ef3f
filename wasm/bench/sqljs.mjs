// sql.js doing what wasm/bench/sqlite/main.go does through engine/sqlite, the way sql.js wants it: prepared statements, rows as arrays.

const rows = 100_000;
const batch = 333;
const createTable = "CREATE TABLE books_book (id INTEGER PRIMARY KEY AUTOINCREMENT, title varchar(200) NOT NULL, pages integer NOT NULL, price real)";
const insertSQL = (n) => "INSERT INTO books_book (title, pages, price) VALUES " + Array(n).fill("(?, ?, ?)").join(", ");
const selectAll = "SELECT id, title, pages, price FROM books_book WHERE pages >= ?";
const selectFew = "SELECT id, title, pages, price FROM books_book WHERE id <= ? AND pages >= ?";

/** sqlJS returns milliseconds by the name of what was measured; SQL is an initialised sql.js. */
export function sqlJS(SQL) {
  const out = {};
  const timed = (name, best, work) => {
    for (let i = 0; i < best; i++) {
      const start = performance.now();
      work();
      out[name] = Math.min(out[name] ?? Infinity, performance.now() - start);
    }
  };
  const sets = Array.from({ length: rows }, (_, i) => [`Book number ${i}`, i % 1000, i / 8]);
  timed("insert one by one", 3, () => {
    const db = new SQL.Database();
    db.run(createTable);
    db.run("BEGIN");
    const stmt = db.prepare(insertSQL(1));
    for (const set of sets) stmt.run(set);
    stmt.free();
    db.run("COMMIT");
    db.close();
  });
  let db;
  timed("insert in batches", 3, () => {
    db?.close();
    db = new SQL.Database();
    db.run(createTable);
    db.run("BEGIN");
    let stmt = db.prepare(insertSQL(batch));
    for (let at = 0; at < rows; at += batch) {
      const n = Math.min(batch, rows - at);
      if (n < batch) {
        stmt.free();
        stmt = db.prepare(insertSQL(n));
      }
      stmt.run(sets.slice(at, at + n).flat());
    }
    stmt.free();
    db.run("COMMIT");
  });
  const collect = (stmt, params) => {
    stmt.bind(params);
    const result = [];
    while (stmt.step()) result.push(stmt.get());
    stmt.reset();
    return result;
  };
  const all = db.prepare(selectAll);
  timed("select all", 5, () => {
    if (collect(all, [100]).length !== (rows * 9) / 10) throw new Error("wrong number of rows");
  });
  const few = db.prepare(selectFew);
  timed("1000 small selects", 5, () => {
    for (let i = 0; i < 1000; i++) collect(few, [10, 4]);
  });
  all.free();
  few.free();
  db.close();
  return out;
}
