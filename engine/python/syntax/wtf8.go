package syntax

import "unicode/utf8"

// Python strings may hold lone surrogates, which UTF-8 cannot write. WTF-8
// gives each the three bytes that the general scheme of UTF-8 would.

// appendWTF8 appends the code point, surrogates included.
func appendWTF8(b []byte, r rune) []byte {
	if 0xD800 <= r && r <= 0xDFFF {
		return append(b, 0xED, byte(r>>6&0x3F)|0x80, byte(r&0x3F)|0x80)
	}
	return utf8.AppendRune(b, r)
}

// decodeWTF8 returns the first code point of s and its length in bytes.
func decodeWTF8(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}
