package sre

import (
	"strconv"
	"strings"
	"unicode"
)

var flagLetters = map[rune]Flags{'i': IgnoreCase, 'L': Locale, 'm': Multiline, 's': DotAll, 'x': Verbose, 'a': ASCII, 't': Template, 'u': Unicode}

// parseGroup parses what follows a '('. It gives nil for comments and for flags of the whole pattern, and whether what follows is verbose.
func parseGroup(t *Tokenizer, st *state, verbose bool, nested int, first bool) (*node, bool, error) {
	start := t.tell() - 1
	fail := func(err error) (*node, bool, error) { return nil, verbose, err }
	unterminated := func() (*node, bool, error) {
		return fail(t.error("missing ), unterminated subpattern", t.tell()-start))
	}
	capture, atomic, name := true, false, ""
	var add, del Flags
	if t.match('?') {
		char := t.get()
		switch {
		case !char.ok:
			return fail(t.error("unexpected end of pattern", 0))
		case char.is('P'):
			var done *node
			var err error
			if name, done, err = parseNamed(t, st); err != nil || done != nil {
				return done, verbose, err
			}
		case char.is(':'):
			capture = false
		case char.is('#'):
			for {
				if !t.next.ok {
					return fail(t.error("missing ), unterminated comment", t.tell()-start))
				}
				if t.get().is(')') {
					return nil, verbose, nil
				}
			}
		case char.in("=!<"):
			n := &node{kind: nLook}
			if char.is('<') {
				if char = t.get(); !char.ok {
					return fail(t.error("unexpected end of pattern", 0))
				}
				if !char.in("=!") {
					return fail(t.error("unknown extension ?<"+char.text(), char.len()+2))
				}
				n.behind = true
				if st.behind == 0 {
					st.behind = len(st.widths)
					defer func() { st.behind = 0 }()
				}
			}
			n.negate = char.is('!')
			body, err := parseSub(t, st, verbose, nested+1)
			if err != nil {
				return fail(err)
			}
			if !t.match(')') {
				return unterminated()
			}
			n.items = []*node{body}
			if n.behind {
				if w := st.width(body); w.lo != w.hi {
					// CPython finds this when it compiles, after the whole pattern has been parsed.
					n.min = -1
				} else {
					n.min = w.lo
				}
			}
			if n.negate && body.kind == nSeq && len(body.items) == 0 {
				return &node{kind: nFail}, verbose, nil
			}
			return n, verbose, nil
		case char.is('('):
			n, err := parseCondition(t, st, verbose, nested, start)
			return n, verbose, err
		case char.is('>'):
			capture, atomic = false, true
		case !char.esc && flagLetters[char.r] != 0 || char.is('-'):
			var global bool
			var err error
			if add, del, global, err = parseFlags(t, st, char); err != nil {
				return fail(err)
			}
			if global {
				if !first {
					return fail(t.error("global flags not at the start of the expression", t.tell()-start))
				}
				return nil, st.flags&Verbose != 0, nil
			}
			capture = false
		default:
			return fail(t.error("unknown extension ?"+char.text(), char.len()+1))
		}
	}
	group := 0
	if capture {
		group = len(st.widths)
		if name != "" {
			if old, ok := st.names[name]; ok {
				msg := "redefinition of group name " + quote(name) + " as group " + strconv.Itoa(group) + "; was group " + strconv.Itoa(old)
				return fail(t.error(msg, len([]rune(name))+1))
			}
			st.names[name] = group
		}
		st.widths = append(st.widths, nil)
		st.labels = append(st.labels, name)
	}
	inner := (verbose || add&Verbose != 0) && del&Verbose == 0
	body, err := parseSub(t, st, inner, nested+1)
	if err != nil {
		return fail(err)
	}
	if !t.match(')') {
		return unterminated()
	}
	if group > 0 {
		w := st.width(body)
		st.widths[group] = &w
	}
	kind := nGroup
	if atomic {
		kind = nAtomic
	}
	return &node{kind: kind, index: group, add: add, del: del, items: []*node{body}}, verbose, nil
}

// parseNamed parses what follows (?P: a group's name, or a back-reference by name, which is complete then.
func parseNamed(t *Tokenizer, st *state) (name string, done *node, err error) {
	switch {
	case t.match('<'):
		if name, err = t.getUntil('>', "group name"); err != nil {
			return "", nil, err
		}
		return name, nil, checkName(t, st, name, 1)
	case t.match('='):
		if name, err = t.getUntil(')', "group name"); err != nil {
			return "", nil, err
		}
		if err = checkName(t, st, name, 1); err != nil {
			return "", nil, err
		}
		n := len([]rune(name)) + 1
		g, ok := st.names[name]
		if !ok {
			return "", nil, t.error("unknown group name "+quote(name), n)
		}
		if !st.closed(g) {
			return "", nil, t.error("cannot refer to an open group", n)
		}
		if err = st.checkBehind(g, t); err != nil {
			return "", nil, err
		}
		return "", &node{kind: nBackref, index: g}, nil
	}
	char := t.get()
	if !char.ok {
		return "", nil, t.error("unexpected end of pattern", 0)
	}
	return "", nil, t.error("unknown extension ?P"+char.text(), char.len()+2)
}

func checkName(t *Tokenizer, st *state, name string, back int) error {
	n := len([]rune(name))
	if !IsIdentifier(name) {
		return t.error("bad character in group name "+shownName(name, st.bytes), n+back)
	}
	if st.bytes && !isASCII(name) {
		st.deprecatedName(shownName(name, true), t.tell()-n-back)
	}
	return nil
}

