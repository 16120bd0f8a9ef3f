package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pasted explains a SyntaxError whose cause is that the code was not typed but copied, from a PDF, a word processor, a web page or a shell; "" when it looks typed. line
// is the source line that the error is on.
func Pasted(message, line string) string {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || !strings.HasPrefix(message, "invalid character") && !strings.HasPrefix(message, "invalid non-printable") && !strings.Contains(line, "&") && strings.IndexByte(".>`~$%0123456789", trimmed[0]) < 0 &&
		!strings.HasPrefix(trimmed, "python ") && !strings.HasPrefix(trimmed, "pip ") {
		return "" // most mistakes; a page loads the rest when it is needed
	}
	return copied(message, line, trimmed)
}

func copied(message, line, trimmed string) string {
	if rest, ok := strings.CutPrefix(message, "invalid character '"); ok {
		r, _ := utf8.DecodeRuneInString(rest)
		return typographic(r)
	}
	if strings.HasPrefix(message, "invalid non-printable character U+") {
		for _, r := range line {
			if r >= 0x80 && !unicode.IsPrint(r) {
				return unseen(r)
			}
		}
		return unseen(0)
	}
	switch {
	case strings.HasPrefix(trimmed, ">>>"), strings.HasPrefix(trimmed, "..."):
		return "`>>>` and `...` are what Python's shell writes in front of the code. Take them away, and the lines that show what was printed."
	case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
		return "This line marks a block of code in a text and is not part of the code. Take it away."
	case strings.HasPrefix(trimmed, "$ "), strings.HasPrefix(trimmed, "% "), strings.HasPrefix(trimmed, "python "), strings.HasPrefix(trimmed, "pip "):
		return "This is a command for a terminal. Here there is only Python: press Run instead."
	}
	for _, entity := range []string{"&quot;", "&#39;", "&lt;", "&gt;", "&amp;", "&nbsp;"} {
		if strings.Contains(line, entity) {
			return "`" + entity + "` is how HTML writes a character. Write the character itself."
		}
	}
	if digits := strings.TrimLeft(trimmed, "0123456789"); digits != trimmed {
		if after := strings.TrimLeft(digits, " \t.:|)"); after != digits && after != "" && (after[0] == '_' || after[0] == '@' || after[0] == '#' || unicode.IsLetter(rune(after[0]))) {
			return "The line begins with a number. If the numbers of the lines were copied with the code, take them away."
		}
	}
	return ""
}

// typographic says what to write instead of a character that Python does not know.
func typographic(r rune) string {
	instead := func(what, write string) string {
		return "`" + string(r) + "` is " + what + ", as PDFs and word processors have it. Python wants `" + write + "`."
	}
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″':
		return instead("a typographic quote", `"`)
	case '‘', '’', '‚', '‛', '′', '´', '‹', '›':
		return instead("a typographic quote", "'")
	case '–', '—', '―', '−', '‐', '‑', '‒':
		return instead("a dash", "-")
	case '×', '⋅', '∗':
		return instead("a sign of mathematics", "*")
	case '÷':
		return instead("a sign of mathematics", "/")
	case '≤':
		return instead("a sign of mathematics", "<=")
	case '≥':
		return instead("a sign of mathematics", ">=")
	case '≠':
		return instead("a sign of mathematics", "!=")
	case '→':
		return instead("an arrow", "->")
	case '…':
		return "`…` is one character, as PDFs and word processors have it. Python's `...` are three dots; or was code left out here?"
	case '•', '·', '▪', '●':
		return "`" + string(r) + "` belongs to a list in a text and not to the code. Take it away."
	}
	if r >= '！' && r <= '～' { // the full-width forms of ASCII
		return "`" + string(r) + "` is a full-width character. Python wants `" + string(r-'！'+'!') + "`; switch the keyboard to English."
	}
	return ""
}

// unseen says what to do about a character that cannot be seen.
func unseen(r rune) string {
	if unicode.Is(unicode.Zs, r) {
		return "There is a blank of another kind on this line, as web pages and PDFs have them. Python wants plain blanks: delete it and type a blank."
	}
	return "There is a character on this line that cannot be seen, as web pages and PDFs have them. Delete what is marked and type it anew."
}
