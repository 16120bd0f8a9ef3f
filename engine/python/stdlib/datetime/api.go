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

// NewDateTime makes a datetime; tz is a tzinfo object, or nil for a naive value.
func NewDateTime(year, month, day, hour, minute, second, micro int, tz object.Object) (*DateTime, error) {
	return newDateTime([8]int{year, month, day, hour, minute, second, micro}, tz)
}

// NewTime makes a time; tz is a tzinfo object, or nil for a naive value.
func NewTime(hour, minute, second, micro int, tz object.Object) (*Time, error) {
	if err := checkClock(hour, minute, second, micro, 0); err != nil {
		return nil, err
	}
	return &Time{makeClock(hour, minute, second, micro, 0, tz)}, nil
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

// FromGo makes a datetime that shows what t shows in its own location; tz is the tzinfo it carries, or nil.
func FromGo(g time.Time, tz object.Object) (*DateTime, error) {
	y, mo, d := g.Date()
	h, mi, s := g.Clock()
	return NewDateTime(y, int(mo), d, h, mi, s, g.Nanosecond()/1000, tz)
}

// Go is the date at midnight in UTC.
func (d *Date) Go() time.Time {
	return time.Date(d.Year(), time.Month(d.month), d.Day(), 0, 0, 0, 0, time.UTC)
}

// Wall is what the clock shows, taken as UTC: for naive values, and for those whose zone has been dealt with.
func (d *DateTime) Wall() time.Time { return time.Unix(d.unix(), int64(d.micro)*1000).UTC() }

// UTCOffset is o.utcoffset() for a datetime object of any class; nil for a naive one.
func UTCOffset(t *object.Thread, o object.Object) (*Timedelta, error) {
	return offsetOf(t, dateTimeOf(o).tz, strUTCOffset, o)
}

// IsAware is django.utils.timezone.is_aware for a datetime object.
func IsAware(t *object.Thread, o object.Object) (bool, error) {
	off, err := UTCOffset(t, o)
	return off != nil, err
}

// AsUTC is o.astimezone(timezone.utc) for an aware datetime object; a naive one is taken to be in UTC.
func AsUTC(t *object.Thread, o object.Object) (*DateTime, error) {
	off, err := UTCOffset(t, o)
	if err != nil {
		return nil, err
	}
	d := *dateTimeOf(o)
	if off != nil && !off.IsZero() {
		neg, _ := off.neg()
		r, err := d.add(neg)
		if err != nil {
			return nil, err
		}
		d = *r
	}
	d.tz, d.fold = UTC, 0
	return &d, nil
}

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

// DateFromISO is date.fromisoformat: ok is false for text of another shape, err the ValueError for parts out of range.
func DateFromISO(s string) (d *Date, ok bool, err error) {
	y, m, day, ok := isoDate(s)
	if !ok {
		return nil, false, nil
	}
	d, err = NewDate(y, m, day)
	return d, err == nil, err
}

// DateTimeFromISO is datetime.fromisoformat, with the results of DateFromISO.
func DateTimeFromISO(t *object.Thread, s string) (*DateTime, bool, error) { return isoDateTime(t, s) }

// TimeFromISO is time.fromisoformat, with the results of DateFromISO.
func TimeFromISO(t *object.Thread, s string) (*Time, bool, error) {
	if s != "" && s[0] == 'T' {
		s = s[1:]
	}
	n, tz, ok, err := isoTime(t, s)
	if err != nil || !ok {
		return nil, false, err
	}
	x, err := NewTime(n[0], n[1], n[2], n[3], tz)
	return x, err == nil, err
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
