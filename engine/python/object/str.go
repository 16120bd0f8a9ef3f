package object

import (
	"sync"
	"unicode/utf8"
	"unsafe"
)

// Str is Python's str. The text is UTF-8; a lone surrogate is kept as its three WTF-8 bytes. Length and
// hash are found once and kept, so that names used for look-ups cost a pointer comparison.
type Str struct {
	s    string
	hash int64 // 0: not yet known
	n    int32 // code points; -1: not yet known
	made bool  // by concatenation
	grow *growing
}

// StrType is Python's str.
var StrType = Declare("str", "builtins")

func (s *Str) Type() *Type { return StrType }

// String is the text as Go text.
func (s *Str) String() string { return s.s }

// NewStr makes a str of UTF-8 (or WTF-8) text.
func NewStr(s string) *Str {
	if s == "" {
		return emptyStr
	}
	if len(s) == 1 {
		if c := s[0]; c < 128 {
			return asciiStr[c]
		}
	}
	return &Str{s: s, n: -1}
}

// shortText is the length up to which a str that is made of pieces has its text beside itself, so that it takes one allocation.
const shortText = 24

type shortStr struct {
	str  Str
	text [shortText]byte
}

// newShort makes a str of n bytes, of 2 to shortText, which the caller is to fill before anybody else sees it.
func newShort(n int) (*Str, []byte) {
	b := &shortStr{}
	b.str.s, b.str.n = unsafe.String(&b.text[0], n), -1
	return &b.str, b.text[:n]
}

// newStrOf makes a str of a copy of UTF-8 text.
func newStrOf(text []byte) *Str {
	if len(text) < 2 || len(text) > shortText {
		return NewStr(string(text))
	}
	s, room := newShort(len(text))
	copy(room, text)
	return s
}

var (
	emptyStr = &Str{s: "", n: 0, hash: hashString("")}
	asciiStr = func() (t [128]*Str) {
		for i := range t {
			s := string(rune(i))
			t[i] = &Str{s: s, n: 1, hash: hashString(s)}
		}
		return
	}()
	internMu    sync.RWMutex
	internTable = map[string]*Str{}
)

// Intern gives the one shared *Str for a name. Meant for identifiers and constants, not for data.
func Intern(s string) *Str {
	if s == "" {
		return emptyStr
	}
	if len(s) == 1 && s[0] < 128 {
		return asciiStr[s[0]]
	}
	internMu.RLock()
	p := internTable[s]
	internMu.RUnlock()
	if p != nil {
		return p
	}
	internMu.Lock()
	defer internMu.Unlock()
	if p := internTable[s]; p != nil {
		return p
	}
	p = &Str{s: s, hash: hashString(s), n: int32(countPoints(s))}
	internTable[s] = p
	return p
}

// Len is the number of code points.
func (s *Str) Len() int {
	if s.n < 0 {
		s.n = int32(countPoints(s.s))
	}
	return int(s.n)
}

// IsASCII tells whether every code point is one byte, so that indexes of bytes and of code points agree.
func (s *Str) IsASCII() bool { return s.Len() == len(s.s) }

// Hash is never 0 nor -1.
func (s *Str) Hash() int64 {
	if s.hash == 0 {
		s.hash = hashString(s.s)
	}
	return s.hash
}

// countPoints counts code points: bytes that are not continuation bytes. It holds for WTF-8 too.
func countPoints(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// hashString is FNV-1a; unlike CPython's it is the same in every run, so programs are deterministic.
func hashString(s string) int64 {
	if s == "" {
		return 0 // CPython's too
	}
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	h ^= h >> 32
	if h == 0 || h == ^uint64(0) {
		return 2
	}
	return int64(h)
}

// AsStr gives o's text if o is a str or an instance of a subclass of str.
func AsStr(o Object) (string, bool) {
	switch o := o.(type) {
	case *Str:
		return o.s, true
	case *Instance:
		if s, ok := o.Native.(*Str); ok {
			return s.s, true
		}
	}
	return "", false
}

// DecodeRune is utf8.DecodeRuneInString that also decodes a lone surrogate's WTF-8 bytes.
func DecodeRune(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80 {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// AppendRune is utf8.AppendRune that also encodes lone surrogates (as WTF-8).
func AppendRune(b []byte, r rune) []byte {
	if 0xD800 <= r && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0xBF)
	}
	return utf8.AppendRune(b, r)
}
