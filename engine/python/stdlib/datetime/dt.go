package datetime

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
	pytime "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
)

// The class datetime: construction, conversion and text. Arithmetic and comparison are in dtarith.go.

func dateTimeOf(o value) *DateTime {
	if d, ok := o.(*DateTime); ok {
		return d
	}
	d, _ := object.Native(o).(*DateTime)
	return d
}

var (
	dateTimeSpec        = pyarg.Spec{Params: []string{"year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"}, Required: 3, Positional: 8}
	replaceDateTimeSpec = pyarg.Spec{Name: "replace", Params: dateTimeSpec.Params, Positional: 8}
	nowSpec             = pyarg.Spec{Name: "now", Params: []string{"tz"}}
	fromTimestampSpec   = pyarg.Spec{Name: "fromtimestamp", Params: []string{"timestamp", "tz"}, Required: 1}
	combineSpec         = pyarg.Spec{Name: "combine", Params: []string{"date", "time", "tzinfo"}, Required: 2}
	astimezoneSpec      = pyarg.Spec{Name: "astimezone", Params: []string{"tz"}}
)

func newDateTime(n [8]int, tz value) (*DateTime, error) {
	if err := checkDate(n[0], n[1], n[2]); err != nil {
		return nil, err
	}
	if err := checkClock(n[3], n[4], n[5], n[6], n[7]); err != nil {
		return nil, err
	}
	return &DateTime{makeDate(n[0], n[1], n[2]), makeClock(n[3], n[4], n[5], n[6], n[7], tz)}, nil
}

func dateTimeNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [9]value
	var n [8]int
	if err := dateTimeSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	tz, _, err := clockArgs(t, a[:], n[:])
	if err != nil {
		return nil, err
	}
	d, err := newDateTime(n, tz)
	if err != nil {
		return nil, err
	}
	if cls == DateTimeType {
		return d, nil
	}
	return object.NewInstance(cls, d), nil
}

// dateTimeIn makes a datetime of class cls.
func dateTimeIn(t *thread, cls *object.Type, d *DateTime) (value, error) {
	if cls == DateTimeType {
		return d, nil
	}
	var kw *kwargs
	if d.fold != 0 {
		kw = object.Kw("fold", object.NewInt(1))
	}
	args := append(ints(d.Year(), d.Month(), d.Day(), d.Hour(), d.Minute(), d.Second(), d.Micro()), d.tzOrNone())
	return object.Call(t, cls, args, kw)
}

// unix is the clock's reading in seconds since 1970, whatever the zone.
func (d *DateTime) unix() int64 {
	return int64(d.Ordinal()-epochOrdinal)*secondsPerDay + int64(d.clock.seconds())
}

func fromUnix(t *thread, sec int64, us int) (*DateTime, error) {
	ord, s, err := unixOrdinal(t, sec)
	if err != nil {
		return nil, err
	}
	return &DateTime{makeDate(fromOrdinal(ord)), makeClock(s/3600, s/60%60, s%60, us, 0, nil)}, nil
}

// add gives d plus a duration; the zone stays.
func (d *DateTime) add(delta *Timedelta) (*DateTime, error) {
	us := int(d.micro) + int(delta.micros)
	s := d.clock.seconds() + int(delta.seconds)
	if us >= 1000000 {
		us -= 1000000
		s++
	}
	days := int(delta.days)
	if s >= secondsPerDay {
		s -= secondsPerDay
		days++
	}
	date, err := d.addDays(days)
	if err != nil {
		return nil, err
	}
	return &DateTime{*date, makeClock(s/3600, s/60%60, s%60, us, 0, d.tz)}, nil
}

// addTo is o + sign*delta for a datetime object of any class.
func addTo(t *thread, o value, delta *Timedelta, sign int) (value, error) {
	if sign < 0 {
		// The negation of a duration may have no representation of its own, but then the sum has none either.
		neg, err := delta.neg()
		if err != nil {
			return nil, dateRange()
		}
		delta = neg
	}
	d, err := dateTimeOf(o).add(delta)
	if err != nil {
		return nil, err
	}
	return dateTimeIn(t, o.Type(), d)
}

