package datetime

import (
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What Go code (the ORM's fields and converters) uses.

// NewDate makes a date; parts out of range give Python's ValueError.
func NewDate(year, month, day int) (*Date, error) {
	if err := checkDate(year, month, day); err != nil {
		return nil, err
	}
	d := makeDate(year, month, day)
	return &d, nil
}

// AsDateTime gives the value if o is a datetime or an instance of a subclass.
func AsDateTime(o object.Object) (*DateTime, bool) {
	d := dateTimeOf(o)
	return d, d != nil
}

// AsTime gives the value if o is a time or an instance of a subclass.
func AsTime(o object.Object) (*Time, bool) {
	x := timeOf(o)
	return x, x != nil
}

// AsTimedelta gives the value if o is a timedelta or an instance of a subclass.
func AsTimedelta(o object.Object) (*Timedelta, bool) {
	d := deltaOf(o)
	return d, d != nil
}

// Go is the date at midnight in UTC.
func (d *Date) Go() time.Time {
	return time.Date(d.Year(), time.Month(d.month), d.Day(), 0, 0, 0, 0, time.UTC)
}

// Wall is what the clock shows, taken as UTC: for naive values, and for those whose zone has been dealt with.
func (d *DateTime) Wall() time.Time { return time.Unix(d.unix(), int64(d.micro)*1000).UTC() }

// AsTimezone is o.astimezone(tz).
func AsTimezone(t *object.Thread, o, tz object.Object) (object.Object, error) {
	return astimezone(t, o, tz)
}

// WithTZ is d.replace(tzinfo=tz); nil makes it naive.
func (d *DateTime) WithTZ(tz object.Object) *DateTime {
	r := *d
	r.tz = tz
	return &r
}

// WithFold is d.replace(fold=fold).
func (d *DateTime) WithFold(fold int) *DateTime {
	r := *d
	r.fold = uint8(fold & 1)
	return &r
}

// DatePart is d.date().
func (d *DateTime) DatePart() *Date { r := d.Date; return &r }

// TimePart is d.time(): without the zone.
func (d *DateTime) TimePart() *Time {
	x := &Time{d.clock}
	x.tz = nil
	return x
}

// ISO is the text of date and clock without the zone: what str() gives for a naive value when sep is ' '.
func (d *DateTime) ISO(sep byte) string {
	var buf [32]byte
	b := appendDate(buf[:0], &d.Date)
	b = append(b, sep)
	return string(appendClock(b, &d.clock, 0))
}

// String is the naive text with a blank between date and time.
func (d *DateTime) String() string { return d.ISO(' ') }

// String is the text of the clock without the zone.
func (x *Time) String() string {
	var buf [16]byte
	return string(appendClock(buf[:0], &x.clock, 0))
}

// Add is d + delta.
func (d *DateTime) Add(delta *Timedelta) (*DateTime, error) { return d.add(delta) }

// Unix is what the clock shows as seconds since 1970, whatever the zone.
func (d *DateTime) Unix() int64 { return d.unix() }

// Weekday counts from Monday, 0.
func (d *Date) Weekday() int { return weekday(d.Ordinal()) }

// ISOCalendar is d.isocalendar().
func (d *Date) ISOCalendar() (year, week, day int) { return isoCalendar(d.Year(), d.Month(), d.Day()) }

// DateTimeFromISO is datetime.fromisoformat: ok is false for text of another shape, err the ValueError for parts out of range.
func DateTimeFromISO(t *object.Thread, s string) (d *DateTime, ok bool, err error) {
	return isoDateTime(t, s)
}

// ParseDate reads exactly YYYY-MM-DD; it is what a date column holds.
func ParseDate(s string) (*Date, bool) {
	if len(s) != 10 {
		return nil, false
	}
	d, ok := parseDate10(s)
	if !ok {
		return nil, false
	}
	return &d, true
}

// ParseTime reads exactly HH:MM:SS[.ffffff].
func ParseTime(s string) (*Time, bool) {
	c, ok := parseClock(s)
	if !ok {
		return nil, false
	}
	return &Time{c}, true
}

// ParseDateTime reads exactly YYYY-MM-DD HH:MM:SS[.ffffff] (or T between), without a zone: what a datetime column holds. tz becomes
// the value's tzinfo.
func ParseDateTime(s string, tz object.Object) (*DateTime, bool) {
	if len(s) < 19 || s[10] != ' ' && s[10] != 'T' {
		return nil, false
	}
	d, ok := parseDate10(s[:10])
	if !ok {
		return nil, false
	}
	c, ok := parseClock(s[11:])
	if !ok {
		return nil, false
	}
	c.tz = tz
	return &DateTime{d, c}, true
}
