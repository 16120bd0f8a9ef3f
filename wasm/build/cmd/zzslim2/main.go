package main

import (
	"context"
	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/wasm/encode"
	"encoding/json"
)

func main() {
	r, _ := engine.Run(context.Background(), engine.Program{}, engine.Options{})
	json.Marshal(r)
	encode.Event(nil, nil)
	lesson.CheckWith(context.Background(), nil, "", nil, nil)
}
