package models

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// The values of datetime, decimal and uuid as fields handle them: made and asked through their classes as the run imports them, so
// that this file is the only one that knows where they come from.

type valueTypes struct {
	date, datetime, time, timedelta, timezone *Type
	utc                                       Object
	decimal                                   *Type
	decimalModule                             *object.Module
	invalidOperation                          *Type
	uuid                                      *Type
}

type valueTypesKey struct{}

func valuesOf(t *Thread) *valueTypes {
	return t.RT.State(valueTypesKey{}, func() any { return &valueTypes{} }).(*valueTypes)
}

func moduleType(t *Thread, m *object.Module, name string) (*Type, error) {
	v, err := object.GetAttrName(t, m, name)
	if err != nil {
		return nil, err
	}
	tp, ok := v.(*Type)
	if !ok {
		return nil, object.TypeErrorf("%s.%s is no class", m.Name, name)
	}
	return tp, nil
}

func datetimes(t *Thread) (*valueTypes, error) {
	vt := valuesOf(t)
	if vt.date != nil {
		return vt, nil
	}
	m, err := t.RT.Import(t, "datetime")
	if err != nil {
		return nil, err
	}
	for _, x := range []struct {
		name string
		dst  **Type
	}{{"datetime", &vt.datetime}, {"time", &vt.time}, {"timedelta", &vt.timedelta}, {"timezone", &vt.timezone}, {"date", &vt.date}} {
		if *x.dst, err = moduleType(t, m, x.name); err != nil {
			vt.date = nil
			return nil, err
		}
	}
	vt.utc, err = object.GetAttrName(t, vt.timezone, "utc")
	return vt, err
}

func decimals(t *Thread) (*valueTypes, error) {
	vt := valuesOf(t)
	if vt.decimal != nil {
		return vt, nil
	}
	m, err := t.RT.Import(t, "decimal")
	if err != nil {
		return nil, err
	}
	if vt.invalidOperation, err = moduleType(t, m, "InvalidOperation"); err != nil {
		return nil, err
	}
	vt.decimalModule = m
	vt.decimal, err = moduleType(t, m, "Decimal")
	return vt, err
}

func uuids(t *Thread) (*valueTypes, error) {
	vt := valuesOf(t)
	if vt.uuid != nil {
		return vt, nil
	}
	m, err := t.RT.Import(t, "uuid")
	if err != nil {
		return nil, err
	}
	vt.uuid, err = moduleType(t, m, "UUID")
	return vt, err
}

func isValueError(err error) bool { return object.IsException(err, object.ValueErrorType) }

var (
	dateRE     = sre.Own{Source: `(\d{4})-(\d{1,2})-(\d{1,2})$`, Flags: sre.ASCII}
	timeRE     = sre.Own{Source: `(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?$`, Flags: sre.ASCII}
	dateTimeRE = sre.Own{Source: `(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$`, Flags: sre.ASCII}
)

func ints(ss ...string) []Object {
	out := make([]Object, len(ss))
	for i, s := range ss {
		n, _ := strconv.ParseInt(s, 10, 64)
		out[i] = object.NewInt(n)
	}
	return out
}

func micro(s string) string { return (s + "000000")[:6] }

// parseDate is django.utils.dateparse.parse_date: nil when the text has another shape; a ValueError when it is no date.
func parseDate(t *Thread, v Object) (Object, error) {
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	d, err := object.CallMethod(t, vt.date, "fromisoformat", v)
	if err == nil || !isValueError(err) {
		return d, err
	}
	if m := dateRE.Match(asStr(v)); m != nil {
		return object.Call(t, vt.date, ints(m[1], m[2], m[3]), nil)
	}
	return nil, nil
}

func parseTime(t *Thread, v Object) (Object, error) {
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	d, err := object.CallMethod(t, vt.time, "fromisoformat", v)
	if err == nil {
		return object.CallMethodKw(t, d, object.Intern("replace"), nil, object.Kw("tzinfo", none))
	}
	if !isValueError(err) {
		return nil, err
	}
	if m := timeRE.Match(asStr(v)); m != nil {
		return object.Call(t, vt.time, ints(m[1], m[2], m[3], micro(m[4])), nil)
	}
	return nil, nil
}

