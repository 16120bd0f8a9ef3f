package source

import (
	"strconv"
	"strings"
)

// This file says what is wrong with a text that is not YAML. The reader's own words are for those who write readers, and the line that it names is often the one on
// which the list or the text began; the line that an author has to mend is the first that cannot be read after those before it.

// notYAML gives the line of a mistake, from 1, and what to write instead.
func notYAML(text string, err error) (line int, message string) {
	said := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(said); m != nil {
		line, _ = strconv.Atoi(m[1])
		said = strings.Replace(said, m[0], "", 1)
	}
	if strings.Contains(said, "anchors and aliases") || strings.Contains(said, "second document") || strings.Contains(said, "too deeply") {
		return line, "this is not YAML for a lesson: " + said
	}
	lines := strings.Split(text, "\n")
	if n := firstUnreadable(lines); n > 0 {
		line = n
	}
	wrong := ""
	if line > 0 && line <= len(lines) {
		wrong = lines[line-1]
	}
	return line, "this is not YAML: " + adviceFor(wrong, said)
}

// firstUnreadable is the line after the longest beginning of a text that can be read; 0 when it was not looked for.
func firstUnreadable(lines []string) int {
	const most = 3000 // lines; each beginning is read anew
	if len(lines) > most {
		return 0
	}
	for n := len(lines) - 1; n >= 0; n-- {
		if _, err := decodeYAML(strings.Join(lines[:n], "\n")); err != nil {
			continue
		}
		for n < len(lines) && strings.TrimSpace(lines[n]) == "" {
			n++
		}
		return min(n+1, len(lines))
	}
	return 0
}

// adviceFor tells what to write instead of a line.
func adviceFor(line, said string) string {
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	rest := strings.TrimLeft(strings.TrimSpace(line), "- ")
	key, value, isPair := strings.Cut(rest, ": ")
	if !isPair {
		value = rest
	}
	value = strings.TrimSpace(value)
	switch {
	case strings.Contains(indent, "\t"):
		return "a tab stands at the beginning of this line; indent it with blanks"
	case strings.ContainsAny(value, "“”„‘’") && strings.Contains(value, ": "):
		return "typographic quotes do not hold a text together; write straight ones: \" or '"
	case value != "" && strings.ContainsAny(value[:1], "`@%"):
		return "a text cannot begin with " + value[:1] + "; put it in quotes, or write it as a block (key: |)"
	case value != "" && strings.ContainsAny(value[:1], `"'`):
		return "this text in quotes has no end, or goes on after it; a quote inside the quotes is written " + map[byte]string{'"': `\"`, '\'': "''"}[value[0]]
	case value != "" && strings.ContainsAny(value[:1], "[{&*!|>"):
		return "a text that begins with " + value[:1] + " means something else; put it in quotes, or write it as a block (key: |)"
	case isPair && strings.Contains(value, ": "):
		return "\": \" inside a text needs quotes around the text, or a block (key: |)"
	case isPair || strings.HasSuffix(rest, ":"):
		return "the indentation of " + strconv.Quote(strings.TrimSuffix(key, ":")) + " does not fit the lines above; the keys of one thing stand exactly below each other"
	case strings.Contains(rest, ":"):
		return "after the colon of a key there must be a blank: \"key: value\""
	case rest == "":
		return said
	}
	return "this line is no \"key: value\"; a text of several lines is written as a block (key: |), indented"
}
