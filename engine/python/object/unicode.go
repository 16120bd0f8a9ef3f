package object

import (
	"strings"
	"unicode"
)

// decimalValue is the value of a decimal digit of any script, or -1. Unicode keeps each script's ten digits together,
// beginning at a multiple that the category table shows.
func decimalValue(r rune) int {
	if r < 0x80 {
		if '0' <= r && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	for _, rg := range unicode.Nd.R16 {
		if uint16(r) >= rg.Lo && r <= rune(rg.Hi) && r >= rune(rg.Lo) {
			return int(r-rune(rg.Lo)) % 10
		}
	}
	for _, rg := range unicode.Nd.R32 {
		if r >= rune(rg.Lo) && r <= rune(rg.Hi) {
			return int(r-rune(rg.Lo)) % 10
		}
	}
	return -1
}

// DecimalValue is the value of a decimal digit of any script, or -1.
func DecimalValue(r rune) int { return decimalValue(r) }

// IsDigit tells digits, also those that are not decimal: superscripts and the like.
func IsDigit(r rune) bool { return isDigitRune(r) }

// Classes of code points as str's methods know them.

func isDigitRune(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	if unicode.Is(unicode.Nd, r) {
		return true
	}
	for i := 0; i < len(digitRanges); i += 2 {
		if r <= digitRanges[i+1] {
			return r >= digitRanges[i]
		}
	}
	return false
}

func isNumericRune(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return unicode.IsNumber(r) || r >= 0x3405 && strings.ContainsRune(numericLetters, r)
}

func isLowerRune(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r)
}

func isUpperRune(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r)
}

func isCased(r rune) bool { return isLowerRune(r) || isUpperRune(r) || unicode.IsTitle(r) }

// isCaseIgnorable is the derived property of that name, as far as the final sigma needs it.
func isCaseIgnorable(r rune) bool {
	switch r {
	case '\'', '.', ':', '^', '`', 0xa8, 0xad, 0xaf, 0xb4, 0xb7, 0xb8, 0x2019, 0x2018, 0x2024, 0x2027, 0xfe13, 0xfe52, 0xfe55, 0xff07, 0xff0e, 0xff1a:
		return true
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk)
}

// notIdent are letters that NFKC turns into something else, which keeps them out of identifiers.
const notIdent = "\u037a\u2e2f\u309b\u309c\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63\ufdfa\ufdfb\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e"

// IsIdentStart and IsIdentPart tell what an identifier may begin and go on with.
func IsIdentStart(r rune) bool {
	if r < 0x80 {
		return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)) && !strings.ContainsRune(notIdent+"\u0e33\u0eb3\uff9e\uff9f", r)
}

// IsIdentPart tells whether an identifier may go on with r.
func IsIdentPart(r rune) bool {
	if r < 0x80 {
		return IsIdentStart(r) || '0' <= r && r <= '9'
	}
	return (unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)) && !strings.ContainsRune(notIdent, r)
}

func appendUpper(b []byte, r rune) []byte {
	if s, ok := fullUpper[r]; ok {
		return append(b, s...)
	}
	return AppendRune(b, unicode.ToUpper(r))
}

func appendTitle(b []byte, r rune) []byte {
	if s, ok := fullTitle[r]; ok {
		return append(b, s...)
	}
	return AppendRune(b, unicode.ToTitle(r))
}

func appendFold(b []byte, r rune) []byte {
	switch {
	case r == 0x130:
		return append(b, "i\u0307"...)
	case 0x13a0 <= r && r <= 0x13f5:
		return AppendRune(b, r)
	case 0xab70 <= r && r <= 0xabbf || 0x13f8 <= r && r <= 0x13fd:
		return AppendRune(b, unicode.ToUpper(r))
	}
	if s, ok := fullFold[r]; ok {
		return append(b, s...)
	}
	return AppendRune(b, unicode.ToLower(r))
}

// appendLower is the lower-case form of rs[i]; a capital sigma at the end of a word becomes a final one.
func appendLower(b []byte, rs []rune, i int) []byte {
	switch r := rs[i]; r {
	case 0x130:
		return append(b, "i\u0307"...)
	case 0x3a3:
		j := i - 1
		for j >= 0 && isCaseIgnorable(rs[j]) {
			j--
		}
		final := j >= 0 && isCased(rs[j])
		if final {
			k := i + 1
			for k < len(rs) && isCaseIgnorable(rs[k]) {
				k++
			}
			final = k == len(rs) || !isCased(rs[k])
		}
		if final {
			return AppendRune(b, 0x3c2)
		}
		return AppendRune(b, 0x3c3)
	default:
		return AppendRune(b, unicode.ToLower(r))
	}
}
