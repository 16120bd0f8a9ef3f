package datetime

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// strptime in the C locale. CPython makes a regular expression of the format; here the format is a list of items that are matched
// with the same preferences and the same backtracking. Positions that have failed once are remembered, so that no input is slow.

// parseItem is a piece of a format.
type parseItem struct {
	code  byte // directive; ' ' for a run of white space, 0 for a character
	char  rune
	names []string // for names of days, months, …: longest first
}

func byLength(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(n)
	}
	sort.SliceStable(out, func(i, j int) bool { return len(out[i]) > len(out[j]) })
	return out
}

func short(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n[:3]
	}
	return out
}

var parseNames = map[byte][]string{
	'A': byLength(dayNames[:]), 'a': byLength(short(dayNames[:])), 'B': byLength(monthNames[1:]), 'b': byLength(short(monthNames[1:])),
	'p': {"am", "pm"}, 'Z': {"utc", "gmt"},
}

var compounds = map[byte]string{'c': "%a %b %d %H:%M:%S %Y", 'x': "%m/%d/%y", 'X': "%H:%M:%S"}

// parseFormat splits a format into items.
func parseFormat(t *thread, format string) ([]parseItem, error) {
	var items []parseItem
	var seen [128]bool
	groups := 0
	var add func(f string) error
	add = func(f string) error {
		for i := 0; i < len(f); {
			r, n := utf8.DecodeRuneInString(f[i:])
			i += n
			switch {
			case unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f:
				if k := len(items); k == 0 || items[k-1].code != ' ' {
					items = append(items, parseItem{code: ' '})
				}
				continue
			case r != '%':
				items = append(items, parseItem{char: r})
				continue
			}
			if i >= len(f) {
				return object.ValueErrorf("stray %% in format '%s'", format)
			}
			r, n = utf8.DecodeRuneInString(f[i:])
			i += n
			switch {
			case r == '%':
				items = append(items, parseItem{char: '%'})
			case r < 0x80 && compounds[byte(r)] != "":
				if err := add(compounds[byte(r)]); err != nil {
					return err
				}
			case r < 0x80 && strings.ContainsRune("dfHIGjmMSUwuVyYzAaBbpZW", r):
				groups++
				if seen[r] {
					return redefined(t, byte(r), groups)
				}
				seen[r] = true
				items = append(items, parseItem{code: byte(r), names: parseNames[byte(r)]})
			default:
				bad := string(r)
				if unicode.IsSpace(r) || strings.ContainsRune(`\.^$*+?(){}[]|`, r) {
					bad = "%"
				}
				return object.ValueErrorf("'%s' is a bad directive in format '%s'", bad, format)
			}
		}
		return nil
	}
	err := add(format)
	return items, err
}

// redefined is the error for a directive that stands twice.
func redefined(t *thread, code byte, group int) error {
	msg := "redefinition of group name '" + string(code) + "' as group " + object.FormatInt(object.NewInt(int64(group)))
	if t.RT.Import == nil { // called from Go without a program
		return object.ValueErrorf("%s", msg)
	}
	if m, err := t.RT.Import(t, "re"); err == nil {
		if cls, err := object.GetAttrName(t, m, "error"); err == nil {
			if e, err := object.CallArgs(t, cls, object.NewStr(msg)); err == nil {
				if x := object.AsExc(e); x != nil {
					return x
				}
			}
		}
	}
	return object.ValueErrorf("%s", msg)
}

func digitAt(s string, i int) int {
	if i < len(s) {
		if c := s[i] - '0'; c <= 9 {
			return int(c)
		}
	}
	return -1
}

