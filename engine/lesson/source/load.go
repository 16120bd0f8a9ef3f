// Package source reads a lesson from a folder of text.
//
//	lesson.md            title, doors, what is learned; the opening
//	scenario.md          the app and the goal
//	why.md               why it matters
//	closing.md           said when all steps are passed
//	seed.py              the rows that are there before a program starts
//	concepts/NAME.md     short explanations, perhaps with a program
//	steps/1-NAME/        one folder a step, in the order of their numbers
//	    task.md          title, goal; the instruction
//	    hints.md         one "## Hint" heading for each
//	    explain.md       shown beside the solution
//	    passed.md        said when the check passes
//	    checks.py        unittest classes; see package lesson
//	    _files/          what the learner starts from
//	    _solution/       laid over _files
//	    mistakes/*.txtar wrong programs, each with the message it must get
//	    variants/*.txtar right programs that differ from the solution
//	    _both/           the author's side of what runs both ways
//	labs/1-NAME/         what is compared: lab.md with a load, or what runs both ways; _files/
//	setups/NAME/         models.py and seed.py for the programs of the quizzes
//	quiz/practice.yaml   the practice quiz
//	quiz/test.yaml       the test
//	tryits.yaml          common claims, and the program that shows the truth
//
// Prose is Markdown with YAML front matter between lines of three hyphens. A
// name may begin with a number and a hyphen, which orders the folder and is
// not part of the name.
//
// The package stands apart from package lesson because a Markdown renderer
// and a YAML reader are too heavy for the WebAssembly program, which gets
// lessons as JSON.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// Bounds that no real lesson comes near; they keep a wrong folder (a whole
// disk, say) from being read.
const (
	maxFile  = 1 << 20
	maxFiles = 2000
)

// Load reads the lesson in a folder. When the text is wrong the error is
// Problems, which names every mistake with its file and line.
func Load(fsys fs.FS) (*lesson.Lesson, error) {
	l := &loader{fsys: fsys, files: map[string]string{}, setups: map[string][]lesson.File{}}
	if err := l.readAll(); err != nil {
		return nil, err
	}
	out := l.lesson()
	if len(l.problems) > 0 {
		return nil, l.problems.sorted()
	}
	out.Version += "+" + contentHash(out)
	return out, nil
}

// contentHash identifies what a learner can meet in a lesson.
func contentHash(l *lesson.Lesson) string {
	data, err := json.Marshal(l)
	if err != nil {
		panic(err) // a Lesson holds nothing that JSON cannot hold
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

// DjangoVersion is the Django that the engine is.
const DjangoVersion = "5.2"

// languageTag is the form of en, pt-BR and zh-Hant-TW.
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func emptyMapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Line: 1} }

type loader struct {
	fsys     fs.FS
	files    map[string]string // by slash path
	used     map[string]bool
	opaque   map[string]bool // those that are no text
	problems Problems
	setups   map[string][]lesson.File
}

func (l *loader) problem(file string, line int, format string, args ...any) {
	p := Problem{file, line, fmt.Sprintf(format, args...)}
	if n := len(l.problems); n < 200 && (n == 0 || l.problems[n-1] != p) {
		l.problems = append(l.problems, p)
	}
}

