package components

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/a-h/templ"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// TestGolden renders every component and compares the HTML with
// testdata/<name>.html.
func TestGolden(t *testing.T) {
	l := sample()
	ok, bad := result(t, "result.json"), result(t, "failure.json")
	recorded := func(key string) *Result {
		if key == "try/afilter" {
			return bad
		}
		return nil
	}
	one := l.Practice.Questions[0]
	for name, c := range map[string]templ.Component{
		"page":      LessonPage(l, "../../", recorded),
		"index":     IndexPage([]*lesson.Lesson{l}),
		"embed":     EmbedPage(),
		"header":    Header(l, "../../"),
		"opening":   Opening(l),
		"concepts":  Concepts(l, recorded),
		"tryits":    TryIts(l, recorded),
		"labs":      Labs(l, func(string) *Result { return &Result{View: comparison} }),
		"bothways":  BothWays(&l.Steps[0]),
		"step":      Step(&l.Steps[0], 2, ok),
		"stepnav":   StepNav(l),
		"editor":    Editor(&l.Steps[0]),
		"hints":     Hints(&l.Steps[0]),
		"controls":  Controls(),
		"dock":      Dock(),
		"verdict":   VerdictBar(),
		"results":   Results(ok),
		"notrun":    Results(nil),
		"rows":      Rows(ok),
		"sql":       SQL(ok, true),
		"output":    Output(ok),
		"database":  Database(ok),
		"failure":   FailureCard(bad.Error),
		"outcome":   Outcome(bad),
		"empty":     Rows(&Result{}),
		"question":  QuestionCard(&l.Practice, 1, &one, recorded),
		"practice":  PracticeQuiz(l, recorded),
		"test":      Test(l, recorded),
		"timeline":  TimelinePanel(traced(t, "n_plus_one")),
		"notimed":   TimelinePanel(&Result{}),
		"templates": Templates(),
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := c.Render(context.Background(), &b); err != nil {
				t.Fatal(err)
			}
			got := append(bytes.ReplaceAll(b.Bytes(), []byte("><"), []byte(">\n<")), '\n')
			path := filepath.Join("testdata", name+".html")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; see it with -update and git diff\n%s", path, firstDifference(got, want))
			}
		})
	}
}

// firstDifference shows the first line that is not the same.
func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range g {
		if i >= len(w) || !bytes.Equal(g[i], w[i]) {
			other := []byte("(end)")
			if i < len(w) {
				other = w[i]
			}
			return "got  " + string(g[i]) + "\nwant " + string(other)
		}
	}
	return "got stops early"
}
