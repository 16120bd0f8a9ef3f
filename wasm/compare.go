//go:build js && !stub

package main

import (
	"context"
	"fmt"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/wasm/message"
)

// compareWays sends a load to views, or runs functions both ways. The answer is the report, and how a page shows it.
func compareWays(ctx context.Context, m *message.Message, out *outbox) (any, error) {
	p := engine.ProgramOf(m.Files)
	o, err := options(m, out)
	if err != nil {
		return nil, err
	}
	// Each way has a database of its own, which ends with it: the last run's stays what queries ask.
	o.Open = func(ctx context.Context) (sqlite.Conn, error) { return sqlite.Open(ctx, sqlite.Options{}) }
	if m.Type == "both" {
		var both compare.BothOptions
		if err := decode(m.Options, &both); err != nil {
			return nil, err
		}
		r, err := compare.Both(ctx, p, both, o)
		if err != nil {
			return nil, err
		}
		return compare.BothAnswer{BothReport: r, View: r.View()}, nil
	}
	var load compare.LoadOptions
	if err := decode(m.Options, &load); err != nil {
		return nil, err
	}
	r, err := compare.Load(ctx, p, load, o, func(e compare.Event) { out.event(e) })
	if err != nil {
		return nil, err
	}
	return compare.LoadAnswer{Report: r, View: r.View()}, nil
}

func decode(text []byte, options interface{ ReadJSON(text []byte) error }) error {
	if err := options.ReadJSON(text); err != nil {
		return fmt.Errorf("The options of the comparison cannot be read: %v.", err)
	}
	return nil
}
