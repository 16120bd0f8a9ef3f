package sre

import (
	"strconv"
	"unicode"

	"github.com/asyncshelf/asyncshelf/engine/python/unidata"
)

// maxNesting bounds the nesting of groups: parsing and compiling recurse, and Wasm's stack is small.
const maxNesting = 200

// maxGroups is CPython's limit on group numbers.
const maxGroups = 1 << 30

// state is what a pattern's parse knows of the whole.
type state struct {
	flags  Flags
	bytes  bool
	names  map[string]int
	labels []string // names by number
	// widths holds each group's, nil while it is open; groups are numbered from 1.
	widths []*width
	// behind is the number of groups before the outermost look-behind, 0 outside of one.
	behind int
	// refs are the positions of conditions by number of groups that may come later.
	refs  map[int]int
	order []int
	// warnings are about what may mean something else, or nothing, in a later Python.
	warnings []Warning
}

// Warning is what making a pattern or a template warns of.
type Warning struct {
	Text       string
	Deprecated bool // a DeprecationWarning; otherwise a FutureWarning
}

// deprecatedName notes a group's name or number that later Pythons refuse.
func (st *state) deprecatedName(quoted string, pos int) {
	st.warnings = append(st.warnings, Warning{"bad character in group name " + quoted + " at position " + strconv.Itoa(pos), true})
}

// future notes what the characters at a position of a set may come to mean.
func (st *state) future(what string, pos int) {
	st.warnings = append(st.warnings, Warning{Text: "Possible " + what + " at position " + strconv.Itoa(pos)})
}

var setOperators = map[rune]string{'-': "set difference", '&': "set intersection", '~': "set symmetric difference", '|': "set union"}

func (st *state) closed(group int) bool { return group < len(st.widths) && st.widths[group] != nil }

func (st *state) checkBehind(group int, t *Tokenizer) error {
	if st.behind > 0 {
		if !st.closed(group) {
			return t.error("cannot refer to an open group", 0)
		}
		if group >= st.behind {
			return t.error("cannot refer to group defined in the same lookbehind subpattern", 0)
		}
	}
	return nil
}

func parse(src []rune, st *state) (*node, error) {
	t := NewTokenizer(src)
	tree, err := parseSub(t, st, st.flags&Verbose != 0, 0)
	if err != nil {
		return nil, err
	}
	if t.err != nil {
		return nil, t.err
	}
	if st.flags, err = fixFlags(st.flags, st.bytes); err != nil {
		return nil, err
	}
	if t.next.ok {
		return nil, t.error("unbalanced parenthesis", 0)
	}
	for _, g := range st.order {
		if g >= len(st.widths) {
			return nil, &Error{"invalid group reference " + strconv.Itoa(g), st.refs[g]}
		}
	}
	return tree, nil
}

func fixFlags(f Flags, bytes bool) (Flags, error) {
	if !bytes {
		if f&Locale != 0 {
			return f, &FlagError{"cannot use LOCALE flag with a str pattern"}
		}
		if f&ASCII != 0 && f&Unicode != 0 {
			return f, &FlagError{"ASCII and UNICODE flags are incompatible"}
		}
		if f&ASCII == 0 {
			f |= Unicode
		}
		return f, nil
	}
	if f&Unicode != 0 {
		return f, &FlagError{"cannot use UNICODE flag with a bytes pattern"}
	}
	if f&Locale != 0 && f&ASCII != 0 {
		return f, &FlagError{"ASCII and LOCALE flags are incompatible"}
	}
	return f, nil
}

// parseSub parses alternatives.
func parseSub(t *Tokenizer, st *state, verbose bool, nested int) (*node, error) {
	if nested > maxNesting {
		return nil, &Error{"too many nested groups", t.tell()}
	}
	var items []*node
	for {
		first := nested == 0 && len(items) == 0
		n, err := parseSeq(t, st, verbose, nested+1, first)
		if err != nil {
			return nil, err
		}
		items = append(items, n)
		if !t.match('|') {
			break
		}
		if nested == 0 {
			verbose = st.flags&Verbose != 0
		}
	}
	if len(items) == 1 {
		return items[0], nil
	}
	return &node{kind: nBranch, items: items}, nil
}

func isSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

