package traceback

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// frames prints the entries of a traceback.
func (p *printer) frames(tb *object.Traceback) string {
	var b strings.Builder
	var lastFile, lastName string
	lastLine, count := -1, 0
	flush := func() {
		if count > recursiveCutoff {
			n := count - recursiveCutoff
			s := ""
			if n > 1 {
				s = "s"
			}
			b.WriteString("  [Previous line repeated " + strconv.Itoa(n) + " more time" + s + "]\n")
		}
	}
	for ; tb != nil; tb = tb.Next {
		file := tb.Frame.Filename()
		if p.o.Hide != nil && p.o.Hide(file) {
			continue
		}
		name := tb.Frame.CodeName()
		if file != lastFile || tb.Line != lastLine || name != lastName {
			flush()
			lastFile, lastLine, lastName, count = file, tb.Line, name, 0
		}
		count++
		if count > recursiveCutoff {
			continue
		}
		b.WriteString("  File \"" + file + "\", line " + strconv.Itoa(tb.Line) + ", in " + name + "\n")
		if p.o.Source != nil {
			if lines := p.o.Source(file); tb.Line >= 1 && tb.Line <= len(lines) {
				b.WriteString(sourceLine(lines[tb.Line-1], tb))
			}
		}
	}
	flush()
	return b.String()
}

// sourceLine is a frame's source line and, unless the failing expression is the whole line, the carets under it. White space at the line's end
// is part of it, as for the interpreter; the traceback module strips it.
func sourceLine(line string, tb *object.Traceback) string {
	line = strings.TrimRight(line, "\r\n")
	runes := []rune(line)
	lead := 0
	for lead < len(runes) && (runes[lead] == ' ' || runes[lead] == '\t' || runes[lead] == '\f') {
		lead++
	}
	stripped := runes[lead:]
	if strings.TrimSpace(line) == "" {
		return ""
	}
	s := "    " + string(stripped) + "\n"
	if tb.EndLine == 0 || tb.Col < 0 || tb.Col < lead {
		return s
	}
	start, end := tb.Col, tb.EndCol
	left, right := -1, -1
	if tb.EndLine == tb.Line {
		if end <= len(runes) && start < end {
			left, right = anchors(string(runes[start:end]))
		}
	} else {
		end = len([]rune(strings.TrimRight(line, " \t\f")))
	}
	if end > len(runes) {
		end = len(runes)
	}
	if end <= start {
		return s
	}
	if end-start >= len(stripped) && left < 0 {
		return s
	}
	var b strings.Builder
	b.WriteString(s + "    " + strings.Repeat(" ", width(runes[lead:start])))
	part := func(mark string, from, to int) {
		if from < to {
			b.WriteString(strings.Repeat(mark, width(runes[from:to])))
		}
	}
	if left >= 0 {
		part("~", start, start+left)
		part("^", start+left, min(start+right, end))
		part("~", start+right, end)
	} else {
		part("^", start, end)
	}
	return b.String() + "\n"
}

// anchors finds the part of a failing expression to point at: a binary operator, or a subscript's brackets. Offsets in code points; -1
// where the whole is to be underlined.
func anchors(segment string) (left, right int) {
	m, err := syntax.Parse("<segment>", segment, syntax.ModeExec)
	if err != nil || len(m.Body) != 1 {
		return -1, -1
	}
	stmt, ok := m.Body[0].(*syntax.ExprStmt)
	if !ok {
		return -1, -1
	}
	runes := []rune(segment)
	switch e := stmt.Value.(type) {
	case *syntax.BinOp:
		from, to := e.Left.Span(), e.Right.Span()
		if from.EndLine != 1 || to.Line != 1 || from.EndCol > to.Col || to.Col > len(runes) {
			return -1, -1
		}
		blank := func(i int) bool { return runes[i] == ' ' || runes[i] == '\t' }
		left = from.EndCol
		for left < to.Col && blank(left) {
			left++
		}
		// How wide the operator is, CPython takes from what follows the left operand, which may be a closing parenthesis; then it goes on to the operator.
		width := 1
		if left+1 < to.Col && !blank(left+1) {
			width = 2
		}
		for left < to.Col && (blank(left) || runes[left] == ')') {
			left++
		}
		if left == to.Col {
			return -1, -1
		}
		return left, left + width
	case *syntax.Subscript:
		v, i := e.Value.Span(), e.Slice.Span()
		if v.EndLine != 1 || i.EndLine != 1 {
			return -1, -1
		}
		// From bracket to bracket: either may be further on, behind parentheses or blanks.
		left, right = v.EndCol, i.EndCol
		for left < len(runes) && runes[left] != '[' {
			left++
		}
		for right < len(runes) && runes[right] != ']' {
			right++
		}
		return left, min(right+1, len(runes))
	}
	return -1, -1
}