// now is the virtual clock's time, naive and in UTC.
func now(t *thread) *DateTime {
	n := pytime.Now(t)
	d, _ := fromUnix(t, n.Unix(), n.Nanosecond()/1000)
	return d
}

func timestampNow(t *thread) value {
	n := pytime.Now(t)
	return object.Float(float64(n.Unix()) + float64(n.Nanosecond())/1e9)
}

// inZone moves d, which shows UTC, to tz (nil: the local zone, UTC, without tzinfo), for class cls.
func inZone(t *thread, cls *object.Type, d *DateTime, tz value) (value, error) {
	if tz == nil {
		return dateTimeIn(t, cls, d)
	}
	d.tz = tz
	if z, ok := tz.(Zone); ok && cls == DateTimeType {
		r, err := z.FromUTC(d)
		if err != nil {
			return nil, err
		}
		return r, nil
	}
	o, err := dateTimeIn(t, cls, d)
	if err != nil {
		return nil, err
	}
	return object.CallMethodKw(t, tz, strFromUTC, []value{o}, nil)
}

func dateTimeRepr(t *thread, o value) (string, error) {
	d := dateTimeOf(o)
	b := append(make([]byte, 0, 64), typeRepr(o)...)
	b = append(b, '(')
	for i, n := range [...]int{d.Year(), d.Month(), d.Day(), d.Hour(), d.Minute()} {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = pyarg.AppendInt(b, n, 1)
	}
	b, err := appendTail(t, b, &d.clock)
	return string(b), err
}

func dateTimeISO(t *thread, o value, sep string, spec byte) (string, error) {
	d := dateTimeOf(o)
	var buf [48]byte
	b := appendDate(buf[:0], &d.Date)
	b = append(b, sep...)
	b = appendClock(b, &d.clock, spec)
	b, err := appendZone(t, b, d.tz, o)
	return string(b), err
}

func dateTimeISOFormat(t *thread, a []value, kw *kwargs) (value, error) {
	var args [2]value
	if err := isoformatSpec.Parse(a[1:], kw, args[:]); err != nil {
		return nil, err
	}
	sep := "T"
	if args[0] != nil {
		s, ok := object.AsStr(args[0])
		if !ok || object.NewStr(s).Len() != 1 {
			return nil, object.TypeErrorf("isoformat() argument 1 must be a unicode character, not %s", argType(args[0]))
		}
		sep = s
	}
	spec, err := timespec(args[1])
	if err != nil {
		return nil, err
	}
	s, err := dateTimeISO(t, a[0], sep, spec)
	return object.NewStr(s), err
}

func fromTimestamp(t *thread, cls *object.Type, v, tz value) (value, error) {
	sec, us, err := timestampSeconds(t, v)
	if err != nil {
		return nil, err
	}
	d, err := fromUnix(t, sec, us)
	if err != nil {
		return nil, err
	}
	return inZone(t, cls, d, tz)
}

func combine(t *thread, a []value, kw *kwargs) (value, error) {
	var args [3]value
	if err := combineSpec.Parse(a[1:], kw, args[:]); err != nil {
		return nil, err
	}
	d := dateOf(args[0])
	if d == nil {
		return nil, object.TypeErrorf("combine() argument 1 must be datetime.date, not %s", argType(args[0]))
	}
	x := timeOf(args[1])
	if x == nil {
		return nil, object.TypeErrorf("combine() argument 2 must be datetime.time, not %s", argType(args[1]))
	}
	r := &DateTime{*d, x.clock}
	if args[2] != nil {
		tz, err := zoneArg(args[2])
		if err != nil {
			return nil, err
		}
		r.tz = tz
	}
	return dateTimeIn(t, a[0].(*object.Type), r)
}

// localZone is the zone of naive values: UTC by name.
var localZone = &Timezone{offset: &Timedelta{}, name: "UTC", named: true}

func astimezone(t *thread, o, tz value) (value, error) {
	d := dateTimeOf(o)
	if d.tz == tz && tz != nil {
		return o, nil
	}
	off := &Timedelta{}
	if d.tz != nil {
		got, err := offsetOf(t, d.tz, strUTCOffset, o)
		if err != nil {
			return nil, err
		}
		if got != nil {
			off = got
		}
	}
	if tz == nil {
		tz = localZone
	}
	neg, _ := off.neg()
	r, err := d.add(neg)
	if err != nil {
		return nil, err
	}
	return inZone(t, o.Type(), r, tz)
}

