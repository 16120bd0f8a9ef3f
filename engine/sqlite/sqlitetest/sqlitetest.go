// Package sqlitetest is the contract of engine/sqlite in executable form. Each driver's tests call [Run]: the native
// one under go test, the browser's under GOOS=js in Node and in Chromium.
package sqlitetest

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// Run runs the whole suite on the platform's driver.
func Run(t *testing.T) {
	t.Run("values", values)
	t.Run("results", results)
	t.Run("errors", failures)
	t.Run("many", many)
	t.Run("statements", statements)
	t.Run("functions", functions)
	t.Run("aggregates", aggregates)
	t.Run("limits", limits)
	t.Run("sandbox", sandbox)
	t.Run("sessions", sessions)
	t.Run("files", files)
	t.Run("clock", clock)
}

// A db is a connection with methods that end the test on an error.
type db struct {
	sqlite.Conn
	t *testing.T
}

var bg = context.Background()

func open(t *testing.T, script string) db {
	t.Helper()
	return openLimited(t, sqlite.Limits{}, script)
}

func openLimited(t *testing.T, l sqlite.Limits, script string) db {
	t.Helper()
	c, err := sqlite.Open(bg, sqlite.Options{Limits: l})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	d := db{c, t}
	d.exec(script)
	return d
}

func (d db) exec(script string) {
	d.t.Helper()
	if err := d.Exec(bg, script); err != nil {
		d.t.Fatalf("%s: %v", script, err)
	}
}

func (d db) query(sql string, params ...sqlite.Value) *sqlite.ResultSet {
	d.t.Helper()
	rs, err := d.Query(bg, sql, params)
	if err != nil {
		d.t.Fatalf("%s: %v", sql, err)
	}
	return rs
}

// one returns the only cell of a result.
func (d db) one(sql string, params ...sqlite.Value) sqlite.Value {
	d.t.Helper()
	rs := d.query(sql, params...)
	if len(rs.Rows) != 1 || len(rs.Rows[0]) != 1 {
		d.t.Fatalf("%s: rows %v, want one cell", sql, rs.Rows)
	}
	return rs.Rows[0][0]
}

// rows wants the result of a query to be exactly want.
func (d db) rows(want [][]sqlite.Value, sql string, params ...sqlite.Value) {
	d.t.Helper()
	if got := d.query(sql, params...).Rows; !reflect.DeepEqual(got, want) {
		d.t.Errorf("%s:\n got %#v\nwant %#v", sql, got, want)
	}
}

// fails wants a statement to fail with a code and a message, and the connection to work afterwards.
func (d db) fails(code int, msg, sql string, params ...sqlite.Value) *sqlite.Error {
	d.t.Helper()
	_, err := d.Query(bg, sql, params)
	return d.wrong(err, code, msg, sql)
}

func (d db) wrong(err error, code int, msg, sql string) *sqlite.Error {
	d.t.Helper()
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		d.t.Fatalf("%.200s: error %v, want *sqlite.Error %q", sql, err, msg)
	}
	if e.Code != code || e.Msg != msg {
		d.t.Errorf("%.200s:\n got error %d %q\nwant error %d %q", sql, e.Code, e.Msg, code, msg)
	}
	if got := d.one("SELECT 1"); got != int64(1) {
		d.t.Errorf("SELECT 1 after the error: %v", got)
	}
	return e
}

type row = []sqlite.Value

func cells(v ...sqlite.Value) [][]sqlite.Value { return [][]sqlite.Value{v} }

func many(t *testing.T) {
	d := open(t, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, n REAL)")
	rs, err := d.QueryMany(bg, "INSERT INTO t (name, n) VALUES (?, ?)", [][]sqlite.Value{{"a", 1.5}, {"b", nil}, {"c", 2.5}})
	if err != nil || rs.Changes != 3 || rs.LastInsertID != 3 {
		t.Fatalf("%+v, %v", rs, err)
	}
	rs, err = d.QueryMany(bg, "UPDATE t SET n = ? WHERE id < ?", [][]sqlite.Value{{1, 3}, {2, 2}, {3, 0}})
	if err != nil || rs.Changes != 3 {
		t.Fatalf("%+v, %v", rs, err)
	}
	_, err = d.QueryMany(bg, "INSERT INTO t (name) VALUES (?)", [][]sqlite.Value{{"d"}, {"a"}, {"e"}})
	d.wrong(err, sqlite.CodeConstraint, "UNIQUE constraint failed: t.name", "QueryMany")
	d.rows([][]sqlite.Value{{"a"}, {"b"}, {"c"}, {"d"}}, "SELECT name FROM t ORDER BY name")

	_, err = d.QueryMany(bg, "INSERT INTO t (name) VALUES (?)", [][]sqlite.Value{{"x"}, {"y", 1}})
	d.wrong(err, sqlite.CodeMisuse, "Incorrect number of bindings supplied. The current statement uses 1, and there are 2 supplied.", "QueryMany")
	if rs, err := d.QueryMany(bg, "INSERT INTO t (name) VALUES (?)", nil); err != nil || rs.Changes != 0 {
		t.Errorf("no sets: %+v, %v", rs, err)
	}
	sets := make([][]sqlite.Value, 5000)
	for i := range sets {
		sets[i] = row{strings.Repeat("n", 40) + string(rune('a'+i%26)) + strings.Repeat("z", i/26), float64(i)}
	}
	if rs, err = d.QueryMany(bg, "INSERT INTO t (name, n) VALUES (?, ?)", sets); err != nil || rs.Changes != 5000 {
		t.Fatalf("%+v, %v", rs, err)
	}
	d.rows(cells(int64(5004)), "SELECT COUNT(*) FROM t")
}
