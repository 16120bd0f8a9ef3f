//go:build !js

package sqlite

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
)

// This file gives SQL the time that a run has. SQLite asks its file system layer for the time, and go-sqlite3's always answers with the machine's. So
// SQLite's functions of date and time are replaced by ones that put the run's time where 'now' stands, and have a second connection, whose
// functions are SQLite's own, do the rest. In the browser the host answers SQLite itself.

// A nativeClock is a connection's time.
type nativeClock struct {
	now       func() time.Time // nil: the machine's
	at        string           // the time at which the statement began, as SQLite reads it
	installed bool
}

// timeArgument says where a function's time values are: the first, and how many. Where the first is left out it is 'now'.
type timeArgument struct{ first, count int }

var timeFunctions = map[string]timeArgument{
	"date": {0, 1}, "time": {0, 1}, "datetime": {0, 1}, "julianday": {0, 1}, "unixepoch": {0, 1}, "strftime": {1, 1}, "timediff": {0, 2},
}

// keywordFunctions are what CURRENT_DATE and the like call, by what they are short for.
var keywordFunctions = map[string]string{"current_date": "date", "current_time": "time", "current_timestamp": "datetime"}

// start notes the time as a statement begins: it is the same for all of it.
func (c *nativeClock) start() {
	if c.now != nil {
		c.at = c.now().UTC().Format("2006-01-02 15:04:05.000")
	}
}

// value is the text that stands for now.
func (c *nativeClock) value() string {
	if c.now == nil {
		return "now"
	}
	return c.at
}

// replace puts the time where a function's arguments mean now: 'now', nothing at all, or 'subsec', which is also what it says as a modifier.
func (c *nativeClock) replace(args []Value, where timeArgument) []Value {
	if where.count == 1 && len(args) == where.first {
		return append(args, c.value())
	}
	for i := where.first; i < len(args) && i < where.first+where.count; i++ {
		text, _ := args[i].(string)
		switch strings.ToLower(text) {
		case "now":
			args[i] = c.value()
		case "subsec", "subsecond":
			args = slices.Insert(args, i, Value(c.value()))
			return args
		}
	}
	return args
}

func (n *native) setClock(now func() time.Time) (err error) {
	if n.clock.now = now; now == nil || n.clock.installed {
		return nil
	}
	n.clock.installed = true
	for name, where := range timeFunctions {
		err := n.function(Function{Name: name, NArg: -1, Deterministic: true, Scalar: func(args []Value) (Value, error) {
			return genuine.call(name, n.clock.replace(args, where))
		}})
		if err != nil {
			return err
		}
	}
	for keyword, name := range keywordFunctions {
		err := n.function(Function{Name: keyword, NArg: 0, Deterministic: true, Scalar: func([]Value) (Value, error) {
			return genuine.call(name, []Value{n.clock.value()})
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// genuine is a connection with SQLite's own functions.
var genuine genuineFunctions

type genuineFunctions struct {
	mu   sync.Mutex
	conn *native
}

func (g *genuineFunctions) call(name string, args []Value) (Value, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.conn == nil {
		d, err := openDriver(context.Background())
		if err != nil {
			return nil, err
		}
		g.conn = d.(*native)
	}
	sql := "SELECT " + name + "(" + strings.TrimSuffix(strings.Repeat("?,", len(args)), ",") + ")"
	rs, err := g.conn.run(context.Background(), sql, [][]Value{args}, true)
	if err != nil {
		return nil, err
	}
	return rs.Rows[0][0], nil
}
