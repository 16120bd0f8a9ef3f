package datetime

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Reading ISO 8601 as fromisoformat of Python 3.11 does: calendar and week dates, with and without separators, and times down to
// fractions, truncated to microseconds, with an offset.

// isoReader reads digits; at gives 0 behind the end, so that the reader needs no other checks.
type isoReader struct {
	s string
	i int
}

func (r *isoReader) at(i int) byte {
	if i < len(r.s) {
		return r.s[i]
	}
	return 0
}

func (r *isoReader) digits(n int) (v int, ok bool) {
	for ; n > 0; n-- {
		c := r.at(r.i) - '0'
		if c > 9 {
			return 0, false
		}
		v = v*10 + int(c)
		r.i++
	}
	return v, true
}

// isoDate reads a whole date; its parts are checked only as far as the week form needs it.
func isoDate(s string) (y, m, d int, ok bool) {
	switch len(s) {
	case 7, 8, 10:
		return isoDatePart(s)
	}
	return 0, 0, 0, false
}

// isoDatePart reads a date of any of the forms. Text may follow it, as CPython's does not look.
func isoDatePart(s string) (y, m, d int, ok bool) {
	r := isoReader{s: s}
	if y, ok = r.digits(4); !ok {
		return
	}
	sep := r.at(r.i) == '-'
	if sep {
		r.i++
	}
	if r.at(r.i) == 'W' {
		r.i++
		week, ok := r.digits(2)
		if !ok {
			return 0, 0, 0, false
		}
		day := 1
		if r.i < len(s) {
			if sep {
				if r.at(r.i) != '-' {
					return 0, 0, 0, false
				}
				r.i++
			}
			if day, ok = r.digits(1); !ok {
				return 0, 0, 0, false
			}
		}
		ord, bad := fromISOCalendar(y, week, day)
		if bad != isoOK || ord < 1 {
			return 0, 0, 0, false
		}
		y, m, d = fromOrdinal(ord)
		return y, m, d, true
	}
	if m, ok = r.digits(2); !ok {
		return
	}
	if sep {
		if r.at(r.i) != '-' {
			return 0, 0, 0, false
		}
		r.i++
	}
	d, ok = r.digits(2)
	return
}

// isoClock reads HH[:MM[:SS[.f+]]] or the same without colons from s[from:to]; rest says that something is left over.
func isoClock(s string, from, to int) (n [4]int, rest, ok bool) {
	r := isoReader{s, from}
	sep := true
	for i := 0; i < 3; i++ {
		if n[i], ok = r.digits(2); !ok {
			return
		}
		c := r.at(r.i)
		r.i++
		if i == 0 {
			sep = c == ':'
		}
		if r.i >= to {
			return n, c != 0, true
		}
		if sep && c == ':' {
			continue
		}
		if c == '.' || c == ',' {
			break
		}
		if sep {
			return n, false, false
		}
		r.i--
	}
	k := min(to-r.i, 6)
	if k < 0 {
		k = 6
	}
	if n[3], ok = r.digits(k); !ok {
		return
	}
	for ; k > 0 && k < 6; k++ {
		n[3] *= 10
	}
	for c := r.at(r.i); c >= '0' && c <= '9'; c = r.at(r.i) {
		r.i++
	}
	return n, r.at(r.i) != 0, true
}

// isoTime reads a time with an optional offset; ok is false for text of another shape. The parts are not range-checked.
func isoTime(t *thread, s string) (n [4]int, tz value, ok bool, err error) {
	z := 0
	for z < len(s) && s[z] != '+' && s[z] != '-' && s[z] != 'Z' {
		z++
	}
	n, rest, ok := isoClock(s, 0, z)
	if !ok {
		return n, nil, false, nil
	}
	if z >= len(s) {
		return n, nil, !rest, nil
	}
	if s[z] == 'Z' {
		return n, UTC, z+1 == len(s), nil
	}
	o, rest, ok := isoClock(s, z+1, len(s))
	if !ok || rest {
		return n, nil, false, nil
	}
	sec := o[0]*3600 + o[1]*60 + o[2]
	if sec == 0 { // whatever the fraction: CPython looks at the seconds alone
		return n, UTC, true, nil
	}
	us := int64(sec)*1000000 + int64(o[3])
	if s[z] == '-' {
		us = -us
	}
	zone, err := NewTimezone(t, FromMicroseconds(us), "", false)
	if err != nil {
		return n, nil, false, err
	}
	return n, zone, true, nil
}

