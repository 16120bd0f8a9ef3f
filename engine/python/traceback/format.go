// Package traceback prints exceptions as CPython 3.11 does: the frames with their source lines, the carets under the expression that failed
// (with ~~~^~~~ anchors for operators and subscripts), causes and contexts, notes, exception groups as trees, and "Did you mean".
//
// The rules are those of CPython's traceback.py and traceback.c; where the two differ (they hardly do) the interpreter's own
// output, C's, is followed, since that is what a learner has seen before.
package traceback

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Options say what a formatter may use.
type Options struct {
	// Source gives the lines of a file, nil when there are none (then only the File line is printed).
	Source func(filename string) []string
	// Hide leaves frames of a file out: the playground's own modules, which a learner cannot open. nil hides nothing.
	Hide func(filename string) bool
	// NoChain leaves causes and contexts out.
	NoChain bool
	// Suggest computes "Did you mean" from what the failing frame knows; nil uses Suggestion.
	Suggest func(t *object.Thread, e *object.Exception) string
}

const (
	header     = "Traceback (most recent call last):\n"
	causeText  = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextTxt = "\nDuring handling of the above exception, another exception occurred:\n\n"
	// maxGroupWidth and maxGroupDepth bound what is printed of exception groups.
	maxGroupWidth = 15
	maxGroupDepth = 10
	// recursiveCutoff is how often a frame is printed before "Previous line repeated".
	recursiveCutoff = 3
)

// Format gives the whole text that the interpreter would print for an uncaught exception, newline included.
func Format(t *object.Thread, e *object.Exception, o Options) string {
	p := &printer{t: t, o: o, seen: map[*object.Exception]bool{}}
	p.exception(e)
	return p.b.String()
}

type printer struct {
	t      *object.Thread
	o      Options
	b      strings.Builder
	seen   map[*object.Exception]bool
	indent int // group nesting
	// closing is set where a group's last ruler has still to be drawn.
	needClose bool
}

// write prints text line by line behind the group margin.
func (p *printer) write(text string) {
	if p.indent == 0 {
		p.b.WriteString(text)
		return
	}
	margin := strings.Repeat("  ", p.indent) + "| "
	for _, line := range strings.SplitAfter(text, "\n") {
		if line == "" {
			continue
		}
		if line == "\n" {
			p.b.WriteString(margin + "\n")
			continue
		}
		p.b.WriteString(margin)
		p.b.WriteString(line)
	}
}

func (p *printer) exception(e *object.Exception) {
	p.seen[e] = true
	if !p.o.NoChain {
		if c, ok := e.Cause.(*object.Exception); ok && !p.seen[c] {
			p.exception(c)
			p.write(causeText)
		} else if e.Context != nil && !e.SuppressContext && !isNonNilCause(e) && !p.seen[e.Context] {
			p.exception(e.Context)
			p.write(contextTxt)
		}
	}
	if members := groupMembers(e); members != nil {
		p.group(e, members)
		return
	}
	if e.Traceback != nil {
		p.write(header) // though all of its frames may be the library's, which are not shown
		p.write(p.frames(e.Traceback))
	}
	p.write(p.only(e))
}

func isNonNilCause(e *object.Exception) bool {
	return e.Cause != nil && e.Cause != object.None
}

func groupMembers(e *object.Exception) []object.Object {
	if !e.Class.IsSubtype(object.BaseExceptionGroupType) {
		return nil
	}
	if tu, ok := object.AsTuple(e.Arg(1)); ok {
		return tu.Items
	}
	if l, ok := object.AsList(e.Arg(1)); ok {
		return l.Items
	}
	return nil
}

func (p *printer) group(e *object.Exception, members []object.Object) {
	if p.indent > maxGroupDepth {
		p.write("... (max_group_depth is " + strconv.Itoa(maxGroupDepth) + ")\n")
		return
	}
	top := p.indent == 0
	if top {
		p.indent++
	}
	if e.Traceback != nil {
		if s := p.frames(e.Traceback); s != "" {
			lead := strings.Repeat("  ", p.indent) + "| "
			if top {
				lead = strings.Repeat("  ", p.indent) + "+ "
			}
			p.b.WriteString(lead + "Exception Group " + header)
			p.write(s)
		}
	}
	p.write(p.only(e))
	n := len(members)
	shown := n
	if shown > maxGroupWidth {
		shown = maxGroupWidth + 1
	}
	p.needClose = false
	for i := 0; i < shown; i++ {
		last := i == shown-1
		if last {
			p.needClose = true
		}
		title := "..."
		if i < maxGroupWidth {
			title = strconv.Itoa(i + 1)
		}
		lead := "  "
		if i == 0 {
			lead = "+-"
		}
		p.b.WriteString(strings.Repeat("  ", p.indent) + lead + "+---------------- " + title + " ----------------\n")
		p.indent++
		if i < maxGroupWidth {
			if m, ok := members[i].(*object.Exception); ok {
				p.exception(m)
			}
		} else {
			rest := n - maxGroupWidth
			s := ""
			if rest > 1 {
				s = "s"
			}
			p.write("and " + strconv.Itoa(rest) + " more exception" + s + "\n")
		}
		if last && p.needClose {
			p.b.WriteString(strings.Repeat("  ", p.indent) + "+------------------------------------\n")
			p.needClose = false
		}
		p.indent--
	}
	if top {
		p.indent = 0
	}
}

