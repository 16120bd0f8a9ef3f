package source

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// This file reads YAML so that every mistake is told with its line: each
// mapping knows which keys were asked for, and done() complains about the
// rest. Decoding into structs would be shorter but loses the lines.

// A table is a YAML mapping being read.
type table struct {
	l      *loader
	file   string
	shift  int // lines before the YAML text: front matter begins on line 2
	what   string
	node   *yaml.Node
	asked  []string
	lacks  []lack
	absent bool // the mapping is not there; reads give zero values, in silence
}

// A lack is a key that should be there.
type lack struct{ key, write string }

var yamlLine = regexp.MustCompile(`line (\d+): `)

// parseYAML reads a text whose top level must be a mapping.
func (l *loader) parseYAML(file, text string, shift int, what string) *table {
	t := &table{l: l, file: file, shift: shift, what: what, absent: true}
	node, err := decodeYAML(text)
	if err != nil {
		line, message := notYAML(text, err)
		l.problem(file, line+shift, "%s", message)
		return t
	}
	if node == nil {
		l.problem(file, 1, "%s is empty; write its keys", what)
		return t
	}
	if node.Kind != yaml.MappingNode {
		l.problem(file, node.Line+shift, "%s must consist of lines \"key: value\"", what)
		return t
	}
	t.node, t.absent = node, false
	t.checkKeys()
	return t
}

// decodeYAML gives the top node; nil for an empty text. The reader is known to
// panic on some malformed texts, which must not reach an author.
func decodeYAML(text string) (node *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			node, err = nil, fmt.Errorf("the reader gave up: %v", r)
		}
	}()
	var doc yaml.Node
	dec := yaml.NewDecoder(strings.NewReader(text))
	if err := dec.Decode(&doc); err != nil {
		if err.Error() == "EOF" {
			return nil, nil
		}
		return nil, err
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		return nil, fmt.Errorf("line %d: a second document begins here; keep one", second.Line)
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	if err := noAliases(&doc, 0); err != nil {
		return nil, err
	}
	return doc.Content[0], nil
}

// noAliases refuses anchors and aliases: a lesson needs none, and they can
// make a small file enormous.
func noAliases(n *yaml.Node, depth int) error {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return fmt.Errorf("line %d: anchors and aliases (& and *) are not used in lessons; quote the text if the sign is part of it", n.Line)
	}
	if depth > 50 {
		return errors.New("it is nested too deeply")
	}
	for _, c := range n.Content {
		if err := noAliases(c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// checkKeys complains about keys that are no words or stand twice.
func (t *table) checkKeys() {
	seen := map[string]int{}
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		k := t.node.Content[i]
		if k.Kind != yaml.ScalarNode {
			t.problem(k.Line, "a key must be a word")
			continue
		}
		if first, ok := seen[k.Value]; ok {
			t.problem(k.Line, "%q stands twice, first on line %d; keep one", k.Value, first+t.shift)
		} else {
			seen[k.Value] = k.Line
		}
	}
}

func (t *table) problem(line int, format string, args ...any) {
	t.l.problem(t.file, line+t.shift, format, args...)
}

// line is where the mapping begins, in the file.
func (t *table) line() int {
	if t.node == nil {
		return 0
	}
	return t.node.Line
}

func (t *table) get(key string) *yaml.Node {
	t.asked = append(t.asked, key)
	if t.absent {
		return nil
	}
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		if t.node.Content[i].Value == key {
			return t.node.Content[i+1]
		}
	}
	return nil
}

// has says whether a key is there, without asking for it.
func (t *table) has(key string) bool {
	n := len(t.asked)
	found := t.get(key) != nil
	t.asked = t.asked[:n]
	return found
}

// where is the line of a key's value, for a complaint about it.
func (t *table) where(key string) int {
	n := len(t.asked)
	node := t.get(key)
	t.asked = t.asked[:n]
	if node == nil {
		return t.line()
	}
	return node.Line
}

// place is where a key's value, or else the mapping, stands in the file.
func (t *table) place(key string) lesson.Place {
	return lesson.Place{File: t.file, Line: t.where(key) + t.shift}
}

func (t *table) missing(key, write string) {
	t.lacks = append(t.lacks, lack{key, write})
}

