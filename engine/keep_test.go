package engine_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// What a run leaves for the page has a bound, whatever the program sends and reads.
func TestWhatIsKeptHasABound(t *testing.T) {
	const bound = 6_000_000
	for _, c := range []struct{ name, main string }{
		{"one long parameter, often", "from books.models import Book\ns = 'é' * 10**6\nfor i in range(500):\n    Book.objects.filter(title=s).exists()\n"},
		{"one long text, often in a list", "x = ['a' * 10**6] * 1000\n"},
		{"in a tuple, a dict and a set", "x = {n: ('b' * 10**6, [b'c' * 10**6]) for n in range(100)}\n"},
		{"a long message", "raise ValueError('m' * 10**7)\n"},
		{"very wide rows", "x = [tuple(range(30000))] * 1000\ny = [dict.fromkeys(range(30000))] * 1000\nx\n"},
		{"long texts and blobs in a result", "from django.db import connection\nwith connection.cursor() as c:\n    for i in range(20):\n        c.execute('SELECT hex(zeroblob(500000)), zeroblob(1000000)').fetchall()\n"},
		{"a long text in a table", "from books.models import Book\nfor i in range(50):\n    Book.objects.create(title='t' * 10**6, pages=1)\n"},
		{"a long statement", "from django.db import connection\nwith connection.cursor() as c:\n    for i in range(20):\n        c.execute('SELECT 1 -- ' + 'x' * 500000)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			events := 0
			r := run(t, program(c.main), engine.Options{Trace: true, OnEvent: func(e engine.Event) { events += len(encoded(t, e)) }})
			if r.Error != nil && r.Error.Type != "ValueError" {
				t.Fatal(r.Error.Traceback)
			}
			if n := len(encoded(t, r)); n > bound || events > bound {
				t.Errorf("the result has %d bytes, the events have %d", n, events)
			}
		})
	}
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestALongTextIsCutAndSaysSo(t *testing.T) {
	r := run(t, program("from django.db import connection\nwith connection.cursor() as c:\n    c.execute('SELECT %s, %s, zeroblob(5000)', ['é' * 5000, 'short'])\n    c.fetchall()\n"), engine.Options{})
	want := strings.Repeat("é", 1000) + "… (10000 bytes)"
	q := r.Queries[len(r.Queries)-1]
	if q.Params[0] != want || q.Rows[0][0] != want || q.Rows[0][1] != "short" {
		t.Errorf("%.40v %.40v %v", q.Params[0], q.Rows[0][0], q.Rows[0][1])
	}
	if b, ok := q.Rows[0][2].(engine.Blob); !ok || b.Bytes != 5000 || len(b.Blob) > 3000 {
		t.Errorf("%.80v", q.Rows[0][2])
	}
}

// Of a value that holds very much the beginning is shown, and soon.
func TestTheReprOfMuch(t *testing.T) {
	for _, c := range []struct{ main, begins, ends string }{
		{"[list(range(30000))] * 1000 + [1]\n", "[[0, 1, 2, 3, ", "…"},
		{"(('a' * 10**6, b'b'),) * 100\n", "(('aaaa", "…"},
		{"{n: {'k': [None] * 1000} for n in range(1000)}\n", "{0: {'k': [None, None, ", "…"},
		{"x = [1]\nx.append(x)\nx\n", "[1, [...]]", "]"},
		{"x = [1] * 10**6\nx[0] = x\nx\n", strings.Repeat("[", 101) + "…, …, ", "…"},
		{"list(range(10))\n", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]", "]"},
		{"'é' * 10**6\n", "'éééé", "…"},
	} {
		r := run(t, program(c.main), engine.Options{})
		if !strings.HasPrefix(r.Value.Repr, c.begins) || !strings.HasSuffix(r.Value.Repr, c.ends) || len(r.Value.Repr) > 10_010 {
			t.Errorf("%s: %.80s", c.main, r.Value.Repr)
		}
		if r.RealMS > 3000 {
			t.Errorf("%s: %v ms", c.main, r.RealMS)
		}
	}
}

// After very many rows a statement keeps its first ones.
func TestRowsOfManyStatements(t *testing.T) {
	r := run(t, program("from books.models import Book\nBook.objects.bulk_create([Book(title='x', pages=n) for n in range(1500)])\nfor i in range(60):\n    len(Book.objects.all())\n"), engine.Options{})
	var reads []*engine.Query
	for _, q := range r.Queries {
		if strings.HasPrefix(q.SQL, "SELECT") {
			reads = append(reads, q)
		}
	}
	if len(reads) != 60 {
		t.Fatalf("%d statements", len(reads))
	}
	for i, n := range map[int]int{0: 1000, 47: 1000, 49: 10, 59: 10} {
		if q := reads[i]; len(q.Rows) != n || q.RowCount != 1504 || !q.Truncated {
			t.Errorf("statement %d has %d of %d rows, truncated %v", i, len(q.Rows), q.RowCount, q.Truncated)
		}
	}
}
