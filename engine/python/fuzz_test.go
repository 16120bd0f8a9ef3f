package python_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// FuzzRun compiles and runs any text with tiny budgets: whatever it is, it ends in a result, an exception or a limit.
func FuzzRun(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, x := range txtar.Parse(data).Files {
			if strings.HasSuffix(x.Name, ".py") {
				f.Add(string(x.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		m := python.New(python.Options{Limits: object.Limits{Steps: 20_000, Memory: 64 << 20, Output: 4 << 10, Recursion: 60},
			Fault: func(p any, stack []byte) { t.Errorf("%v\n%s", p, stack) }})
		err := m.RunMain("main.py", src)
		m.FormatException(err)
		m.ErrorPosition(err, nil)
		m.Close()
	})
}