// readAll takes in every text file of the folder, with line breaks and byte
// order marks made uniform.
func (l *loader) readAll() error {
	l.used, l.opaque = map[string]bool{}, map[string]bool{}
	err := fs.WalkDir(l.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if name != "." && (strings.HasPrefix(base, ".") || base == "__pycache__") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || isBackup(base) {
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			l.unread(name, 0, "this is a link; put the file itself into the folder")
			return nil
		}
		if len(l.files) >= maxFiles {
			return fmt.Errorf("%s: more than %d files; is this the folder of one lesson?", name, maxFiles)
		}
		if info, err := d.Info(); err == nil && info.Size() > maxFile {
			l.unread(name, 0, "larger than 1 MB, which no text of a lesson is; remove it")
			return nil
		}
		data, err := fs.ReadFile(l.fsys, name)
		if err != nil {
			l.unread(name, 0, "the file cannot be read (%v); see who may read it", errors.Unwrap(err))
			return nil
		}
		text := strings.TrimPrefix(string(data), "\ufeff")
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
			l.unread(name, 1, "this is UTF-16 text; save the file as UTF-8")
			return nil
		}
		if i := strings.IndexByte(text, 0); i >= 0 {
			l.unread(name, strings.Count(text[:i], "\n")+1, "this is no text: it holds a zero byte; remove the file, or save it as UTF-8")
			return nil
		}
		if !utf8.ValidString(text) {
			line := 1
			for i, r := range text {
				if r == utf8.RuneError {
					if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
						break
					}
				}
				if r == '\n' {
					line++
				}
			}
			l.unread(name, line, "this is not UTF-8 text; save the file as UTF-8")
			return nil
		}
		l.files[name] = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return Problems{{File: ".", Message: "there is no such folder"}}
	}
	return err
}

// isBackup says whether a name is one that editors and desktops leave behind.
func isBackup(name string) bool {
	return strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".bak") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		name == "Thumbs.db" || name == "desktop.ini"
}

// unread reports a file that is there but is no text. It stays among the files, empty, so that nobody is told that it is missing too.
func (l *loader) unread(name string, line int, format string, args ...any) {
	l.problem(name, line, format, args...)
	l.files[name] = ""
	l.used[name] = true
	l.opaque[name] = true
}

// file gives a file's text and whether it is there.
func (l *loader) file(name string) (string, bool) {
	text, ok := l.files[name]
	if ok {
		l.used[name] = true
	}
	return text, ok
}

// document reads Markdown with front matter. The table is absent when the
// file is; the body's line is where it begins in the file.
//
// keys are those that its front matter must have; a file may do without front matter when there are none.
func (l *loader) document(name, what, keys string) (t *table, body located) {
	absent := &table{l: l, file: name, what: what, absent: true}
	text, ok := l.file(name)
	if !ok {
		l.problem(name, 0, "the file is missing; write %s%s", what, frontMatter(keys))
		return absent, located{}
	}
	if l.opaque[name] {
		return absent, located{}
	}
	lines := strings.Split(text, "\n")
	if !isFence(lines[0]) {
		if keys == "" {
			return &table{l: l, file: name, what: what, node: emptyMapping()}, located{text, 1}
		}
		line, problem := 1, "there is no front matter; begin the file with a line of three hyphens, the keys "+keys+", and three hyphens again"
		for line < len(lines) && strings.TrimSpace(lines[line-1]) == "" {
			line++
		}
		if line > 1 && isFence(lines[line-1]) {
			problem = "the three hyphens must stand on the first line of the file; remove what is before them"
		} else if strings.HasPrefix(lines[line-1], "+++") {
			problem = "front matter is YAML between two lines of three hyphens, not TOML; write --- instead of +++, and key: value instead of key = value"
		}
		l.problem(name, line, "%s", problem)
		return absent, located{}
	}
	end := 1
	for end < len(lines) && !isFence(lines[end]) {
		end++
	}
	if end == len(lines) {
		l.problem(name, 1, "the front matter has no end; write a line of three hyphens after its last key")
		return absent, located{}
	}
	if front := strings.Join(lines[1:end], "\n"); strings.TrimSpace(front) == "" {
		t = &table{l: l, file: name, what: what, node: emptyMapping(), shift: 1}
	} else {
		t = l.parseYAML(name, front, 1, "the front matter of "+what)
	}
	return t, located{strings.Join(lines[end+1:], "\n"), end + 2}
}

// isFence says whether a line is three hyphens, perhaps with blanks after them.
func isFence(line string) bool { return strings.TrimRight(line, " \t") == "---" }

func frontMatter(keys string) string {
	if keys == "" {
		return ""
	}
	return ": front matter with " + keys + ", and the text below it"
}