// parseSeq parses up to the end of an alternative. first is set for the very beginning of the pattern, where alone flags for the whole may stand.
func parseSeq(t *Tokenizer, st *state, verbose bool, nested int, first bool) (*node, error) {
	seq := &node{kind: nSeq}
	add := func(n *node) { seq.items = append(seq.items, n) }
	for {
		this := t.next
		if !this.ok || this.in("|)") {
			break
		}
		t.advance()
		if verbose && !this.esc {
			if isSpace(this.r) {
				continue
			}
			if this.r == '#' {
				for {
					if c := t.get(); !c.ok || c.is('\n') {
						break
					}
				}
				continue
			}
		}
		switch {
		case this.esc:
			n, err := parseEscape(t, this, st)
			if err != nil {
				return nil, err
			}
			add(n)
		case this.r == '[':
			n, err := parseClass(t, st)
			if err != nil {
				return nil, err
			}
			add(n)
		case this.in("*+?{"):
			if err := parseRepeat(t, this, seq); err != nil {
				return nil, err
			}
		case this.r == '.':
			add(&node{kind: nAny})
		case this.r == '(':
			n, isVerbose, err := parseGroup(t, st, verbose, nested, first && len(seq.items) == 0)
			if err != nil {
				return nil, err
			}
			verbose = isVerbose
			if n != nil {
				add(n)
			}
		case this.r == '^':
			add(&node{kind: nAt, at: atBeginning})
		case this.r == '$':
			add(&node{kind: nAt, at: atEnd})
		default:
			add(&node{kind: nLiteral, r: this.r})
		}
	}
	if t.err != nil {
		return nil, t.err
	}
	return seq, nil
}

// parseRepeat parses a quantifier and wraps the last item of seq in it.
func parseRepeat(t *Tokenizer, this token, seq *node) error {
	here := t.tell()
	n := &node{kind: nRepeat}
	switch this.r {
	case '?':
		n.max = 1
	case '*':
		n.max = maxRepeat
	case '+':
		n.min, n.max = 1, maxRepeat
	case '{':
		literal := func() error {
			seq.items = append(seq.items, &node{kind: nLiteral, r: '{'})
			return nil
		}
		if t.next.is('}') {
			return literal()
		}
		n.max = maxRepeat
		lo := t.getWhile(maxRepeat, digits)
		hi := lo
		if t.match(',') {
			hi = t.getWhile(maxRepeat, digits)
		}
		if !t.match('}') {
			err := t.err
			t.seek(here)
			if err != nil {
				return err
			}
			return literal()
		}
		var err error
		if lo != "" {
			if n.min, err = repeatCount(lo); err != nil {
				return err
			}
		}
		if hi != "" {
			if n.max, err = repeatCount(hi); err != nil {
				return err
			}
			if n.max < n.min {
				return t.error("min repeat greater than max repeat", t.tell()-here)
			}
		}
	}
	k := len(seq.items) - 1
	if k < 0 || seq.items[k].kind == nAt {
		return t.error("nothing to repeat", t.tell()-here+1)
	}
	if seq.items[k].kind == nRepeat {
		return t.error("multiple repeat", t.tell()-here+1)
	}
	n.items = []*node{seq.items[k]}
	if t.match('?') {
		n.repeat = lazy
	} else if t.match('+') {
		n.repeat = possessive
	}
	seq.items[k] = n
	return t.err
}

func repeatCount(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n >= maxRepeat {
		return 0, &OverflowError{"the repetition number is too large"}
	}
	return int(n), nil
}

// parseClass parses what follows a '['.
func parseClass(t *Tokenizer, st *state) (*node, error) {
	here := t.tell() - 1
	if t.next.is('[') {
		st.future("nested set", t.tell())
	}
	n := &node{kind: nSet, negate: t.match('^')}
	unterminated := func() error { return t.error("unterminated character set", t.tell()-here) }
	item := func(tok token) (setItem, string, error) {
		if !tok.esc {
			return setItem{lo: tok.r, hi: tok.r}, tok.text(), nil
		}
		return classEscape(t, tok, st)
	}
	for {
		this := t.get()
		if !this.ok {
			return nil, unterminated()
		}
		if this.is(']') && len(n.set) > 0 {
			break
		}
		if op := setOperators[this.r]; op != "" && len(n.set) > 0 && !this.esc && t.next.is(this.r) {
			st.future(op, t.tell()-1)
		}
		a, atext, err := item(this)
		if err != nil {
			return nil, err
		}
		if !t.match('-') {
			n.set = append(n.set, a)
			continue
		}
		that := t.get()
		if !that.ok {
			return nil, unterminated()
		}
		if that.is(']') {
			n.set = append(n.set, a, setItem{lo: '-', hi: '-'})
			break
		}
		if that.is('-') {
			st.future(setOperators['-'], t.tell()-2)
		}
		b, btext, err := item(that)
		if err != nil {
			return nil, err
		}
		if a.cat != 0 || b.cat != 0 || b.lo < a.lo {
			// CPython shows the tokens, not the whole escapes.
			_, _ = atext, btext
			return nil, t.error("bad character range "+this.text()+"-"+that.text(), this.len()+1+that.len())
		}
		n.set = append(n.set, setItem{lo: a.lo, hi: b.lo})
	}
	if t.err != nil {
		return nil, t.err
	}
	if len(n.set) == 1 && !n.negate && n.set[0].cat == 0 && n.set[0].lo == n.set[0].hi {
		return &node{kind: nLiteral, r: n.set[0].lo}, nil
	}
	return n, nil
}