// numberLengths gives the lengths that a numeric directive may take at s[i:], in the order of preference.
func numberLengths(code byte, s string, i int, out []int) []int {
	a, b, c := digitAt(s, i), digitAt(s, i+1), digitAt(s, i+2)
	two := func(ok bool, n int) {
		if ok {
			out = append(out, n)
		}
	}
	switch code {
	case 'd':
		two(a == 3 && b >= 0 && b <= 1 || (a == 1 || a == 2) && b >= 0 || a == 0 && b >= 1, 2)
		two(a >= 1, 1)
		two(i < len(s) && s[i] == ' ' && b >= 1, 2)
	case 'f':
		n := 0
		for n < 6 && digitAt(s, i+n) >= 0 {
			n++
		}
		for ; n > 0; n-- {
			out = append(out, n)
		}
	case 'H':
		two(a == 2 && b >= 0 && b <= 3 || (a == 0 || a == 1) && b >= 0, 2)
		two(a >= 0, 1)
	case 'I', 'm':
		two(a == 1 && b >= 0 && b <= 2 || a == 0 && b >= 1, 2)
		two(a >= 1, 1)
	case 'j':
		three := a >= 0 && b >= 0 && c >= 0
		two(three && (a == 3 && (b == 6 && c <= 6 || b <= 5) || a == 1 || a == 2 || a == 0 && (b >= 1 || c >= 1)), 3)
		two(b >= 0 && (a >= 1 || a == 0 && b >= 1), 2)
		two(a >= 1, 1)
	case 'M':
		two(a >= 0 && a <= 5 && b >= 0, 2)
		two(a >= 0, 1)
	case 'S':
		two(a == 6 && b >= 0 && b <= 1 || a >= 0 && a <= 5 && b >= 0, 2)
		two(a >= 0, 1)
	case 'U', 'W':
		two(a == 5 && b >= 0 && b <= 3 || a >= 0 && a <= 4 && b >= 0, 2)
		two(a >= 0, 1)
	case 'V':
		two(a == 5 && b >= 0 && b <= 3 || a == 0 && b >= 1 || a >= 1 && a <= 4 && b >= 0, 2)
		two(a >= 0, 1)
	case 'w':
		two(a >= 0 && a <= 6, 1)
	case 'u':
		two(a >= 1 && a <= 7, 1)
	case 'y':
		two(a >= 0 && b >= 0, 2)
	case 'Y', 'G':
		two(a >= 0 && b >= 0 && c >= 0 && digitAt(s, i+3) >= 0, 4)
	}
	return out
}

// offsetLengths are those of %z: [+-]HH:?MM(:?SS(.f{1,6})?)? or Z.
func offsetLengths(s string, i int, out []int) []int {
	if i >= len(s) {
		return out
	}
	if s[i] == 'Z' {
		return append(out, 1)
	}
	if s[i] != '+' && s[i] != '-' {
		return out
	}
	j := i + 1
	sixty := func(j int) bool { return digitAt(s, j) >= 0 && digitAt(s, j) <= 5 && digitAt(s, j+1) >= 0 }
	if digitAt(s, j) < 0 || digitAt(s, j+1) < 0 {
		return out
	}
	if j += 2; j < len(s) && s[j] == ':' {
		j++
	}
	if !sixty(j) {
		return out
	}
	j += 2
	short := j - i
	k := j
	if k < len(s) && s[k] == ':' {
		k++
	}
	if sixty(k) {
		k += 2
		if k < len(s) && s[k] == '.' {
			n := 0
			for n < 6 && digitAt(s, k+1+n) >= 0 {
				n++
			}
			for ; n > 0; n-- {
				out = append(out, k+1+n-i)
			}
		}
		out = append(out, k-i)
	}
	return append(out, short)
}

// fields are the texts that the directives matched.
type fields struct {
	text  [128]string
	order []byte
}

func (f *fields) has(c byte) bool { return f.text[c] != "" }

func (f *fields) num(c byte) int {
	n := 0
	for _, d := range f.text[c] {
		if d >= '0' && d <= '9' {
			n = n*10 + int(d-'0')
		}
	}
	return n
}

type matcher struct {
	s      string
	items  []parseItem
	failed map[int]bool
	found  fields
	end    int
}