func parseDateTime(t *Thread, v Object) (Object, error) {
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	d, err := object.CallMethod(t, vt.datetime, "fromisoformat", v)
	if err == nil || !isValueError(err) {
		return d, err
	}
	m := dateTimeRE.Match(asStr(v))
	if m == nil {
		return nil, nil
	}
	args := ints(m[1], m[2], m[3], m[4], m[5], m[6], micro(m[7]))
	var kw *Kwargs
	if tz := m[8]; tz == "Z" {
		kw = object.Kw("tzinfo", vt.utc)
	} else if tz != "" {
		h, _ := strconv.Atoi(tz[1:3])
		mins := h * 60
		if len(tz) > 3 {
			x, _ := strconv.Atoi(tz[len(tz)-2:])
			mins += x
		}
		if tz[0] == '-' {
			mins = -mins
		}
		delta, err := object.Call(t, vt.timedelta, nil, object.Kw("minutes", object.NewInt(int64(mins))))
		if err != nil {
			return nil, err
		}
		zone, err := object.Call(t, vt.timezone, []Object{delta}, nil)
		if err != nil {
			return nil, err
		}
		kw = object.Kw("tzinfo", zone)
	}
	return object.Call(t, vt.datetime, args, kw)
}

func dateToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	if object.IsInstance(v, vt.datetime) {
		if aware, err := isAware(t, v); err != nil {
			return nil, err
		} else if aware && sql.UseTZ(t) {
			zone, err := sql.DefaultTimezone(t)
			if err != nil {
				return nil, err
			}
			if v, err = object.CallMethod(t, v, "astimezone", zone); err != nil {
				return nil, err
			}
		}
		return object.CallMethod(t, v, "date")
	}
	if object.IsInstance(v, vt.date) {
		return v, nil
	}
	d, err := parseDate(t, v)
	if isValueError(err) {
		return nil, f.invalid(t, "invalid_date", v)
	}
	if d == nil && err == nil {
		return nil, f.invalid(t, "invalid", v)
	}
	return d, err
}

func dateTimeToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	if object.IsInstance(v, vt.datetime) {
		return v, nil
	}
	if object.IsInstance(v, vt.date) {
		var parts [3]Object
		for i, n := range []string{"year", "month", "day"} {
			if parts[i], err = object.GetAttrName(t, v, n); err != nil {
				return nil, err
			}
		}
		d, err := object.Call(t, vt.datetime, parts[:], nil)
		if err != nil {
			return nil, err
		}
		if !sql.UseTZ(t) {
			return d, nil
		}
		if err := warnNaive(t, f, v, d); err != nil {
			return nil, err
		}
		return makeAware(t, d)
	}
	d, err := parseDateTime(t, v)
	if isValueError(err) {
		return nil, f.invalid(t, "invalid_datetime", v)
	}
	if d != nil || err != nil {
		return d, err
	}
	d, err = parseDate(t, v)
	if isValueError(err) {
		return nil, f.invalid(t, "invalid_date", v)
	}
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, f.invalid(t, "invalid", v)
	}
	return dateTimeToPython(t, f, d)
}

// dateTimePrep is DateTimeField.get_prep_value: naive values are taken to be in the default time zone, with a warning.
func dateTimePrep(t *Thread, f *Field, v Object) (Object, error) {
	v, err := prepByToPython(t, f, v)
	if err != nil || v == none || isExpression(t, v) || !sql.UseTZ(t) {
		return v, err
	}
	aware, err := isAware(t, v)
	if err != nil || aware {
		return v, err
	}
	if err := warnNaive(t, f, v, v); err != nil {
		return nil, err
	}
	return makeAware(t, v)
}

func warnNaive(t *Thread, f *Field, given, v Object) error {
	name := "DateTimeField (unbound)"
	if f.Model != nil {
		name = "DateTimeField " + f.Model.Name + "." + f.Name
	}
	s, err := object.ToStr(t, v)
	if err != nil {
		return err
	}
	return warn(t, object.RuntimeWarningType, name+" received a naive datetime ("+s+") while time zone support is active.")
}

