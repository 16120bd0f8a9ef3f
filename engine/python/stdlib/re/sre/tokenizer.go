package sre

// token is one character of a pattern, or a backslash with the character behind it. The zero token is the end.
type token struct {
	r   rune
	esc bool
	ok  bool
}

func (t token) is(r rune) bool { return t.ok && !t.esc && t.r == r }

func (t token) in(set string) bool {
	if !t.ok || t.esc {
		return false
	}
	for _, r := range set {
		if r == t.r {
			return true
		}
	}
	return false
}

func (t token) text() string {
	if t.esc {
		return "\\" + string(t.r)
	}
	return string(t.r)
}

func (t token) len() int {
	switch {
	case !t.ok:
		return 0
	case t.esc:
		return 2
	}
	return 1
}

// Tokenizer reads a pattern or a template one token ahead. A backslash at the end is an error as soon as it comes into view;
// err then keeps it and next is the end.
type Tokenizer struct {
	src  []rune
	pos  int // behind next
	next token
	err  error
}

// NewTokenizer starts reading src.
func NewTokenizer(src []rune) *Tokenizer {
	t := &Tokenizer{src: src}
	t.advance()
	return t
}

func (t *Tokenizer) advance() {
	if t.pos >= len(t.src) {
		t.next = token{}
		return
	}
	r := t.src[t.pos]
	t.pos++
	t.next = token{r: r, ok: true}
	if r == '\\' {
		if t.pos >= len(t.src) {
			t.err = &Error{"bad escape (end of pattern)", len(t.src) - 1}
			t.next = token{}
			return
		}
		t.next = token{r: t.src[t.pos], esc: true, ok: true}
		t.pos++
	}
}

func (t *Tokenizer) get() token {
	this := t.next
	t.advance()
	return this
}

func (t *Tokenizer) match(r rune) bool {
	if t.next.is(r) {
		t.advance()
		return true
	}
	return false
}

// tell is the position of next.
func (t *Tokenizer) tell() int { return t.pos - t.next.len() }

func (t *Tokenizer) seek(pos int) {
	t.pos = pos
	t.advance()
}

// error makes an error whose position is back characters before the current position; a failed look ahead takes precedence.
func (t *Tokenizer) error(msg string, back int) error {
	if t.err != nil {
		return t.err
	}
	return &Error{msg, t.tell() - back}
}

// getWhile takes up to n characters of a set.
func (t *Tokenizer) getWhile(n int, set string) string {
	s := ""
	for ; n > 0 && t.next.in(set); n-- {
		s += string(t.get().r)
	}
	return s
}

// getUntil takes everything up to a terminator, which is consumed.
func (t *Tokenizer) getUntil(end rune, what string) (string, error) {
	s, n := "", 0
	for {
		c := t.get()
		switch {
		case !c.ok:
			if n == 0 {
				return "", t.error("missing "+what, 0)
			}
			return "", t.error("missing "+string(end)+", unterminated name", n)
		case c.is(end):
			if n == 0 {
				return "", t.error("missing "+what, 1)
			}
			return s, nil
		}
		s += c.text()
		n += c.len()
	}
}

const (
	digits    = "0123456789"
	octDigits = "01234567"
	hexDigits = "0123456789abcdefABCDEF"
)

func isASCIILetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
