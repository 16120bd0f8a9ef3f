package sql

import (
	"fmt"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Values between SQLite and Python: the backend's converters. Dates, decimals and UUIDs are made by calling their Python classes, which a
// run looks up once.

// UseTZ is settings.USE_TZ; CurrentTimezone is timezone.get_current_timezone() (nil for UTC, the playground's TIME_ZONE). The
// packages that own settings and django.utils.timezone replace them in init functions.
var (
	UseTZ           = func(t *object.Thread) bool { return true }
	CurrentTimezone = func(t *object.Thread) (object.Object, error) { return nil, nil }
)

type classesKey struct{}

// valueClasses are the Python classes that values are made of.
type valueClasses struct {
	datetime, date, time, utc, decimal, uuid object.Object
}

func classesOf(t *object.Thread) *valueClasses {
	return t.RT.State(classesKey{}, func() any { return &valueClasses{} }).(*valueClasses)
}

func importAttr(t *object.Thread, dst *object.Object, module string, path ...string) (object.Object, error) {
	if *dst != nil {
		return *dst, nil
	}
	m, err := t.RT.Import(t, module)
	if err != nil {
		return nil, err
	}
	var v object.Object = m
	for _, p := range path {
		if v, err = object.GetAttrName(t, v, p); err != nil {
			return nil, err
		}
	}
	*dst = v
	return v, nil
}

// backendConverters is connection.ops.get_db_converters(expression).
func backendConverters(t *object.Thread, e Expression) ([]Converter, error) {
	f, err := OutputField(t, e)
	if err != nil {
		return nil, err
	}
	switch f.InternalType(t) {
	case "DateTimeField":
		return datetimeConverters, nil
	case "DateField":
		return dateConverters, nil
	case "TimeField":
		return timeConverters, nil
	case "DecimalField":
		return []Converter{decimalConverter(e, f)}, nil
	case "UUIDField":
		return uuidConverters, nil
	case "BooleanField":
		return boolConverters, nil
	}
	return nil, nil
}

var (
	datetimeConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		return ParseDatetime(t, v)
	}}
	dateConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		return ParseDate(t, v)
	}}
	timeConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		return ParseTime(t, v)
	}}
	uuidConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		if v == object.None {
			return v, nil
		}
		c := classesOf(t)
		cls, err := importAttr(t, &c.uuid, "uuid", "UUID")
		if err != nil {
			return nil, err
		}
		return object.CallArgs(t, cls, v)
	}}
	boolConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		switch v {
		case object.Object(object.Int(0)):
			return object.False, nil
		case object.Object(object.Int(1)):
			return object.True, nil
		}
		if f, ok := v.(object.Float); ok && (f == 0 || f == 1) {
			return object.NewBool(f == 1), nil
		}
		return v, nil
	}}
)

func isDatetime(o object.Object) bool {
	for _, b := range o.Type().MRO {
		if b.Name == "datetime" && b.ModuleName() == "datetime" {
			return true
		}
	}
	return false
}

// number reads digits at s[i:j]; ok is false when there is anything else.
func number(s string, i, j int) (int, bool) {
	if j > len(s) {
		return 0, false
	}
	n := 0
	for ; i < j; i++ {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func dateParts(s string) (y, m, d int, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return
	}
	var a, b, c bool
	y, a = number(s, 0, 4)
	m, b = number(s, 5, 7)
	d, c = number(s, 8, 10)
	return y, m, d, a && b && c
}

// timeParts reads HH:MM[:SS[.ffffff]].
func timeParts(s string) (h, mi, sec, us int, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return
	}
	var a, b bool
	h, a = number(s, 0, 2)
	mi, b = number(s, 3, 5)
	if !a || !b {
		return
	}
	if len(s) == 5 {
		return h, mi, 0, 0, true
	}
	if len(s) < 8 || s[5] != ':' {
		return
	}
	if sec, a = number(s, 6, 8); !a {
		return
	}
	if len(s) == 8 {
		return h, mi, sec, 0, true
	}
	if s[8] != '.' && s[8] != ',' || len(s) == 9 {
		return
	}
	frac := s[9:]
	if len(frac) > 6 {
		frac = frac[:6]
	}
	n, a := number(frac, 0, len(frac))
	if !a {
		return
	}
	for i := len(frac); i < 6; i++ {
		n *= 10
	}
	return h, mi, sec, n, true
}

func ints(ns ...int) []object.Object {
	out := make([]object.Object, len(ns))
	for i, n := range ns {
		out[i] = object.NewInt(int64(n))
	}
	return out
}

