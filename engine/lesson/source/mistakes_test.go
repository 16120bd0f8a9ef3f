package source

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestOneMistakeOneAnswer makes one mistake of an author at a time: it must be answered once, at its place, with what to write, and nothing that only follows from it
// may be told as well.
func TestOneMistakeOneAnswer(t *testing.T) {
	// replace changes a piece of a file, put writes a whole one, move renames files or folders.
	replace := func(file, old, new string) func(*testing.T, fstest.MapFS) {
		return func(t *testing.T, fsys fstest.MapFS) {
			text := string(fsys[file].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s does not contain %q", file, old)
			}
			fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
	}
	put := func(file, text string) func(*testing.T, fstest.MapFS) {
		return func(_ *testing.T, fsys fstest.MapFS) { fsys[file] = &fstest.MapFile{Data: []byte(text)} }
	}
	move := func(from, to string) func(*testing.T, fstest.MapFS) {
		return func(_ *testing.T, fsys fstest.MapFS) {
			for name, file := range fsys {
				if rest, ok := strings.CutPrefix(name, from); ok {
					delete(fsys, name)
					fsys[to+rest] = file
				}
			}
		}
	}
	const step = "steps/1-first/"
	cases := []struct {
		name    string
		mistake func(*testing.T, fstest.MapFS)
		want    string
	}{
		{"key misspelt that must be there", replace("lesson.md", "title: A", "titel: A"), `lesson.md:3: the front matter of the lesson's title and opening has no key "titel"; did you mean "title"?`},
		{"no front matter", put("why.md", "Because.\n"), `why.md:1: there is no front matter; begin the file with a line of three hyphens, the keys title, and three hyphens again`},
		{"front matter not at the top", replace("why.md", "---\n", "\n---\n"), `why.md:2: the three hyphens must stand on the first line of the file; remove what is before them`},
		{"front matter in TOML", put("why.md", "+++\ntitle = \"Why\"\n+++\nBecause.\n"), `why.md:1: front matter is YAML between two lines of three hyphens, not TOML; write --- instead of +++, and key: value instead of key = value`},
		{"a tab that indents", replace("quiz/practice.yaml", "    level: easy", "\tlevel: easy"), `quiz/practice.yaml:5: this is not YAML: a tab stands at the beginning of this line; indent it with blanks`},
		{"a backtick first", replace("quiz/practice.yaml", "prompt: ", "prompt: `x` "), "quiz/practice.yaml:8: this is not YAML: a text cannot begin with `; put it in quotes, or write it as a block (key: |)"},
		{"typographic quotes", replace("lesson.md", "title: A small lesson", "title: “A: small”"), `lesson.md:3: this is not YAML: typographic quotes do not hold a text together; write straight ones: " or '`},
		{"indentation", replace("quiz/practice.yaml", "    level: easy", "   level: easy"), `quiz/practice.yaml:5: this is not YAML: the indentation of "level" does not fit the lines above; the keys of one thing stand exactly below each other`},
		{"a quote without an end", replace("lesson.md", "title: A small lesson", `title: "A small lesson`), `lesson.md:3: this is not YAML: this text in quotes has no end, or goes on after it; a quote inside the quotes is written \"`},
		{"no blank after a colon", replace("lesson.md", "summary: It", "summary:It"), `lesson.md:4: this is not YAML: after the colon of a key there must be a blank: "key: value"`},
		{"a second line of text", replace("lesson.md", "summary: It shows the shape.", "summary: It shows\nthe shape."), `lesson.md:5: this is not YAML: this line is no "key: value"; a text of several lines is written as a block (key: |), indented`},
		{"right in words", replace("quiz/practice.yaml", "right: true", "right: yes"), `quiz/practice.yaml:17: "right" must be true or false`},
		{"correct for right", replace("quiz/practice.yaml", "right: true", "correct: true"), `quiz/practice.yaml:17: an option has no key "correct"; it may have "code", "right", "why", "text" or "run"`},
		{"nothing is right", replace("quiz/practice.yaml", "        right: true\n", ""), `quiz/practice.yaml:16: no option is right; mark one with right: true`},
		{"an option twice", replace("quiz/practice.yaml", "- text: Four", "- text: Three"), `quiz/practice.yaml:29: this option says the same as option 3; let each say something else`},
		{"advice for some", replace("quiz/test.yaml", "from: 0\n", "from: 0.2\n"), `quiz/test.yaml:6: the last advice is for everybody else; write from: 0, or add one more`},
		{"a step's name for its number", replace("quiz/practice.yaml", `teaches: "1"`, "teaches: first"), `quiz/practice.yaml:6: the lesson has no step "first"; write the number of a step, "1"`},
		{"another Django", replace("lesson.md", `django: "5.2"`, "django: 4.2"), `lesson.md:7: the claims are checked against Django 5.2 and no other; write django: "5.2"`},
		{"a language's long name", replace("lesson.md", "lang: en", "lang: British English"), `lesson.md:6: "British English" is not a language's short name; write one such as en, de or pt-BR`},
		{"a program where none is shown", replace("why.md", "title: Why", "title: Why\nrun: {main: x}"), `why.md:3: the front matter of a piece of prose has no key "run"; it may have "title"`},
		{"a block of code without an end", put(step+"hints.md", "## Hint\n\nThink:\n\n```python\nx = 1\n\n## Hint\n\nWrite it.\n"), step + `hints.md:5: this block of code has no end; write a line of three backticks below it`},
		{"HTML twice on a line", replace("why.md", "Because.", "Because <b>so</b>."), `why.md:5: HTML is not rendered; write Markdown, and put a tag that should be read in backticks`},
		{"a link on a later line", replace("why.md", "Because.", "Because\nof [x](other.html)."), `why.md:6: the link "other.html" must begin with https:// or #`},
		{"a test twice", replace(step+"checks.py", "    def test_it", "    def test_it(self):\n        pass\n\n    async def test_it"), step + `checks.py:8: test_it stands twice, first on line 5, and only the last would run; give it another name`},
		{"Latin-1", replace("lesson.md", "Welcome.", "Bienvenue \xe0 tous."), `lesson.md:18: this is not UTF-8 text; save the file as UTF-8`},
		{"UTF-16", put("why.md", "\xff\xfe-\x00-\x00-\x00"), `why.md:1: this is UTF-16 text; save the file as UTF-8`},
		{"no text at all", put("quiz/test.yaml", "\x00\x01"), `quiz/test.yaml:1: this is no text: it holds a zero byte; remove the file, or save it as UTF-8`},
		{"a huge file", put("why.md", strings.Repeat("x", maxFile+1)), `why.md: larger than 1 MB, which no text of a lesson is; remove it`},
		{"a module that cannot be imported", put(step+"_files/my-file.py", "x = 1\n"), step + `_files/my-file.py: "my-file.py" cannot be imported; use letters, digits and underscores`},
		{"a mistake that is Python", put(step+"mistakes/x.py", "x\n"), step + `mistakes/x.py: only .txtar files belong into this folder; remove the file, or give it that form`},
		{"a program without a heading", replace(step+"mistakes/none.txtar", "-- main.py --\n", "--main.py--\n"), step + `mistakes/none.txtar: there is no program in it; write a heading such as -- main.py -- and the file below it`},
		{"a folder misspelt", move(step+"mistakes/", step+"mistake/"), step + `mistake: a lesson has no such folder; did you mean "mistakes"?`},
		{"a step in the wrong place", move("steps/1-first/", "steps/2-first/"), `steps/2-first: this should be step 1, in a folder whose name begins "1-"; the steps are numbered without gaps`},
		{"no files", func(t *testing.T, fsys fstest.MapFS) {
			delete(fsys, "labs/1-many/_files/views.py")
		}, `labs/1-many/_files: the lab has no files; write at least _files/views.py`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fsys := good(t)
			c.mistake(t, fsys)
			if _, err := Load(fsys); err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

// What editors and other systems leave in files and folders is no mistake.
func TestWhatIsForgiven(t *testing.T) {
	want, err := Load(good(t))
	if err != nil {
		t.Fatal(err)
	}
	fsys := good(t)
	for name, file := range fsys {
		text := strings.ReplaceAll(string(file.Data), "\n", "\r\n")
		if strings.HasSuffix(name, ".md") {
			text = strings.Replace(text, "---\r\n", "--- \r\n", 2)
		}
		fsys[name] = &fstest.MapFile{Data: []byte("\ufeff" + text)}
	}
	for _, name := range []string{"why.md~", "why.md.bak", "#why.md#", ".why.md.swp", ".DS_Store", "steps/1-first/_files/__pycache__/main.pyc", "Thumbs.db"} {
		fsys[name] = &fstest.MapFile{Data: []byte("\xff")}
	}
	got, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if got.Version != want.Version {
		t.Errorf("version %s, want %s: something is read that should not be", got.Version, want.Version)
	}
}
