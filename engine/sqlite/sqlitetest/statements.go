package sqlitetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

func failures(t *testing.T) {
	d := open(t, `CREATE TABLE author (id INTEGER PRIMARY KEY);
		CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT UNIQUE NOT NULL, pages INTEGER CONSTRAINT pages_positive CHECK (pages > 0),
			author_id INTEGER REFERENCES author (id) DEFERRABLE INITIALLY DEFERRED);
		INSERT INTO book (title) VALUES ('Momo')`)
	for _, c := range []struct {
		code, extended, offset int
		class, msg, sql        string
	}{
		{sqlite.CodeConstraint, 2067, -1, "IntegrityError", "UNIQUE constraint failed: book.title", "INSERT INTO book (title) VALUES ('Momo')"},
		{sqlite.CodeConstraint, 1555, -1, "IntegrityError", "UNIQUE constraint failed: book.id", "INSERT INTO book (id, title) VALUES (1, 'x')"},
		{sqlite.CodeConstraint, 1299, -1, "IntegrityError", "NOT NULL constraint failed: book.title", "INSERT INTO book (title) VALUES (NULL)"},
		{sqlite.CodeConstraint, 275, -1, "IntegrityError", "CHECK constraint failed: pages_positive", "UPDATE book SET pages = -1"},
		{sqlite.CodeConstraint, 787, -1, "IntegrityError", "FOREIGN KEY constraint failed", "UPDATE book SET author_id = 7"},
		{sqlite.CodeMismatch, 20, -1, "IntegrityError", "datatype mismatch", "INSERT INTO author VALUES ('x')"},
		{sqlite.CodeError, 1, -1, "OperationalError", "no such table: boks", "SELECT * FROM boks"},
		{sqlite.CodeError, 1, 7, "OperationalError", "no such column: titel", "SELECT titel FROM book"},
		{sqlite.CodeError, 1, 0, "OperationalError", `near "SELEC": syntax error`, "SELEC 1"},
		{sqlite.CodeError, 1, 17, "OperationalError", `near "FROM": syntax error`, "SELECT 'ä' FROM FROM book"},
		{sqlite.CodeError, 1, -1, "OperationalError", "incomplete input", "SELECT 1 FROM ("},
		{sqlite.CodeError, 1, -1, "OperationalError", "table book already exists", "CREATE TABLE book (id)"},
		{sqlite.CodeError, 1, -1, "OperationalError", "cannot commit - no transaction is active", "COMMIT"},
		{sqlite.CodeError, 1, -1, "OperationalError", "integer overflow", "SELECT abs(-9223372036854775808)"},
		{sqlite.CodeMisuse, 21, -1, "ProgrammingError", "You can only execute one statement at a time.", "SELECT 1; SELECT 2"},
		{sqlite.CodeMisuse, 21, -1, "ProgrammingError", "You can only execute one statement at a time.", "SELECT 1; nonsense"},
		{sqlite.CodeMisuse, 21, -1, "ProgrammingError", "Incorrect number of bindings supplied. The current statement uses 1, and there are 0 supplied.", "SELECT ?"},
	} {
		e := d.fails(c.code, c.msg, c.sql)
		if e.ExtendedCode != c.extended || e.Class() != c.class {
			t.Errorf("%s: code %d %s, want %d %s", c.sql, e.ExtendedCode, e.Class(), c.extended, c.class)
		}
		// Where no token is to blame SQLite may still name a place or not; where one is, it must be right.
		if c.offset >= 0 && e.Offset != c.offset {
			t.Errorf("%s: offset %d, want %d", c.sql, e.Offset, c.offset)
		}
		if e.Error() != c.msg || e.Limit != "" {
			t.Errorf("%s: %q, limit %q", c.sql, e.Error(), e.Limit)
		}
	}
	d.fails(sqlite.CodeMisuse, "Incorrect number of bindings supplied. The current statement uses 1, and there are 2 supplied.", "SELECT ?", 1, 2)
	d.fails(sqlite.CodeMisuse, "Incorrect number of bindings supplied. The current statement uses 0, and there are 1 supplied.", "", 1)
	d.rows(cells("Momo"), "SELECT title FROM book")

	// A deferred foreign key fails at COMMIT, and the transaction stays open.
	d.exec("BEGIN; UPDATE book SET author_id = 7")
	d.fails(sqlite.CodeConstraint, "FOREIGN KEY constraint failed", "COMMIT")
	if rs := d.query("SELECT 1"); !rs.InTransaction {
		t.Error("the failed COMMIT ended the transaction")
	}
	d.exec("ROLLBACK")

	// A conflict clause may end the transaction behind everybody's back.
	d.exec("BEGIN")
	d.fails(sqlite.CodeConstraint, "UNIQUE constraint failed: book.title", "INSERT OR ROLLBACK INTO book (title) VALUES ('Momo')")
	if rs := d.query("SELECT 1"); rs.InTransaction {
		t.Error("INSERT OR ROLLBACK left the transaction open")
	}
}

