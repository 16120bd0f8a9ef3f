package unidata

import (
	"strings"
	"sync"
)

type decompositions struct {
	text  map[rune]string // as unicodedata.decomposition() gives them
	pairs map[[2]rune]rune
}

var decomposed = sync.OnceValue(func() decompositions {
	d := decompositions{map[rune]string{}, map[[2]rune]rune{}}
	excluded := map[rune]bool{}
	lines(exclusionsText, func(line string) { excluded[hex(line)] = true })
	lines(decompositionsText, func(line string) {
		c, text, _ := strings.Cut(line, " ")
		r := hex(c)
		d.text[r] = text
		if parts := strings.Fields(text); len(parts) == 2 && text[0] != '<' && !excluded[r] {
			d.pairs[[2]rune{hex(parts[0]), hex(parts[1])}] = r
		}
	})
	return d
})

// Decomposition is what a character is made of, as the Unicode database writes it; "" for nothing.
func Decomposition(r rune) string {
	if r < 0xA0 {
		return ""
	}
	return decomposed().text[r]
}

// Hangul syllables are composed by rule.
const (
	hangulL, hangulV, hangulT, hangulS = 0x1100, 0x1161, 0x11A7, 0xAC00
	countL, countV, countT             = 19, 21, 28
)

func appendDecomposed(out []rune, r rune, compatible bool) []rune {
	if r < 0xA0 {
		return append(out, r)
	}
	if i := r - hangulS; 0 <= i && i < countL*countV*countT {
		out = append(out, hangulL+i/(countV*countT), hangulV+i%(countV*countT)/countT)
		if t := i % countT; t != 0 {
			out = append(out, hangulT+t)
		}
		return out
	}
	text := decomposed().text[r]
	if text == "" || text[0] == '<' && !compatible {
		return append(out, r)
	}
	if text[0] == '<' {
		_, text, _ = strings.Cut(text, "> ")
	}
	for _, part := range strings.Fields(text) {
		out = appendDecomposed(out, hex(part), compatible)
	}
	return out
}

func compose(a, b rune) (rune, bool) {
	if l, v := a-hangulL, b-hangulV; 0 <= l && l < countL && 0 <= v && v < countV {
		return hangulS + (l*countV+v)*countT, true
	}
	if s, t := a-hangulS, b-hangulT; 0 <= s && s < countL*countV*countT && s%countT == 0 && 0 < t && t < countT {
		return a + t, true
	}
	r, ok := decomposed().pairs[[2]rune{a, b}]
	return r, ok
}

// Normalize brings text into one of the forms NFC, NFD, NFKC and NFKD.
func Normalize(form string, text []rune) []rune {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		out = appendDecomposed(out, r, len(form) == 4)
	}
	// Marks of different classes come in the order of their classes.
	for i := 1; i < len(out); i++ {
		c := Combining(out[i])
		if c == 0 {
			continue
		}
		for j := i; j > 0 && Combining(out[j-1]) > c; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	if form[len(form)-1] == 'D' {
		return out
	}
	composed := out[:0:0]
	starter, last := -1, 0 // where the last starter is; the class before the one at hand
	for _, r := range out {
		c := Combining(r)
		if starter >= 0 && (last < c || last == 0 && starter == len(composed)-1) {
			if p, ok := compose(composed[starter], r); ok {
				composed[starter] = p
				continue
			}
		}
		if c == 0 {
			starter = len(composed)
		}
		last = c
		composed = append(composed, r)
	}
	return composed
}
