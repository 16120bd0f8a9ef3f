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