// text reads a text; write tells what belongs there when it must be there.
func (t *table) text(key, write string) string {
	node := t.get(key)
	if node == nil || node.Tag == "!!null" {
		if write != "" {
			t.missing(key, write)
		}
		return ""
	}
	if node.Kind != yaml.ScalarNode {
		t.problem(node.Line, "%q must be a text", key)
		return ""
	}
	if write != "" && strings.TrimSpace(node.Value) == "" {
		t.problem(node.Line, "%q is empty; write %s", key, write)
	}
	return node.Value
}

func (t *table) flag(key string, otherwise bool) bool {
	node := t.get(key)
	if node == nil {
		return otherwise
	}
	if node.Kind != yaml.ScalarNode || node.Tag != "!!bool" {
		t.problem(node.Line, "%q must be true or false", key)
		return otherwise
	}
	return node.Value == "true" || node.Value == "True" || node.Value == "TRUE"
}

// number reads a whole number that is not negative; -1 when it is not there.
func (t *table) number(key string) int {
	node := t.get(key)
	if node == nil {
		return -1
	}
	n, err := strconv.Atoi(node.Value)
	if node.Kind != yaml.ScalarNode || err != nil || n < 0 || n > 1e9 {
		t.problem(node.Line, "%q must be a whole number such as 3", key)
		return -1
	}
	return n
}

// fraction reads a number from 0 to 1.
func (t *table) fraction(key string) float64 {
	node := t.get(key)
	if node == nil {
		t.missing(key, "a number from 0 to 1, such as 0.8")
		return 0
	}
	f, err := strconv.ParseFloat(node.Value, 64)
	if node.Kind != yaml.ScalarNode || err != nil || !(f >= 0 && f <= 1) {
		t.problem(node.Line, "%q must be a number from 0 to 1, such as 0.8", key)
		return 0
	}
	return f
}

// items reads a list and calls f for each of its nodes.
func (t *table) items(key, write string, f func(*yaml.Node)) {
	node := t.get(key)
	if node == nil {
		if write != "" {
			t.missing(key, write)
		}
		return
	}
	if node.Kind != yaml.SequenceNode {
		t.problem(node.Line, "%q must be a list: one line \"- ...\" for each", key)
		return
	}
	for _, item := range node.Content {
		f(item)
	}
}

// texts reads a list of texts.
func (t *table) texts(key, write string) (list []located) {
	t.items(key, write, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
			t.problem(n.Line, "each of %q must be a text", key)
			return
		}
		list = append(list, located{n.Value, n.Line + t.shift})
	})
	return list
}

// tables reads a list of mappings.
func (t *table) tables(key, write, what string) (list []*table) {
	t.items(key, write, func(n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			t.problem(n.Line, "each of %q must consist of lines \"key: value\"", key)
			return
		}
		item := &table{l: t.l, file: t.file, shift: t.shift, what: what, node: n}
		item.checkKeys()
		list = append(list, item)
	})
	return list
}

// table reads a mapping; nil when it is not there.
func (t *table) table(key, what string) *table {
	node := t.get(key)
	if node == nil {
		return nil
	}
	if node.Kind != yaml.MappingNode {
		t.problem(node.Line, "%q must consist of lines \"key: value\"", key)
		return nil
	}
	item := &table{l: t.l, file: t.file, shift: t.shift, what: what, node: node}
	item.checkKeys()
	return item
}

// html reads a text in Markdown.
func (t *table) html(key, write string) htmlText {
	return htmlText(t.l.markdown(t.file, t.where(key)+t.shift, t.text(key, write)))
}

// done complains about keys that nothing asked for, and about those that are not there: one that is there in another spelling is told once.
func (t *table) done() {
	if t.absent {
		return
	}
	meant := map[string]bool{}
	defer func() {
		for _, lack := range t.lacks {
			if !meant[lack.key] {
				t.problem(t.line(), "%s has no %q; write %s", t.what, lack.key, lack.write)
			}
		}
	}()
	for i := 0; i+1 < len(t.node.Content); i += 2 {
		k := t.node.Content[i]
		known := false
		for _, a := range t.asked {
			known = known || a == k.Value
		}
		if known || k.Kind != yaml.ScalarNode {
			continue
		}
		if near := nearest(k.Value, t.asked); near != "" {
			meant[near] = true
			t.problem(k.Line, "%s has no key %q; did you mean %q?", t.what, k.Value, near)
		} else {
			t.problem(k.Line, "%s has no key %q; it may have %s", t.what, k.Value, quoted(t.asked))
		}
	}
}

// located is a text with its line in the file.
type located struct {
	text string
	line int
}
