package sqlitetest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// endless is a statement that never ends and gives no row meanwhile; rowful gives rows without end.
const (
	endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
	rowful  = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
)

func limits(t *testing.T) {
	d := openLimited(t, sqlite.Limits{Steps: 100_000}, "CREATE TABLE t (a)")
	for _, sql := range []string{endless, rowful} {
		e := d.fails(sqlite.CodeInterrupt, "interrupted: the statement took more than 100000 steps", sql)
		if e.Limit != sqlite.LimitSteps || errors.Is(e, context.Canceled) {
			t.Errorf("%+v", e)
		}
	}
	d.wrong(d.Exec(bg, endless), sqlite.CodeInterrupt, "interrupted: the statement took more than 100000 steps", "script")
	// The budget is a statement's, not the connection's.
	for range 50 {
		d.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i FROM n")
	}

	// A result may not weigh more than it may.
	d.set(sqlite.Limits{Result: 100_000})
	e := d.fails(sqlite.CodeTooBig, "the result is larger than 100000 bytes", rowful)
	if e.Limit != sqlite.LimitResult || e.Class() != "DataError" {
		t.Errorf("%+v", e)
	}
	d.fails(sqlite.CodeTooBig, "the result is larger than 100000 bytes", "SELECT zeroblob(100001)")
	d.query("SELECT zeroblob(90000)")

	d.set(sqlite.Limits{Length: 1000, SQLLength: 100, Variables: 3})
	d.fails(sqlite.CodeTooBig, "string or blob too big", "SELECT ?", strings.Repeat("x", 1001))
	d.fails(sqlite.CodeTooBig, "string or blob too big", "SELECT zeroblob(1001)")
	d.query("SELECT ?", strings.Repeat("x", 1000))
	d.fails(sqlite.CodeTooBig, "query string is too large", "SELECT '"+strings.Repeat("x", 100)+"'")
	d.fails(sqlite.CodeError, "too many SQL variables", "SELECT ?, ?, ?, ?", 1, 2, 3, 4)
	d.query("SELECT ?, ?, ?", 1, 2, 3)

	// Memory: the statement fails, what was there before stays, and there is room again afterwards.
	d.set(sqlite.Limits{Memory: 2 << 20})
	d.query("INSERT INTO t VALUES (zeroblob(10000))")
	e = d.fails(sqlite.CodeNoMem, "out of memory", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO t SELECT zeroblob(10000) FROM n")
	if e.Limit != sqlite.LimitMemory || e.Class() != "MemoryError" {
		t.Errorf("%+v", e)
	}
	d.rows(cells(int64(1)), "SELECT COUNT(*) FROM t")
	d.fails(sqlite.CodeNoMem, "out of memory", "INSERT INTO t VALUES (?)", make([]byte, 3<<20))
	d.query("INSERT INTO t VALUES (zeroblob(10000))")
	d.set(sqlite.Limits{Memory: -1})
	d.query("INSERT INTO t VALUES (?)", make([]byte, 3<<20))

	// The stack of the instance is SQLite's own affair, and small: what is nested too deeply for it ends the database, not the program.
	deep := openLimited(t, sqlite.Limits{}, "")
	if _, err := deep.Query(bg, strings.Repeat("SELECT * FROM (", 3000)+"SELECT 1"+strings.Repeat(")", 3000), nil); err == nil {
		t.Error("3000 nested statements: no error")
	}
	deep.Close()

	// Stopping from outside: a context that is done, one that becomes so, and Interrupt.
	d = open(t, "CREATE TABLE t (a)")
	ctx, cancel := context.WithCancel(bg)
	cancel()
	_, err := d.Query(ctx, "SELECT 1", nil)
	e = d.wrong(err, sqlite.CodeInterrupt, "interrupted", "done before")
	if !errors.Is(e, context.Canceled) || e.Limit != sqlite.LimitCancelled {
		t.Errorf("%+v", e)
	}
	ctx, cancel = context.WithTimeout(bg, 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err = d.Query(ctx, endless, nil)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("a deadline of 50 ms took %v", took)
	}
	d.wrong(err, sqlite.CodeInterrupt, "interrupted", endless)

	// A function is the one place that is sure to run in the middle of a statement.
	d.register(sqlite.Function{Name: "stop", Scalar: func([]sqlite.Value) (sqlite.Value, error) {
		d.Interrupt()
		return nil, nil
	}})
	d.fails(sqlite.CodeInterrupt, "interrupted", strings.Replace(endless, "SELECT 1", "SELECT ifnull(stop(), 1)", 1))
	d.Interrupt() // nothing runs: nothing happens
	d.rows(cells(int64(1)), "SELECT 1")
}

func (d db) set(l sqlite.Limits) {
	d.t.Helper()
	if err := d.SetLimits(l); err != nil {
		d.t.Fatal(err)
	}
}

// sandbox: SQL sees no files, and whatever it does to its own database leaves the connection working.
func sandbox(t *testing.T) {
	d := open(t, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
	for _, sql := range []string{"ATTACH 'x.db' AS x", "ATTACH 'file:x.db' AS x", "ATTACH ':memory:' AS x", "VACUUM INTO 'x.db'", "VACUUM"} {
		d.fails(sqlite.CodeError, "too many attached databases - max 0", sql)
	}
	d.fails(sqlite.CodeError, "too many attached databases - max 0", "ATTACH ? AS x", "x.db")
	d.exec("PRAGMA temp_store = FILE; CREATE TEMP TABLE tt (x); INSERT INTO tt VALUES (1); PRAGMA temp_store = MEMORY; CREATE TEMP TABLE tt (x); ANALYZE")
	d.fails(sqlite.CodeError, "no such function: load_extension", "SELECT load_extension('x')")
	d.fails(sqlite.CodeError, "no such function: readfile", "SELECT readfile('x')")
	d.rows(cells(int64(1)), "PRAGMA foreign_keys")
	d.rows(cells("memory"), "PRAGMA journal_mode")

	// A sort and an index larger than SQLite's cache spill; into memory.
	d.exec(`CREATE TABLE big (s); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		INSERT INTO big SELECT printf('%0200d', (i * 7919) % 20011) FROM n; CREATE INDEX big_s ON big (s); PRAGMA cache_size = 10`)
	rs := d.query("SELECT DISTINCT substr(s, 190) || '' AS k FROM big ORDER BY k DESC LIMIT 1")
	if got := rs.Rows[0][0]; got != "00000020010" {
		t.Errorf("sorted: %v", got)
	}
	d.exec("BEGIN; SAVEPOINT s; UPDATE big SET s = s || 'x'; ROLLBACK TO s; RELEASE s; UPDATE big SET s = s || 'y'; ROLLBACK")
	d.rows(cells("ok"), "PRAGMA integrity_check")
	d.rows(cells(int64(0)), "SELECT COUNT(*) FROM big WHERE s LIKE '%x' OR s LIKE '%y'")

	// An expression deeper than SQLite allows, and nesting that is long but not deep.
	d.fails(sqlite.CodeError, "Expression tree is too large (maximum depth 1000)", "SELECT 1"+strings.Repeat(" + 1", 1001))
	d.rows(cells(int64(1)), "SELECT "+strings.Repeat("(", 5000)+"1"+strings.Repeat(")", 5000))
	d.rows(cells("abc"), `SELECT "abc"`)
}

func sessions(t *testing.T) {
	a := open(t, "CREATE TABLE t (a)")
	c, err := a.Session()
	if err != nil {
		t.Fatal(err)
	}
	b := db{c, t}
	a.query("INSERT INTO t VALUES (1)")
	b.rows(cells(int64(1)), "SELECT a FROM t")

	busy := func(err error, wait bool, what string) {
		t.Helper()
		a.wrong(err, sqlite.CodeBusy, "database is locked", what)
		if e, ok := err.(*sqlite.Error); ok && e.Wait != wait {
			t.Errorf("%s: worth waiting: %v", what, e.Wait)
		}
	}
	run := func(c sqlite.Conn, sql string) error {
		_, err := c.Query(bg, sql, nil)
		return err
	}
	count := func(d db, n int) { t.Helper(); d.rows(cells(int64(n)), "SELECT COUNT(*) FROM t") }
	// While one session writes, others read what was before; they may begin, but not write.
	a.query("BEGIN")
	a.query("SAVEPOINT s")
	a.query("INSERT INTO t VALUES (2)")
	a.query("INSERT INTO t VALUES (3)")
	_, _ = a.Query(bg, "INSERT INTO t VALUES (4, 5)", nil) // fails, and fails again when it is done again
	count(b, 1)
	b.query("BEGIN")
	busy(run(b, "INSERT INTO t VALUES (4)"), true, "two writers")
	count(b, 1)
	busy(run(b, "INSERT INTO t VALUES (4)"), false, "one that has read would write")
	count(a, 3)
	a.query("ROLLBACK TO s")
	a.query("INSERT INTO t VALUES (2)")
	busy(run(a, "COMMIT"), true, "a reader")
	c2, err := a.Session()
	if err != nil {
		t.Fatal(err)
	}
	busy(run(c2, "SELECT * FROM t"), true, "a COMMIT that waits for readers")
	count(b, 1)
	b.query("ROLLBACK")
	a.query("COMMIT")
	count(b, 2)
	err = run(b, "COMMIT")
	a.wrong(err, sqlite.CodeError, "cannot commit - no transaction is active", "COMMIT twice")
	// A transaction that only reads, with its savepoints, and then writes.
	b.query("BEGIN")
	b.query("SAVEPOINT x")
	count(b, 2)
	a.wrong(run(b, "BEGIN"), sqlite.CodeError, "cannot start a transaction within a transaction", "BEGIN twice")
	a.wrong(run(b, "RELEASE nope"), sqlite.CodeError, "no such savepoint: nope", "RELEASE")
	b.query("SAVEPOINT outer")
	b.query("SAVEPOINT inner")
	b.query("ROLLBACK TO inner")
	b.query("RELEASE SAVEPOINT outer")
	a.wrong(run(b, "ROLLBACK TO inner"), sqlite.CodeError, "no such savepoint: inner", "ROLLBACK TO what was released")
	busy(run(a, "DELETE FROM t"), true, "a reader's transaction")
	b.query("WITH n(i) AS (SELECT 9) INSERT INTO t SELECT i FROM n")
	b.query("ROLLBACK TO x")
	b.query("COMMIT")
	count(a, 2)
	a.query("BEGIN IMMEDIATE")
	busy(run(b, "BEGIN IMMEDIATE"), true, "BEGIN IMMEDIATE")
	a.query("END")
	if err := c2.Close(); err != nil {
		t.Fatal(err)
	}

	b.exec("BEGIN; DELETE FROM t")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	a.rows(cells(int64(2)), "SELECT COUNT(*) FROM t")
	_, err = b.Query(bg, "SELECT 1", nil)
	a.wrong(err, sqlite.CodeMisuse, "Cannot operate on a closed database.", "closed session")

	// Closing what sessions were opened from closes them, not what it was opened from itself.
	parent, err := a.Session()
	if err != nil {
		t.Fatal(err)
	}
	child, err := parent.Session()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = child.Query(bg, "SELECT 1", nil)
	a.wrong(err, sqlite.CodeMisuse, "Cannot operate on a closed database.", "session of a closed connection")
	a.rows(cells(int64(2)), "SELECT COUNT(*) FROM t")

	// Two databases have nothing in common.
	open(t, "CREATE TABLE t (a)").rows(cells(int64(0)), "SELECT COUNT(*) FROM t")
}

func files(t *testing.T) {
	d := open(t, `CREATE TABLE t (a, b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
		INSERT INTO t SELECT i, hex(randomblob(50)) FROM n`)
	sum := d.one("SELECT group_concat(b) FROM t")
	data, err := d.Serialize()
	if err != nil || !strings.HasPrefix(string(data), "SQLite format 3\x00") || len(data)%4096 != 0 {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	d.exec("DROP TABLE t; CREATE TABLE other (x)")
	d.rows(cells(int64(0)), "SELECT COUNT(*) FROM other")
	if err := d.Deserialize(data); err != nil {
		t.Fatal(err)
	}
	if got := d.one("SELECT group_concat(b) FROM t"); got != sum {
		t.Error("another content came back")
	}
	d.fails(sqlite.CodeError, "no such table: other", "SELECT COUNT(*) FROM other")

	e := open(t, "CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
	if err := e.Deserialize(data); err != nil {
		t.Fatal(err)
	}
	e.rows(cells(int64(3000)), "SELECT COUNT(*) FROM t")
	e.query("INSERT INTO t VALUES (1, 2)")
	e.wrong(e.Deserialize([]byte("not a database, but long enough to be looked at "+strings.Repeat(".", 4096))), sqlite.CodeNotADB, "file is not a database", "garbage")
	e.rows(cells(int64(3001)), "SELECT COUNT(*) FROM t")
	if err := e.Deserialize(nil); err != nil {
		t.Fatal(err)
	}
	e.rows(cells(int64(0)), "SELECT COUNT(*) FROM sqlite_schema")
}
