//go:build js

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// job does what m asks for and returns the message that ends it.
func job(ctx context.Context, m *message, out *outbox) (kind int32, text []byte) {
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
		text, err = json.Marshal(result)
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
	Columns  []queryColumn `json:"columns"`
	Rows     [][]any       `json:"rows"`
	Affected int64         `json:"affected"`
}

type queryColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

func query(ctx context.Context, m *message) (any, error) {
	if lastDatabase == nil {
		return nil, errors.New("There is no database yet: run the code first.")
	}
	rs, err := lastDatabase.Query(ctx, m.SQL, m.Params)
	if err != nil {
		return nil, err
	}
	out := queryResult{Columns: []queryColumn{}, Rows: [][]any{}, Affected: rs.Changes}
	for _, c := range rs.Columns {
		out.Columns = append(out.Columns, queryColumn{c.Name, c.DeclType})
	}
	for _, row := range rs.Rows {
		cells := make([]any, len(row))
		for i, v := range row {
			cells[i] = cell(v)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out, nil
}
