//go:build js && !stub

package main

import (
	"context"
	"errors"
)

// This file is where the worker's jobs meet package engine.

var errNoEngine = errors.New("This build has no engine.")

func runProgram(context.Context, *message, *outbox) (any, error) { return nil, errNoEngine }

func checkStep(context.Context, *message, *outbox) (any, error) { return nil, errNoEngine }
