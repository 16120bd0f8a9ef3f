//go:build js

// Command sqlite measures engine/sqlite from inside GOOS=js: what the ORM pays for SQL in a page. bench.mjs runs it and, in the same process, sql.js
// with the same SQL. It prints one JSON object of milliseconds.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

const (
	rows  = 100_000
	batch = 333 // rows an INSERT: as many as Django's bulk_create puts into one with three columns

	createTable = "CREATE TABLE books_book (id INTEGER PRIMARY KEY AUTOINCREMENT, title varchar(200) NOT NULL, pages integer NOT NULL, price real)"
	insertHead  = "INSERT INTO books_book (title, pages, price) VALUES "
	selectAll   = "SELECT id, title, pages, price FROM books_book WHERE pages >= ?"
	selectFew   = "SELECT id, title, pages, price FROM books_book WHERE id <= ? AND pages >= ?"
)

func insertSQL(n int) string {
	return insertHead + strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", n), ", ")
}

func book(i int) []sqlite.Value {
	return []sqlite.Value{fmt.Sprintf("Book number %d", i), int64(i % 1000), float64(i) / 8}
}

func main() {
	out, err := measure()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(out)
}

func measure() (map[string]float64, error) {
	ctx := context.Background()
	open := func() (sqlite.Conn, error) {
		c, err := sqlite.Open(ctx, sqlite.Options{Limits: sqlite.Limits{Memory: -1}})
		if err == nil {
			err = c.Exec(ctx, createTable)
		}
		return c, err
	}
	out := map[string]float64{}
	var failed error
	timed := func(name string, best int, do func() error) {
		for range best {
			start := time.Now()
			if err := do(); err != nil && failed == nil {
				failed = fmt.Errorf("%s: %w", name, err)
			}
			if ms := float64(time.Since(start)) / 1e6; out[name] == 0 || ms < out[name] {
				out[name] = ms
			}
		}
	}

	// One prepared INSERT a row, in one transaction: executemany.
	sets := make([][]sqlite.Value, rows)
	for i := range sets {
		sets[i] = book(i)
	}
	timed("insert one by one", 3, func() error {
		c, err := open()
		if err != nil {
			return err
		}
		defer c.Close()
		if err = c.Exec(ctx, "BEGIN"); err == nil {
			_, err = c.QueryMany(ctx, insertSQL(1), sets)
		}
		if err == nil {
			err = c.Exec(ctx, "COMMIT")
		}
		return err
	})

	// Many rows an INSERT: bulk_create.
	var c sqlite.Conn
	flat := make([]sqlite.Value, 0, 3*batch)
	timed("insert in batches", 3, func() (err error) {
		if c != nil {
			c.Close()
		}
		if c, err = open(); err != nil {
			return err
		}
		if err = c.Exec(ctx, "BEGIN"); err != nil {
			return err
		}
		for at := 0; at < rows; at += batch {
			n := min(batch, rows-at)
			flat = flat[:0]
			for _, set := range sets[at : at+n] {
				flat = append(flat, set...)
			}
			if _, err := c.Query(ctx, insertSQL(n), flat); err != nil {
				return err
			}
		}
		return c.Exec(ctx, "COMMIT")
	})
	timed("select all", 5, func() error {
		rs, err := c.Query(ctx, selectAll, []sqlite.Value{100})
		if err == nil && len(rs.Rows) != rows*9/10 {
			err = fmt.Errorf("%d rows", len(rs.Rows))
		}
		return err
	})
	timed("1000 small selects", 5, func() error {
		for range 1000 {
			if _, err := c.Query(ctx, selectFew, []sqlite.Value{10, 4}); err != nil {
				return err
			}
		}
		return nil
	})
	return out, failed
}
