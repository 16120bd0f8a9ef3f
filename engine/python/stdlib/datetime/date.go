package datetime

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
	pytime "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
)

// dateOf gives the date part of a date or a datetime.
func dateOf(o value) *Date {
	switch d := o.(type) {
	case *Date:
		return d
	case *DateTime:
		return &d.Date
	}
	switch d := object.Native(o).(type) {
	case *Date:
		return d
	case *DateTime:
		return &d.Date
	}
	return nil
}

func checkDate(y, m, d int) error {
	if y < MinYear || y > MaxYear {
		return object.ValueErrorf("year %d is out of range", y)
	}
	if m < 1 || m > 12 {
		return object.ValueErrorf("month must be in 1..12")
	}
	if d < 1 || d > daysInMonth(y, m) {
		return object.ValueErrorf("day is out of range for month")
	}
	return nil
}

func makeDate(y, m, d int) Date { return Date{int16(y), uint8(m), uint8(d)} }

// Ordinal is the day's number: 1 January of year 1 is 1.
func (d *Date) Ordinal() int { return toOrdinal(d.Year(), d.Month(), d.Day()) }

func (d *Date) cmp(e *Date) int {
	switch {
	case d.year != e.year:
		return int(d.year) - int(e.year)
	case d.month != e.month:
		return int(d.month) - int(e.month)
	}
	return int(d.day) - int(e.day)
}

func dateRange() error { return object.OverflowErrorf("date value out of range") }

func (d *Date) addDays(n int) (*Date, error) {
	// A step within the month is the usual one.
	if day := int(d.day) + n; n > -40 && n < 40 && day >= 1 && day <= 28 {
		return &Date{d.year, d.month, uint8(day)}, nil
	}
	o := d.Ordinal() + n
	if o < 1 || o > maxOrdinal {
		return nil, dateRange()
	}
	r := makeDate(fromOrdinal(o))
	return &r, nil
}

func appendDate(b []byte, d *Date) []byte {
	y := int(d.year)
	return append(b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10),
		'-', '0'+d.month/10, '0'+d.month%10, '-', '0'+d.day/10, '0'+d.day%10)
}

// String is d.isoformat().
func (d *Date) String() string {
	var buf [10]byte
	return string(appendDate(buf[:0], d))
}

// dateIn makes a date of class cls.
func dateIn(t *thread, cls *object.Type, d *Date) (value, error) {
	if cls == DateType {
		return d, nil
	}
	return object.Call(t, cls, ints(d.Year(), d.Month(), d.Day()), nil)
}

func ints(ns ...int) []value {
	out := make([]value, len(ns))
	for i, n := range ns {
		out[i] = object.NewInt(int64(n))
	}
	return out
}

var dateSpec = pyarg.Spec{Params: []string{"year", "month", "day"}, Required: 3}

// intArgs converts arguments; those that are nil keep what dst holds.
func intArgs(t *thread, a []value, dst []int) error {
	for i := range dst {
		if a[i] == nil {
			continue
		}
		n, err := pyarg.Int(t, a[i])
		if err != nil {
			return err
		}
		dst[i] = n
	}
	return nil
}

func dateNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [3]value
	var n [3]int
	if err := dateSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	if err := intArgs(t, a[:], n[:]); err != nil {
		return nil, err
	}
	d, err := NewDate(n[0], n[1], n[2])
	if err != nil {
		return nil, err
	}
	if cls == DateType {
		return d, nil
	}
	return object.NewInstance(cls, d), nil
}

func dateRepr(t *thread, o value) (string, error) {
	d := dateOf(o)
	b := append(make([]byte, 0, 32), typeRepr(o)...)
	b = append(b, '(')
	b = pyarg.AppendInt(b, d.Year(), 1)
	b = append(b, ", "...)
	b = pyarg.AppendInt(b, d.Month(), 1)
	b = append(b, ", "...)
	b = pyarg.AppendInt(b, d.Day(), 1)
	return string(append(b, ')')), nil
}

func dateAdd(t *thread, a, b value) (value, error) {
	if _, is := AsDateTime(a); is {
		return object.NotImplemented, nil
	}
	if _, is := AsDateTime(b); is {
		return object.NotImplemented, nil
	}
	d, o := dateOf(a), a
	delta, ok := AsTimedelta(b)
	if d == nil {
		d, o = dateOf(b), b
		delta, ok = AsTimedelta(a)
	}
	if d == nil || !ok {
		return object.NotImplemented, nil
	}
	r, err := d.addDays(delta.Days())
	if err != nil {
		return nil, err
	}
	return dateIn(t, o.Type(), r)
}

