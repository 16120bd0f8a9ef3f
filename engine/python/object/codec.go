package object

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text encodings: what str.encode, bytes.decode and their like know.

// codecName is the canonical name of an encoding as its errors print it; "" when it is unknown.
func codecName(name string) string {
	n := strings.ToLower(strings.NewReplacer("_", "-", " ", "-").Replace(name))
	switch n {
	case "utf-8", "utf8", "u8", "utf", "utf8-ucs2", "utf8-ucs4", "cp65001":
		return "utf-8"
	case "utf-8-sig":
		return "utf-8-sig"
	case "ascii", "us-ascii", "646", "ansi-x3.4-1968", "iso646-us":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "cp819", "l1", "latin":
		return "latin-1"
	case "utf-16", "utf16", "u16":
		return "utf-16"
	case "utf-16-le", "utf-16le":
		return "utf-16-le"
	case "utf-16-be", "utf-16be":
		return "utf-16-be"
	case "utf-32", "utf32", "u32":
		return "utf-32"
	case "utf-32-le", "utf-32le":
		return "utf-32-le"
	case "utf-32-be", "utf-32be":
		return "utf-32-be"
	case "unicode-escape", "unicodeescape":
		return "unicode-escape"
	case "raw-unicode-escape", "rawunicodeescape":
		return "raw-unicode-escape"
	}
	return charmapName(n)
}

// unknownEncoding is the error about an encoding that isn't there; verb is what its user wanted.
func unknownEncoding(name, verb string) error {
	if isByteCodec(strings.ToLower(strings.ReplaceAll(name, "_", "-"))) {
		return Errorf(LookupErrorType, "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", name, verb)
	}
	return Errorf(LookupErrorType, "unknown encoding: %s", name)
}

// CodecName is the canonical name of an encoding, or a LookupError.
func CodecName(encoding string) (string, error) {
	name := codecName(encoding)
	if name == "" {
		return "", unknownEncoding(encoding, "encode")
	}
	return name, nil
}

// Encode is str.encode.
func Encode(t *Thread, s *Str, encoding, errors string) (Object, error) {
	name := codecName(encoding)
	if name == "" {
		return nil, unknownEncoding(encoding, "encode")
	}
	if err := allocText(t, len(s.s)); err != nil {
		return nil, err
	}
	switch name {
	case "utf-8", "utf-8-sig":
		prefix := ""
		if name == "utf-8-sig" {
			prefix, name = "\ufeff", "utf-8"
		}
		if validText(s.s) {
			return NewBytes([]byte(prefix + s.s)), nil
		}
		b, err := encodePoints(t, s, name, errors, "surrogates not allowed", true, func(b []byte, r rune) ([]byte, bool) {
			if 0xD800 <= r && r <= 0xDFFF {
				return b, false
			}
			return utf8.AppendRune(b, r), true
		})
		return NewBytes(append([]byte(prefix), b...)), err
	case "ascii", "latin-1":
		limit, reason := rune(0x80), "ordinal not in range(128)"
		if name == "latin-1" {
			limit, reason = 0x100, "ordinal not in range(256)"
		} else if s.IsASCII() {
			return NewBytes([]byte(s.s)), nil
		}
		b, err := encodePoints(t, s, name, errors, reason, true, func(b []byte, r rune) ([]byte, bool) {
			return append(b, byte(r)), r < limit
		})
		return NewBytes(b), err
	}
	if table, ok := charmaps[name]; ok {
		b, err := encodePoints(t, s, "charmap", errors, "character maps to <undefined>", true, charmapEncode(table))
		return NewBytes(b), err
	}
	if strings.HasSuffix(name, "escape") {
		return NewBytes(encodeEscapes(s.s, name == "raw-unicode-escape")), nil
	}
	wide := strings.HasPrefix(name, "utf-32")
	big := strings.HasSuffix(name, "-be")
	unit := func(b []byte, v uint32, n int) []byte {
		for i := 0; i < n; i++ {
			shift := 8 * i
			if big {
				shift = 8 * (n - 1 - i)
			}
			b = append(b, byte(v>>shift))
		}
		return b
	}
	size := 2
	if wide {
		size = 4
	}
	b, err := encodePoints(t, s, name, errors, "surrogates not allowed", false, func(b []byte, r rune) ([]byte, bool) {
		if 0xD800 <= r && r <= 0xDFFF {
			return b, false
		}
		if !wide && r > 0xffff {
			r -= 0x10000
			return unit(unit(b, uint32(0xD800+r>>10), 2), uint32(0xDC00+r&0x3ff), 2), true
		}
		return unit(b, uint32(r), size), true
	})
	if err == nil && !strings.HasSuffix(name, "e") {
		b = append(unit(nil, 0xfeff, size), b...)
	}
	return NewBytes(b), err
}