// warn is warnings.warn.
func warn(t *Thread, category *Type, msg string) error {
	m, err := t.RT.Import(t, "warnings")
	if err != nil {
		if t.RT.Warn != nil {
			t.RT.Warn(category.Name, msg, t.Frame)
		}
		return nil
	}
	_, err = object.CallMethod(t, m, "warn", str(msg), category)
	return err
}

func isAware(t *Thread, v Object) (bool, error) {
	off, err := object.CallMethod(t, v, "utcoffset")
	return !isNone(off), err
}

// makeAware puts a naive datetime into the default time zone.
func makeAware(t *Thread, v Object) (Object, error) {
	zone, err := sql.DefaultTimezone(t)
	if err != nil {
		return nil, err
	}
	return object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", zone))
}

func timeToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	if object.IsInstance(v, vt.time) {
		return v, nil
	}
	if object.IsInstance(v, vt.datetime) {
		return object.CallMethod(t, v, "time")
	}
	d, err := parseTime(t, v)
	if isValueError(err) {
		return nil, f.invalid(t, "invalid_time", v)
	}
	if d == nil && err == nil {
		return nil, f.invalid(t, "invalid", v)
	}
	return d, err
}

func today(t *Thread) (Object, error) {
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, vt.date, "today")
}

func timeNow(t *Thread) (Object, error) {
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	now, err := object.CallMethod(t, vt.datetime, "now")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, now, "time")
}

// timezoneNow is timezone.now().
func timezoneNow(t *Thread) (Object, error) {
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	if m := t.RT.Modules.GetName("django.utils.timezone"); m != nil { // a test may have put another function in place
		return object.CallMethod(t, m, "now")
	}
	if !sql.UseTZ(t) {
		return object.CallMethod(t, vt.datetime, "now")
	}
	return object.CallMethod(t, vt.datetime, "now", vt.utc)
}

// adaptDateTime is DatabaseOperations.adapt_datetimefield_value of the sqlite3 backend: UTC without zone.
func adaptDateTime(t *Thread, v Object) (Object, error) {
	if _, ok := v.(*object.Str); ok {
		return v, nil
	}
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	if object.IsInstance(v, vt.datetime) {
		aware, err := isAware(t, v)
		if err != nil {
			return nil, err
		}
		if aware && !sql.UseTZ(t) {
			return nil, object.ValueErrorf("SQLite backend does not support timezone-aware datetimes when USE_TZ is False.")
		}
		if aware {
			if v, err = object.CallMethod(t, v, "astimezone", vt.utc); err != nil {
				return nil, err
			}
			if v, err = object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", none)); err != nil {
				return nil, err
			}
		}
	}
	return strOf(t, v)
}

func adaptTime(t *Thread, v Object) (Object, error) {
	if _, ok := v.(*object.Str); ok {
		return v, nil
	}
	aware, err := isAware(t, v)
	if err != nil {
		return nil, err
	}
	if aware {
		return nil, object.ValueErrorf("SQLite backend does not support timezone-aware times.")
	}
	return strOf(t, v)
}

// adaptDuration is duration_microseconds: SQLite keeps durations as whole microseconds.
func adaptDuration(t *Thread, v Object) (Object, error) {
	d, s, us, err := durationParts(t, v)
	if err != nil {
		return nil, err
	}
	return object.NewInt((86400*d+s)*1000000 + us), nil
}

func durationParts(t *Thread, v Object) (days, seconds, micros int64, err error) {
	for _, p := range []struct {
		name string
		dst  *int64
	}{{"days", &days}, {"seconds", &seconds}, {"microseconds", &micros}} {
		x, err := object.GetAttrName(t, v, p.name)
		if err != nil {
			return 0, 0, 0, err
		}
		*p.dst, _ = object.AsInt(x)
	}
	return
}

// durationString is django.utils.duration.duration_string.
func durationString(t *Thread, v Object) (Object, error) {
	d, s, us, err := durationParts(t, v)
	if err != nil {
		return nil, err
	}
	pad := func(n int64, w int) string {
		x := strconv.FormatInt(n, 10)
		for len(x) < w {
			x = "0" + x
		}
		return x
	}
	out := pad(s/3600, 2) + ":" + pad(s/60%60, 2) + ":" + pad(s%60, 2)
	if d != 0 {
		out = strconv.FormatInt(d, 10) + " " + out
	}
	if us != 0 {
		out += "." + pad(us, 6)
	}
	return str(out), nil
}

