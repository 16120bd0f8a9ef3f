package datetime

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

// abstractZone is the native part of instances of tzinfo's Python subclasses: there is nothing in it.
type abstractZone struct{}

// Zone is implemented by tzinfo objects written in Go. dt is nil when a time of day asks; a nil offset or dst is None, an empty name too.
type Zone interface {
	object.Object
	// Local gives offset, DST part and name at dt's own clock (with its fold).
	Local(dt *DateTime) (offset, dst *Timedelta, name string)
	// FromUTC converts dt, whose clock shows UTC.
	FromUTC(dt *DateTime) (*DateTime, error)
}

// Timezone is datetime.timezone: a fixed offset from UTC.
type Timezone struct {
	offset *Timedelta
	name   string
	named  bool
}

// UTC is datetime.timezone.utc.
var UTC = &Timezone{offset: &Timedelta{}}

// Type implements object.Object.
func (*Timezone) Type() *object.Type { return TimezoneType }

// Local implements Zone.
func (z *Timezone) Local(*DateTime) (offset, dst *Timedelta, name string) {
	return z.offset, nil, z.Name()
}

// FromUTC implements Zone.
func (z *Timezone) FromUTC(dt *DateTime) (*DateTime, error) { return dt.add(z.offset) }

// Offset is the zone's distance from UTC.
func (z *Timezone) Offset() *Timedelta { return z.offset }

// Name is what tzname() gives.
func (z *Timezone) Name() string {
	if z.named {
		return z.name
	}
	if z.offset.IsZero() {
		return "UTC"
	}
	b := append(make([]byte, 0, 16), "UTC"...)
	return string(appendOffset(b, z.offset, ":"))
}

// appendOffset writes an offset as +HH:MM, with seconds and microseconds where they are not zero.
func appendOffset(b []byte, off *Timedelta, sep string) []byte {
	sign := byte('+')
	us, _ := off.Microseconds()
	if us < 0 {
		sign, us = '-', -us
	}
	b = append(b, sign)
	s := int(us / 1000000)
	b = pyarg.AppendInt(b, s/3600, 2)
	b = append(b, sep...)
	b = pyarg.AppendInt(b, s/60%60, 2)
	if us := int(us % 1000000); us != 0 || s%60 != 0 {
		b = append(b, sep...)
		b = pyarg.AppendInt(b, s%60, 2)
		if us != 0 {
			b = append(b, '.')
			b = pyarg.AppendInt(b, us, 6)
		}
	}
	return b
}

func checkOffset(d *Timedelta) bool {
	return d.days == 0 || d.days == -1 && (d.seconds != 0 || d.micros != 0)
}

const offsetRange = "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)"

// NewTimezone makes a fixed zone; without a name (named false) it is called after its offset.
func NewTimezone(t *object.Thread, offset *Timedelta, name string, named bool) (*Timezone, error) {
	if !named && offset.IsZero() {
		return UTC, nil
	}
	if !checkOffset(offset) {
		r, _ := deltaRepr(t, offset)
		return nil, object.ValueErrorf("%s, not %s.", offsetRange, r)
	}
	return &Timezone{offset, name, named}, nil
}

// zoneArg checks a tzinfo argument; None gives nil.
func zoneArg(v value) (value, error) {
	if v == nil || v == object.None {
		return nil, nil
	}
	switch v.(type) {
	case *Timezone:
		return v, nil
	}
	if !object.IsInstance(v, TZInfoType) {
		return nil, object.TypeErrorf("tzinfo argument must be None or of a tzinfo subclass, not type '%s'", object.TypeName(v))
	}
	return v, nil
}

var (
	strUTCOffset = object.Intern("utcoffset")
	strDST       = object.Intern("dst")
	strTZName    = object.Intern("tzname")
	strFromUTC   = object.Intern("fromutc")
)

// offsetOf asks tz for its utcoffset or dst at dt, which is the datetime object, or nil for a time; nil is None.
func offsetOf(t *thread, tz value, method *object.Str, dt value) (*Timedelta, error) {
	if tz == nil {
		return nil, nil
	}
	if z, ok := tz.(Zone); ok {
		var d *DateTime
		if dt != nil {
			d = dateTimeOf(dt)
		}
		off, dst, _ := z.Local(d)
		if method == strDST {
			return dst, nil
		}
		return off, nil
	}
	if dt == nil {
		dt = object.None
	}
	r, err := object.CallMethodKw(t, tz, method, []value{dt}, nil)
	if err != nil {
		return nil, err
	}
	if r == object.None {
		return nil, nil
	}
	d, ok := AsTimedelta(r)
	if !ok {
		return nil, object.TypeErrorf("tzinfo.%s() must return None or timedelta, not '%s'", method, object.TypeName(r))
	}
	if !checkOffset(d) {
		return nil, object.ValueErrorf("%s.", offsetRange)
	}
	return d, nil
}

// nameOf asks tz for its name at dt; nil is None.
func nameOf(t *thread, tz, dt value) (value, error) {
	if tz == nil {
		return object.None, nil
	}
	if z, ok := tz.(Zone); ok {
		var d *DateTime
		if dt != nil {
			d = dateTimeOf(dt)
		}
		off, _, name := z.Local(d)
		if off == nil {
			return object.None, nil
		}
		return object.NewStr(name), nil
	}
	if dt == nil {
		dt = object.None
	}
	r, err := object.CallMethodKw(t, tz, strTZName, []value{dt}, nil)
	if err != nil {
		return nil, err
	}
	if _, ok := object.AsStr(r); !ok && r != object.None {
		return nil, object.TypeErrorf("tzinfo.tzname() must return None or a string, not '%s'", object.TypeName(r))
	}
	return r, nil
}

