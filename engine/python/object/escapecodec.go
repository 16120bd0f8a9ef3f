package object

// The codecs unicode_escape and raw_unicode_escape: text as in a string literal.

func encodeEscapes(s string, raw bool) []byte {
	var b []byte
	for s != "" {
		r, n := DecodeRune(s)
		s = s[n:]
		switch {
		case raw && r < 0x100:
			b = append(b, byte(r))
		case raw:
			b = append(b, escapeRune(r)...)
		case r == '\\':
			b = append(b, '\\', '\\')
		case r < 0x7f:
			b = appendEscaped(b, byte(r), 0)
		default:
			b = append(b, escapeRune(r)...)
		}
	}
	return b
}

// escapes decodes; bytes beyond ASCII are Latin-1.
func (d *decoder) escapes(raw bool) (string, error) {
	d.name = "unicodeescape"
	if raw {
		d.name = "rawunicodeescape"
	}
	s := d.src
	simple := map[byte]byte{'\\': '\\', '\'': '\'', '"': '"', 'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11}
	for i := 0; i < len(s); {
		c := s[i]
		if c != '\\' {
			d.out = AppendRune(d.out, rune(c))
			i++
			continue
		}
		if i+1 == len(s) {
			if raw {
				d.out = append(d.out, c)
				break
			}
			var err error
			if i, err = d.fail(i, i+1, "\\ at end of string"); err != nil {
				return "", err
			}
			continue
		}
		e := s[i+1]
		size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[e]
		if raw && e == 'x' {
			size = 0
		}
		switch {
		case size > 0:
			v, n := rune(0), 0
			for n < size && i+2+n < len(s) && digitValue(s[i+2+n]) >= 0 && digitValue(s[i+2+n]) < 16 {
				v = v<<4 | rune(digitValue(s[i+2+n]))
				n++
			}
			reason := ""
			if n < size {
				reason = map[byte]string{'x': "truncated \\xXX escape", 'u': "truncated \\uXXXX escape", 'U': "truncated \\UXXXXXXXX escape"}[e]
			} else if v < 0 || v > 0x10ffff {
				reason = "illegal Unicode character"
			}
			if reason != "" {
				var err error
				if i, err = d.fail(i, i+2+n, reason); err != nil {
					return "", err
				}
				continue
			}
			d.out = AppendRune(d.out, v)
			i += 2 + size
		case raw:
			d.out = append(d.out, '\\')
			i++
		case e == '\n':
			i += 2
		case simple[e] != 0:
			d.out = append(d.out, simple[e])
			i += 2
		case e >= '0' && e <= '7':
			v, n := rune(0), 0
			for n < 3 && i+1+n < len(s) && s[i+1+n] >= '0' && s[i+1+n] <= '7' {
				v = v<<3 | rune(s[i+1+n]-'0')
				n++
			}
			d.out = AppendRune(d.out, v)
			i += 1 + n
		case e == 'N':
			var err error
			if i, err = d.fail(i, i+2, "unknown Unicode character name"); err != nil {
				return "", err
			}
		default:
			d.out = append(d.out, '\\')
			i++
		}
	}
	return string(d.out), nil
}