func dateSub(t *thread, a, b value) (value, error) {
	if _, is := AsDateTime(a); is {
		return object.NotImplemented, nil
	}
	if _, is := AsDateTime(b); is {
		return object.NotImplemented, nil
	}
	d := dateOf(a)
	if d == nil {
		return object.NotImplemented, nil
	}
	if e := dateOf(b); e != nil {
		return &Timedelta{days: int32(d.Ordinal() - e.Ordinal())}, nil
	}
	if delta, ok := AsTimedelta(b); ok {
		r, err := d.addDays(-delta.Days())
		if err != nil {
			return nil, err
		}
		return dateIn(t, a.Type(), r)
	}
	return object.NotImplemented, nil
}

func (d *Date) hash() int64 { return mix(uint64(d.year)<<16 | uint64(d.month)<<8 | uint64(d.day)) }

// timestampSeconds converts a timestamp argument to whole seconds and microseconds since 1970, rounding half to even.
func timestampSeconds(t *thread, v value) (sec int64, us int, err error) {
	if f, ok := object.AsFloat(v); ok {
		if f != f {
			return 0, 0, object.ValueErrorf("Invalid value NaN (not a number)")
		}
		whole, frac := math.Modf(f)
		m := math.RoundToEven(frac * 1e6)
		if m < 0 {
			m += 1e6
			whole--
		} else if m >= 1e6 {
			m -= 1e6
			whole++
		}
		if !(whole >= -math.MaxInt64 && whole < math.MaxInt64) {
			return 0, 0, object.OverflowErrorf("timestamp out of range for platform time_t")
		}
		return int64(whole), int(m), nil
	}
	n, err := object.ToIndex(t, v)
	if err != nil {
		return 0, 0, err
	}
	sec, ok := object.AsInt(n)
	if !ok {
		return 0, 0, object.OverflowErrorf("timestamp out of range for platform time_t")
	}
	return sec, 0, nil
}

// unixOrdinal gives day and second of day, or the error of CPython for years that no date has.
func unixOrdinal(t *thread, sec int64) (ordinal, second int, err error) {
	days, s := divFloor(sec, secondsPerDay)
	ord := days + epochOrdinal
	if ord < 1 || ord > maxOrdinal {
		const most = 67768036191676799 // the last second whose year fits the C library's int
		if sec > most || sec < -67768040609740800 {
			return 0, 0, overflow(t)
		}
		return 0, 0, object.ValueErrorf("year %d is out of range", yearOf(ord))
	}
	return int(ord), int(s), nil
}

// overflow is the error of the C library's gmtime.
func overflow(t *thread) error {
	e, err := object.CallArgs(t, object.OSErrorType, object.NewInt(75), object.NewStr("Value too large for defined data type"))
	if err != nil {
		return err
	}
	return e.(*object.Exception)
}

// yearOf is the year of any ordinal.
func yearOf(ord int64) int64 {
	cycles, rest := divFloor(ord-1, daysIn400Years)
	y, _, _ := fromOrdinal(int(rest) + 1)
	return cycles*400 + int64(y)
}

func today(t *thread) *Date {
	y, m, d := pytime.Now(t).Date()
	r := makeDate(y, int(m), d)
	return &r
}

func dateFromOrdinal(t *thread, cls *object.Type, v value) (value, error) {
	n, err := pyarg.Int(t, v)
	if err != nil {
		return nil, err
	}
	if n < 1 {
		return nil, object.ValueErrorf("ordinal must be >= 1")
	}
	if n > maxOrdinal {
		return nil, object.ValueErrorf("year %d is out of range", yearOf(int64(n)))
	}
	return dateOfOrdinal(t, cls, n)
}

func dateOfOrdinal(t *thread, cls *object.Type, n int) (value, error) {
	d := makeDate(fromOrdinal(n))
	if cls == DateType {
		return &d, nil
	}
	return object.Call(t, cls, ints(d.Year(), d.Month(), d.Day()), nil)
}

var (
	fromISOCalendarSpec = pyarg.Spec{Name: "fromisocalendar", Params: []string{"year", "week", "day"}, Required: 3}
	replaceDateSpec     = pyarg.Spec{Name: "replace", Params: []string{"year", "month", "day"}}
	strftimeSpec        = pyarg.Spec{Name: "strftime", Params: []string{"format"}, Required: 1}
)

func dateFromISOCalendar(t *thread, a []value, kw *kwargs) (value, error) {
	var args [3]value
	var n [3]int
	if err := fromISOCalendarSpec.Parse(a[1:], kw, args[:]); err != nil {
		return nil, err
	}
	for i := range n {
		var err error
		if n[i], err = pyarg.Int(t, args[i]); err != nil {
			if object.IsException(err, object.OverflowErrorType) {
				return nil, object.ValueErrorf("ISO calendar component out of range")
			}
			return nil, err
		}
	}
	ord, bad := fromISOCalendar(n[0], n[1], n[2])
	switch bad {
	case isoBadYear:
		return nil, object.ValueErrorf("Year is out of range: %d", n[0])
	case isoBadWeek:
		return nil, object.ValueErrorf("Invalid week: %d", n[1])
	case isoBadDay:
		return nil, object.ValueErrorf("Invalid day: %d (range is [1, 7])", n[2])
	}
	if ord < 1 || ord > maxOrdinal {
		return nil, object.ValueErrorf("year %d is out of range", yearOf(int64(ord)))
	}
	return dateOfOrdinal(t, a[0].(*object.Type), ord)
}