// unknownHandler is the error about an error handler; all but the commonest codecs wrap it.
func unknownHandler(what, codec, errors string) error {
	msg := "unknown error handler name '" + errors + "'"
	switch codec {
	case "utf-8", "ascii", "latin-1":
	case "charmap":
		codec = "cp1252"
		fallthrough
	default:
		msg = what + " with '" + codec + "' codec failed (LookupError: " + msg + ")"
	}
	return Errorf(LookupErrorType, "%s", msg)
}

// encodePoints encodes code point by code point; put says whether it could. Runs of code points that cannot be encoded are one error
// where runs is set. Replacements are encoded themselves.
func encodePoints(t *Thread, s *Str, name, errors, reason string, runs bool, put func([]byte, rune) ([]byte, bool)) ([]byte, error) {
	var out []byte
	rs := s.points()
	for i := 0; i < len(rs); {
		b, ok := put(out, rs[i])
		if ok {
			out = b
			i++
			continue
		}
		j := i + 1
		for runs && j < len(rs) {
			if _, ok := put(nil, rs[j]); ok {
				break
			}
			j++
		}
		was := len(out)
		for k := i; k < j; k++ {
			var rep string
			switch errors {
			case "strict":
				return nil, newUnicodeError(UnicodeEncodeErrorType, name, s, i, j, reason)
			case "ignore":
				continue
			case "replace":
				rep = "?"
			case "backslashreplace":
				rep = escapeRune(rs[k])
			case "xmlcharrefreplace":
				rep = "&#" + strconv.Itoa(int(rs[k])) + ";"
			case "namereplace":
				rep = namedEscape(rs[k])
			case "surrogateescape":
				if r := rs[k]; 0xDC80 <= r && r <= 0xDCFF {
					out = append(out, byte(r-0xDC00))
					continue
				}
				return nil, newUnicodeError(UnicodeEncodeErrorType, name, s, i, j, reason)
			case "surrogatepass":
				r := rs[k]
				if r < 0xD800 || r > 0xDFFF || !strings.HasPrefix(name, "utf-") {
					return nil, newUnicodeError(UnicodeEncodeErrorType, name, s, i, j, reason)
				}
				switch name {
				case "utf-8":
					out = AppendRune(out, r)
				case "utf-16-be":
					out = append(out, byte(r>>8), byte(r))
				case "utf-16", "utf-16-le":
					out = append(out, byte(r), byte(r>>8))
				case "utf-32-be":
					out = append(out, 0, 0, byte(r>>8), byte(r))
				default:
					out = append(out, byte(r), byte(r>>8), 0, 0)
				}
				continue
			default:
				return nil, unknownHandler("encoding", name, errors)
			}
			for _, r := range rep {
				out, _ = put(out, r)
			}
		}
		if err := chargeText(t, len(out), len(out)-was); err != nil {
			return nil, err
		}
		i = j
	}
	return out, nil
}

// Decode is bytes.decode.
func Decode(t *Thread, b []byte, encoding, errors string) (string, error) {
	name := codecName(encoding)
	if name == "" {
		return "", unknownEncoding(encoding, "decode")
	}
	if err := allocText(t, len(b)); err != nil {
		return "", err
	}
	d := decoder{src: b, name: name, errors: errors}
	switch name {
	case "utf-8-sig":
		if len(b) >= 3 && string(b[:3]) == "\ufeff" {
			d.src = b[3:]
		}
		d.name = "utf-8"
		return d.utf8()
	case "utf-8":
		return d.utf8()
	case "ascii":
		return d.each(func(c byte) (rune, bool) { return rune(c), c < 0x80 }, "ordinal not in range(128)")
	case "latin-1":
		return d.each(func(c byte) (rune, bool) { return rune(c), true }, "")
	}
	if table, ok := charmaps[name]; ok {
		d.name = "charmap"
		return d.each(charmapDecode(table), "character maps to <undefined>")
	}
	if strings.HasSuffix(name, "escape") {
		return d.escapes(name == "raw-unicode-escape")
	}
	return d.wide(strings.HasPrefix(name, "utf-32"))
}

type decoder struct {
	src    []byte
	out    []byte
	name   string
	errors string
}

// fail deals with the bytes from i to j as the error handler says, and gives where decoding goes on.
func (d *decoder) fail(i, j int, reason string) (int, error) {
	switch d.errors {
	case "strict":
		return 0, newUnicodeError(UnicodeDecodeErrorType, d.name, NewBytes(append([]byte(nil), d.src...)), i, j, reason)
	case "ignore":
	case "replace":
		d.out = append(d.out, "\ufffd"...)
	case "backslashreplace":
		for _, c := range d.src[i:j] {
			d.out = append(d.out, escapeRune(rune(c))...)
		}
	case "surrogateescape":
		k := i
		for k < j && k < i+4 && d.src[k] >= 0x80 {
			d.out = AppendRune(d.out, 0xDC00+rune(d.src[k]))
			k++
		}
		if k == i {
			return 0, newUnicodeError(UnicodeDecodeErrorType, d.name, NewBytes(append([]byte(nil), d.src...)), i, j, reason)
		}
		return k, nil
	case "surrogatepass":
		return 0, newUnicodeError(UnicodeDecodeErrorType, d.name, NewBytes(append([]byte(nil), d.src...)), i, j, reason)
	default:
		return 0, unknownHandler("decoding", d.name, d.errors)
	}
	return j, nil
}

