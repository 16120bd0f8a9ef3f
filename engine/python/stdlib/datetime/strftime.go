package datetime

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

func strftimeArg(a []value, kw *kwargs) (string, error) {
	var args [1]value
	if err := strftimeSpec.Parse(a, kw, args[:]); err != nil {
		return "", err
	}
	f, ok := object.AsStr(args[0])
	if !ok {
		return "", object.TypeErrorf("strftime() argument 1 must be str, not %s", argType(args[0]))
	}
	return f, nil
}

// strftime formats o, whose parts are d and c; at is what its zone is asked with (nil for a time). %f, %z and %Z are datetime's own,
// the rest is the C library's strftime in the C locale, with glibc's flags and widths.
func strftime(t *thread, o value, d *Date, c *clock, at value, f string) (value, error) {
	b := make([]byte, 0, len(f)+16)
	for i := 0; i < len(f); i++ {
		j := strings.IndexByte(f[i:], '%')
		if j < 0 {
			b = append(b, f[i:]...)
			break
		}
		b = append(b, f[i:i+j]...)
		i += j + 1
		if i >= len(f) {
			b = append(b, '%')
			break
		}
		switch f[i] {
		case 'f':
			b = pyarg.AppendInt(b, c.Micro(), 6)
			continue
		case 'z':
			if c.tz != nil {
				off, err := offsetOf(t, c.tz, strUTCOffset, at)
				if err != nil {
					return nil, err
				}
				if off != nil {
					b = appendOffset(b, off, "")
				}
			}
			continue
		case 'Z':
			name, err := nameOf(t, c.tz, at)
			if err != nil {
				return nil, err
			}
			s, _ := object.AsStr(name)
			b = append(b, s...)
			continue
		}
		s := strftimeSpecOf(f[i:])
		if s.width > 1024 {
			if err := t.Alloc(int64(s.width)); err != nil {
				return nil, err
			}
		}
		b = s.append(b, d, c)
		i += s.size - 1
	}
	return object.NewStr(string(b)), nil
}

// fieldSpec is one conversion: %[flags][width][modifier]code.
type fieldSpec struct {
	text  string // behind the %
	size  int
	pad   byte // '_', '-', '0' or 0
	upper bool
	swap  bool
	width int
	code  byte // 0: none
}

func strftimeSpecOf(f string) fieldSpec {
	s := fieldSpec{}
	i := 0
	for ; i < len(f); i++ {
		switch f[i] {
		case '_', '-', '0':
			s.pad = f[i]
			continue
		case '^':
			s.upper = true
			continue
		case '#':
			s.swap = true
			continue
		}
		break
	}
	for ; i < len(f) && f[i] >= '0' && f[i] <= '9'; i++ {
		if s.width < 1<<30 {
			s.width = s.width*10 + int(f[i]-'0')
		}
	}
	mod := byte(0)
	if i < len(f) && (f[i] == 'E' || f[i] == 'O') {
		mod = f[i]
		i++
	}
	if i < len(f) && f[i] < 0x80 {
		s.code = f[i]
		i++
		if mod == 'E' && strings.IndexByte("cCxXyY", s.code) < 0 || mod == 'O' && strings.IndexByte("bBCdegGhHIjklmMSuUVwWy", s.code) < 0 {
			s.code = 0
		}
	}
	s.size = i
	s.text = f[:i]
	return s
}

func (s *fieldSpec) number(b []byte, n, digits int, pad byte) []byte {
	switch s.pad {
	case '-':
		digits = 1
		pad = ' '
	case '_':
		pad = ' '
	case '0':
		pad = '0'
	}
	text := strconv.Itoa(n)
	for k := max(digits, s.width) - len(text); k > 0; k-- {
		b = append(b, pad)
	}
	return append(b, text...)
}

func (s *fieldSpec) str(b []byte, text string) []byte {
	pad := byte(' ')
	if s.pad == '0' {
		pad = '0'
	}
	for k := s.width - len(text); k > 0; k-- {
		b = append(b, pad)
	}
	if s.upper {
		text = strings.ToUpper(text)
	}
	return append(b, text...)
}