// isoSeparator finds where the date ends in a datetime's text; -1 when it cannot be one.
func isoSeparator(s string) int {
	if len(s) == 7 {
		return 7
	}
	digit := func(i int) bool { return s[i] >= '0' && s[i] <= '9' }
	if s[4] == '-' {
		if s[5] != 'W' {
			return 10 // YYYY-MM-DD
		}
		if len(s) > 8 && s[8] == '-' {
			// YYYY-Www-D, or YYYY-Www with a hyphen as the separator before the hour.
			if len(s) == 9 {
				return -1
			}
			if len(s) > 10 && digit(10) {
				return 8
			}
			return 10
		}
		return 8 // YYYY-Www
	}
	if s[4] != 'W' {
		return 8 // YYYYMMDD
	}
	// YYYYWww or YYYYWwwd: the digits of the time come in pairs, so their number tells.
	i := 7
	for i < len(s) && digit(i) {
		i++
	}
	switch {
	case i < 9:
		return i
	case i%2 == 0:
		return 7
	}
	return 8
}

// isoDateTime is datetime.fromisoformat; ok is false for text of another shape, err a ValueError about a part.
func isoDateTime(t *thread, s string) (d *DateTime, ok bool, err error) {
	if d, ok := ParseDateTime(s, nil); ok {
		return d, true, nil
	}
	if len(s) < 7 {
		return nil, false, nil
	}
	sep := isoSeparator(s)
	if sep < 0 || sep > len(s) {
		return nil, false, nil
	}
	y, m, day, ok := isoDatePart(s[:sep])
	if !ok {
		return nil, false, nil
	}
	n := [8]int{y, m, day}
	var tz value
	if sep < len(s) {
		_, size := object.DecodeRune(s[sep:])
		if size < 1 {
			size = 1
		}
		if rest := s[sep+size:]; rest != "" {
			var c [4]int
			if c, tz, ok, err = isoTime(t, rest); err != nil || !ok {
				return nil, false, err
			}
			copy(n[3:], c[:])
		}
	}
	d, err = newDateTime(n, tz)
	return d, err == nil, err
}

// two reads two digits; a value over 99 means that they are none.
func two(s string, i int) int {
	a, b := s[i]-'0', s[i+1]-'0'
	if a > 9 || b > 9 {
		return 100
	}
	return int(a)*10 + int(b)
}

// parseDate10 reads YYYY-MM-DD and checks it.
func parseDate10(s string) (Date, bool) {
	if s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	a, b, m, d := two(s, 0), two(s, 2), two(s, 5), two(s, 8)
	if a > 99 || b > 99 || m < 1 || m > 12 || d < 1 {
		return Date{}, false
	}
	y := a*100 + b
	if y == 0 || d > daysInMonth(y, m) {
		return Date{}, false
	}
	return makeDate(y, m, d), true
}

// parseClock reads HH:MM:SS[.f{1,6}] and checks it.
func parseClock(s string) (clock, bool) {
	if len(s) < 8 || s[2] != ':' || s[5] != ':' {
		return clock{}, false
	}
	h, m, sec := two(s, 0), two(s, 3), two(s, 6)
	if h > 23 || m > 59 || sec > 59 {
		return clock{}, false
	}
	us := 0
	if len(s) > 8 {
		if s[8] != '.' || len(s) == 9 || len(s) > 15 {
			return clock{}, false
		}
		for i := 9; i < 15; i++ {
			us *= 10
			if i < len(s) {
				c := s[i] - '0'
				if c > 9 {
					return clock{}, false
				}
				us += int(c)
			}
		}
	}
	return makeClock(h, m, sec, us, 0, nil), true
}
