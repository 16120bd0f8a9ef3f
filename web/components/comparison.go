package components

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// Comparison is what is shown of ways compared: engine/compare's View.
type Comparison struct {
	Summary []string   `json:"summary"`
	Ways    []Compared `json:"ways"`
	Curves  []Curve    `json:"curves"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// Compared is one way. Its picture is markup of the engine's own making.
type Compared struct {
	Label   string   `json:"label"`
	Facts   string   `json:"facts"`
	Picture string   `json:"picture"`
	Problem *Problem `json:"problem"`
}

// Problem is what is wrong with the program of a way.
type Problem struct {
	Message string `json:"message"`
	Hint    string `json:"hint"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

// Curve is a picture that has a line for each way.
type Curve struct {
	Title   string `json:"title"`
	Picture string `json:"picture"`
}

// states are what the bars of a request mean, for the key under them.
var states = []struct{ class, words string }{
	{"queue", "queues: for a worker or for the event loop"},
	{"run", "keeps a worker, or the loop, busy"},
	{"db", "waits for the database"},
	{"wait", "awaits something else"},
	{"failed", "is answered with status 500"},
}

// wayClass is how a way's line is drawn.
func wayClass(i int) string { return "ld-way ld-way-" + strconv.Itoa(i) }

// viewNames are the functions that take a request: what a lab offers to serve.
func viewNames(files []lesson.File) (names []string) {
	for _, f := range files {
		for line := range strings.Lines(f.Text) {
			if name, ok := strings.CutPrefix(strings.TrimPrefix(line, "async "), "def "); ok {
				if name, args, ok := strings.Cut(name, "("); ok && strings.HasPrefix(args, "request") {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

func trimmed(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
