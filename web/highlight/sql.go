package highlight

import "strings"

// sqlKeywords are the words that Django's compiler and schema editor write
// for SQLite. The page's own sql.ts has the same list; a browser test
// compares the two on what they draw.
var sqlKeywords = set(`SELECT FROM WHERE AND OR NOT IN IS NULL LIKE ESCAPE BETWEEN EXISTS GROUP BY HAVING ORDER ASC
	DESC LIMIT OFFSET DISTINCT AS INNER LEFT OUTER CROSS JOIN ON UNION ALL INTERSECT EXCEPT INSERT INTO VALUES
	RETURNING UPDATE SET DELETE CREATE TABLE INDEX UNIQUE PRIMARY KEY REFERENCES CONSTRAINT CHECK DEFAULT
	AUTOINCREMENT DEFERRABLE INITIALLY DEFERRED BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE TO CASE WHEN THEN ELSE END
	CAST OVER PARTITION IGNORE DO NOTHING CONFLICT WITH EXPLAIN QUERY PLAN TRUE FALSE`)

// SQL cuts a statement into coloured tokens: keywords, strings, numbers and
// placeholders. Quoted names stay plain, they are most of the text.
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
			if sqlKeywords[strings.ToUpper(word)] && word == strings.ToUpper(word) {
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