// only is format_exception_only: the last lines, without frames.
func (p *printer) only(e *object.Exception) string {
	var b strings.Builder
	name := className(e.Class)
	if e.Class.IsSubtype(object.SyntaxErrorType) {
		b.WriteString(p.syntaxError(e, name))
	} else {
		msg, err := object.ToStr(p.t, e)
		if err != nil {
			msg = "<exception str() failed>"
		}
		b.WriteString(name)
		if msg != "" {
			b.WriteString(": " + msg)
		}
		suggest := p.o.Suggest
		if suggest == nil {
			suggest = Suggestion
		}
		if s := suggest(p.t, e); s != "" {
			b.WriteString(". Did you mean: '" + s + "'?")
		}
		b.WriteByte('\n')
	}
	if d := e.InstDict(false); d != nil {
		if notes := d.GetName("__notes__"); notes != nil {
			if l, ok := object.AsList(notes); ok {
				for _, n := range l.Items {
					s, err := object.ToStr(p.t, n)
					if err != nil {
						s = "<note str() failed>"
					}
					b.WriteString(s + "\n")
				}
			} else if s, err := object.Repr(p.t, notes); err == nil {
				b.WriteString(s + "\n")
			}
		}
	}
	return b.String()
}

// className is the class as the last line names it: with its module unless that is builtins or __main__.
func className(tp *object.Type) string { return tp.String() }

func (p *printer) syntaxError(e *object.Exception, name string) string {
	get := func(attr string) object.Object {
		v, err := object.GetAttrOpt(p.t, e, object.Intern(attr))
		if err != nil || v == nil {
			return object.None
		}
		return v
	}
	var b strings.Builder
	msg := "<no detail available>"
	if s, ok := object.AsStr(get("msg")); ok {
		msg = s
	}
	line, hasLine := object.AsInt(get("lineno"))
	if hasLine {
		file, ok := object.AsStr(get("filename"))
		if !ok {
			file = "<string>"
		}
		b.WriteString("  File \"" + file + "\", line " + strconv.FormatInt(line, 10) + "\n")
		if text, ok := object.AsStr(get("text")); ok {
			col, okCol := object.AsInt(get("offset"))
			end, okEnd := object.AsInt(get("end_offset"))
			endLine, okEndLine := object.AsInt(get("end_lineno"))
			if okEndLine && endLine != line {
				end, okEnd = int64(len([]rune(strings.TrimRight(text, "\n"))))+1, true
			}
			if e.Class != object.SyntaxErrorType {
				okEnd = false // one caret for its subclasses, where the traceback module shows the range
			}
			b.WriteString(caretLine(text, int(col), okCol, int(end), okEnd))
		}
	}
	b.WriteString(name + ": " + msg + "\n")
	return b.String()
}

// caretLine is a syntax error's source line with the carets under it. Offsets count from 1.
func caretLine(text string, col int, hasCol bool, end int, hasEnd bool) string {
	rtext := strings.TrimRight(text, "\n")
	ltext := strings.TrimLeft(rtext, " \n\f\t")
	spaces := len([]rune(rtext)) - len([]rune(ltext))
	s := "    " + ltext + "\n"
	if !hasCol {
		return s
	}
	if !hasEnd || end == 0 {
		end = col
	}
	if col == end || end == -1 {
		end = col + 1
	}
	colno := col - 1 - spaces
	endno := end - 1 - spaces
	if colno < 0 {
		return s
	}
	var b strings.Builder
	b.WriteString(s + "    ")
	b.WriteString(strings.Repeat(" ", colno))
	if endno <= colno {
		endno = colno + 1
	}
	b.WriteString(strings.Repeat("^", endno-colno) + "\n")
	return b.String()
}