func invalidISO(t *thread, v value) error {
	r, err := object.Repr(t, v)
	if err != nil {
		return err
	}
	return object.ValueErrorf("Invalid isoformat string: %s", r)
}

func isoText(v value) (string, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return "", object.TypeErrorf("fromisoformat: argument must be str")
	}
	return s, nil
}

var (
	dayNames   = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	monthNames = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func ctime(d *Date, c *clock) string {
	b := make([]byte, 0, 24)
	b = append(b, dayNames[weekday(d.Ordinal())][:3]...)
	b = append(b, ' ')
	b = append(b, monthNames[d.month][:3]...)
	b = append(b, ' ')
	if d.day < 10 {
		b = append(b, ' ')
	}
	b = pyarg.AppendInt(b, d.Day(), 1)
	b = append(b, ' ')
	b = appendClock(b, c, 's')
	b = append(b, ' ')
	return string(pyarg.AppendInt(b, d.Year(), 4))
}

// timeTuple makes a time.struct_time.
func timeTuple(t *thread, d *Date, c *clock, dst int) (value, error) {
	m, err := t.RT.Import(t, "time")
	if err != nil {
		return nil, err
	}
	cls, err := object.GetAttrName(t, m, "struct_time")
	if err != nil {
		return nil, err
	}
	ord := d.Ordinal()
	return object.CallArgs(t, cls, object.NewTuple(ints(d.Year(), d.Month(), d.Day(), c.Hour(), c.Minute(), c.Second(),
		weekday(ord), ord-daysBeforeYear(d.Year()), dst)...))
}

// formatMethod is the __format__ of a class.
func formatMethod(owner string) object.Method {
	return object.Method{Name: "__format__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(owner+".__format__", a[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		spec, ok := object.AsStr(a[1])
		if !ok {
			return nil, object.TypeErrorf("__format__() argument 1 must be str, not %s", argType(a[1]))
		}
		s, err := format(t, a[0], spec)
		return object.NewStr(s), err
	}}
}

var strStrftime = object.Intern("strftime")

// format is __format__: str(o) for an empty spec, else o.strftime(spec).
func format(t *thread, o value, spec string) (string, error) {
	if spec == "" {
		return object.ToStr(t, o)
	}
	r, err := object.CallMethodKw(t, o, strStrftime, []value{object.NewStr(spec)}, nil)
	if err != nil {
		return "", err
	}
	s, ok := object.AsStr(r)
	if !ok {
		return "", object.TypeErrorf("__format__ must return a str, not %s", object.TypeName(r))
	}
	return s, nil
}