func timestamp(t *thread, o value) (value, error) {
	d := dateTimeOf(o)
	off, err := offsetOf(t, d.tz, strUTCOffset, o)
	if err != nil {
		return nil, err
	}
	if d.tz == nil || off == nil {
		return object.Float(float64(d.unix()) + float64(d.micro)/1e6), nil
	}
	n, _ := off.Microseconds()
	total := d.unix()*1000000 + int64(d.micro) - n
	return object.BinaryOp(t, object.TrueDiv, object.NewInt(total), object.NewInt(1000000))
}

func init() {
	bin := [object.NumBinaryOps]object.BinaryFunc{object.Add: dateTimeAdd, object.Sub: dateTimeSub}
	c := func(o value) *clock { return &dateTimeOf(o).clock }
	DateTimeType.Define(object.Spec{
		Doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.",
		Slots: object.Slots{
			New: dateTimeNew, Repr: dateTimeRepr, Hash: dateTimeHash, RichCompare: dateTimeCompare, Format: format,
			Binary: bin, RBinary: reflect(bin),
			Str: func(t *thread, o value) (string, error) {
				if _, ok := o.(*DateTime); ok {
					return dateTimeISO(t, o, " ", 0)
				}
				r, err := object.CallMethod(t, o, "isoformat", object.NewStr(" "))
				if err != nil {
					return "", err
				}
				s, ok := object.AsStr(r)
				if !ok {
					return "", object.TypeErrorf("__str__ returned non-string (type %s)", object.TypeName(r))
				}
				return s, nil
			},
		},
		GetSets: clockGetSets(c),
		Methods: append(dateTimeMethods(c), dateTimeConstructors()...),
		Attrs: map[string]value{
			"min":        &DateTime{Date: makeDate(MinYear, 1, 1)},
			"max":        &DateTime{makeDate(MaxYear, 12, 31), makeClock(23, 59, 59, 999999, 0, nil)},
			"resolution": &Timedelta{micros: 1},
		},
	})
}

func dateTimeConstructors() []object.Method {
	utc := func(name string, f func(t *thread, cls *object.Type, v value) (value, error)) object.Method {
		return classOne("datetime", name, f)
	}
	return []object.Method{
		{Name: "now", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			var args [1]value
			if err := nowSpec.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			tz, err := zoneArg(args[0])
			if err != nil {
				return nil, err
			}
			return inZone(t, a[0].(*object.Type), now(t), tz)
		}},
		noArgsClass("datetime", "utcnow", func(t *thread, cls *object.Type) (value, error) { return dateTimeIn(t, cls, now(t)) }),
		noArgsClass("datetime", "today", func(t *thread, cls *object.Type) (value, error) {
			if cls == DateTimeType {
				return now(t), nil
			}
			return object.CallMethod(t, cls, "fromtimestamp", timestampNow(t))
		}),
		{Name: "fromtimestamp", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			var args [2]value
			if err := fromTimestampSpec.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			tz, err := zoneArg(args[1])
			if err != nil {
				return nil, err
			}
			return fromTimestamp(t, a[0].(*object.Type), args[0], tz)
		}},
		utc("utcfromtimestamp", func(t *thread, cls *object.Type, v value) (value, error) { return fromTimestamp(t, cls, v, nil) }),
		utc("fromordinal", func(t *thread, cls *object.Type, v value) (value, error) {
			if cls == DateTimeType {
				d, err := dateFromOrdinal(t, DateType, v)
				if err != nil {
					return nil, err
				}
				return &DateTime{Date: *d.(*Date)}, nil
			}
			return dateFromOrdinal(t, cls, v)
		}),
		{Name: "fromisocalendar", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if a[0] != value(DateTimeType) {
				return dateFromISOCalendar(t, a, kw)
			}
			args := append([]value{DateType}, a[1:]...)
			d, err := dateFromISOCalendar(t, args, kw)
			if err != nil {
				return nil, err
			}
			return &DateTime{Date: *d.(*Date)}, nil
		}},
		{Name: "combine", Class: true, Fn: combine},
		utc("fromisoformat", func(t *thread, cls *object.Type, v value) (value, error) {
			s, err := isoText(v)
			if err != nil {
				return nil, err
			}
			d, ok, err := isoDateTime(t, s)
			if err != nil {
				return nil, err
			}
			if !ok {
				return nil, invalidISO(t, v)
			}
			return dateTimeIn(t, cls, d)
		}),
		{Name: "strptime", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("datetime.strptime", a[1:], kw, 2, 2); err != nil {
				return nil, err
			}
			var s [2]string
			for i := range s {
				var ok bool
				if s[i], ok = object.AsStr(a[1+i]); !ok {
					return nil, object.TypeErrorf("strptime() argument %d must be str, not %s", i+1, argType(a[1+i]))
				}
			}
			d, err := strptime(t, s[0], s[1])
			if err != nil {
				return nil, err
			}
			return dateTimeIn(t, a[0].(*object.Type), d)
		}},
	}
}

