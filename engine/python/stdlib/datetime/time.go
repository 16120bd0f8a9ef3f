package datetime

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

func timeOf(o value) *Time {
	if x, ok := o.(*Time); ok {
		return x
	}
	x, _ := object.Native(o).(*Time)
	return x
}

func checkClock(h, m, s, us, fold int) error {
	switch {
	case h < 0 || h > 23:
		return object.ValueErrorf("hour must be in 0..23")
	case m < 0 || m > 59:
		return object.ValueErrorf("minute must be in 0..59")
	case s < 0 || s > 59:
		return object.ValueErrorf("second must be in 0..59")
	case us < 0 || us > 999999:
		return object.ValueErrorf("microsecond must be in 0..999999")
	case fold != 0 && fold != 1:
		return object.ValueErrorf("fold must be either 0 or 1")
	}
	return nil
}

func makeClock(h, m, s, us, fold int, tz value) clock {
	return clock{uint8(h), uint8(m), uint8(s), uint8(fold), int32(us), tz}
}

// cmp orders two clocks by what they show, whatever their zones and folds: below 0, 0 or above.
func (c *clock) cmp(e *clock) int {
	if a, b := c.seconds(), e.seconds(); a != b {
		return a - b
	}
	return int(c.micro) - int(e.micro)
}

// clockArgs are the arguments of a constructor or replace: n holds the numbers, fold last; tz is nil where not given.
func clockArgs(t *thread, a []value, n []int) (tz value, given bool, err error) {
	k := len(a) - 2
	if err := intArgs(t, a[:k], n[:k]); err != nil {
		return nil, false, err
	}
	if a[k+1] != nil {
		if n[k], err = pyarg.Int(t, a[k+1]); err != nil {
			return nil, false, err
		}
	}
	tz, err = zoneArg(a[k])
	return tz, a[k] != nil, err
}

var (
	timeSpec        = pyarg.Spec{Params: []string{"hour", "minute", "second", "microsecond", "tzinfo", "fold"}, Positional: 5}
	replaceTimeSpec = pyarg.Spec{Name: "replace", Params: timeSpec.Params, Positional: 5}
	isoformatSpec   = pyarg.Spec{Name: "isoformat", Params: []string{"sep", "timespec"}}
	isoTimeSpec     = pyarg.Spec{Name: "isoformat", Params: []string{"timespec"}}
)

func timeNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [6]value
	var n [5]int
	if err := timeSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	tz, _, err := clockArgs(t, a[:], n[:])
	if err != nil {
		return nil, err
	}
	if err := checkClock(n[0], n[1], n[2], n[3], n[4]); err != nil {
		return nil, err
	}
	x := &Time{makeClock(n[0], n[1], n[2], n[3], n[4], tz)}
	if cls == TimeType {
		return x, nil
	}
	return object.NewInstance(cls, x), nil
}

// timeIn makes a time of class cls.
func timeIn(t *thread, cls *object.Type, c clock) (value, error) {
	if cls == TimeType {
		return &Time{c}, nil
	}
	var kw *kwargs
	if c.fold != 0 {
		kw = object.Kw("fold", object.NewInt(1))
	}
	return object.Call(t, cls, append(ints(c.Hour(), c.Minute(), c.Second(), c.Micro()), c.tzOrNone()), kw)
}

// appendClock writes the time; spec is 0 for auto, or the unit where to stop: h, m, s, l (milliseconds), u.
func appendClock(b []byte, c *clock, spec byte) []byte {
	two := func(n uint8) { b = append(b, '0'+n/10, '0'+n%10) }
	two(c.hour)
	if spec == 'h' {
		return b
	}
	b = append(b, ':')
	two(c.minute)
	if spec == 'm' {
		return b
	}
	b = append(b, ':')
	two(c.second)
	switch {
	case spec == 'l':
		b = append(b, '.')
		b = pyarg.AppendInt(b, c.Micro()/1000, 3)
	case spec == 'u' || spec == 0 && c.micro != 0:
		b = append(b, '.')
		b = pyarg.AppendInt(b, c.Micro(), 6)
	}
	return b
}