// groupNumber reads a group's number as int() does, of ASCII digits; what is more than digits is deprecated.
func groupNumber(t *Tokenizer, st *state, name string) (int, error) {
	back := len([]rune(name)) + 1
	text, plain := name, allDigits(name)
	if !plain {
		text = strings.TrimPrefix(strings.TrimSpace(name), "+")
		for i := 1; i+1 < len(text); i++ {
			if text[i] == '_' && text[i-1] != '_' && text[i+1] != '_' {
				text = text[:i] + text[i+1:]
				i--
			}
		}
		if !allDigits(text) {
			return 0, t.error("bad character in group name "+quote(name), back)
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n >= maxGroups {
		return 0, t.error("invalid group reference "+strings.TrimLeft(text, "0"), back)
	}
	if !plain {
		st.deprecatedName(quote(name), t.tell()-back)
	}
	return int(n), nil
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// IsIdentifier is str.isidentifier; package re sets it to the object model's.
var IsIdentifier = func(s string) bool { return s != "" }

// Quote is repr() of a str; package re sets it to the object model's.
var Quote = func(s string) string { return "'" + s + "'" }

func quote(s string) string { return Quote(s) }

// shownName is a group's name in a message, of a bytes pattern in ASCII.
func shownName(s string, bytes bool) string {
	s = quote(s)
	if !bytes || isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			b.WriteString("\\x" + strconv.FormatInt(int64(r), 16))
		}
	}
	return b.String()
}

// parseCondition parses what follows (?( .
func parseCondition(t *Tokenizer, st *state, verbose bool, nested, start int) (*node, error) {
	name, err := t.getUntil(')', "group name")
	if err != nil {
		return nil, err
	}
	back := len([]rune(name)) + 1
	group := 0
	if IsIdentifier(name) {
		if err := checkName(t, st, name, 1); err != nil {
			return nil, err
		}
		g, ok := st.names[name]
		if !ok {
			return nil, t.error("unknown group name "+quote(name), back)
		}
		group = g
	} else {
		if group, err = groupNumber(t, st, name); err != nil {
			return nil, err
		}
		if group == 0 {
			return nil, t.error("bad group number", back)
		}
		if _, ok := st.refs[group]; !ok {
			if st.refs == nil {
				st.refs = map[int]int{}
			}
			st.refs[group] = t.tell() - back
			st.order = append(st.order, group)
		}
	}
	if err := st.checkBehind(group, t); err != nil {
		return nil, err
	}
	if nested > maxNesting {
		return nil, &Error{"too many nested groups", t.tell()}
	}
	n := &node{kind: nCond, index: group, items: []*node{nil, nil}}
	if n.items[0], err = parseSeq(t, st, verbose, nested+1, false); err != nil {
		return nil, err
	}
	if t.match('|') {
		if n.items[1], err = parseSeq(t, st, verbose, nested+1, false); err != nil {
			return nil, err
		}
		if t.next.is('|') {
			return nil, t.error("conditional backref with more than two branches", 0)
		}
	}
	if !t.match(')') {
		return nil, t.error("missing ), unterminated subpattern", t.tell()-start)
	}
	return n, nil
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, digits) == "" }

// parseFlags parses inline flags, from the first letter on. global is set for those that hold for the whole pattern.
func parseFlags(t *Tokenizer, st *state, char token) (add, del Flags, global bool, err error) {
	fail := func(msg string, back int) (Flags, Flags, bool, error) { return 0, 0, false, t.error(msg, back) }
	// unexpected words a character where a flag or one of the terminators should be.
	unexpected := func(c token, missing string) (Flags, Flags, bool, error) {
		if !c.esc && unicode.IsLetter(c.r) {
			return fail("unknown flag", c.len())
		}
		return fail(missing, c.len())
	}
	known := func(c token) bool { return !c.esc && flagLetters[c.r] != 0 }
	if !char.is('-') {
		for {
			f := flagLetters[char.r]
			if !st.bytes && char.r == 'L' {
				return fail("bad inline flags: cannot use 'L' flag with a str pattern", 0)
			}
			if st.bytes && char.r == 'u' {
				return fail("bad inline flags: cannot use 'u' flag with a bytes pattern", 0)
			}
			add |= f
			if f&typeFlags != 0 && add&typeFlags != f {
				return fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0)
			}
			if char = t.get(); !char.ok {
				return fail("missing -, : or )", 0)
			}
			if char.in(")-:") {
				break
			}
			if !known(char) {
				return unexpected(char, "missing -, : or )")
			}
		}
	}
	if char.is(')') {
		st.flags |= add
		return 0, 0, true, nil
	}
	if add&globalFlags != 0 {
		return fail("bad inline flags: cannot turn on global flag", 1)
	}
	if char.is('-') {
		if char = t.get(); !char.ok {
			return fail("missing flag", 0)
		}
		if !known(char) {
			return unexpected(char, "missing flag")
		}
		for {
			f := flagLetters[char.r]
			if f&typeFlags != 0 {
				return fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0)
			}
			del |= f
			if char = t.get(); !char.ok {
				return fail("missing :", 0)
			}
			if char.is(':') {
				break
			}
			if !known(char) {
				return unexpected(char, "missing :")
			}
		}
	}
	if del&globalFlags != 0 {
		return fail("bad inline flags: cannot turn off global flag", 1)
	}
	if add&del != 0 {
		return fail("bad inline flags: flag turned on and off", 1)
	}
	return add, del, false, nil
}
