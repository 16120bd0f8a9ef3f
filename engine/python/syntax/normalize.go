package syntax

import (
	"strings"
	"unicode/utf8"
)

// normalizeIdent brings an identifier into the form in which it is compared.
// CPython uses Unicode's NFKC, whose tables would be a noticeable part of the
// engine's size. This covers what keyboards and copied text produce: letters
// and digits of full width, mathematical letters, a few ligatures and signs,
// and Latin letters with a separate accent, as some systems write them.
func normalizeIdent(s string) string {
	if isASCII(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if composed, ok := compose(out, r); ok {
			_, n := utf8.DecodeLastRune(out)
			out = utf8.AppendRune(out[:len(out)-n], composed)
			continue
		}
		out = append(out, compatible(r)...)
	}
	return string(out)
}

// compatible returns what the compatibility character r stands for, or r.
func compatible(r rune) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	switch {
	case 0xFF10 <= r && r <= 0xFF5E:
		return string(r - 0xFF00 + ' ')
	case 0x1D400 <= r && r <= 0x1D6A3:
		i := (r - 0x1D400) % 52
		return letters[i : i+1]
	case 0x1D7CE <= r && r <= 0x1D7FF:
		return string('0' + (r-0x1D7CE)%10)
	}
	if s, ok := compatibleRunes[r]; ok {
		return s
	}
	return string(r)
}

var compatibleRunes = map[rune]string{
	'ª': "a", 'º': "o", 'µ': "μ", 'ſ': "s", 'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl",
	'ĳ': "ij", 'Ĳ': "IJ", 'ℂ': "C", 'ℍ': "H", 'ℕ': "N", 'ℙ': "P", 'ℚ': "Q", 'ℝ': "R", 'ℤ': "Z",
	'ℎ': "h", 'ℓ': "l", 'ℼ': "π", 'ℯ': "e", 'ⅈ': "i", 'ⅉ': "j", 'Å': "Å", 'K': "K", 'Ω': "Ω",
}

// accents lists, for each combining accent, letters with and without it.
var accents = map[rune][2]string{
	0x300: {"AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"},
	0x301: {"AEIOUYaeiouyCcNnSsZzLlRr", "ÁÉÍÓÚÝáéíóúýĆćŃńŚśŹźĹĺŔŕ"},
	0x302: {"AEIOUaeiouCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"},
	0x303: {"ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"},
	0x308: {"AEIOUaeiouyY", "ÄËÏÖÜäëïöüÿŸ"},
	0x30A: {"AaUu", "ÅåŮů"},
	0x30C: {"CcDdEeNnRrSsTtZzAaIiOoUu", "ČčĎďĚěŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔ"},
	0x327: {"CcSsTtGgKkLlNnRr", "ÇçŞşŢţĢģĶķĻļŅņŖŗ"},
	0x328: {"AaEeIiUu", "ĄąĘęĮįŲų"},
	0x304: {"AaEeIiOoUu", "ĀāĒēĪīŌōŪū"},
	0x306: {"AaGgUuEeIiOo", "ĂăĞğŬŭĔĕĬĭŎŏ"},
	0x307: {"CcEeGgIZz", "ĊċĖėĠġİŻż"},
	0x30B: {"OoUu", "ŐőŰű"},
}

// compose returns the last letter of out with the accent r.
func compose(out []byte, r rune) (rune, bool) {
	pair, ok := accents[r]
	if !ok || len(out) == 0 {
		return 0, false
	}
	i := strings.IndexByte(pair[0], out[len(out)-1])
	if i < 0 {
		return 0, false
	}
	return []rune(pair[1])[i], true
}
