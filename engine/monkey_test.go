package engine_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// TestMonkey does senseless things to objects of every native class (testdata/monkey/main.py): whatever a program does, the run ends as a program does and the
// engine lives.
func TestMonkey(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile("testdata/monkey/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	models, main := read("models.py"), read("main.py")
	stderr := os.Stderr
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0) // the Go stacks of what became SystemError
	if err != nil {
		t.Fatal(err)
	}
	os.Stderr = null
	defer func() { os.Stderr = stderr }()
	for seed := range 2 {
		r, err := engine.Run(context.Background(), engine.Program{Files: []engine.File{
			{Name: "models.py", Text: models},
			{Name: "main.py", Text: fmt.Sprintf("SEED = %d; TURNS = 1\n%s", seed, main)},
		}}, engine.Options{Limits: engine.Limits{Steps: 1e10}})
		if err != nil {
			t.Fatal(err)
		}
		if r.Error != nil || r.Stopped != "" || !strings.Contains(r.Stdout, "tries ") {
			t.Errorf("seed %d: stopped %q, error %+v, printed %q", seed, r.Stopped, r.Error, r.Stdout)
		}
	}
}
