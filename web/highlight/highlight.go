// Package highlight colours Python and SQL at build time, so that code is
// readable in colour before any script has arrived.
//
// It scans, it does not parse: a token gets its class from its own text and
// at most the token before it. That is what an editor's colours need, and it
// cannot fail on a learner's half-written line. The class names are those
// that CodeMirror's classHighlighter writes (tok-keyword, tok-string, …), so
// one set of style rules colours the page before and after the editor loads.
package highlight

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Token is a run of text with one class; Class is "" for plain text.
type Token struct {
	Text  string
	Class string
}

// Classes of a token.
const (
	Keyword    = "tok-keyword"
	String     = "tok-string"
	Comment    = "tok-comment"
	Number     = "tok-number"
	Definition = "tok-variableName tok-definition"
	Class      = "tok-className"
	Meta       = "tok-meta"
	Constant   = "tok-bool"
)

// HTML writes tokens as spans. All text is escaped.
func HTML(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if t.Class == "" {
			b.WriteString(html.EscapeString(t.Text))
			continue
		}
		b.WriteString(`<span class="` + t.Class + `">`)
		b.WriteString(html.EscapeString(t.Text))
		b.WriteString(`</span>`)
	}
	return b.String()
}

// Lines cuts tokens at line ends, so that each line can be an element of its
// own. A text of n line ends gives n+1 lines, as an editor counts them.
func Lines(tokens []Token) [][]Token {
	lines := [][]Token{nil}
	for _, t := range tokens {
		parts := strings.Split(t.Text, "\n")
		for i, part := range parts {
			if i > 0 {
				lines = append(lines, nil)
			}
			if part != "" {
				last := len(lines) - 1
				lines[last] = append(lines[last], Token{part, t.Class})
			}
		}
	}
	return lines
}

// A scanner cuts a text into tokens; emit joins neighbours of one class.
type scanner struct {
	src    string
	pos    int
	tokens []Token
}

func (s *scanner) emit(text, class string) {
	if text == "" {
		return
	}
	if n := len(s.tokens); n > 0 && s.tokens[n-1].Class == class {
		s.tokens[n-1].Text += text
		return
	}
	s.tokens = append(s.tokens, Token{text, class})
}

func (s *scanner) rest() string { return s.src[s.pos:] }

// take advances over n bytes and returns them.
func (s *scanner) take(n int) string {
	text := s.src[s.pos : s.pos+n]
	s.pos += n
	return text
}

// takeWhile advances over the runes that satisfy ok.
func (s *scanner) takeWhile(ok func(rune) bool) string {
	start := s.pos
	for s.pos < len(s.src) {
		r, n := utf8.DecodeRuneInString(s.rest())
		if !ok(r) {
			break
		}
		s.pos += n
	}
	return s.src[start:s.pos]
}

func isWordStart(r rune) bool { return r == '_' || unicode.IsLetter(r) }
func isWord(r rune) bool      { return isWordStart(r) || unicode.IsDigit(r) }
func isNumber(r rune) bool    { return isWord(r) || r == '.' }

// peek is the rune at the scanner's place, 0 at the end.
func (s *scanner) peek() rune {
	if s.pos >= len(s.src) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.rest())
	return r
}

// takeRune advances over one rune, or one byte that is not UTF-8.
func (s *scanner) takeRune() string {
	_, n := utf8.DecodeRuneInString(s.rest())
	return s.take(n)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
