//go:build js

package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"

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