func (m *matcher) match(k, i int) bool {
	if k == len(m.items) {
		m.end = i
		return true
	}
	key := k*(len(m.s)+1) + i
	if m.failed[key] {
		return false
	}
	it := &m.items[k]
	ok := false
	switch {
	case it.code == 0:
		if r, n := object.DecodeRune(m.s[i:]); n > 0 && sameLetter(r, it.char) {
			ok = m.match(k+1, i+n)
		}
	case it.code == ' ':
		ends := []int{}
		for j := i; j < len(m.s); {
			r, n := utf8.DecodeRuneInString(m.s[j:])
			if !unicode.IsSpace(r) && !(r >= 0x1c && r <= 0x1f) {
				break
			}
			j += n
			ends = append(ends, j)
		}
		for e := len(ends) - 1; e >= 0 && !ok; e-- {
			ok = m.match(k+1, ends[e])
		}
	case it.names != nil:
		for _, n := range it.names {
			if len(m.s)-i >= len(n) && strings.EqualFold(m.s[i:i+len(n)], n) && m.match(k+1, i+len(n)) {
				if m.found.text[it.code] = n; it.code == 'Z' {
					m.found.text[it.code] = m.s[i : i+len(n)]
				}
				ok = true
				break
			}
		}
	default:
		var buf [8]int
		lengths := numberLengths(it.code, m.s, i, buf[:0])
		if it.code == 'z' {
			lengths = offsetLengths(m.s, i, buf[:0])
		}
		for _, n := range lengths {
			if m.match(k+1, i+n) {
				m.found.text[it.code] = m.s[i : i+n]
				ok = true
				break
			}
		}
	}
	if !ok {
		if m.failed == nil {
			m.failed = map[int]bool{}
		}
		m.failed[key] = true
	}
	return ok
}

func sameLetter(a, b rune) bool {
	if a == b {
		return true
	}
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}

func strptime(t *thread, s, format string) (*DateTime, error) {
	if len(s) > 1<<12 || len(format) > 1<<12 {
		if err := t.Checkpoint(len(s) + len(format)); err != nil {
			return nil, err
		}
	}
	items, err := parseFormat(t, format)
	if err != nil {
		return nil, err
	}
	if len(items) > 2000 {
		return nil, object.ValueErrorf("strptime() is not supported here for formats of more than 2000 characters")
	}
	m := &matcher{s: s, items: items}
	if !m.match(0, 0) {
		a, err := object.Repr(t, object.NewStr(s))
		if err != nil {
			return nil, err
		}
		b, err := object.Repr(t, object.NewStr(format))
		if err != nil {
			return nil, err
		}
		return nil, object.ValueErrorf("time data %s does not match format %s", a, b)
	}
	if m.end != len(s) {
		return nil, object.ValueErrorf("unconverted data remains: %s", s[m.end:])
	}
	for _, it := range items {
		if it.code > ' ' {
			m.found.order = append(m.found.order, it.code)
		}
	}
	return m.found.datetime(t)
}

func index(names []string, s string, n int) int {
	for i, x := range names {
		if len(x) >= n && strings.EqualFold(x[:min(len(x), max(n, len(s)))], s) {
			return i
		}
	}
	return -1
}