var (
	standardDuration = sre.Own{Source: `(?:(-?\d+) (?:days?, )?)?(-?)((?:\d+:)?(?:\d+:)?\d+)(?:[.,](\d{1,6})\d{0,6})?$`, Flags: sre.ASCII}
	isoDuration      = sre.Own{Source: `([-+]?)P(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$`, Flags: sre.ASCII}
)

func durationToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	vt, err := datetimes(t)
	if err != nil {
		return nil, err
	}
	if object.IsInstance(v, vt.timedelta) {
		return v, nil
	}
	s, ok := object.AsStr(v)
	if !ok {
		return nil, object.TypeErrorf("expected string or bytes-like object, got '%s'", object.TypeName(v))
	}
	if m := standardDuration.Match(s); m != nil {
		parts := strings.Split(m[3], ":")
		for len(parts) < 3 {
			parts = append([]string{"0"}, parts...)
		}
		n := ints(parts[0], parts[1], parts[2], micro(m[4]), m[1])
		h, _ := object.AsInt(n[0])
		mi, _ := object.AsInt(n[1])
		sec, _ := object.AsInt(n[2])
		us, _ := object.AsInt(n[3])
		total := (h*3600+mi*60+sec)*1000000 + us
		if m[2] == "-" {
			total = -total
		}
		return object.Call(t, vt.timedelta, nil, object.Kw("days", n[4], "microseconds", object.NewInt(total)))
	}
	if m := isoDuration.Match(s); m != nil {
		kw := &Kwargs{}
		for i, name := range []string{"days", "hours", "minutes", "seconds"} {
			if m[i+2] == "" {
				continue
			}
			x, _ := strconv.ParseFloat(strings.ReplaceAll(m[i+2], ",", "."), 64)
			if m[1] == "-" {
				x = -x
			}
			kw.Names, kw.Vals = append(kw.Names, object.Intern(name)), append(kw.Vals, object.Float(x))
		}
		return object.Call(t, vt.timedelta, nil, kw)
	}
	return nil, f.invalid(t, "invalid", v)
}

// toDecimal is what DecimalField.to_python makes of a value; ok is false when it is no number.
func toDecimal(t *Thread, v Object, maxDigits int) (d Object, ok bool, err error) {
	vt, err := decimals(t)
	if err != nil {
		return nil, false, err
	}
	if x, isFloat := object.AsFloat(v); isFloat {
		if x != x {
			return nil, false, nil
		}
		var kw *Kwargs
		if maxDigits >= 0 {
			kw = object.Kw("prec", object.NewInt(int64(maxDigits)))
		}
		ctx, err := object.CallMethodKw(t, vt.decimalModule, object.Intern("Context"), nil, kw)
		if err != nil {
			return nil, false, err
		}
		if d, err = object.CallMethod(t, ctx, "create_decimal_from_float", v); err != nil {
			return nil, false, err
		}
	} else if v.Type() == vt.decimal {
		d = v
	} else {
		d, err = object.Call(t, vt.decimal, []Object{v}, nil)
		if err != nil {
			if object.IsException(err, vt.invalidOperation) || object.IsException(err, object.TypeErrorType) || isValueError(err) {
				return nil, false, nil
			}
			return nil, false, err
		}
	}
	fin, err := object.CallMethod(t, d, "is_finite")
	if err != nil {
		return nil, false, err
	}
	ok, err = object.Truth(t, fin)
	return d, ok, err
}

// uuidToPython is UUIDField.to_python.
func uuidToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	vt, err := uuids(t)
	if err != nil {
		return nil, err
	}
	if object.IsInstance(v, vt.uuid) {
		return v, nil
	}
	form := "hex"
	if _, isInt := object.AsBig(v); isInt {
		form = "int"
	}
	u, err := object.Call(t, vt.uuid, nil, object.Kw(form, v))
	if err != nil && (object.IsException(err, object.AttributeErrorType) || isValueError(err)) {
		return nil, f.invalid(t, "invalid", v)
	}
	return u, err
}