func statements(t *testing.T) {
	d := open(t, "CREATE TABLE t (a)")
	for _, sql := range []string{"", " ", ";", "-- nothing", "/* nothing */"} {
		if rs := d.query(sql); rs.Columns != nil || rs.Rows != nil {
			t.Errorf("%q: %+v", sql, rs)
		}
	}
	for _, sql := range []string{"SELECT 1;", "SELECT 1 ; ", "SELECT 1; -- done", "SELECT 1 /* done */ ; /* really */\n", "-- first\nSELECT 1"} {
		d.rows(cells(int64(1)), sql)
	}

	// A statement prepared before a change of schema sees the new one.
	d.query("INSERT INTO t VALUES (1)")
	d.rows(cells(int64(1)), "SELECT * FROM t")
	d.exec("ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'new'")
	rs := d.query("SELECT * FROM t")
	if len(rs.Columns) != 2 || rs.Columns[1] != (sqlite.Column{Name: "b", DeclType: "TEXT"}) || len(rs.Rows[0]) != 2 || rs.Rows[0][1] != "new" {
		t.Errorf("after ALTER TABLE: %+v", rs)
	}
	d.exec("ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME COLUMN b TO c")
	if rs = d.query("SELECT * FROM t"); len(rs.Columns) != 1 || rs.Columns[0].Name != "c" || len(rs.Rows[0]) != 1 {
		t.Errorf("after DROP COLUMN: %+v", rs)
	}
	d.exec("DROP TABLE t")
	d.fails(sqlite.CodeError, "no such table: t", "SELECT * FROM t")
	d.exec("CREATE TABLE t (x, y, z); INSERT INTO t VALUES (1, 2, 3)")
	d.rows(cells(int64(1), int64(2), int64(3)), "SELECT * FROM t")

	// More texts than any cache holds, each twice, in an order that evicts.
	for pass := range 2 {
		for i := range 400 {
			if got := d.one(fmt.Sprintf("SELECT x + %d FROM t WHERE y = ?", i), 2); got != int64(1+i) {
				t.Fatalf("pass %d, statement %d: %v", pass, i, got)
			}
		}
	}

	// A parameter bound once must not linger, nor a failed run block the next.
	d.exec("CREATE TABLE u (a TEXT UNIQUE, b)")
	big := strings.Repeat("x", 10_000)
	d.query("INSERT INTO u VALUES (?, ?)", big, 1)
	d.fails(sqlite.CodeConstraint, "UNIQUE constraint failed: u.a", "INSERT INTO u VALUES (?, ?)", big, 2)
	d.query("INSERT INTO u VALUES (?, ?)", "short", nil)
	d.rows([][]sqlite.Value{{int64(5), nil}, {int64(10_000), int64(1)}}, "SELECT length(a), b FROM u ORDER BY 1")

	// Scripts.
	err := d.Exec(bg, "INSERT INTO u VALUES ('s1', 1); INSERT INTO nowhere VALUES (1); INSERT INTO u VALUES ('s2', 2)")
	d.wrong(err, sqlite.CodeError, "no such table: nowhere", "script")
	d.rows(cells("s1"), "SELECT a FROM u WHERE a LIKE 's_'")
	d.exec(`CREATE TRIGGER tr AFTER INSERT ON u BEGIN UPDATE u SET b = 'seen; really' WHERE a = new.a; END; INSERT INTO u VALUES ('s3', 1);`)
	d.rows(cells("seen; really"), "SELECT b FROM u WHERE a = 's3'")
	if rs := d.query("INSERT INTO u VALUES ('s4', 1)"); rs.Changes != 1 {
		t.Errorf("a trigger's changes were counted: %+v", rs)
	}

	// A closed connection says so.
	c, err := sqlite.Open(bg, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	_, err = c.Query(bg, "SELECT 1", nil)
	d.wrong(err, sqlite.CodeMisuse, "Cannot operate on a closed database.", "closed")
	c.Interrupt()
}