// lesson reads the whole folder.
func (l *loader) lesson() *lesson.Lesson {
	// Lists are made, not nil, so that the page gets [] and never null.
	out := &lesson.Lesson{
		Doors: []lesson.Door{}, Learns: []lesson.HTML{}, Concepts: []lesson.Section{}, Steps: []lesson.Step{}, TryIts: []lesson.TryIt{},
	}
	t, body := l.document("lesson.md", "the lesson's title and opening", "id, title, summary, version, lang, django, learns and doors")
	out.ID = t.text("id", "a short name for addresses, such as async-orm")
	if out.ID != "" && !isName(out.ID) {
		t.problem(t.where("id"), "%q cannot stand in an address; use small letters, digits and hyphens", out.ID)
	}
	out.Title = t.text("title", "the lesson's title")
	out.Summary = t.text("summary", "one sentence that says what the lesson is about")
	out.Version = t.text("version", "a number to raise at each larger change, such as 1")
	out.Lang = t.text("lang", "the language of the prose, such as en")
	if out.Lang != "" && !languageTag.MatchString(out.Lang) {
		t.problem(t.where("lang"), "%q is not a language's short name; write one such as en, de or pt-BR", out.Lang)
	}
	out.Django = t.text("django", "the Django version that the claims are checked against: \""+DjangoVersion+"\"")
	if out.Django != "" && out.Django != DjangoVersion {
		t.problem(t.where("django"), "the claims are checked against Django %s and no other; write django: \"%s\"", DjangoVersion, DjangoVersion)
	}
	for _, text := range t.texts("learns", "a list of what is learned") {
		out.Learns = append(out.Learns, l.markdown(t.file, text.line, text.text))
	}
	for _, d := range t.tables("doors", "the ways into the lesson", "a door") {
		door := lesson.Door{
			ID: d.text("id", "a short name"), Title: d.text("title", "what the door says"),
			Text: d.html("text", "what lies behind it"), Action: d.text("action", "the words on its button"),
			Target: d.text("target", "where it leads, such as steps"), Recommended: d.flag("recommended", false),
		}
		if targets := []string{"concepts", "steps", "practice", "test", "try_its", "labs"}; door.Target != "" && !contains(targets, door.Target) {
			d.problem(d.where("target"), "a door cannot lead to %q; write %s", door.Target, quoted(targets))
		}
		d.done()
		out.Doors = append(out.Doors, door)
	}
	t.done()
	out.Intro = l.prose("lesson.md", body.line, body.text)

	out.Scenario = l.section("scenario.md", "scenario", false)
	out.Why = l.section("why.md", "why", false)
	if c, body := l.document("closing.md", "what is said when all steps are passed", ""); !c.absent {
		c.done()
		out.Closing = l.prose("closing.md", body.line, body.text)
	}
	out.Seed, _ = l.file("seed.py")
	l.loadSetups()
	for _, name := range l.under("concepts", ".md") {
		out.Concepts = append(out.Concepts, l.section(name, nameOf(name), true))
	}
	l.steps(out)
	out.Practice = l.quiz("quiz/practice.yaml", "practice", out)
	out.Test = l.quiz("quiz/test.yaml", "test", out)
	l.tryIts(out)
	l.labs(out)
	l.strays()
	return out
}

// section reads a piece of prose with a title and, where the page has a place for one, perhaps a program.
func (l *loader) section(file, id string, mayRun bool) lesson.Section {
	t, body := l.document(file, "a piece of prose", "title")
	s := lesson.Section{ID: id, Title: t.text("title", "its title")}
	if mayRun {
		if p := t.table("run", "a program"); p != nil {
			program := l.program(p, "")
			s.Run = &program
		}
	}
	t.done()
	if !t.absent && strings.TrimSpace(body.text) == "" {
		l.problem(file, body.line, "the text is missing; write it below the front matter")
	}
	s.HTML = l.prose(file, body.line, body.text)
	return s
}

// loadSetups reads the folders under setups.
func (l *loader) loadSetups() {
	for _, name := range l.under("setups", ".py") {
		parts := strings.Split(name, "/")
		if len(parts) != 3 {
			continue // strays complains
		}
		text, _ := l.file(name)
		f := lesson.File{Name: parts[2], Text: text}
		if f.Name == "seed.py" {
			f.Role = "seed"
		}
		l.setups[parts[1]] = append(l.setups[parts[1]], f)
	}
}