func (d *decoder) each(f func(byte) (rune, bool), reason string) (string, error) {
	for i, c := range d.src {
		r, ok := f(c)
		if ok {
			d.out = utf8.AppendRune(d.out, r)
			continue
		}
		if _, err := d.fail(i, i+1, reason); err != nil {
			return "", err
		}
	}
	return string(d.out), nil
}

func (d *decoder) utf8() (string, error) {
	if utf8.Valid(d.src) {
		return string(d.src), nil
	}
	s := d.src
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 {
			d.out = append(d.out, c)
			i++
			continue
		}
		need, lo, hi := 0, byte(0x80), byte(0xBF)
		switch {
		case c >= 0xC2 && c <= 0xDF:
			need = 2
		case c >= 0xE0 && c <= 0xEF:
			need = 3
			if c == 0xE0 {
				lo = 0xA0
			} else if c == 0xED {
				hi = 0x9F
			}
		case c >= 0xF0 && c <= 0xF4:
			need = 4
			if c == 0xF0 {
				lo = 0x90
			} else if c == 0xF4 {
				hi = 0x8F
			}
		}
		if need == 0 {
			var err error
			if i, err = d.fail(i, i+1, "invalid start byte"); err != nil {
				return "", err
			}
			continue
		}
		n := 1
		for n < need && i+n < len(s) && s[i+n] >= lo && s[i+n] <= hi {
			lo, hi = 0x80, 0xBF
			n++
		}
		if n == need {
			d.out = append(d.out, s[i:i+n]...)
			i += n
			continue
		}
		if d.errors == "surrogatepass" && c == 0xED && i+2 < len(s) && s[i+1]&0xE0 == 0xA0 && s[i+2]&0xC0 == 0x80 {
			d.out = append(d.out, s[i:i+3]...)
			i += 3
			continue
		}
		reason, end := "invalid continuation byte", i+n
		if i+n == len(s) {
			reason = "unexpected end of data"
		}
		var err error
		if i, err = d.fail(i, end, reason); err != nil {
			return "", err
		}
	}
	return string(d.out), nil
}

// wide decodes UTF-16 and UTF-32.
func (d *decoder) wide(four bool) (string, error) {
	size := 2
	if four {
		size = 4
	}
	big := strings.HasSuffix(d.name, "-be")
	s := d.src
	unit := func(i int) (v uint32) {
		for k := 0; k < size; k++ {
			shift := 8 * k
			if big {
				shift = 8 * (size - 1 - k)
			}
			v |= uint32(s[i+k]) << shift
		}
		return
	}
	i := 0
	marked := !strings.HasSuffix(d.name, "e") // the byte order is to be found out; errors then name the one taken
	if marked {
		d.name += "-le"
	}
	if marked && len(s) >= size {
		switch {
		case unit(0) == 0xfeff:
			i = size
		case !four && unit(0) == 0xfffe, four && unit(0) == 0xfffe0000:
			big, i = true, size
			d.name = strings.TrimSuffix(d.name, "-le") + "-be"
		}
	}
	for i < len(s) {
		if i+size > len(s) {
			var err error
			if i, err = d.fail(i, len(s), "truncated data"); err != nil {
				return "", err
			}
			continue
		}
		v := unit(i)
		reason, n := "", size
		switch {
		case four && v > 0x10ffff:
			reason = "code point not in range(0x110000)"
		case four && v >= 0xD800 && v <= 0xDFFF:
			reason = "code point in surrogate code point range(0xd800, 0xe000)"
		case !four && v >= 0xDC00 && v <= 0xDFFF:
			reason = "illegal encoding"
		case !four && v >= 0xD800 && v <= 0xDBFF:
			if i+4 > len(s) {
				reason, n = "unexpected end of data", len(s)-i
			} else if w := unit(i + 2); w >= 0xDC00 && w <= 0xDFFF {
				v, n = 0x10000+(v-0xD800)<<10+(w-0xDC00), 4
			} else {
				reason = "illegal UTF-16 surrogate"
			}
		}
		if reason != "" {
			if d.errors == "surrogatepass" && v >= 0xD800 && v <= 0xDFFF {
				d.out = AppendRune(d.out, rune(v))
			} else {
				var err error
				if i, err = d.fail(i, i+n, reason); err != nil {
					return "", err
				}
				continue
			}
		} else {
			d.out = utf8.AppendRune(d.out, rune(v))
		}
		i += n
	}
	return string(d.out), nil
}
