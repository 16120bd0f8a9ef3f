package highlight

import "strings"

var (
	pythonKeywords = set(`and as assert async await break class continue def del elif else except finally for
		from global if import in is lambda nonlocal not or pass raise return try while with yield`)
	pythonConstants = set("True False None")
	stringPrefixes  = set("r u b f br rb fr rf")
)

// Python cuts Python source into coloured tokens.
func Python(src string) []Token {
	s := &scanner{src: src}
	before := "" // the word before this one: "def" and "class" name what follows
	for s.pos < len(s.src) {
		r := s.peek()
		switch {
		case r == '#':
			s.emit(s.takeWhile(func(r rune) bool { return r != '\n' }), Comment)
		case r == '"' || r == '\'':
			s.emit(s.pythonString(), String)
			before = ""
		case r == '@' && s.startsLine():
			s.emit(s.takeWhile(func(r rune) bool { return r == '@' || isNumber(r) }), Meta)
		case r >= '0' && r <= '9':
			s.emit(s.takeWhile(isNumber), Number)
			before = ""
		case isWordStart(r):
			word := s.takeWhile(isWord)
			if next := s.peek(); (next == '"' || next == '\'') && stringPrefixes[strings.ToLower(word)] {
				s.emit(word+s.pythonString(), String)
				before = ""
				break
			}
			s.emit(word, pythonWord(word, before))
			before = word
		default:
			text := s.takeRune()
			s.emit(text, "")
			if strings.TrimSpace(text) != "" {
				before = text
			}
		}
	}
	return s.tokens
}

func pythonWord(word, before string) string {
	switch {
	case before == ".":
		return ""
	case pythonConstants[word]:
		return Constant
	case pythonKeywords[word]:
		return Keyword
	case before == "def":
		return Definition
	case before == "class":
		return Class
	}
	return ""
}

// startsLine reports whether only spaces stand between the line's start and
// the scanner's place.
func (s *scanner) startsLine() bool {
	line := s.src[strings.LastIndexByte(s.src[:s.pos], '\n')+1 : s.pos]
	return strings.TrimSpace(line) == ""
}

// pythonString takes a string literal from its opening quote. An unclosed
// one ends at its line's end, or at the end of the text when it is triple.
func (s *scanner) pythonString() string {
	start := s.pos
	quote := s.src[s.pos : s.pos+1]
	if strings.HasPrefix(s.rest(), strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	s.pos += len(quote)
	for s.pos < len(s.src) {
		switch rest := s.rest(); {
		case strings.HasPrefix(rest, quote):
			s.pos += len(quote)
			return s.src[start:s.pos]
		case rest[0] == '\\' && len(rest) > 1:
			s.pos += 2
		case rest[0] == '\n' && len(quote) == 1:
			return s.src[start:s.pos]
		default:
			s.pos++
		}
	}
	return s.src[start:s.pos]
}
