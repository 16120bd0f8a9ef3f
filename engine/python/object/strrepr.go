package object

import "unicode"

// isPrintable tells whether repr shows a code point as it is. Lone surrogates are not printable.
func isPrintable(r rune) bool {
	if r < 0x7f {
		return r >= ' '
	}
	return unicode.IsPrint(r)
}

// reprStr is repr(s).
func reprStr(s string) string {
	quote := byte('\'')
	single, double, plain := false, false, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'':
			single = true
		case c == '"':
			double = true
		case c < ' ' || c >= 0x7f || c == '\\':
			plain = false
		}
	}
	if single && !double {
		quote = '"'
	}
	if plain && !(single && double) {
		return string(quote) + s + string(quote)
	}
	b := make([]byte, 0, len(s)+8)
	b = append(b, quote)
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 {
			b = appendEscaped(b, c, quote)
			i++
			continue
		}
		r, n := DecodeRune(s[i:])
		if isPrintable(r) {
			b = append(b, s[i:i+n]...)
		} else {
			b = append(b, escapeRune(r)...)
		}
		i += n
	}
	return string(append(b, quote))
}

// reprText is reprStr that asks for memory where the text is long.
func reprText(t *Thread, s string) (string, error) {
	if len(s) > 1<<12 {
		n := len(s)
		for i := 0; i < len(s); i++ {
			if c := s[i]; c < ' ' || c == 0x7f {
				n += 3
			} else if c >= 0x80 && c < 0xC0 || c == '\\' || c == '\'' {
				n++
			}
		}
		if err := allocText(t, n*2); err != nil {
			return "", err
		}
	}
	return reprStr(s), nil
}

// appendEscaped writes one ASCII byte as the reprs of str and bytes do.
func appendEscaped(b []byte, c, quote byte) []byte {
	switch {
	case c == quote || c == '\\':
		return append(b, '\\', c)
	case c == '\n':
		return append(b, '\\', 'n')
	case c == '\r':
		return append(b, '\\', 'r')
	case c == '\t':
		return append(b, '\\', 't')
	case c < ' ' || c >= 0x7f:
		return append(b, escapeRune(rune(c))...)
	}
	return append(b, c)
}

// ASCII is ascii(o): repr with everything beyond ASCII escaped.
func ASCII(t *Thread, o Object) (string, error) {
	s, err := Repr(t, o)
	if err != nil {
		return "", err
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return asciiEscape(s), nil
		}
	}
	return s, nil
}

func asciiEscape(s string) string {
	b := make([]byte, 0, len(s)+16)
	for s != "" {
		r, n := DecodeRune(s)
		if r < 0x80 {
			b = append(b, byte(r))
		} else {
			b = append(b, escapeRune(r)...)
		}
		s = s[n:]
	}
	return string(b)
}
