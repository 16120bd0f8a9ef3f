package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWrongCommands holds that a wrong command says what is wrong and what
// to do, and exits with 2.
func TestWrongCommands(t *testing.T) {
	empty := t.TempDir()
	noMain := t.TempDir()
	if err := os.WriteFile(filepath.Join(noMain, "models.py"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "shelf run [--json]"},
		{[]string{"fly"}, `there is no command "fly"`},
		{[]string{"run"}, "give one PATH"},
		{[]string{"run", "a", "b"}, "give one PATH"},
		{[]string{"run", "--loud", "a"}, "-loud"},
		{[]string{"run", "--latency", "soon", "a"}, "soon"},
		{[]string{"run", "--latency", "-1s", "a"}, "between 0 and an hour"},
		{[]string{"run", filepath.Join(empty, "none.py")}, "is not there"},
		{[]string{"run", empty}, "has no .py file"},
		{[]string{"run", noMain}, "has no main.py"},
		{[]string{"test", noMain}, "has no tests"},
		{[]string{"manage", noMain}, "give a PATH and a command"},
		{[]string{"load", noMain}, "at least one way"},
		{[]string{"both", noMain}, "the functions to run"},
		{[]string{"both", "--callers", "30", noMain, "f"}, "from 1 to 20"},
		{[]string{"check"}, "give the folder of a lesson"},
		{[]string{"check", filepath.Join(empty, "none")}, "is not the folder of a lesson"},
		{[]string{"new"}, "give one FOLDER for the lesson"},
		{[]string{"new", noMain}, "is there already and is not empty"},
		{[]string{"build"}, "shelf build -o DIR"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			var out, errs bytes.Buffer
			if status := dispatch(context.Background(), c.args, streams{&out, &errs}); status != exitUsage {
				t.Errorf("exit status %d, want %d", status, exitUsage)
			}
			if !strings.Contains(errs.String(), c.want) {
				t.Errorf("said %q, want something with %q", errs.String(), c.want)
			}
		})
	}
}

// With --trace a run prints its events, one a line, and the last is the result.
func TestRunTrace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.py")
	if err := os.WriteFile(file, []byte("import asyncio\nawait asyncio.sleep(0.5)\n1/0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if status := dispatch(context.Background(), []string{"run", "--trace", file}, streams{&out, &errs}); status != exitFailed {
		t.Errorf("exit status %d; %s", status, errs.String())
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for _, line := range lines {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil || e["type"] == "" {
			t.Errorf("%s: %v", line, err)
		}
	}
	for i, want := range map[int]string{2: `"type":"sleep","t":0,"task":1,"ms":500,"file":"main.py","line":2`, len(lines) - 1: `"type":"result"`} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("line %d is %s, want something with %s", i, lines[i], want)
		}
	}
}

func TestReport(t *testing.T) {
	for _, c := range []struct {
		name, result, out, err string
		status                 error
	}{
		{"ended well", `{"stdout":"hello\n"}`, "hello\n", "", nil},
		{"raised", `{"stdout":"a\n","error":{"type":"ValueError","message":"no","traceback":"Traceback\nValueError: no\n"}}`, "a\n", "Traceback\nValueError: no\n", errFailed},
		{"raised, told already", `{"stderr":"w\nValueError: no\n","error":{"type":"ValueError","message":"no","traceback":"ValueError: no\n"}}`, "", "w\nValueError: no\n", errFailed},
		{"stopped", `{"stopped":"steps"}`, "", "The run was ended: steps.\n", errFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if err := report([]byte(c.result), false, streams{&out, &errs}); err != c.status {
				t.Errorf("error %v, want %v", err, c.status)
			}
			if out.String() != c.out || errs.String() != c.err {
				t.Errorf("printed %q and %q, want %q and %q", out.String(), errs.String(), c.out, c.err)
			}
		})
	}
}

func TestReadProgram(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"one.py": "print(1)\n", "case.txtar": "title\n-- models.py --\nm\n-- seed.py --\ns\n-- main.py --\np\n-- stdout --\nnot read\n",
		"project/main.py": "a", "project/books/views.py": "b", "project/__pycache__/x.py": "no", "project/notes.txt": "no",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		"one.py":     "main.py",
		"case.txtar": "models.py seed.py(seed) main.py",
		"project":    "books/views.py main.py",
	} {
		files, err := readProgram(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			name := f.Name
			if f.Role != "" {
				name += "(" + f.Role + ")"
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", path, got, want)
		}
	}
}
