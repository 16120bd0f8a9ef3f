package sqlitetest

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

func values(t *testing.T) {
	d := open(t, "")
	long := strings.Repeat("Ænglisc 東京 ", 20_000)
	for _, v := range []sqlite.Value{
		nil, int64(0), int64(1), int64(-1), int64(255), int64(256), int64(1 << 53), int64(math.MaxInt64), int64(math.MinInt64),
		0.0, 1.5, -2.25, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Inf(1), math.Inf(-1),
		"", "Momo", "<b>fett</b> & 'Anführung'", "東京 🗼", "with\x00nul", "trailing ", long,
		[]byte{}, []byte{0}, []byte("\x00\x01\xfe\xff"), bytes.Repeat([]byte{7}, 100_000),
	} {
		if got := d.one("SELECT ?", v); !reflect.DeepEqual(got, v) {
			t.Errorf("SELECT ? of %.60T %.60v gave %T %.60v", v, v, got, got)
		}
	}
	for in, want := range map[sqlite.Value]sqlite.Value{true: int64(1), false: int64(0), 42: int64(42), -7: int64(-7), math.NaN(): nil} {
		if got := d.one("SELECT ?", in); got != want {
			t.Errorf("SELECT ? of %v gave %T %v, want %v", in, got, got, want)
		}
	}
	d.rows(cells("null", "integer", "real", "text", "blob"), "SELECT typeof(?), typeof(?), typeof(?), typeof(?), typeof(?)", nil, 1, 1.0, "", []byte{})
	d.rows(cells("b", "a", "b"), "SELECT ?2, ?1, ?2", "a", "b")

	type isbn string
	d.fails(sqlite.CodeMisuse, "Error binding parameter 2: type 'sqlitetest.isbn' is not supported", "SELECT ?, ?", 1, isbn("x"))

	// What SQLite itself takes from its surroundings: the clock, chance, mathematics.
	if s, _ := d.one("SELECT datetime('now')").(string); len(s) != len("2024-01-01 00:00:00") || s < "2024" {
		t.Errorf("datetime('now') = %q", s)
	}
	if a, b := d.one("SELECT random()"), d.one("SELECT random()"); a == b {
		t.Errorf("random() = %v twice", a)
	}
	d.rows(cells(8.0, 2.0, 3.0, 1.0, 1.0, 0.5), "SELECT pow(2, 3), log10(100), log2(8), exp(0), cos(0), mod(5.5, 1)")
	d.rows(cells(math.Atan2(1, 2), math.Acosh(2), math.Tanh(0.5)), "SELECT atan2(1, 2), acosh(2), tanh(0.5)")
	d.rows(cells("2024-07-01 12:00:00"), "SELECT datetime(datetime('2024-07-01 12:00:00', 'localtime'), 'utc')")
}

func results(t *testing.T) {
	d := open(t, `CREATE TABLE books_book (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, title varchar(200) NOT NULL, price decimal);
		CREATE VIEW v AS SELECT title FROM books_book`)

	rs := d.query("INSERT INTO books_book (title, price) VALUES (?, ?), (?, ?)", "Momo", 9.99, "Emil", 5)
	if rs.Columns != nil || len(rs.Rows) != 0 || rs.Changes != 2 || rs.LastInsertID != 2 {
		t.Errorf("insert: %+v", rs)
	}
	rs = d.query("SELECT id, title AS t, price, id + 1, count(*) OVER () FROM books_book ORDER BY id")
	// SQLite keeps the standard types by number and gives their names back in capitals.
	want := []sqlite.Column{{Name: "id", DeclType: "INTEGER"}, {Name: "t", DeclType: "varchar(200)"}, {Name: "price", DeclType: "decimal"},
		{Name: "id + 1"}, {Name: "count(*) OVER ()"}}
	if !reflect.DeepEqual(rs.Columns, want) {
		t.Errorf("columns %+v\nwant %+v", rs.Columns, want)
	}
	if wantRows := [][]sqlite.Value{{int64(1), "Momo", 9.99, int64(2), int64(2)}, {int64(2), "Emil", int64(5), int64(3), int64(2)}}; !reflect.DeepEqual(rs.Rows, wantRows) {
		t.Errorf("rows %v\nwant %v", rs.Rows, wantRows)
	}
	if rs.Changes != 0 || rs.LastInsertID != 2 || rs.InTransaction {
		t.Errorf("select: %+v", rs)
	}
	rs = d.query("SELECT * FROM books_book WHERE id > 10")
	if len(rs.Columns) != 3 || len(rs.Rows) != 0 {
		t.Errorf("empty select: %+v", rs)
	}
	rs = d.query("UPDATE books_book SET price = price + 1 WHERE id > 10")
	if rs.Changes != 0 {
		t.Errorf("update of nothing: %+v", rs)
	}
	rs = d.query("UPDATE books_book SET price = price + 1 RETURNING id, price")
	if rs.Changes != 2 || !reflect.DeepEqual(rs.Rows, [][]sqlite.Value{{int64(1), 10.99}, {int64(2), int64(6)}}) {
		t.Errorf("returning: %+v", rs)
	}
	if rs = d.query("CREATE TABLE other (x)"); rs.Changes != 0 || rs.Columns != nil {
		t.Errorf("create: %+v", rs)
	}
	if rs = d.query("DELETE FROM books_book WHERE id = ?", 1); rs.Changes != 1 {
		t.Errorf("delete: %+v", rs)
	}
	if rs = d.query("DROP TABLE other"); rs.Changes != 0 {
		t.Errorf("drop: %+v", rs)
	}
	if rs = d.query("BEGIN"); !rs.InTransaction {
		t.Errorf("begin: %+v", rs)
	}
	if rs = d.query("SELECT title FROM v"); !rs.InTransaction || rs.Columns[0].DeclType != "varchar(200)" {
		t.Errorf("in a transaction: %+v", rs)
	}
	if rs = d.query("ROLLBACK"); rs.InTransaction {
		t.Errorf("rollback: %+v", rs)
	}

	// Rows enough for several chunks, text enough to grow every buffer; rows must not share what they shouldn't.
	rs = d.query(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		SELECT i, i * 0.5, 'title ' || i, CAST(i AS BLOB), nullif(i % 3, 0) FROM n`)
	if len(rs.Rows) != 20_000 {
		t.Fatalf("%d rows", len(rs.Rows))
	}
	for _, i := range []int{1, 2, 3, 1819, 1820, 1821, 9999, 20_000} {
		s := []byte{}
		for n := i; n > 0; n /= 10 {
			s = append([]byte{byte('0' + n%10)}, s...)
		}
		want := row{int64(i), float64(i) / 2, "title " + string(s), s, int64(i % 3)}
		if i%3 == 0 {
			want[4] = nil
		}
		if !reflect.DeepEqual(rs.Rows[i-1], want) {
			t.Errorf("row %d: %v, want %v", i, rs.Rows[i-1], want)
		}
	}
	if len(rs.Rows[0]) != cap(rs.Rows[0]) {
		t.Error("appending to a row would write into the next one")
	}
	rs = d.query("SELECT zeroblob(1000000), printf('%.*c', 1000000, 'x')")
	if b := rs.Rows[0][0].([]byte); len(b) != 1_000_000 || strings.Trim(string(b), "\x00") != "" {
		t.Error("large blob")
	}
	if s := rs.Rows[0][1].(string); s != strings.Repeat("x", 1_000_000) {
		t.Error("large text")
	}
}