// under lists the files below a folder that have an extension, in the order
// of the numbers that their names begin with, then of the names.
func (l *loader) under(dir, ext string) []string {
	var names []string
	for name := range l.files {
		if strings.HasPrefix(name, dir+"/") && strings.HasSuffix(name, ext) {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := numberOf(strings.TrimPrefix(names[i], dir+"/")), numberOf(strings.TrimPrefix(names[j], dir+"/"))
		if a != b {
			return a < b
		}
		return names[i] < names[j]
	})
	return names
}

// strays complains about files that have no place in a lesson: most are
// misspelled, and would otherwise be missing without a word.
func (l *loader) strays() {
	top := []string{"lesson.md", "scenario.md", "why.md", "closing.md", "seed.py", "tryits.yaml", "quiz/practice.yaml", "quiz/test.yaml"}
	folders := map[string]bool{}
	inStep := []string{"task.md", "hints.md", "explain.md", "passed.md", "checks.py"}
	for name := range l.files {
		if l.used[name] || name == "README.md" {
			continue
		}
		known, word := top, name
		if parts := strings.Split(name, "/"); parts[0] == "steps" && len(parts) >= 3 {
			known, word = inStep, path.Join(parts[2:]...)
		}
		if folder, near := misnamedFolder(name); near != "" {
			if !folders[folder] {
				folders[folder] = true
				l.problem(folder, 0, "a lesson has no such folder; did you mean %q?", near)
			}
		} else if near := nearest(word, known); near != "" {
			l.problem(name, 0, "a lesson has no such file; did you mean %q?", near)
		} else if kind := kindOf(name); kind != "" {
			l.problem(name, 0, "only %s belong into this folder; remove the file, or give it that form", kind)
		} else {
			l.problem(name, 0, "a lesson has no place for this file; remove it, or see the list of files in examples/lessons/README.md")
		}
	}
}

// misnamedFolder finds the folder of a path that was probably meant to be another, and that other.
func misnamedFolder(name string) (folder, near string) {
	parts := strings.Split(name, "/")
	known := [][]string{0: {"concepts", "steps", "labs", "setups", "quiz"}}
	if parts[0] == "steps" {
		known = [][]string{2: {"_files", "_solution", "_both", "mistakes", "variants"}}
	} else if parts[0] == "labs" {
		known = [][]string{2: {"_files", "_both"}}
	}
	for depth, names := range known {
		if depth >= len(parts)-1 || names == nil || contains(names, parts[depth]) {
			continue
		}
		if near := nearest(parts[depth], names); near != "" {
			return path.Join(parts[:depth+1]...), near
		}
	}
	return "", ""
}

// kindOf says which files a folder is for.
func kindOf(name string) string {
	switch dir := path.Dir(name); {
	case path.Base(dir) == "mistakes" || path.Base(dir) == "variants":
		return ".txtar files"
	case strings.Contains(dir+"/", "/_files/") || strings.Contains(dir+"/", "/_solution/") || strings.Contains(dir+"/", "/_both/") || strings.HasPrefix(dir, "setups"):
		return "Python files (NAME.py)"
	case dir == "concepts":
		return "Markdown files (1-NAME.md)"
	case dir == "quiz":
		return "practice.yaml and test.yaml"
	}
	return ""
}

// numberOf is the number that a name begins with; a large one without.
func numberOf(name string) int {
	digits, _, _ := strings.Cut(name, "-")
	if n, err := strconv.Atoi(digits); err == nil && n >= 0 {
		return n
	}
	return 1 << 30
}

// nameOf is a file's name without folder, number and extension.
func nameOf(file string) string {
	base := path.Base(file)
	base = strings.TrimSuffix(base, path.Ext(base))
	if _, rest, ok := strings.Cut(base, "-"); ok && numberOf(base) != 1<<30 {
		return rest
	}
	return base
}

// isName says whether a word can stand in an address as it is.
func isName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return s != "" && s[0] != '-'
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
