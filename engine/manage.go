package engine

import (
	_ "embed"
	"encoding/json"
)

//go:embed manage.py
var manageEntry string

// Manage makes of a program the one that runs a command of manage.py on its models: check, makemigrations or sqlmigrate, with arguments as in a shell.
//
// Nothing is written: makemigrations prints the file that Django would write. Given as migrations/0001_initial.py with the next run's files, it
// makes that run's makemigrations show what has changed since.
func Manage(p Program, args []string) Program {
	out := p
	out.Files = nil
	models := false
	for _, f := range p.Files {
		models = models || f.Name == "models.py"
	}
	for _, f := range p.Files {
		switch {
		case f.Name == "main.py" && !models:
			f.Name = "models.py" // a program of one file declares its models there
		case f.Name == "main.py" || f.Name == "seed.py":
			continue
		}
		out.Files = append(out.Files, f)
	}
	words, err := json.Marshal(args)
	if err != nil {
		words = []byte("[]")
	}
	out.Files = append(out.Files, File{Name: "main.py", Text: "ARGUMENTS = " + string(words) + "\n" + manageEntry})
	return out
}
