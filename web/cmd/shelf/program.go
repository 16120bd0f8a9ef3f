package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// maxProgram bounds what is read as one program; more is a wrong PATH.
const maxProgram = 4 << 20

// readProgram reads a .py file, a project folder or a .txtar case.
func readProgram(path string) ([]lesson.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, wrong("%s is not there: give a .py file, a project folder or a .txtar case", path)
	}
	var files []lesson.File
	switch {
	case info.IsDir():
		files, err = readFolder(path)
	case filepath.Ext(path) == ".txtar":
		files, err = readCase(path)
	case filepath.Ext(path) == ".py":
		var text []byte
		text, err = os.ReadFile(path)
		files = []lesson.File{{Name: "main.py", Text: string(text)}}
	default:
		return nil, wrong("%s is neither a .py file, a project folder nor a .txtar case", path)
	}
	if err != nil {
		return nil, err
	}
	size := 0
	for i := range files {
		size += len(files[i].Text)
		if files[i].Name == "seed.py" {
			files[i].Role = "seed"
		}
	}
	if size > maxProgram {
		return nil, wrong("%s holds more than %d MB of Python; is it the folder of one program?", path, maxProgram>>20)
	}
	return files, nil
}

// isFixture tells the files that loaddata and the tests' fixtures read.
func isFixture(path string) bool {
	ext := filepath.Ext(path)
	return (ext == ".json" || ext == ".jsonl") && filepath.Base(filepath.Dir(path)) == "fixtures"
}

// readFolder reads the Python files of a project and its fixtures, those of
// its packages too, in the order of their names.
func readFolder(root string) ([]lesson.File, error) {
	var files []lesson.File
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); path != root && d.IsDir() && (strings.HasPrefix(name, ".") || name == "__pycache__") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".py" && !isFixture(path) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		files = append(files, lesson.File{Name: filepath.ToSlash(rel), Text: string(text)})
		return nil
	})
	if err == nil && len(files) == 0 {
		return nil, wrong("%s has no .py file", root)
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Name < files[j].Name })
	return files, err
}

// readCase reads the Python sections of a txtar archive; the others record
// what real Django did.
func readCase(path string) ([]lesson.File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var files []lesson.File
	for _, f := range txtar.Parse(data).Files {
		if strings.HasSuffix(f.Name, ".py") {
			files = append(files, lesson.File{Name: f.Name, Text: string(f.Data)})
		}
	}
	if len(files) == 0 {
		return nil, wrong("%s has no section of a .py file; one begins with a line such as -- main.py --", path)
	}
	return files, nil
}

// hasMain says that a program can be run.
func hasMain(path string, files []lesson.File) error {
	for _, f := range files {
		if f.Name == "main.py" {
			return nil
		}
	}
	return wrong("%s has no main.py, which is the program to run", path)
}

// isTestFile tells tests.py, test_models.py and tests/test_models.py.
func isTestFile(name string) bool {
	return strings.HasPrefix(name[strings.LastIndexByte(name, '/')+1:], "test")
}