// ParseDatetime is convert_datetimefield_value: text becomes an aware datetime in UTC (naive without USE_TZ).
func ParseDatetime(t *object.Thread, v object.Object) (object.Object, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return v, nil
	}
	c := classesOf(t)
	cls, err := importAttr(t, &c.datetime, "datetime", "datetime")
	if err != nil {
		return nil, err
	}
	if len(s) < 10 {
		return object.None, nil
	}
	y, m, d, ok := dateParts(s[:10])
	if !ok {
		return object.None, nil
	}
	var h, mi, sec, us int
	if len(s) > 10 {
		if s[10] != ' ' && s[10] != 'T' {
			return object.None, nil
		}
		rest := s[11:]
		if i := strings.IndexAny(rest, "+-Z"); i >= 0 {
			// An offset: rare enough for Python's own parser.
			return object.CallMethod(t, cls, "fromisoformat", object.NewStr(strings.Replace(s, "Z", "+00:00", 1)))
		}
		if h, mi, sec, us, ok = timeParts(rest); !ok {
			return object.None, nil
		}
	}
	args := ints(y, m, d, h, mi, sec, us)
	if UseTZ(t) {
		utc, err := importAttr(t, &c.utc, "datetime", "timezone", "utc")
		if err != nil {
			return nil, err
		}
		args = append(args, utc)
	}
	return object.Call(t, cls, args, nil)
}

// ParseDate is convert_datefield_value.
func ParseDate(t *object.Thread, v object.Object) (object.Object, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return v, nil
	}
	y, m, d, ok := dateParts(s)
	if !ok {
		return object.None, nil
	}
	c := classesOf(t)
	cls, err := importAttr(t, &c.date, "datetime", "date")
	if err != nil {
		return nil, err
	}
	return object.Call(t, cls, ints(y, m, d), nil)
}

// ParseTime is convert_timefield_value.
func ParseTime(t *object.Thread, v object.Object) (object.Object, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return v, nil
	}
	h, mi, sec, us, ok := timeParts(s)
	if !ok {
		return object.None, nil
	}
	c := classesOf(t)
	cls, err := importAttr(t, &c.time, "datetime", "time")
	if err != nil {
		return nil, err
	}
	return object.Call(t, cls, ints(h, mi, sec, us), nil)
}

// decimalConverter is get_decimalfield_converter: 15 significant digits; a column's values are quantized to its decimal places.
func decimalConverter(e Expression, f Field) Converter {
	_, isCol := e.(*Col)
	places := f.Info().DecimalPlaces
	return func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		if v == object.None {
			return v, nil
		}
		c := classesOf(t)
		cls, err := importAttr(t, &c.decimal, "decimal", "Decimal")
		if err != nil {
			return nil, err
		}
		text := ""
		switch x := v.(type) {
		case object.Int:
			text = fmt.Sprint(int64(x))
		case object.Float:
			text = fmt.Sprintf("%.15g", float64(x))
		default:
			if text, err = object.ToStr(t, v); err != nil {
				return nil, err
			}
		}
		if isCol && places >= 0 {
			text = fixedPlaces(text, places)
		}
		return object.CallArgs(t, cls, object.NewStr(text))
	}
}

// fixedPlaces rounds decimal text to a number of places, half to even, as quantize does.
func fixedPlaces(s string, places int) string {
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	mant, exp, hasExp := strings.Cut(s, "e")
	whole, frac, _ := strings.Cut(mant, ".")
	if hasExp {
		n := 0
		fmt.Sscan(exp, &n)
		digits := whole + frac
		point := len(whole) + n
		for point < 0 {
			digits = "0" + digits
			point++
		}
		for point > len(digits) {
			digits += "0"
		}
		whole, frac = digits[:point], digits[point:]
		if whole == "" {
			whole = "0"
		}
	}
	for _, c := range whole + frac {
		if c < '0' || c > '9' { // inf, nan
			if neg {
				return "-" + s
			}
			return s
		}
	}
	if len(frac) > places {
		rest := frac[places:]
		digits := []byte(whole + frac[:places])
		up := rest[0] > '5'
		if rest[0] == '5' {
			up = strings.Trim(rest[1:], "0") != "" || len(digits) > 0 && (digits[len(digits)-1]-'0')%2 == 1
		}
		if up {
			i := len(digits) - 1
			for ; i >= 0 && digits[i] == '9'; i-- {
				digits[i] = '0'
			}
			if i >= 0 {
				digits[i]++
			} else {
				digits = append([]byte{'1'}, digits...)
			}
		}
		n := len(digits) - places
		whole, frac = string(digits[:n]), string(digits[n:])
	} else {
		frac += strings.Repeat("0", places-len(frac))
	}
	out := whole
	if places > 0 {
		out += "." + frac
	}
	if neg {
		out = "-" + out
	}
	return out
}

