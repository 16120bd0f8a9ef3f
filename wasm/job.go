//go:build js

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/wasm/message"
)

// job does what m asks for and returns the message that ends it.
func job(ctx context.Context, m *message.Message, out *outbox) (kind int32, text []byte) {
	defer func() {
		if p := recover(); p != nil {
			os.Stderr.Write(debug.Stack()) // which the worker puts on the console
			kind, text = postFailed, fmt.Appendf(nil, "The engine failed: %v. This is a fault of the playground, not of your code.", p)
		}
	}()
	var result any
	var err error
	switch m.Type {
	case "run":
		result, err = runProgram(ctx, m, out)
	case "check":
		result, err = checkStep(ctx, m, out)
	case "load", "both":
		result, err = compareWays(ctx, m, out)
	case "query":
		result, err = query(ctx, m)
	default:
		err = fmt.Errorf("the engine does not know the message %q", m.Type)
	}
	out.flush()
	if err == nil {
		text, err = marshal(result)
	}
	if err != nil {
		return postFailed, []byte(err.Error())
	}
	return postResult, text
}

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
