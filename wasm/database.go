//go:build js

package main

import (
	"context"
	"encoding/base64"
	"errors"
	"math"
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/wasm/message"
)

// lastDatabase is the database of the last run, kept for queries from the page.
var lastDatabase sqlite.Conn

// openDatabase opens the database of a new run. The run gets a session to it, so that the data outlive the run.
func openDatabase(ctx context.Context) (sqlite.Conn, error) {
	if lastDatabase != nil {
		lastDatabase.Close()
		lastDatabase = nil
	}
	c, err := sqlite.Open(ctx, sqlite.Options{})
	if err != nil {
		return nil, err
	}
	lastDatabase = c
	return c.Session()
}

// A queryResult is the answer to a query from the page.
type queryResult struct {
	columns  []sqlite.Column
	rows     [][]sqlite.Value
	affected int64
}

// WriteJSON writes the form that the page reads.
func (q *queryResult) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("columns").Objects(len(q.columns), func(i int) {
		w.Key("name").Text(q.columns[i].Name)
		w.Key("type").Text(q.columns[i].DeclType)
	})
	w.Key("rows").List(len(q.rows), func(i int) {
		w.List(len(q.rows[i]), func(k int) { writeCell(w, q.rows[i][k]) })
	})
	w.Key("affected").Int(q.affected)
	w.Close('}')
}

func query(ctx context.Context, m *message.Message) (any, error) {
	if lastDatabase == nil {
		return nil, errors.New("There is no database yet: run the code first.")
	}
	rs, err := lastDatabase.Query(ctx, m.SQL, m.Params)
	if err != nil {
		return nil, err
	}
	return &queryResult{rs.Columns, rs.Rows, rs.Changes}, nil
}

// writeCell writes a value of a row as a run's result has it (engine/cell.go): what JavaScript's numbers do not hold is text.
func writeCell(w *plainjson.Writer, v sqlite.Value) {
	switch v := v.(type) {
	case bool:
		w.Bool(v)
	case int64:
		if -(1<<53) <= v && v <= 1<<53 {
			w.Int(v)
		} else {
			w.Text(strconv.FormatInt(v, 10))
		}
	case float64:
		writeNumber(w, v)
	case string:
		w.Text(v)
	case []byte:
		w.Open('{')
		w.Key("blob").Text(base64.StdEncoding.EncodeToString(v))
		w.Close('}')
	default:
		w.Null()
	}
}

func writeNumber(w *plainjson.Writer, f float64) {
	switch {
	case math.IsInf(f, 1):
		w.Text("+Inf")
	case math.IsInf(f, -1):
		w.Text("-Inf")
	default:
		w.Number(f)
	}
}
