package source

import (
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// This file reads the steps of the guided project.

// steps reads the folders under steps, in the order of their numbers.
func (l *loader) steps(out *lesson.Lesson) {
	dirs := map[string]bool{}
	for name := range l.files {
		if parts := strings.Split(name, "/"); parts[0] == "steps" && len(parts) >= 3 {
			dirs[parts[1]] = true
		}
	}
	var names []string
	for name := range dirs {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if a, b := numberOf(names[i]), numberOf(names[j]); a != b {
			return a < b
		}
		return names[i] < names[j]
	})
	if len(names) == 0 {
		l.problem("steps", 0, "the folder is missing; write at least one step, such as steps/1-first/task.md")
	}
	ordered := true
	for i, name := range names {
		// One that is out of order puts all after it out of order too; the first is enough.
		switch n := numberOf(name); {
		case ordered && i > 0 && n == numberOf(names[i-1]):
			l.problem("steps/"+name, 0, "this folder has the number of %q; give each step its own", names[i-1])
			ordered = false
		case ordered && n != i+1:
			l.problem("steps/"+name, 0, "this should be step %d, in a folder whose name begins \"%d-\"; the steps are numbered without gaps", i+1, i+1)
			ordered = false
		}
		out.Steps = append(out.Steps, l.step("steps/"+name, i+1, out.Seed))
	}
}

func (l *loader) step(dir string, number int, seed string) lesson.Step {
	t, body := l.document(dir+"/task.md", "a step", "title, goal and open")
	s := lesson.Step{
		ID: strconv.Itoa(number), Number: number, Dir: dir,
		Title: t.text("title", "the step's title"),
		Goal:  t.text("goal", "one sentence that says what to do"),
		Open:  t.text("open", "the name of the file to show first"),
	}
	if t.flag("seed", true) {
		s.Seed = seed
	}
	s.Both = l.both(t, dir)
	t.done()
	s.Task = l.prose(t.file, body.line, body.text)
	if !t.absent && strings.TrimSpace(body.text) == "" {
		l.problem(t.file, body.line, "the instruction is missing; write it below the front matter")
	}

	s.Hints = l.hints(dir + "/hints.md")
	s.Explain = l.optional(dir + "/explain.md")
	s.Passed = l.optional(dir + "/passed.md")

	s.Files = l.folder(dir + "/_files")
	if len(s.Files) == 0 {
		l.problem(dir+"/_files", 0, "the step has no starter files; write at least _files/main.py")
	}
	own := l.folder(dir + "/_solution")
	if len(own) == 0 {
		l.problem(dir+"/_solution", 0, "the step has no solution; write the files that differ from _files")
	}
	s.Solution = lesson.Lay(s.Files, own, nil)
	if s.Open != "" && len(s.Files) > 0 && !hasFile(s.Files, s.Open) {
		t.problem(t.where("open"), "%q is not among the starter files; write %s", s.Open, quoted(fileNames(s.Files)))
	}
	text, ok := l.file(dir + "/checks.py")
	if !ok {
		l.problem(dir+"/checks.py", 0, "the file is missing; write a class that inherits from shelf.Check, with test methods")
	} else if !strings.Contains(text, "def test") && !l.opaque[dir+"/checks.py"] {
		l.problem(dir+"/checks.py", 1, "there is no test in it; write methods whose names begin with test")
	}
	l.testsTwice(dir+"/checks.py", text)
	s.Checks = lesson.File{Name: "checks.py", Text: text}

	for _, name := range l.under(dir+"/mistakes", ".txtar") {
		m, files := l.example(name, "a mistake")
		mistake := lesson.Mistake{
			ID: nameOf(name), Title: m.text("title", "what the beginner did"),
			Message: m.text("message", "the sentence that the check must answer with"),
			File:    m.text("file", ""), Files: files, At: m.place("message"),
		}
		mistake.Line = max(m.number("line"), 0)
		mistake.Remove = l.removed(m, s.Solution)
		m.done()
		s.Mistakes = append(s.Mistakes, mistake)
	}
	for _, name := range l.under(dir+"/variants", ".txtar") {
		m, files := l.example(name, "a variant")
		variant := lesson.Variant{ID: nameOf(name), Title: m.text("title", "how it differs from the solution"), Files: files, At: m.place("title")}
		variant.Remove = l.removed(m, s.Solution)
		m.done()
		s.Variants = append(s.Variants, variant)
	}
	return s
}

var classOrTest = regexp.MustCompile(`^(class\s+\w+|\s+(?:async\s+)?def\s+(test\w*))`)

// testsTwice complains about a test with the name of another in its class: Python would drop the first without a word.
func (l *loader) testsTwice(name, text string) {
	first := map[string]int{}
	for i, line := range strings.Split(text, "\n") {
		m := classOrTest.FindStringSubmatch(line)
		switch {
		case m == nil:
		case m[2] == "":
			first = map[string]int{}
		case first[m[2]] > 0:
			l.problem(name, i+1, "%s stands twice, first on line %d, and only the last would run; give it another name", m[2], first[m[2]])
		default:
			first[m[2]] = i + 1
		}
	}
}