func timespec(v value) (byte, error) {
	if v == nil {
		return 0, nil
	}
	s, ok := object.AsStr(v)
	if !ok {
		return 0, object.TypeErrorf("isoformat() argument 2 must be str, not %s", argType(v))
	}
	switch s {
	case "auto":
		return 0, nil
	case "hours", "minutes", "seconds":
		return s[0], nil
	case "milliseconds":
		return 'l', nil
	case "microseconds":
		return 'u', nil
	}
	return 0, object.ValueErrorf("Unknown timespec value")
}

// appendZone writes the offset of tz at dt, if there is one.
func appendZone(t *thread, b []byte, tz, dt value) ([]byte, error) {
	if tz == nil {
		return b, nil
	}
	off, err := offsetOf(t, tz, strUTCOffset, dt)
	if err != nil || off == nil {
		return b, err
	}
	return appendOffset(b, off, ":"), nil
}

func timeISO(t *thread, c *clock, spec byte) (string, error) {
	var buf [40]byte
	b, err := appendZone(t, appendClock(buf[:0], c, spec), c.tz, nil)
	return string(b), err
}

// appendTail writes the end of a repr: seconds and microseconds where needed, tzinfo and fold.
func appendTail(t *thread, b []byte, c *clock) ([]byte, error) {
	if c.second != 0 || c.micro != 0 {
		b = append(b, ", "...)
		b = pyarg.AppendInt(b, c.Second(), 1)
	}
	if c.micro != 0 {
		b = append(b, ", "...)
		b = pyarg.AppendInt(b, c.Micro(), 1)
	}
	if c.fold != 0 {
		b = append(b, ", fold=1"...)
	}
	if c.tz != nil {
		r, err := object.Repr(t, c.tz)
		if err != nil {
			return nil, err
		}
		b = append(append(b, ", tzinfo="...), r...)
	}
	return append(b, ')'), nil
}

func timeRepr(t *thread, o value) (string, error) {
	c := &timeOf(o).clock
	b := append(make([]byte, 0, 48), typeRepr(o)...)
	b = append(b, '(')
	b = pyarg.AppendInt(b, c.Hour(), 1)
	b = append(b, ", "...)
	b = pyarg.AppendInt(b, c.Minute(), 1)
	b, err := appendTail(t, b, c)
	return string(b), err
}

func timeCompare(t *thread, a, b value, op object.CompareOp) (value, error) {
	y, ok := AsTime(b)
	if !ok {
		return object.NotImplemented, nil
	}
	x := timeOf(a)
	if x.tz == y.tz {
		return compare(x.cmp(&y.clock), op), nil
	}
	o1, err := offsetOf(t, x.tz, strUTCOffset, nil)
	if err != nil {
		return nil, err
	}
	o2, err := offsetOf(t, y.tz, strUTCOffset, nil)
	if err != nil {
		return nil, err
	}
	switch {
	case o1 == nil && o2 == nil || o1 != nil && o2 != nil && *o1 == *o2:
		return compare(x.cmp(&y.clock), op), nil
	case o1 != nil && o2 != nil:
		c := (x.seconds() - o1.wholeSeconds()) - (y.seconds() - o2.wholeSeconds())
		if c == 0 {
			c = x.Micro() - y.Micro()
		}
		return compare(c, op), nil
	case op == object.EQ:
		return object.False, nil
	case op == object.NE:
		return object.True, nil
	}
	return nil, object.TypeErrorf("can't compare offset-naive and offset-aware times")
}

func timeHash(t *thread, o value) (int64, error) {
	x := timeOf(o)
	off, err := offsetOf(t, x.tz, strUTCOffset, nil)
	if err != nil {
		return 0, err
	}
	us := int64(x.seconds())*1000000 + int64(x.micro)
	if off != nil {
		n, _ := off.Microseconds()
		us -= n
	}
	return mix(uint64(us) ^ 0x74696d65), nil
}

