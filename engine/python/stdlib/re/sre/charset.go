package sre

import "unicode"

// folding says which characters count as equal.
type folding uint8

const (
	foldNone folding = iota
	foldASCII
	foldUnicode
)

func foldingOf(f Flags, bytes bool) folding {
	switch {
	case f&IgnoreCase == 0:
		return foldNone
	case bytes || f&(ASCII|Locale) != 0:
		return foldASCII
	}
	return foldUnicode
}

// canonical is the representative of all characters that are equal to r when case is ignored. The dotted and the dotless i belong to i, as
// for CPython.
func canonical(r rune, f folding) rune {
	if r < 0x80 {
		if f != foldNone && 'a' <= r && r <= 'z' {
			return r - 32
		}
		return r
	}
	if f != foldUnicode {
		return r
	}
	switch r {
	case 0x130, 0x131:
		return 'I'
	case 0x1fd3, 0x1fe3, 0xfb06: // equal to these though Unicode's simple folding does not say so
		return map[rune]rune{0x1fd3: 0x390, 0x1fe3: 0x3b0, 0xfb06: 0xfb05}[r]
	}
	least := unicode.ToLower(r)
	for o := unicode.SimpleFold(least); ; o = unicode.SimpleFold(o) {
		if o < least {
			least = o
		}
		if o == unicode.ToLower(r) {
			return least
		}
	}
}

// extraCases are characters with a canonical one that simple folding does not lead to.
var extraCases = map[rune][]rune{'I': {0x130, 0x131}, 0x390: {0x1fd3}, 0x3b0: {0x1fe3}, 0xfb05: {0xfb06}}

// hasCase tells whether another character counts as equal to r.
func hasCase(r rune, f folding) bool {
	switch f {
	case foldASCII:
		return isASCIILetter(r)
	case foldUnicode:
		switch r {
		case 0x130, 0x131, 0x390, 0x1fd3, 0x3b0, 0x1fe3, 0xfb05, 0xfb06:
			return true
		}
		return unicode.SimpleFold(r) != r || unicode.ToLower(r) != r
	}
	return false
}

func isWord(r rune, ascii bool) bool {
	if r < 0x80 {
		return r == '_' || '0' <= r && r <= '9' || isASCIILetter(r)
	}
	return !ascii && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

func isDigit(r rune, ascii bool) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return !ascii && unicode.Is(unicode.Nd, r)
}

func isWhite(r rune, ascii bool) bool {
	if r < 0x80 {
		return isSpace(r) || !ascii && 0x1c <= r && r <= 0x1f
	}
	return !ascii && (r == 0x85 || unicode.Is(unicode.Z, r))
}

// charSet is a character class made ready: a bitmap for the first 256 characters, the definition for others.
type charSet struct {
	bits   [4]uint64
	items  []setItem
	negate bool
	ascii  bool // \w, \d and \s know ASCII alone
	fold   folding
}

func newCharSet(items []setItem, negate bool, f Flags, bytes bool) *charSet {
	s := &charSet{items: items, negate: negate, ascii: bytes || f&(ASCII|Locale) != 0 || f&Unicode == 0, fold: foldingOf(f, bytes)}
	for r := rune(0); r < 256; r++ {
		if s.slow(r) {
			s.bits[r>>6] |= 1 << (r & 63)
		}
	}
	return s
}

func (s *charSet) has(r rune) bool {
	if r < 256 {
		return s.bits[r>>6]&(1<<(r&63)) != 0
	}
	return s.slow(r)
}

func (s *charSet) slow(r rune) bool {
	if s.listed(r) {
		return !s.negate
	}
	if hasCase(r, s.fold) {
		c := canonical(r, s.fold)
		if s.listed(c) || s.fold == foldASCII && s.listed(c+32) {
			return !s.negate
		}
		if s.fold == foldUnicode {
			for _, o := range extraCases[c] {
				if s.listed(o) {
					return !s.negate
				}
			}
			for o := unicode.SimpleFold(c); o != c; o = unicode.SimpleFold(o) {
				if s.listed(o) {
					return !s.negate
				}
			}
		}
	}
	return s.negate
}

func (s *charSet) listed(r rune) bool {
	for i := range s.items {
		it := &s.items[i]
		switch it.cat {
		case 0:
			if it.lo <= r && r <= it.hi {
				return true
			}
		case 'd':
			if isDigit(r, s.ascii) {
				return true
			}
		case 'D':
			if !isDigit(r, s.ascii) {
				return true
			}
		case 's':
			if isWhite(r, s.ascii) {
				return true
			}
		case 'S':
			if !isWhite(r, s.ascii) {
				return true
			}
		case 'w':
			if isWord(r, s.ascii) {
				return true
			}
		case 'W':
			if !isWord(r, s.ascii) {
				return true
			}
		}
	}
	return false
}