// hints reads one hint below each heading. The headings only divide: the
// page numbers the hints itself.
func (l *loader) hints(name string) []lesson.HTML {
	text, ok := l.file(name)
	if !ok {
		l.problem(name, 0, "the file is missing; write a heading \"## Hint\" and a hint below it")
		return []lesson.HTML{}
	}
	if l.opaque[name] {
		return []lesson.HTML{}
	}
	hints := []lesson.HTML{}
	var part []string
	start := 0 // the line of the heading; 0 before the first
	end := func() {
		body := strings.Join(part, "\n")
		switch {
		case start == 0 && strings.TrimSpace(body) != "":
			l.problem(name, 1, "text before the first hint; begin with a line \"## Hint\"")
		case start > 0 && strings.TrimSpace(body) == "":
			l.problem(name, start, "this hint is empty; write it below the heading")
		case start > 0:
			hints = append(hints, l.prose(name, start+1, body))
		}
		part = nil
	}
	fenced := false
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if !fenced && strings.HasPrefix(line, "## ") {
			end()
			start = i + 1
			continue
		}
		part = append(part, line)
	}
	end()
	if len(hints) == 0 && strings.TrimSpace(text) == "" {
		l.problem(name, 1, "there is no hint in it; write a heading \"## Hint\" and a hint below it")
	}
	return hints
}

// optional reads prose that a step may leave out.
func (l *loader) optional(name string) lesson.HTML {
	text, ok := l.file(name)
	if !ok {
		return ""
	}
	return l.prose(name, 1, text)
}

// folder reads the Python files of a folder: models.py first, main.py last.
func (l *loader) folder(dir string) []lesson.File {
	var files []lesson.File
	for _, name := range l.under(dir, ".py") {
		text, _ := l.file(name)
		f := lesson.File{Name: strings.TrimPrefix(name, dir+"/"), Text: text}
		if !moduleName.MatchString(f.Name) {
			l.problem(name, 0, "%q cannot be imported; use letters, digits and underscores", f.Name)
		}
		files = append(files, f)
	}
	sortFiles(files)
	return files
}

// moduleName is the form of a module's file, perhaps in a package.
var moduleName = regexp.MustCompile(`^([\pL_][\pL\pN_]*/)*[\pL_][\pL\pN_]*\.py$`)

func sortFiles(files []lesson.File) {
	rank := func(f lesson.File) int {
		switch f.Name {
		case "models.py":
			return 0
		case "main.py":
			return 2
		case "seed.py":
			return 3
		}
		return 1
	}
	sort.SliceStable(files, func(i, j int) bool {
		if a, b := rank(files[i]), rank(files[j]); a != b {
			return a < b
		}
		return files[i].Name < files[j].Name
	})
}

// example reads a .txtar file: keys, then files.
func (l *loader) example(name, what string) (*table, []lesson.File) {
	text, _ := l.file(name)
	archive := txtar.Parse([]byte(text))
	if len(archive.Files) == 0 {
		if !l.opaque[name] {
			l.problem(name, 0, "there is no program in it; write a heading such as -- main.py -- and the file below it")
		}
		return &table{l: l, file: name, what: what, absent: true}, nil
	}
	t := l.parseYAML(name, string(archive.Comment), 0, what)
	var files []lesson.File
	for _, f := range archive.Files {
		at := lineOf(text, "-- "+f.Name+" --")
		if path.Ext(f.Name) != ".py" || !fs.ValidPath(f.Name) {
			l.problem(name, at, "%q is not the name of a Python file; write a heading such as -- main.py --", f.Name)
			continue
		}
		if hasFile(files, f.Name) {
			l.problem(name, at, "%q stands twice; keep one", f.Name)
			continue
		}
		files = append(files, lesson.File{Name: f.Name, Text: string(f.Data)})
	}
	return t, files
}

// lineOf is the number of the first line that begins with a text; 0 when none does.
func lineOf(text, start string) int {
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, start) {
			return i + 1
		}
	}
	return 0
}

// removed reads the names of the solution's files that an example is without.
func (l *loader) removed(t *table, solution []lesson.File) (names []string) {
	for _, n := range t.texts("remove", "") {
		if !hasFile(solution, n.text) {
			l.problem(t.file, n.line, "%q is not a file of the solution", n.text)
			continue
		}
		names = append(names, n.text)
	}
	return names
}

func hasFile(files []lesson.File, name string) bool {
	return contains(fileNames(files), name)
}

func fileNames(files []lesson.File) (names []string) {
	for _, f := range files {
		names = append(names, f.Name)
	}
	return names
}
