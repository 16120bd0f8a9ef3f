//go:build !js

package sqlite

import (
	"fmt"
	"iter"

	"github.com/ncruces/go-sqlite3"
)

func (n *native) function(f Function) (err error) {
	defer n.rescue(&err)
	// The engine's functions touch nothing outside the database, so SQLite may run them from indexes, constraints and generated columns too.
	flags := sqlite3.INNOCUOUS
	if f.Deterministic {
		flags |= sqlite3.DETERMINISTIC
	}
	switch {
	case f.Scalar != nil:
		err = n.conn.CreateFunction(f.Name, f.NArg, flags, func(ctx sqlite3.Context, args ...sqlite3.Value) {
			v, err := safely(func() (Value, error) { return f.Scalar(arguments(args)) })
			answer(ctx, v, err)
		})
	case isWindow(f):
		err = n.conn.CreateWindowFunction(f.Name, f.NArg, flags, func() sqlite3.AggregateFunction {
			return &nativeWindow{agg: f.Aggregate().(WindowAggregate)}
		})
	default:
		err = n.conn.CreateAggregateFunction(f.Name, f.NArg, flags, func(ctx *sqlite3.Context, rows iter.Seq[[]sqlite3.Value]) {
			v, err := safely(func() (Value, error) {
				agg := f.Aggregate()
				for args := range rows {
					if err := agg.Step(arguments(args)); err != nil {
						return nil, err
					}
				}
				return agg.Value()
			})
			answer(*ctx, v, err)
		})
	}
	return n.error(err, "")
}

// A nativeWindow is a WindowAggregate as go-sqlite3 wants it. SQLite learns of a failed step when it asks for the value.
type nativeWindow struct {
	agg WindowAggregate
	err error
}

func (w *nativeWindow) Step(_ sqlite3.Context, args ...sqlite3.Value)    { w.feed(w.agg.Step, args) }
func (w *nativeWindow) Inverse(_ sqlite3.Context, args ...sqlite3.Value) { w.feed(w.agg.Inverse, args) }

func (w *nativeWindow) feed(do func([]Value) error, args []sqlite3.Value) {
	if w.err == nil {
		_, w.err = safely(func() (Value, error) { return nil, do(arguments(args)) })
	}
}

func (w *nativeWindow) Value(ctx sqlite3.Context) {
	if w.err != nil {
		answer(ctx, nil, w.err)
		return
	}
	v, err := safely(w.agg.Value)
	answer(ctx, v, err)
}

// arguments copies a function's arguments out of SQLite.
func arguments(args []sqlite3.Value) []Value {
	out := make([]Value, len(args))
	for i, a := range args {
		switch a.Type() {
		case sqlite3.INTEGER:
			out[i] = a.Int64()
		case sqlite3.FLOAT:
			out[i] = a.Float()
		case sqlite3.TEXT:
			out[i] = a.Text()
		case sqlite3.BLOB:
			out[i] = a.Blob([]byte{})
		}
	}
	return out
}

// answer gives SQLite a function's result.
func answer(ctx sqlite3.Context, v Value, err error) {
	if err != nil {
		ctx.ResultError(err)
		return
	}
	switch v := v.(type) {
	case nil:
		ctx.ResultNull()
	case bool:
		ctx.ResultBool(v)
	case int:
		ctx.ResultInt64(int64(v))
	case int64:
		ctx.ResultInt64(v)
	case float64:
		ctx.ResultFloat(v)
	case string:
		ctx.ResultText(v)
	case []byte:
		ctx.ResultBlob(v)
	default:
		ctx.ResultError(fmt.Errorf("a function returned a %T", v))
	}
}
