// Package datetime is Python's datetime module. Values are small immutable Go structs; an instance of a class that a program derives
// from date, datetime, time or timedelta carries one of them as its native part.
//
// The clock is the run's virtual one and the local time zone is UTC: programs print the same everywhere.
//
// # For Go code
//
// NewDate and NewTimedelta make values; AsDateTime, AsTime and AsTimedelta look at them, whether they are of the class itself or of a
// subclass; ParseDate, ParseDateTime and ParseTime read what isoformat() writes (and so what SQLite's columns hold) without a detour
// through Python. See api.go.
package datetime

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// The range of years.
const (
	MinYear = 1
	MaxYear = 9999
)

// Date is a date of the proleptic Gregorian calendar.
type Date struct {
	year       int16
	month, day uint8
}

// clock is what time and datetime have in common.
type clock struct {
	hour, minute, second, fold uint8
	micro                      int32
	tz                         value // nil: naive
}

// Time is a time of day.
type Time struct{ clock }

// DateTime is a date and a time of day.
type DateTime struct {
	Date
	clock
}

// The classes.
var (
	DateType      = declare("date")
	DateTimeType  = declare("datetime", DateType)
	TimeType      = declare("time")
	TimedeltaType = declare("timedelta")
	TZInfoType    = declare("tzinfo")
	TimezoneType  = declare("timezone", TZInfoType)
)

// declare makes a class that messages call by its dotted name, as CPython's do.
func declare(name string, bases ...*object.Type) *object.Type {
	tp := object.Declare(name, "datetime", bases...)
	tp.Name = "datetime." + name
	return tp
}

// Type implements object.Object.
func (*Date) Type() *object.Type { return DateType }

// Type implements object.Object.
func (*DateTime) Type() *object.Type { return DateTimeType }

// Type implements object.Object.
func (*Time) Type() *object.Type { return TimeType }

// Year is the year, 1 to 9999.
func (d *Date) Year() int { return int(d.year) }

// Month is the month, 1 to 12.
func (d *Date) Month() int { return int(d.month) }

// Day is the day of the month.
func (d *Date) Day() int { return int(d.day) }

// Hour is the hour, 0 to 23.
func (c *clock) Hour() int { return int(c.hour) }

// Minute is the minute, 0 to 59.
func (c *clock) Minute() int { return int(c.minute) }

// Second is the second, 0 to 59.
func (c *clock) Second() int { return int(c.second) }

// Micro is the microsecond, 0 to 999999.
func (c *clock) Micro() int { return int(c.micro) }

// Fold is 1 for the second of two equal local times.
func (c *clock) Fold() int { return int(c.fold) }

// TZ is the tzinfo object; nil for a naive value.
func (c *clock) TZ() object.Object { return c.tz }

func (c *clock) tzOrNone() value {
	if c.tz == nil {
		return object.None
	}
	return c.tz
}

// seconds is the time of day in whole seconds.
func (c *clock) seconds() int { return int(c.hour)*3600 + int(c.minute)*60 + int(c.second) }

func init() {
	object.RegisterModule(&object.NativeModule{Name: "datetime", Init: func(t *thread, m *object.Module) error {
		m.Set("MINYEAR", object.NewInt(MinYear))
		m.Set("MAXYEAR", object.NewInt(MaxYear))
		m.Set("UTC", UTC)
		names := []value{}
		for _, tp := range []*object.Type{DateType, DateTimeType, TimeType, TimedeltaType, TimezoneType, TZInfoType} {
			m.Set(tp.Qualname, tp)
			names = append(names, object.NewStr(tp.Qualname))
		}
		for _, n := range []string{"MINYEAR", "MAXYEAR", "UTC"} {
			names = append(names, object.NewStr(n))
		}
		m.Set("__all__", object.NewTuple(names...))
		return nil
	}})
}

// fieldGet makes the getter of a number.
func fieldGet(f func(value) int) func(*thread, value) (value, error) {
	return func(t *thread, o value) (value, error) { return object.NewInt(int64(f(o))), nil }
}

// noArgs makes a method without arguments.
func noArgs(owner, name string, f func(t *thread, o value) (value, error)) object.Method {
	full := owner + "." + name
	return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(full, a[1:], kw, 0, 0); err != nil {
			return nil, err
		}
		return f(t, a[0])
	}}
}

// noArgsClass makes a class method without arguments.
func noArgsClass(owner, name string, f func(t *thread, cls *object.Type) (value, error)) object.Method {
	m := noArgs(owner, name, func(t *thread, o value) (value, error) { return f(t, o.(*object.Type)) })
	m.Class = true
	return m
}

// compare answers op for the outcome of a three-way comparison.
func compare(c int, op object.CompareOp) value {
	var b bool
	switch op {
	case object.LT:
		b = c < 0
	case object.LE:
		b = c <= 0
	case object.EQ:
		b = c == 0
	case object.NE:
		b = c != 0
	case object.GT:
		b = c > 0
	default:
		b = c >= 0
	}
	return object.NewBool(b)
}

// mix spreads the bits of a hash.
func mix(x uint64) int64 {
	x ^= x >> 31
	x *= 0x9e3779b97f4a7c15
	x ^= x >> 29
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 32
	if h := int64(x); h != -1 {
		return h
	}
	return -2
}
