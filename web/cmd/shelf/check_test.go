package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newLesson writes the lesson that `shelf new` begins with.
func newLesson(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if status, out := shelf("new", dir); status != exitOK || !strings.Contains(out, "check "+shown(dir)) {
		t.Fatalf("exit status %d: %s", status, out)
	}
	return dir
}

// shelf runs a command and gives its exit status and all that it said.
func shelf(args ...string) (int, string) {
	var out bytes.Buffer
	status := dispatch(context.Background(), args, streams{&out, &out})
	return status, out.String()
}

// A new lesson is sound, and has the folder's name.
func TestNewLessonIsSound(t *testing.T) {
	dir := newLesson(t, "Week 6 async")
	if status, out := shelf("check", dir); status != exitOK || out != "week-6-async: 10 claims, 0 wrong\n" {
		t.Errorf("exit status %d: %s", status, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "lesson.md"))
	if err != nil || !strings.Contains(string(text), "id: week-6-async\ntitle: Week 6 async\n") {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestCheckSaysWhere changes one piece of the new lesson so that something it claims does not hold, and looks for what is told: once, with the place to mend.
func TestCheckSaysWhere(t *testing.T) {
	const step = "steps/1-count/"
	for _, c := range []struct{ name, file, old, new, want string }{
		{"an answer that the engine does not give", "quiz/practice.yaml", "            3\n", "            4\n",
			`WRONG  quiz/practice.yaml:20: practice quiz, question count, option a: it prints "3\n", and should print "4\n"
       What it does is written so:
         stdout: |
           3`},
		{"another error", "quiz/practice.yaml", "object QuerySet", "object QuerySets",
			`WRONG  quiz/practice.yaml:26: practice quiz, question count, option b: it ends with TypeError: object QuerySet can't be used in 'await' expression, and should end with TypeError: object QuerySets can't be used in 'await' expression
       What it does is written so:
         error: "TypeError: object QuerySet can't be used in 'await' expression"
         line: 3`},
		{"a mistake that passes", step + "mistakes/no-await.txtar", "= Book", "= await Book",
			"WRONG  " + step + "mistakes/no-await.txtar:2: step 1, mistake no-await: it passes, and should fail with: `total` is a coroutine, not a number: write `await` before the call."},
		{"a mistake in a file that nobody imports", step + "mistakes/no-await.txtar", "-- main.py --", "-- mian.py --",
			"WRONG  " + step + "mistakes/no-await.txtar:2: step 1, mistake no-await: it passes, and should fail with: `total` is a coroutine, not a number: write `await` before the call.\n" +
				`       "mian.py" is not a file of the solution; is "main.py" meant?`},
		{"a variant that fails", step + "variants/in-a-function.txtar", "return await", "await",
			"WRONG  " + step + "variants/in-a-function.txtar:1: step 1, variant in-a-function: it should pass, and fails with: `total` is None; the task asks for the number of books, which is 3. (main.py:10)"},
		{"a starter that leaves nothing to do", step + "_files/main.py", "None", "await Book.objects.acount()",
			"WRONG  " + step + "_files: step 1, starter: the starter passes the checks; it must leave something to do, or the checks never fail"},
		{"a solution that fails", step + "_solution/main.py", "await Book.objects.acount()", "4",
			"WRONG  " + step + "_solution: step 1, solution: it should pass, and fails with: `total` is 4; the task asks for the number of books, which is 3. (main.py:3)"},
		{"checks with an exception of their own", step + "checks.py", "p.value(", "p.valeu(",
			"WRONG  " + step + "checks.py:13: step 1, solution: the check \"`total` is the number of books\" is broken: The check itself failed (AttributeError: 'Program' object has no attribute 'valeu')."},
		{"checks that are not Python", step + "checks.py", "(shelf.Check):", "(shelf.Check)",
			"WRONG  " + step + "checks.py:6: step 1, solution: `checks.py` stops at line 6 with `SyntaxError: expected ':'`. A line that opens a block (`class`, `def`, `for`, `if`) ends with a colon."},
		{"a check without a name", step + "checks.py", "        \"The database counts\"\n", "",
			"WRONG  " + step + "checks.py:20: step 1, names of the checks: the learner reads test_asks_the_database as the name of this check; write a docstring that says what is asked, such as \"`min_pages` is the number 100\""},
		{"a seed that raises", "seed.py", "pages=99", "pges=99",
			"WRONG  seed.py:3: the seed: `seed.py` stops at line 3 with `TypeError: Book() got unexpected keyword arguments: 'pges'`."},
		{"a setup that raises", "setups/books/seed.py", "pages=99", "pges=99",
			"WRONG  setups/books/seed.py:3: the setup books: it ends with TypeError: Book() got unexpected keyword arguments: 'pges'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := newLesson(t, "lesson")
			path := filepath.Join(dir, filepath.FromSlash(c.file))
			text, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(text), c.old) {
				t.Fatalf("%s does not contain %q (%v)", c.file, c.old, err)
			}
			if err := os.WriteFile(path, []byte(strings.Replace(string(text), c.old, c.new, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			status, out := shelf("check", dir)
			told, _, _ := strings.Cut(strings.ReplaceAll(out, dir+string(filepath.Separator), ""), "\nlesson: ")
			if status != exitFailed || told != c.want {
				t.Errorf("exit status %d\n got %s\nwant %s", status, told, c.want)
			}
		})
	}
}

// Commands that need a lesson say what is wrong with the one that they get.
func TestWrongLessons(t *testing.T) {
	dir := newLesson(t, "lesson")
	if err := os.Remove(filepath.Join(dir, "why.md")); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(dir, "why.md") + ": the file is missing; write a piece of prose: front matter with title, and the text below it\n"
	for _, args := range [][]string{{"check", dir}, {"build", "-o", t.TempDir(), dir}} {
		if status, out := shelf(args...); status != exitFailed || out != want {
			t.Errorf("%v: exit status %d: %s", args, status, out)
		}
	}
	file := filepath.Join(dir, "lesson.md")
	if status, out := shelf("check", file); status != exitUsage || out != "shelf check: "+file+" is a file; give the folder that it is in: "+dir+"\n" {
		t.Errorf("exit status %d: %s", status, out)
	}
	a, b := newLesson(t, "lesson"), newLesson(t, "lesson")
	if status, out := shelf("build", "-o", t.TempDir(), a, b); status != exitUsage || !strings.Contains(out, `have the same id, "lesson"`) {
		t.Errorf("exit status %d: %s", status, out)
	}
}
