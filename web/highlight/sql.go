package highlight

import "strings"

// SQL cuts a statement into coloured tokens: keywords, strings, numbers and
// placeholders. Quoted names stay plain, they are most of the text. Keywords,
// with SQL's own functions, are what Django writes in capitals: no list of them
// has to reach the page, whose sql.ts does the same.
func SQL(src string) []Token {
	s := &scanner{src: src}
	for s.pos < len(s.src) {
		r := s.peek()
		switch {
		case r == '\'':
			s.emit(s.sqlQuoted("'"), String)
		case r == '"':
			s.emit(s.sqlQuoted(`"`), "")
		case strings.HasPrefix(s.rest(), "%s"):
			s.emit(s.take(2), Constant)
		case r >= '0' && r <= '9':
			s.emit(s.takeWhile(isNumber), Number)
		case isWordStart(r):
			word := s.takeWhile(isWord)
			if len(word) > 1 && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
				s.emit(word, Keyword)
			} else {
				s.emit(word, "")
			}
		default:
			s.emit(s.takeRune(), "")
		}
	}
	return s.tokens
}

// sqlQuoted takes a quoted string or name; a doubled quote stands for one.
func (s *scanner) sqlQuoted(quote string) string {
	start := s.pos
	s.pos++
	for s.pos < len(s.src) {
		if strings.HasPrefix(s.rest(), quote+quote) {
			s.pos += 2
			continue
		}
		s.pos++
		if s.src[s.pos-1:s.pos] == quote {
			break
		}
	}
	return s.src[start:s.pos]
}