func deltaOrNone(d *Timedelta, err error) (value, error) {
	if err != nil {
		return nil, err
	}
	if d == nil {
		return object.None, nil
	}
	return d, nil
}

// fromUTC is tzinfo.fromutc as the abstract class does it, from what utcoffset and dst say.
func fromUTC(t *thread, self, arg value) (value, error) {
	dt, ok := AsDateTime(arg)
	if !ok {
		return nil, object.TypeErrorf("fromutc: argument must be a datetime")
	}
	if dt.tz != self {
		return nil, object.ValueErrorf("fromutc: dt.tzinfo is not self")
	}
	off, err := offsetOf(t, self, strUTCOffset, arg)
	if err != nil {
		return nil, err
	}
	if off == nil {
		return nil, object.ValueErrorf("fromutc: non-None utcoffset() result required")
	}
	dst, err := offsetOf(t, self, strDST, arg)
	if err != nil {
		return nil, err
	}
	if dst == nil {
		return nil, object.ValueErrorf("fromutc: non-None dst() result required")
	}
	standard, err := off.sub(dst)
	if err != nil {
		return nil, err
	}
	r, err := addTo(t, arg, standard, 1)
	if err != nil {
		return nil, err
	}
	if dst, err = offsetOf(t, self, strDST, r); err != nil {
		return nil, err
	}
	if dst == nil {
		return nil, object.ValueErrorf("fromutc: tz.dst() gave inconsistent results; cannot convert")
	}
	if dst.IsZero() {
		return r, nil
	}
	return addTo(t, r, dst, 1)
}

var timezoneSpec = pyarg.Spec{Name: "timezone", Params: []string{"offset", "name"}, Required: 1}

func timezoneNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [2]value
	if err := timezoneSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	d, ok := AsTimedelta(a[0])
	if !ok {
		return nil, object.TypeErrorf("timezone() argument 1 must be datetime.timedelta, not %s", argType(a[0]))
	}
	name := ""
	if a[1] != nil {
		if name, ok = object.AsStr(a[1]); !ok {
			return nil, object.TypeErrorf("timezone() argument 2 must be str, not %s", argType(a[1]))
		}
	}
	z, err := NewTimezone(t, d, name, a[1] != nil)
	if err != nil {
		return nil, err
	}
	return z, nil
}

// argType is how argument errors name a value's type: None by its value.
func argType(o value) string {
	if o == object.None {
		return "None"
	}
	return object.TypeName(o)
}

func init() {
	abstract := func(name string) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("tzinfo."+name, a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return nil, object.NotImplementedErrorf("a tzinfo subclass must implement %s()", name)
		}}
	}
	TZInfoType.Define(object.Spec{
		Doc: "Abstract base class for time zone info objects.",
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
				return object.NewInstance(cls, abstractZone{}), nil
			},
			Init: func(t *thread, o value, args []value, kw *kwargs) error { return nil },
		},
		Methods: []object.Method{
			abstract("utcoffset"), abstract("dst"), abstract("tzname"),
			{Name: "fromutc", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("tzinfo.fromutc", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return fromUTC(t, a[0], a[1])
			}},
		},
	})
	tz := func(o value) *Timezone { return o.(*Timezone) }
	method := func(name string, f func(z *Timezone) value) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("timezone."+name, a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			if _, ok := AsDateTime(a[1]); !ok && a[1] != object.None {
				return nil, object.TypeErrorf("%s(dt) argument must be a datetime instance or None, not %s", name, object.TypeName(a[1]))
			}
			return f(tz(a[0])), nil
		}}
	}
	day := &Timedelta{0, secondsPerDay - 60, 0}
	minus, _ := day.neg()
	TimezoneType.Define(object.Spec{
		Doc:   "Fixed offset from UTC implementation of tzinfo.",
		Final: true,
		Slots: object.Slots{
			New:  timezoneNew,
			Init: func(t *thread, o value, args []value, kw *kwargs) error { return nil },
			Repr: func(t *thread, o value) (string, error) {
				z := tz(o)
				if z == UTC {
					return "datetime.timezone.utc", nil
				}
				s, err := deltaRepr(t, z.offset)
				if err == nil && z.named {
					var r string
					if r, err = object.Repr(t, object.NewStr(z.name)); err == nil {
						s += ", " + r
					}
				}
				return "datetime.timezone(" + s + ")", err
			},
			Str:  func(t *thread, o value) (string, error) { return tz(o).Name(), nil },
			Hash: func(t *thread, o value) (int64, error) { return hashDelta(t, tz(o).offset) },
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				y, ok := b.(*Timezone)
				if !ok || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				return compare(tz(a).offset.cmp(y.offset), op), nil
			},
		},
		Methods: []object.Method{method("utcoffset", func(z *Timezone) value { return z.offset }),
			method("tzname", func(z *Timezone) value { return object.NewStr(z.Name()) }),
			method("dst", func(z *Timezone) value { return object.None }),
			object.Method{Name: "fromutc", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("timezone.fromutc", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				dt, ok := AsDateTime(a[1])
				if !ok {
					return nil, object.TypeErrorf("fromutc: argument must be a datetime")
				}
				if dt.tz != a[0] {
					return nil, object.ValueErrorf("fromutc: dt.tzinfo is not self")
				}
				return addTo(t, a[1], tz(a[0]).offset, 1)
			}},
			noArgs("timezone", "__getinitargs__", func(t *thread, o value) (value, error) {
				z := tz(o)
				if z.named {
					return object.NewTuple(z.offset, object.NewStr(z.name)), nil
				}
				return object.NewTuple(z.offset), nil
			}),
		},
		Attrs: map[string]value{"utc": UTC, "min": &Timezone{offset: minus}, "max": &Timezone{offset: day}},
	})
}
