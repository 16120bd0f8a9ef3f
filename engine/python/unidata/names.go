package unidata

import (
	"fmt"
	"strings"
	"sync"
)

type nameTables struct {
	byRune map[rune]string
	byName map[string]rune
}

var names = sync.OnceValue(func() nameTables {
	t := nameTables{map[rune]string{}, map[string]rune{}}
	next := rune(0)
	lines(namesText, func(line string) {
		if strings.HasPrefix(line, "=") {
			next = hex(line[1:])
			return
		}
		if line != "" {
			t.byRune[next], t.byName[line] = line, next
		}
		next++
	})
	return t
})

// The characters whose names are made by rule.
var ideographs = [][2]rune{{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}}

const ideograph = "CJK UNIFIED IDEOGRAPH-"

func isIdeograph(r rune) bool {
	for _, rg := range ideographs {
		if rg[0] <= r && r <= rg[1] {
			return true
		}
	}
	return false
}

var (
	jamoL = strings.Split("G GG N D DD R M B BB S SS  J JJ C K T P H", " ")
	jamoV = strings.Split("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I", " ")
	jamoT = strings.Split(" G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H", " ")
)

const syllable = "HANGUL SYLLABLE "

// Name is a character's name, or "".
func Name(r rune) string {
	switch {
	case isIdeograph(r):
		return ideograph + fmt.Sprintf("%X", r)
	case 0xAC00 <= r && r <= 0xD7A3:
		i := int(r - 0xAC00)
		return syllable + jamoL[i/588] + jamoV[i%588/28] + jamoT[i%28]
	}
	return names().byRune[r]
}

// Lookup finds a character by its name, in letters of any case.
func Lookup(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if r, ok := names().byName[name]; ok {
		return r, true
	}
	if s, ok := strings.CutPrefix(name, ideograph); ok {
		r := hex(s)
		return r, isIdeograph(r) && fmt.Sprintf("%X", r) == s
	}
	if s, ok := strings.CutPrefix(name, syllable); ok {
		for r := rune(0xAC00); r <= 0xD7A3; r++ {
			if Name(r)[len(syllable):] == s {
				return r, true
			}
		}
	}
	return 0, false
}
