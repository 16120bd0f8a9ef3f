package build

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
)

// overlay writes the embedded Python modules without what only their readers need to the folder dir, and gives the file for go build's -overlay that puts them in the
// place of the originals. Every line stays where it is, so that tracebacks and warnings name the same. It makes the first part of the engine 5 KB smaller, compressed.
func overlay(dir string, files []embeddedFile) (string, error) {
	replace := map[string]string{}
	for i, f := range files {
		if filepath.Ext(f.name) != ".py" {
			continue
		}
		name := filepath.Join(dir, strconv.Itoa(i)+".py")
		if err := os.WriteFile(name, f.text, 0o666); err != nil {
			return "", err
		}
		replace[f.name] = name
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, text, 0o666)
}

// slim takes the comments out of a Python module that is indented by fours, and makes that one blank a level. What is in strings stays.
func slim(source []byte) []byte {
	out := make([]byte, 0, len(source))
	for i := 0; i < len(source); {
		if i == 0 || source[i-1] == '\n' {
			rest := bytes.TrimLeft(source[i:], " ")
			n := len(source[i:]) - len(rest)
			i += n
			out = append(out, "                                        "[:min(n/4+n%4, 40)]...)
			if i == len(source) {
				break
			}
		}
		switch c := source[i]; c {
		case '#':
			end := bytes.IndexByte(source[i:], '\n')
			if end < 0 {
				end = len(source) - i
			}
			i += end
			out = bytes.TrimRight(out, " ")
		case '"', '\'':
			end := stringEnd(source, i)
			out = append(out, source[i:end]...)
			i = end
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

// stringEnd is where the string literal ends whose opening quotes stand at i.
func stringEnd(source []byte, i int) int {
	quotes := source[i : i+1]
	if triple := bytes.Repeat(quotes, 3); bytes.HasPrefix(source[i:], triple) {
		quotes = triple
	}
	for i += len(quotes); i < len(source); i++ {
		if source[i] == '\\' {
			i++
		} else if bytes.HasPrefix(source[i:], quotes) {
			return i + len(quotes)
		}
	}
	return len(source)
}