func hour12(h int) int {
	if h %= 12; h == 0 {
		return 12
	}
	return h
}

func (s *fieldSpec) append(b []byte, d *Date, c *clock) []byte {
	name := func(n string, short bool) []byte {
		if short {
			n = n[:3]
		}
		if s.swap {
			n = strings.ToUpper(n)
		}
		return s.str(b, n)
	}
	ordinal := func() int { return d.Ordinal() }
	yday := func() int { return daysBeforeMonth(d.Year(), d.Month()) + d.Day() - 1 }
	sunday := func() int { return (weekday(ordinal()) + 1) % 7 }
	compound := func(format string) []byte {
		var inner []byte
		for i := 0; i < len(format); i++ {
			if format[i] != '%' {
				inner = append(inner, format[i])
				continue
			}
			i++
			f := fieldSpec{code: format[i]}
			inner = f.append(inner, d, c)
		}
		return s.str(b, string(inner))
	}
	half := "AM"
	if c.hour >= 12 {
		half = "PM"
	}
	switch s.code {
	case 'a':
		return name(dayNames[weekday(ordinal())], true)
	case 'A':
		return name(dayNames[weekday(ordinal())], false)
	case 'b', 'h':
		return name(monthNames[d.month], true)
	case 'B':
		return name(monthNames[d.month], false)
	case 'c':
		return compound("%a %b %e %H:%M:%S %Y")
	case 'C':
		return s.number(b, d.Year()/100, 1, '0')
	case 'd':
		return s.number(b, d.Day(), 2, '0')
	case 'D', 'x':
		return compound("%m/%d/%y")
	case 'e':
		return s.number(b, d.Day(), 2, ' ')
	case 'F':
		return compound("%Y-%m-%d")
	case 'g':
		y, _, _ := isoCalendar(d.Year(), d.Month(), d.Day())
		return s.number(b, y%100, 2, '0')
	case 'G':
		y, _, _ := isoCalendar(d.Year(), d.Month(), d.Day())
		return s.number(b, y, 1, '0')
	case 'H':
		return s.number(b, c.Hour(), 2, '0')
	case 'I':
		return s.number(b, hour12(c.Hour()), 2, '0')
	case 'j':
		return s.number(b, yday()+1, 3, '0')
	case 'k':
		return s.number(b, c.Hour(), 2, ' ')
	case 'l':
		return s.number(b, hour12(c.Hour()), 2, ' ')
	case 'm':
		return s.number(b, d.Month(), 2, '0')
	case 'M':
		return s.number(b, c.Minute(), 2, '0')
	case 'n':
		return s.str(b, "\n")
	case 'p':
		if s.swap {
			half = strings.ToLower(half)
		}
		return s.str(b, half)
	case 'P':
		f := *s
		f.upper = false
		return f.str(b, strings.ToLower(half))
	case 'r':
		return compound("%I:%M:%S %p")
	case 'R':
		return compound("%H:%M")
	case 's':
		x := DateTime{*d, *c}
		return s.number(b, int(x.unix()), 1, '0')
	case 'S':
		return s.number(b, c.Second(), 2, '0')
	case 't':
		return s.str(b, "\t")
	case 'T', 'X':
		return compound("%H:%M:%S")
	case 'u':
		return s.number(b, weekday(ordinal())+1, 1, '0')
	case 'U':
		return s.number(b, (yday()-sunday()+7)/7, 2, '0')
	case 'V':
		_, w, _ := isoCalendar(d.Year(), d.Month(), d.Day())
		return s.number(b, w, 2, '0')
	case 'w':
		return s.number(b, sunday(), 1, '0')
	case 'W':
		return s.number(b, (yday()-weekday(ordinal())+7)/7, 2, '0')
	case 'y':
		return s.number(b, d.Year()%100, 2, '0')
	case 'Y':
		return s.number(b, d.Year(), 1, '0')
	case '%':
		return s.str(b, "%")
	case 'z', 'Z':
		return s.str(b, "")
	}
	return append(append(b, '%'), s.text...)
}
