package source

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// good gives the files of testdata/good.txtar; the mistakes and variants in it
// are archives themselves, so their markers are put back together here.
func good(t testing.TB) fstest.MapFS {
	t.Helper()
	data, err := os.ReadFile("testdata/good.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	last := ""
	for _, f := range txtar.Parse(data).Files {
		if strings.HasSuffix(last, ".txtar") && f.Name == "main.py" {
			fsys[last].Data = append(fsys[last].Data, ("-- main.py --\n" + string(f.Data))...)
			continue
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		last = f.Name
	}
	return fsys
}

func TestLoad(t *testing.T) {
	l, err := Load(good(t))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(l.Version, "1+") || len(l.Version) != len("1+01234567") {
		t.Errorf("version %q; want 1+ and eight digits", l.Version)
	}
	if got := l.Concepts[0].HTML; got != "<p>It is <em>good</em>, says <code>&lt;b&gt;</code>.</p>" {
		t.Errorf("concept: %s", got)
	}
	s := l.Steps[0]
	if len(s.Hints) != 2 || s.Hints[1] != "<p>Write it.</p>" {
		t.Errorf("hints: %q", s.Hints)
	}
	if len(s.Solution) != 2 || s.Solution[0].Name != "other.py" || s.Solution[1].Text != "x = 1\n" {
		t.Errorf("the solution is not laid over the starter: %v", s.Solution)
	}
	if got := s.Program(nil); len(got) != 3 || got[2].Name != "seed.py" || got[2].Role != "seed" {
		t.Errorf("program: %v", got)
	}
	if m := s.Mistakes[0]; m.ID != "none" || m.Message != "Nothing is there." || m.Files[0].Text != "pass\n" {
		t.Errorf("mistake: %+v", m)
	}
	if v := s.Variants[0]; len(v.Remove) != 1 || v.Remove[0] != "other.py" {
		t.Errorf("variant: %+v", v)
	}
	if b := s.Both; b == nil || b.Callers != 4 || len(b.Calls) != 2 || b.Calls[1].Func != "theirs" || len(b.Files) != 1 || b.Files[0].Name != "their.py" {
		t.Errorf("both ways: %+v", b)
	}
	if len(l.Labs) != 1 {
		t.Fatalf("labs: %+v", l.Labs)
	}
	if lab := l.Labs[0]; lab.ID != "many" || lab.HTML != "<p>Send <em>many</em>.</p>" || lab.Load.Requests != 40 || lab.Load.Arrivals != "random" || lab.Load.Ways[0].Workers != 2 || lab.Files[0].Name != "views.py" {
		t.Errorf("lab: %+v %+v", lab, lab.Load)
	}
	o := l.Practice.Questions[0].Options[1]
	if o.ID != "b" || o.Run == nil || o.Run.Files[1].Text != "if True:\n    x = y\nprint(x)\n" || o.Run.Expect.Line != 2 {
		t.Errorf("option: %+v", o.Run)
	}
}

func TestVersionFollowsContent(t *testing.T) {
	fsys := good(t)
	a, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	fsys["steps/1-first/task.md"].Data = append(fsys["steps/1-first/task.md"].Data, "More.\n"...)
	b, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if a.Version == b.Version {
		t.Errorf("the version stays %s although the text has changed", a.Version)
	}
}

// TestProblems changes one piece of the good lesson and looks for the one
// problem that follows.
func TestProblems(t *testing.T) {
	cases := []struct {
		name, file, old, new string // old "" replaces the whole file; new "" with old "" removes it
		want                 string
	}{
		{"unknown key", "lesson.md", "title: A", "titel: A", `lesson.md:3: the front matter of the lesson's title and opening has no key "titel"; did you mean "title"?`},
		{"missing key", "steps/1-first/task.md", "goal: Do it.\n", "", `steps/1-first/task.md:2: the front matter of a step has no "goal"; write one sentence that says what to do`},
		{"no end of front matter", "why.md", "---\n\nBecause", "\nBecause", `why.md:1: the front matter has no end; write a line of three hyphens after its last key`},
		{"not YAML", "lesson.md", "title: A small lesson", "title: A: small", `lesson.md:3: this is not YAML: ": " inside a text needs quotes around the text, or a block (key: |)`},
		{"key twice", "lesson.md", "lang: en", "title: B", `lesson.md:6: "title" stands twice, first on line 3; keep one`},
		{"door to nowhere", "lesson.md", "target: steps", "target: stops", `lesson.md:15: a door cannot lead to "stops"; write "concepts", "steps", "practice", "test", "try_its" or "labs"`},
		{"bad id", "lesson.md", "id: small", "id: Small one", `lesson.md:2: "Small one" cannot stand in an address; use small letters, digits and hyphens`},
		{"file missing", "scenario.md", "", "", `scenario.md: the file is missing; write a piece of prose: front matter with title, and the text below it`},
		{"no text", "why.md", "Because.", "", `why.md:4: the text is missing; write it below the front matter`},
		{"HTML", "why.md", "Because.", "Because\nof <b>this</b>.", `why.md:6: HTML is not rendered; write Markdown, and put a tag that should be read in backticks`},
		{"HTML block", "why.md", "Because.", "Because.\n\n<div>\n", `why.md:7: HTML is not rendered; write Markdown, and put a tag that should be read in backticks`},
		{"script link", "why.md", "Because.", "[x](javascript:alert)", `why.md:5: the link "javascript:alert" must begin with https:// or #`},
		{"picture", "why.md", "Because.", "![x](x.png)", `why.md:5: pictures are not supported in lessons; describe it, or show a program`},
		{"unknown setup", "concepts/1-idea.md", "setup: shop", "setup: shopp", `concepts/1-idea.md:4: there is no folder setups/shopp; did you mean "shop"?`},
		{"open what", "steps/1-first/task.md", "open: main.py", "open: mian.py", `steps/1-first/task.md:4: "mian.py" is not among the starter files; write "other.py" or "main.py"`},
		{"text before hints", "steps/1-first/hints.md", "## Hint\n\nThink", "Think", `steps/1-first/hints.md:1: text before the first hint; begin with a line "## Hint"`},
		{"empty hint", "steps/1-first/hints.md", "Think.", "", `steps/1-first/hints.md:1: this hint is empty; write it below the heading`},
		{"no hints", "steps/1-first/hints.md", "", "", `steps/1-first/hints.md: the file is missing; write a heading "## Hint" and a hint below it`},
		{"no checks", "steps/1-first/checks.py", "", "", `steps/1-first/checks.py: the file is missing; write a class that inherits from shelf.Check, with test methods`},
		{"no test", "steps/1-first/checks.py", "def test_it", "def tset_it", `steps/1-first/checks.py:1: there is no test in it; write methods whose names begin with test`},
		{"misspelled file", "steps/1-first/hint.md", "", "x\n", `steps/1-first/hint.md: a lesson has no such file; did you mean "hints.md"?`},
		{"stray file", "notes/plan.txt", "", "x\n", `notes/plan.txt: a lesson has no place for this file; remove it, or see the list of files in examples/lessons/README.md`},
		{"gap in steps", "steps/3-third/task.md", "", "---\ntitle: T\ngoal: G\nopen: \"\"\n---\nx\n", `steps/3-third: this should be step 2, in a folder whose name begins "2-"; the steps are numbered without gaps`},
		{"mistake without message", "steps/1-first/mistakes/none.txtar", "message: Nothing is there.\n", "", `steps/1-first/mistakes/none.txtar:1: a mistake has no "message"; write the sentence that the check must answer with`},
		{"mistake without program", "steps/1-first/mistakes/none.txtar", "-- main.py --\npass\n", "", `steps/1-first/mistakes/none.txtar: there is no program in it; write a heading such as -- main.py -- and the file below it`},
		{"file outside", "steps/1-first/mistakes/none.txtar", "-- main.py --", "-- ../main.py --", `steps/1-first/mistakes/none.txtar:3: "../main.py" is not the name of a Python file; write a heading such as -- main.py --`},
		{"remove what", "steps/1-first/variants/two.txtar", "[other.py]", "[othr.py]", `steps/1-first/variants/two.txtar:2: "othr.py" is not a file of the solution`},
		{"wrong level", "quiz/practice.yaml", "level: easy", "level: simple", `quiz/practice.yaml:5: there is no level "simple"; write "easy", "medium" or "hard"`},
		{"unknown step", "quiz/practice.yaml", `teaches: "1"`, `teaches: "7"`, `quiz/practice.yaml:6: the lesson has no step "7"; write the number of a step, "1"`},
		{"three options", "quiz/practice.yaml", "      - text: Four\n        why: No.\n", "", `quiz/practice.yaml:16: there are 3 options; write four`},
		{"two right", "quiz/practice.yaml", "      - text: Four\n", "      - text: Four\n        right: true\n", `quiz/practice.yaml:16: 2 options are right; mark exactly one with right: true`},
		{"right is a word", "quiz/practice.yaml", "right: true", "right: yes it is", `quiz/practice.yaml:17: "right" must be true or false`},
		{"code without run", "quiz/practice.yaml", "        run:\n          stdout: |\n            1\n", "", `quiz/practice.yaml:16: an option that is code can be run by the learner; write run: with what it prints (stdout:) or the error it ends in (error: and line:)`},
		{"error without line", "quiz/practice.yaml", "          line: 2\n", "", `quiz/practice.yaml:25: a program that ends in an error needs line: as well, counted in main.py`},
		{"frame without slot", "quiz/practice.yaml", "<option>", "pass", `quiz/practice.yaml:20: an option's program has no "main"; write the program (main: |), or let the question have a frame with a line <option>`},
		{"one solution step", "quiz/practice.yaml", "      - Second.\n", "", `quiz/practice.yaml:32: the solution has 1 steps; write two`},
		{"unknown option key", "quiz/practice.yaml", "why: Yes.", "because: Yes.", `quiz/practice.yaml:16: an option has no "why"; write why it is right or wrong`},
		{"question twice", "quiz/test.yaml", "questions: []", "questions: 3", `quiz/test.yaml:8: "questions" must be a list: one line "- ..." for each`},
		{"advice the wrong way round", "quiz/test.yaml", "from: 0\n", "from: 0.9\n", `quiz/test.yaml:6: advice goes from the best result down; this one belongs higher`},
		{"advice beyond", "quiz/test.yaml", "from: 0.5", "from: 50", `quiz/test.yaml:4: "from" must be a number from 0 to 1, such as 0.8`},
		{"try-it without program", "tryits.yaml", "    run:\n      main: |\n        print(2)\n      stdout: |\n        2\n", "", `tryits.yaml:2: a try-it has no "run"; write the program that shows the truth`},
		{"lab without a comparison", "labs/1-many/lab.md", "load:", "ways:", `labs/1-many/lab.md:2: the front matter of a lab has no "load"; write the requests and the ways of serving them, or "both" for what runs both ways`},
		{"too many requests", "labs/1-many/lab.md", "requests: 40", "requests: 501", `labs/1-many/lab.md:5: "requests" must be from 1 to 500`},
		{"no rate", "labs/1-many/lab.md", "  rate: 100\n", "", `labs/1-many/lab.md:5: "rate" is missing; write how many requests arrive a second, such as 50`},
		{"arrivals", "labs/1-many/lab.md", "  rate: 100\n", "  rate: 100\n  arrivals: late\n", `labs/1-many/lab.md:7: requests cannot arrive "late"; write random, even or together`},
		{"server", "labs/1-many/lab.md", "server: wsgi", "server: cgi", `labs/1-many/lab.md:9: a server is wsgi or asgi, not "cgi"`},
		{"lab's open file", "labs/1-many/lab.md", "open: views.py", "open: view.py", `labs/1-many/lab.md:3: "view.py" is not among the lab's files; write "views.py"`},
		{"callers", "steps/1-first/task.md", "callers: 4", "callers: 40", `steps/1-first/task.md:6: there can be 20 callers at most`},
		{"alias", "tryits.yaml", "title: A claim", "title: &a claim", `tryits.yaml:3: this is not YAML for a lesson: anchors and aliases (& and *) are not used in lessons; quote the text if the sign is part of it`},
		{"not UTF-8", "why.md", "Because", "Be\xffcause", `why.md:5: this is not UTF-8 text; save the file as UTF-8`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fsys := good(t)
			switch {
			case c.old == "" && c.new == "":
				delete(fsys, c.file)
			case c.old == "":
				fsys[c.file] = &fstest.MapFile{Data: []byte(c.new)}
			default:
				text := string(fsys[c.file].Data)
				if !strings.Contains(text, c.old) {
					t.Fatalf("%s does not contain %q", c.file, c.old)
				}
				fsys[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
			}
			l, err := Load(fsys)
			problems, ok := err.(Problems)
			if !ok {
				t.Fatalf("got %v, %v; want Problems", l, err)
			}
			for _, p := range problems {
				if p.String() == c.want {
					return
				}
			}
			t.Errorf("got\n%v\nwant among them\n%s", err, c.want)
		})
	}
}

func TestNoFolder(t *testing.T) {
	if _, err := Load(os.DirFS("testdata/nowhere")); err == nil || err.Error() != ".: there is no such folder" {
		t.Errorf("got %v", err)
	}
}

// TestAsyncORM keeps the first lesson to its facts.
func TestAsyncORM(t *testing.T) {
	l, err := Load(os.DirFS("../../../examples/lessons/async-orm"))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Steps) != 4 || len(l.Practice.Questions) != 5 || len(l.Test.Questions) != 10 || len(l.TryIts) != 5 || len(l.Doors) != 2 {
		t.Errorf("%d steps, %d practice questions, %d test questions, %d try-its, %d doors",
			len(l.Steps), len(l.Practice.Questions), len(l.Test.Questions), len(l.TryIts), len(l.Doors))
	}
	levels := map[string]int{}
	for _, q := range l.Test.Questions {
		levels[q.Level]++
	}
	if levels[lesson.Easy] != 4 || levels[lesson.Medium] != 3 || levels[lesson.Hard] != 3 {
		t.Errorf("levels of the test: %v", levels)
	}
	for _, s := range l.Steps {
		if len(s.Mistakes) < 12 || len(s.Variants) < 5 || len(s.Hints) < 2 || len(s.Hints) > 3 {
			t.Errorf("step %s: %d mistakes, %d variants, %d hints", s.ID, len(s.Mistakes), len(s.Variants), len(s.Hints))
		}
	}
	for _, needed := range []string{`("The Old Man and the Sea", 100)`, `("Candide", 99)`, `<b>`, `"Bold"`, "años"} {
		if !strings.Contains(l.Seed, needed) {
			t.Errorf("the seed lacks %s", needed)
		}
	}
}

// FuzzLoad feeds one file of the good lesson with anything: the loader must
// answer with a lesson or with Problems, and never panic or hang.
func FuzzLoad(f *testing.F) {
	base := good(f)
	for name, file := range base {
		f.Add(name, string(file.Data))
	}
	f.Add("lesson.md", "---\n? [a]: b\n---\n")
	f.Add("quiz/practice.yaml", "a: &a [*a]")
	f.Add("quiz/practice.yaml", "questions: [{options: [{run: {}}]}]")
	f.Add("steps/1-first/hints.md", "```\n## Hint")
	f.Add("why.md", "---\n---\n[a]: <b>\n\n|a|\n|-|\n|<c>|")
	f.Add("steps/1-first/mistakes/none.txtar", "-- a.py --\n-- a.py --")
	f.Fuzz(func(t *testing.T, name, text string) {
		if !fs.ValidPath(name) || name == "." || len(text) > 1<<16 {
			t.Skip("no name of a file in a lesson, or longer than any")
		}
		fsys := fstest.MapFS{}
		for n, file := range base {
			if strings.HasPrefix(n, name+"/") || strings.HasPrefix(name, n+"/") {
				continue
			}
			fsys[n] = file
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		l, err := Load(fsys)
		if err == nil && l == nil {
			t.Fatal("neither a lesson nor an error")
		}
		if p, ok := err.(Problems); ok && len(p) == 0 {
			t.Fatal("an error without a problem")
		}
	})
}