func dateTimeMethods(c func(o value) *clock) []object.Method {
	return []object.Method{formatMethod("datetime"),
		object.Method{Name: "isoformat", Fn: dateTimeISOFormat},
		object.Method{Name: "strftime", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			f, err := strftimeArg(a[1:], kw)
			if err != nil {
				return nil, err
			}
			return strftime(t, a[0], dateOf(a[0]), c(a[0]), a[0], f)
		}},
		object.Method{Name: "replace", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			d := dateTimeOf(a[0])
			var args [9]value
			if err := replaceDateTimeSpec.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			n := [8]int{d.Year(), d.Month(), d.Day(), d.Hour(), d.Minute(), d.Second(), d.Micro(), d.Fold()}
			tz, given, err := clockArgs(t, args[:], n[:])
			if err != nil {
				return nil, err
			}
			if !given {
				tz = d.tz
			}
			r, err := newDateTime(n, tz)
			if err != nil {
				return nil, err
			}
			return dateTimeIn(t, a[0].Type(), r)
		}},
		object.Method{Name: "astimezone", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			var args [1]value
			if err := astimezoneSpec.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			tz, err := zoneArg(args[0])
			if err != nil {
				return nil, err
			}
			return astimezone(t, a[0], tz)
		}},
		noArgs("datetime", "date", func(t *thread, o value) (value, error) { d := *dateOf(o); return &d, nil }),
		noArgs("datetime", "time", func(t *thread, o value) (value, error) {
			x := &Time{*c(o)}
			x.tz = nil
			return x, nil
		}),
		noArgs("datetime", "timetz", func(t *thread, o value) (value, error) { return &Time{*c(o)}, nil }),
		noArgs("datetime", "ctime", func(t *thread, o value) (value, error) { return object.NewStr(ctime(dateOf(o), c(o))), nil }),
		noArgs("datetime", "timestamp", timestamp),
		noArgs("datetime", "timetuple", func(t *thread, o value) (value, error) {
			flag := -1
			dst, err := offsetOf(t, c(o).tz, strDST, o)
			if err != nil {
				return nil, err
			}
			if dst != nil {
				if flag = 0; !dst.IsZero() {
					flag = 1
				}
			}
			return timeTuple(t, dateOf(o), c(o), flag)
		}),
		noArgs("datetime", "utctimetuple", func(t *thread, o value) (value, error) {
			d := dateTimeOf(o)
			off, err := offsetOf(t, d.tz, strUTCOffset, o)
			if err != nil {
				return nil, err
			}
			if off != nil {
				neg, _ := off.neg()
				if d, err = d.add(neg); err != nil {
					return nil, err
				}
			}
			return timeTuple(t, &d.Date, &d.clock, 0)
		}),
		noArgs("datetime", "utcoffset", func(t *thread, o value) (value, error) {
			return deltaOrNone(offsetOf(t, c(o).tz, strUTCOffset, o))
		}),
		noArgs("datetime", "dst", func(t *thread, o value) (value, error) { return deltaOrNone(offsetOf(t, c(o).tz, strDST, o)) }),
		noArgs("datetime", "tzname", func(t *thread, o value) (value, error) { return nameOf(t, c(o).tz, o) }),
	}
}
