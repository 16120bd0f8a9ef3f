package syntax

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// number scans a numeric literal. Digits may be grouped by single underscores.
func (s *scanner) number() bool {
	start := s.pos
	if s.src[s.pos] == '0' {
		switch s.peekAt(1) {
		case 'x', 'X':
			return s.radix(start, "hexadecimal", isHexDigit)
		case 'o', 'O':
			return s.radix(start, "octal", func(c byte) bool { return '0' <= c && c <= '7' })
		case 'b', 'B':
			return s.radix(start, "binary", func(c byte) bool { return c == '0' || c == '1' })
		}
		return s.leadingZero(start)
	}
	if s.src[s.pos] != '.' && !s.decimalTail() {
		return false
	}
	return s.fraction(start)
}

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func (s *scanner) radix(start int, name string, ok func(byte) bool) bool {
	s.pos += 2
	for {
		if s.peek() == '_' {
			s.pos++
		}
		if !ok(s.peek()) {
			if isDigit(s.peek()) {
				return s.badDigit(name)
			}
			s.failHere("invalid %s literal", name)
			return false
		}
		for ok(s.peek()) {
			s.pos++
		}
		if s.peek() != '_' {
			break
		}
	}
	if isDigit(s.peek()) {
		return s.badDigit(name)
	}
	return s.endOfNumber(start, name)
}

func (s *scanner) badDigit(name string) bool {
	c := s.peek()
	s.pos++
	s.failHere("invalid digit '%c' in %s literal", c, name)
	return false
}

// leadingZero scans a literal that starts with 0: zeros alone, or the integer
// part of a float.
func (s *scanner) leadingZero(start int) bool {
	for {
		s.pos++
		if s.peek() == '_' {
			s.pos++
			if !isDigit(s.peek()) {
				s.failHere("invalid decimal literal")
				return false
			}
		}
		if s.peek() != '0' {
			break
		}
	}
	zerosEnd := s.pos
	if !isDigit(s.peek()) {
		return s.fraction(start)
	}
	if !s.decimalTail() {
		return false
	}
	switch s.peek() {
	case '.', 'e', 'E', 'j', 'J':
		return s.fraction(start)
	}
	s.fail(&Error{Kind: SyntaxError,
		Msg:  "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
		Line: s.line, Col: s.col(start), EndLine: s.line, EndCol: s.col(start) + zerosEnd - start})
	return false
}

// decimalTail scans the digits that come next.
func (s *scanner) decimalTail() bool {
	for {
		for isDigit(s.peek()) {
			s.pos++
		}
		if s.peek() != '_' {
			return true
		}
		s.pos++
		if !isDigit(s.peek()) {
			s.failHere("invalid decimal literal")
			return false
		}
	}
}

// fraction scans what may follow an integer part: fraction, exponent, j.
func (s *scanner) fraction(start int) bool {
	if s.peek() == '.' {
		s.pos++
		if isDigit(s.peek()) && !s.decimalTail() {
			return false
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		n := 1
		if sign := s.peekAt(1); sign == '+' || sign == '-' {
			n = 2
		}
		switch {
		case isDigit(s.peekAt(n)):
			s.pos += n
			if !s.decimalTail() {
				return false
			}
		case n == 2:
			s.pos += n
			s.failHere("invalid decimal literal")
			return false
		default:
			return s.endOfNumber(start, "decimal")
		}
	}
	if c := s.peek(); c == 'j' || c == 'J' {
		s.pos++
		return s.endOfNumber(start, "imaginary")
	}
	return s.endOfNumber(start, "decimal")
}

// endOfNumber refuses an identifier that touches the literal, unless it is one
// of the keywords that may follow a number in valid code.
func (s *scanner) endOfNumber(start int, name string) bool {
	c := s.peek()
	if c < 0x80 && isIdentPart(c) && !s.keywordFollows() {
		s.failHere("invalid %s literal", name)
		return false
	}
	if c < 0x80 && isIdentPart(c) {
		s.warnings = append(s.warnings, Warning{Msg: "invalid " + name + " literal", Line: s.line})
	}
	s.emit(tokNumber, start)
	return true
}

func (s *scanner) keywordFollows() bool {
	rest := s.src[s.pos:]
	if rest[0] == 'i' {
		c := s.peekAt(1)
		return c == 'f' || c == 'n' || c == 's'
	}
	for _, word := range [...]string{"and", "else", "for", "or", "not"} {
		if strings.HasPrefix(rest, word) {
			return len(rest) == len(word) || !isIdentPart(rest[len(word)])
		}
	}
	return false
}

// numberValue returns the value of a numeric literal: int64, *big.Int,
// float64 or complex128. It reports false for a decimal integer that is
// longer than CPython converts.
func numberValue(text string) (any, bool) {
	if strings.IndexByte(text, '_') >= 0 {
		text = strings.ReplaceAll(text, "_", "")
	}
	if len(text) > 2 && text[0] == '0' && text[1] > '9' && text[1] != 'e' && text[1] != 'E' && text[1] != 'j' && text[1] != 'J' {
		return integerValue(text[2:], map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[text[1]]), true
	}
	last := text[len(text)-1]
	if last == 'j' || last == 'J' {
		return complex(0, floatValue(text[:len(text)-1])), true
	}
	if strings.ContainsAny(text, ".eE") {
		return floatValue(text), true
	}
	if len(text) > maxIntDigits {
		return nil, false
	}
	return integerValue(text, 10), true
}

// maxIntDigits is CPython's default limit for converting decimal digits, which
// takes quadratic time there.
const maxIntDigits = 4300

func integerValue(digits string, base int) any {
	if n, err := strconv.ParseInt(digits, base, 64); err == nil {
		return n
	}
	n, _ := new(big.Int).SetString(digits, base)
	return n
}

func floatValue(text string) float64 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return math.NaN() // the scanner lets no such text through
	}
	return f
}