func init() {
	epoch := makeDate(1900, 1, 1)
	c := func(o value) *clock { return &timeOf(o).clock }
	TimeType.Define(object.Spec{
		Doc: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object",
		Slots: object.Slots{
			New: timeNew, Repr: timeRepr, RichCompare: timeCompare, Hash: timeHash, Format: format,
			Str: func(t *thread, o value) (string, error) {
				if x, ok := o.(*Time); ok {
					return timeISO(t, &x.clock, 0)
				}
				return strByMethod(t, o)
			},
		},
		GetSets: clockGetSets(c),
		Methods: []object.Method{formatMethod("time"),
			classOne("time", "fromisoformat", func(t *thread, cls *object.Type, v value) (value, error) {
				s, err := isoText(v)
				if err != nil {
					return nil, err
				}
				if s != "" && s[0] == 'T' {
					s = s[1:]
				}
				n, tz, ok, err := isoTime(t, s)
				if err != nil {
					return nil, err
				}
				if !ok {
					return nil, invalidISO(t, v)
				}
				if err := checkClock(n[0], n[1], n[2], n[3], 0); err != nil {
					return nil, err
				}
				return timeIn(t, cls, makeClock(n[0], n[1], n[2], n[3], 0, tz))
			}),
			object.Method{Name: "isoformat", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				var args [1]value
				if err := isoTimeSpec.Parse(a[1:], kw, args[:]); err != nil {
					return nil, err
				}
				if args[0] != nil {
					if _, ok := object.AsStr(args[0]); !ok {
						return nil, object.TypeErrorf("isoformat() argument 1 must be str, not %s", argType(args[0]))
					}
				}
				spec, err := timespec(args[0])
				if err != nil {
					return nil, err
				}
				s, err := timeISO(t, c(a[0]), spec)
				return object.NewStr(s), err
			}},
			object.Method{Name: "strftime", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				f, err := strftimeArg(a[1:], kw)
				if err != nil {
					return nil, err
				}
				return strftime(t, a[0], &epoch, c(a[0]), nil, f)
			}},
			object.Method{Name: "replace", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				x := c(a[0])
				var args [6]value
				if err := replaceTimeSpec.Parse(a[1:], kw, args[:]); err != nil {
					return nil, err
				}
				n := [5]int{x.Hour(), x.Minute(), x.Second(), x.Micro(), x.Fold()}
				tz, given, err := clockArgs(t, args[:], n[:])
				if err != nil {
					return nil, err
				}
				if !given {
					tz = x.tz
				}
				if err := checkClock(n[0], n[1], n[2], n[3], n[4]); err != nil {
					return nil, err
				}
				return timeIn(t, a[0].Type(), makeClock(n[0], n[1], n[2], n[3], n[4], tz))
			}},
			noArgs("time", "utcoffset", func(t *thread, o value) (value, error) {
				return deltaOrNone(offsetOf(t, c(o).tz, strUTCOffset, nil))
			}),
			noArgs("time", "dst", func(t *thread, o value) (value, error) { return deltaOrNone(offsetOf(t, c(o).tz, strDST, nil)) }),
			noArgs("time", "tzname", func(t *thread, o value) (value, error) { return nameOf(t, c(o).tz, nil) }),
		},
		Attrs: map[string]value{"min": &Time{}, "max": &Time{makeClock(23, 59, 59, 999999, 0, nil)}, "resolution": &Timedelta{micros: 1}},
	})
}

func clockGetSets(c func(o value) *clock) []object.GetSet {
	return []object.GetSet{
		{Name: "hour", Get: fieldGet(func(o value) int { return c(o).Hour() })},
		{Name: "minute", Get: fieldGet(func(o value) int { return c(o).Minute() })},
		{Name: "second", Get: fieldGet(func(o value) int { return c(o).Second() })},
		{Name: "microsecond", Get: fieldGet(func(o value) int { return c(o).Micro() })},
		{Name: "fold", Get: fieldGet(func(o value) int { return c(o).Fold() })},
		{Name: "tzinfo", Get: func(t *thread, o value) (value, error) { return c(o).tzOrNone(), nil }},
	}
}