// convertValue is the property convert_value: nil where nothing is to be converted.
func convertValue(t *object.Thread, e Expression, f Field) (Converter, error) {
	switch name := f.InternalType(t); {
	case name == "FloatField":
		return toFloat, nil
	case strings.HasSuffix(name, "IntegerField"):
		return toInt, nil
	}
	// DecimalField: the backend's converter has made a Decimal already.
	return nil, nil
}

func toFloat(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
	switch x := v.(type) {
	case object.Float:
		return x, nil
	case object.Int:
		return object.Float(x), nil
	}
	if v == object.None {
		return v, nil
	}
	return object.CallArgs(t, object.FloatType, v)
}

func toInt(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
	if _, ok := v.(object.Int); ok || v == object.None {
		return v, nil
	}
	return object.CallArgs(t, object.IntType, v)
}

// timezoneName is timezone._get_timezone_name(tzinfo), or the current time zone's for nil.
func timezoneName(t *object.Thread, tzinfo object.Object) (string, error) {
	if tzinfo == nil {
		cur, err := CurrentTimezone(t)
		if err != nil {
			return "", err
		}
		if cur == nil {
			return "UTC", nil
		}
		tzinfo = cur
	}
	name, err := object.CallMethod(t, tzinfo, "tzname", object.None)
	if err != nil {
		return "", err
	}
	if s, ok := object.AsStr(name); ok && s != "" {
		return s, nil
	}
	return object.ToStr(t, tzinfo)
}

// inTimezone is make_aware(value.replace(tzinfo=None), tzinfo).
func inTimezone(t *object.Thread, v, tzinfo object.Object) (object.Object, error) {
	if tzinfo == nil {
		cur, err := CurrentTimezone(t)
		if err != nil {
			return nil, err
		}
		if cur == nil {
			return v, nil // in UTC already
		}
		tzinfo = cur
	}
	return object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", tzinfo))
}

// yearBounds is year_lookup_bounds_for_date_field or …_datetime_field: the first and last moment of a year.
func yearBounds(t *object.Thread, year object.Object, datetime, iso bool) (start, end object.Object, err error) {
	n, err := object.AsIndex(t, year)
	if err != nil {
		return nil, nil, err
	}
	if n < 1 || n > 9999 {
		return nil, nil, object.ValueErrorf("year %d is out of range", n)
	}
	first := time.Date(n, 1, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(n, 12, 31, 0, 0, 0, 0, time.UTC)
	if iso {
		first = isoYearStart(n)
		last = isoYearStart(n+1).AddDate(0, 0, -1)
	}
	if !datetime {
		return object.NewStr(first.Format("2006-01-02")), object.NewStr(last.Format("2006-01-02")), nil
	}
	a, b := first.Format("2006-01-02")+" 00:00:00", last.Format("2006-01-02")+" 23:59:59.999999"
	cur, err := CurrentTimezone(t)
	if err != nil {
		return nil, nil, err
	}
	if cur == nil || !UseTZ(t) {
		return object.NewStr(a), object.NewStr(b), nil
	}
	if start, err = localToUTC(t, a, cur); err != nil {
		return nil, nil, err
	}
	end, err = localToUTC(t, b, cur)
	return start, end, err
}

func isoYearStart(year int) time.Time {
	d := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
}

// localToUTC reads text as a time in tz and gives the text of the same moment in UTC.
func localToUTC(t *object.Thread, text string, tz object.Object) (object.Object, error) {
	v, err := ParseDatetime(t, object.NewStr(text))
	if err != nil {
		return nil, err
	}
	if v, err = object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", tz)); err != nil {
		return nil, err
	}
	utc, err := importAttr(t, &classesOf(t).utc, "datetime", "timezone", "utc")
	if err != nil {
		return nil, err
	}
	if v, err = object.CallMethod(t, v, "astimezone", utc); err != nil {
		return nil, err
	}
	if v, err = object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", object.None)); err != nil {
		return nil, err
	}
	s, err := object.ToStr(t, v)
	return object.NewStr(s), err
}
