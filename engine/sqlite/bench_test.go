package sqlite_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

func openBench(b *testing.B, script string) sqlite.Conn {
	c, err := sqlite.Open(context.Background(), sqlite.Options{Limits: sqlite.Limits{Memory: -1}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close() })
	if err := c.Exec(context.Background(), script); err != nil {
		b.Fatal(err)
	}
	return c
}

const books = `CREATE TABLE books_book (id INTEGER PRIMARY KEY AUTOINCREMENT, title varchar(200) NOT NULL, pages integer NOT NULL, price real);
	WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) INSERT INTO books_book (title, pages, price) SELECT 'Book ' || i, i * 100, i + 0.5 FROM n`

// A statement as the ORM sends most of them: few rows, one parameter, prepared before.
func BenchmarkQuery(b *testing.B) {
	c := openBench(b, books)
	ctx := context.Background()
	params := []sqlite.Value{int64(400)}
	b.ReportAllocs()
	for b.Loop() {
		rs, err := c.Query(ctx, "SELECT id, title, pages, price FROM books_book WHERE pages >= ?", params)
		if err != nil || len(rs.Rows) != 7 {
			b.Fatal(rs, err)
		}
	}
}

func BenchmarkPrepare(b *testing.B) {
	c := openBench(b, books)
	ctx := context.Background()
	i := 0
	for b.Loop() {
		i++
		if _, err := c.Query(ctx, fmt.Sprintf("SELECT id, title, pages, price FROM books_book WHERE pages >= %d", i), nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFunction(b *testing.B) {
	c := openBench(b, books)
	ctx := context.Background()
	c.RegisterFunc(sqlite.Function{Name: "twice", NArg: 1, Scalar: func(a []sqlite.Value) (sqlite.Value, error) { return 2 * a[0].(int64), nil }})
	for b.Loop() {
		if _, err := c.Query(ctx, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT sum(twice(i)) FROM n", nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInsert1000(b *testing.B) {
	c := openBench(b, books)
	ctx := context.Background()
	sql := "INSERT INTO books_book (title, pages, price) VALUES (?, ?, ?)" + strings.Repeat(", (?, ?, ?)", 332)
	var params []sqlite.Value
	for i := range 333 {
		params = append(params, fmt.Sprintf("Book number %d", i), int64(i*100), float64(i)/2)
	}
	for b.Loop() {
		if _, err := c.Query(ctx, sql, params); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSelect10000(b *testing.B) {
	c := openBench(b, books+"; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO books_book (title, pages, price) SELECT 'Book number ' || i, i * 100, i + 0.5 FROM n")
	ctx := context.Background()
	for b.Loop() {
		if _, err := c.Query(ctx, "SELECT id, title, pages, price FROM books_book", nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		c, err := sqlite.Open(context.Background(), sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		c.Close()
	}
}