// datetime puts the fields together.
func (f *fields) datetime(t *thread) (*DateTime, error) {
	const none = -1 << 30
	year, isoYear, weekNo, isoWeek, wday, julian := none, none, none, none, none, none
	month, day, hour := 1, 1, 0
	weekFromMonday := false
	var offset *Timedelta
	for _, c := range f.order {
		switch c {
		case 'y':
			if year = f.num(c) + 1900; year <= 1968 {
				year += 100
			}
		case 'Y':
			year = f.num(c)
		case 'G':
			isoYear = f.num(c)
		case 'm':
			month = f.num(c)
		case 'B', 'b':
			month = index(monthNames[:], f.text[c], 3)
		case 'd':
			day = f.num(c)
		case 'H':
			hour = f.num(c)
		case 'I':
			hour = f.num(c) % 12
			if f.text['p'] == "pm" {
				hour += 12
			}
		case 'A', 'a':
			wday = index(dayNames[:], f.text[c], 3)
		case 'w':
			wday = (f.num(c) + 6) % 7
		case 'u':
			wday = f.num(c) - 1
		case 'j':
			julian = f.num(c)
		case 'U', 'W':
			weekNo, weekFromMonday = f.num(c), c == 'W'
		case 'V':
			isoWeek = f.num(c)
		case 'z':
			var err error
			if offset, err = zoneOffset(f.text[c]); err != nil {
				return nil, err
			}
		}
	}
	const isoNeeds = "a weekday directive ('%%A', '%%a', '%%w', or '%%u')."
	if year == none && isoYear != none {
		if isoWeek == none || wday == none {
			return nil, object.ValueErrorf("%s", strings.ReplaceAll("ISO year directive '%%G' must be used with the ISO week directive '%%V' and "+isoNeeds, "%%", "%"))
		}
		if julian != none {
			return nil, object.ValueErrorf("%s", "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
		}
	} else if weekNo == none && isoWeek != none {
		if wday == none {
			return nil, object.ValueErrorf("%s", strings.ReplaceAll("ISO week directive '%%V' must be used with the ISO year directive '%%G' and "+isoNeeds, "%%", "%"))
		}
		return nil, object.ValueErrorf("%s", "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
	}
	leapFix := false
	if year == none {
		year = 1900
		if month == 2 && day == 29 {
			year, leapFix = 1904, true // a leap year, for the sums only
		}
	}
	if julian == none && wday != none {
		switch {
		case weekNo != none:
			if year < MinYear {
				return nil, checkDate(year, 1, 1)
			}
			first := weekday(daysBeforeYear(year) + 1)
			wd := wday
			if !weekFromMonday {
				first, wd = (first+1)%7, (wd+1)%7
			}
			if weekNo == 0 {
				julian = 1 + wd - first
			} else {
				julian = 1 + (7-first)%7 + 7*(weekNo-1) + wd
			}
		case isoYear != none && isoWeek != none:
			year = isoYear
			if err := checkDate(year, 1, 4); err != nil {
				return nil, err
			}
			julian = isoWeek*7 + wday + 1 - (weekday(toOrdinal(year, 1, 4)) + 1 + 3)
			if julian < 1 {
				year--
				if err := checkDate(year, 1, 1); err != nil {
					return nil, err
				}
				julian += daysBeforeYear(year+1) - daysBeforeYear(year)
			}
		}
		if julian != none && julian <= 0 {
			year--
			julian += daysBeforeYear(year+1) - daysBeforeYear(year)
		}
	}
	if err := checkDate(year, 1, 1); err != nil {
		return nil, err
	}
	if julian == none {
		if err := checkDate(year, month, day); err != nil {
			return nil, err
		}
	} else {
		n := daysBeforeYear(year) + julian
		if n > maxOrdinal {
			return nil, object.ValueErrorf("year %d is out of range", yearOf(int64(n)))
		}
		if n < 1 {
			return nil, object.ValueErrorf("ordinal must be >= 1")
		}
		year, month, day = fromOrdinal(n)
	}
	if leapFix {
		year = 1900
	}
	us := 0
	if f.has('f') {
		us = f.num('f')
		for n := len(f.text['f']); n < 6; n++ {
			us *= 10
		}
	}
	var tz value
	if offset != nil {
		z, err := NewTimezone(t, offset, f.zoneName(), f.has('Z'))
		if err != nil {
			return nil, err
		}
		tz = z
	}
	return newDateTime([8]int{year, month, day, hour, f.num('M'), f.num('S'), us}, tz)
}

// zoneName is the text of %Z.
func (f *fields) zoneName() string { return f.text['Z'] }

// zoneOffset reads what %z matched.
func zoneOffset(z string) (*Timedelta, error) {
	if z == "Z" {
		return &Timedelta{}, nil
	}
	body := z
	if body[3] == ':' {
		body = body[:3] + body[4:]
		if len(body) > 5 {
			if body[5] != ':' {
				return nil, object.ValueErrorf("Inconsistent use of : in %s", z)
			}
			body = body[:5] + body[6:]
		}
	}
	digits := func(s string) (n int64) {
		for _, c := range s {
			if c >= '0' && c <= '9' {
				n = n*10 + int64(c-'0')
			}
		}
		return
	}
	sec := digits(body[1:3])*3600 + digits(body[3:5])*60
	us := int64(0)
	if len(body) > 5 {
		sec += digits(body[5:min(7, len(body))])
		if len(body) > 8 {
			us = digits((body[8:] + "000000")[:6])
		}
	}
	us += sec * 1000000
	if z[0] == '-' {
		us = -us
	}
	return FromMicroseconds(us), nil
}