// classOne makes a class method of one argument, such as fromisoformat.
func classOne(owner, name string, f func(t *thread, cls *object.Type, v value) (value, error)) object.Method {
	full := owner + "." + name
	return object.Method{Name: name, Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(full, a[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		return f(t, a[0].(*object.Type), a[1])
	}}
}

func init() {
	bin := [object.NumBinaryOps]object.BinaryFunc{object.Add: dateAdd, object.Sub: dateSub}
	midnight := &clock{}
	minDate, maxDate := makeDate(MinYear, 1, 1), makeDate(MaxYear, 12, 31)
	DateType.Define(object.Spec{
		Doc: "date(year, month, day) --> date object",
		Slots: object.Slots{
			New: dateNew, Repr: dateRepr,
			Str: func(t *thread, o value) (string, error) {
				if _, ok := o.(*Date); ok {
					return dateOf(o).String(), nil
				}
				return strByMethod(t, o)
			},
			Hash:   func(t *thread, o value) (int64, error) { return dateOf(o).hash(), nil },
			Format: format,
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				e := dateOf(b)
				if e == nil {
					return object.NotImplemented, nil
				}
				return compare(dateOf(a).cmp(e), op), nil
			},
			Binary: bin, RBinary: reflect(bin),
		},
		GetSets: []object.GetSet{
			{Name: "year", Get: fieldGet(func(o value) int { return dateOf(o).Year() })},
			{Name: "month", Get: fieldGet(func(o value) int { return dateOf(o).Month() })},
			{Name: "day", Get: fieldGet(func(o value) int { return dateOf(o).Day() })},
		},
		Methods: []object.Method{formatMethod("date"),
			noArgsClass("date", "today", func(t *thread, cls *object.Type) (value, error) {
				if cls == DateType {
					return today(t), nil
				}
				return object.CallMethod(t, cls, "fromtimestamp", timestampNow(t))
			}),
			classOne("date", "fromtimestamp", func(t *thread, cls *object.Type, v value) (value, error) {
				sec, _, err := timestampSeconds(t, v)
				if err != nil {
					return nil, err
				}
				if f, ok := object.AsFloat(v); ok {
					sec = int64(math.Floor(f))
				}
				ord, _, err := unixOrdinal(t, sec)
				if err != nil {
					return nil, err
				}
				return dateOfOrdinal(t, cls, ord)
			}),
			classOne("date", "fromordinal", dateFromOrdinal),
			classOne("date", "fromisoformat", func(t *thread, cls *object.Type, v value) (value, error) {
				s, err := isoText(v)
				if err != nil {
					return nil, err
				}
				y, m, d, ok := isoDate(s)
				if !ok {
					return nil, invalidISO(t, v)
				}
				r, err := NewDate(y, m, d)
				if err != nil {
					return nil, err
				}
				return dateIn(t, cls, r)
			}),
			object.Method{Name: "fromisocalendar", Class: true, Fn: dateFromISOCalendar},
			object.Method{Name: "replace", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				d := dateOf(a[0])
				var args [3]value
				if err := replaceDateSpec.Parse(a[1:], kw, args[:]); err != nil {
					return nil, err
				}
				n := [3]int{d.Year(), d.Month(), d.Day()}
				if err := intArgs(t, args[:], n[:]); err != nil {
					return nil, err
				}
				if cls := a[0].Type(); cls != DateType {
					return object.Call(t, cls, ints(n[:]...), nil)
				}
				r, err := NewDate(n[0], n[1], n[2])
				if err != nil {
					return nil, err
				}
				return r, nil
			}},
			object.Method{Name: "strftime", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				f, err := strftimeArg(a[1:], kw)
				if err != nil {
					return nil, err
				}
				return strftime(t, a[0], dateOf(a[0]), midnight, nil, f)
			}},
			noArgs("date", "isoformat", func(t *thread, o value) (value, error) { return object.NewStr(dateOf(o).String()), nil }),
			noArgs("date", "ctime", func(t *thread, o value) (value, error) { return object.NewStr(ctime(dateOf(o), midnight)), nil }),
			noArgs("date", "timetuple", func(t *thread, o value) (value, error) { return timeTuple(t, dateOf(o), midnight, -1) }),
			noArgs("date", "toordinal", func(t *thread, o value) (value, error) { return object.NewInt(int64(dateOf(o).Ordinal())), nil }),
			noArgs("date", "weekday", func(t *thread, o value) (value, error) {
				return object.NewInt(int64(weekday(dateOf(o).Ordinal()))), nil
			}),
			noArgs("date", "isoweekday", func(t *thread, o value) (value, error) {
				return object.NewInt(int64(weekday(dateOf(o).Ordinal()) + 1)), nil
			}),
			noArgs("date", "isocalendar", func(t *thread, o value) (value, error) {
				d := dateOf(o)
				y, w, wd := isoCalendar(d.Year(), d.Month(), d.Day())
				return object.NewInstance(isoCalendarType, object.NewTuple(ints(y, w, wd)...)), nil
			}),
		},
		Attrs: map[string]value{"min": &minDate, "max": &maxDate, "resolution": &Timedelta{days: 1}},
	})
}

var strISOFormat = object.Intern("isoformat")

// strByMethod is str() of a subclass, which may have an isoformat() of its own.
func strByMethod(t *thread, o value) (string, error) {
	r, err := object.CallMethodKw(t, o, strISOFormat, nil, nil)
	if err != nil {
		return "", err
	}
	s, ok := object.AsStr(r)
	if !ok {
		return "", object.TypeErrorf("__str__ returned non-string (type %s)", object.TypeName(r))
	}
	return s, nil
}

// isoCalendarType is the named tuple that isocalendar() gives.
var isoCalendarType = declare("IsoCalendarDate", object.TupleType)

func init() {
	item := func(name string, i int) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, o value) (value, error) {
			tu, _ := object.AsTuple(o)
			return tu.Items[i], nil
		}}
	}
	isoCalendarType.Define(object.Spec{Final: true, NoDict: true,
		Doc: "The result of date.isocalendar() or datetime.isocalendar()",
		Slots: object.Slots{Repr: func(t *thread, o value) (string, error) {
			tu, _ := object.AsTuple(o)
			s := "datetime.IsoCalendarDate("
			for i, name := range []string{"year", "week", "weekday"} {
				if i > 0 {
					s += ", "
				}
				s += name + "=" + object.FormatInt(tu.Items[i])
			}
			return s + ")", nil
		}},
		GetSets: []object.GetSet{item("year", 0), item("week", 1), item("weekday", 2)},
	})
}