var simpleEscapes = map[rune]rune{'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11, '\\': '\\'}

// charEscape parses the escapes that stand for one character in classes and outside alike; ok is false for others.
func charEscape(t *Tokenizer, tok token, st *state) (r rune, ok bool, err error) {
	hex := func(n int) (rune, bool, error) {
		s := t.getWhile(n, hexDigits)
		text := tok.text() + s
		if len(s) != n {
			return 0, false, t.error("incomplete escape "+text, len(text))
		}
		v, _ := strconv.ParseUint(s, 16, 64)
		if v > unicode.MaxRune {
			return 0, false, t.error("bad escape "+text, len(text))
		}
		return rune(v), true, nil
	}
	switch {
	case tok.r == 'x':
		return hex(2)
	case tok.r == 'u' && !st.bytes:
		return hex(4)
	case tok.r == 'U' && !st.bytes:
		return hex(8)
	case tok.r == 'N' && !st.bytes:
		if !t.match('{') {
			return 0, false, t.error("missing {", 0)
		}
		name, err := t.getUntil('}', "character name")
		if err != nil {
			return 0, false, err
		}
		if r, ok := unidata.Lookup(name); ok {
			return r, true, nil
		}
		return 0, false, t.error("undefined character name "+quote(name), len([]rune(name))+4)
	}
	return 0, false, nil
}

func octal(t *Tokenizer, text string) (rune, error) {
	v, _ := strconv.ParseInt(text[1:], 8, 32)
	if v > 0o377 {
		return 0, t.error("octal escape value "+text+" outside of range 0-0o377", len(text))
	}
	return rune(v), nil
}

func classEscape(t *Tokenizer, tok token, st *state) (setItem, string, error) {
	if r, ok := simpleEscapes[tok.r]; ok {
		return setItem{lo: r, hi: r}, tok.text(), nil
	}
	switch tok.r {
	case 'd', 'D', 's', 'S', 'w', 'W':
		return setItem{cat: byte(tok.r)}, tok.text(), nil
	}
	r, ok, err := charEscape(t, tok, st)
	switch {
	case err != nil:
		return setItem{}, "", err
	case ok:
	case '0' <= tok.r && tok.r <= '7':
		if r, err = octal(t, tok.text()+t.getWhile(2, octDigits)); err != nil {
			return setItem{}, "", err
		}
	case '8' <= tok.r && tok.r <= '9' || isASCIILetter(tok.r):
		return setItem{}, "", t.error("bad escape "+tok.text(), 2)
	default:
		r = tok.r
	}
	return setItem{lo: r, hi: r}, tok.text(), nil
}

func parseEscape(t *Tokenizer, tok token, st *state) (*node, error) {
	at := func(k atKind) (*node, error) { return &node{kind: nAt, at: k}, nil }
	switch tok.r {
	case 'A':
		return at(atBeginningString)
	case 'b':
		return at(atBoundary)
	case 'B':
		return at(atNotBoundary)
	case 'Z':
		return at(atEndString)
	case 'd', 'D', 's', 'S', 'w', 'W':
		return &node{kind: nSet, set: []setItem{{cat: byte(tok.r)}}}, nil
	}
	if r, ok := simpleEscapes[tok.r]; ok {
		return &node{kind: nLiteral, r: r}, nil
	}
	r, ok, err := charEscape(t, tok, st)
	if err != nil {
		return nil, err
	}
	if ok {
		return &node{kind: nLiteral, r: r}, nil
	}
	text := tok.text()
	switch {
	case tok.r == '0':
		r, err := octal(t, text+t.getWhile(2, octDigits))
		return &node{kind: nLiteral, r: r}, err
	case '1' <= tok.r && tok.r <= '9':
		if t.next.in(digits) {
			text += string(t.get().r)
			if text[1] < '8' && text[2] < '8' && t.next.in(octDigits) {
				r, err := octal(t, text+string(t.get().r))
				return &node{kind: nLiteral, r: r}, err
			}
		}
		g, _ := strconv.Atoi(text[1:])
		if g >= len(st.widths) {
			return nil, t.error("invalid group reference "+strconv.Itoa(g), len(text)-1)
		}
		if !st.closed(g) {
			return nil, t.error("cannot refer to an open group", len(text))
		}
		if err := st.checkBehind(g, t); err != nil {
			return nil, err
		}
		return &node{kind: nBackref, index: g}, nil
	case isASCIILetter(tok.r):
		return nil, t.error("bad escape "+text, 2)
	}
	return &node{kind: nLiteral, r: tok.r}, nil
}
