package sql

import (
	"math"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/uuid"
)

// Values between SQLite and Python: the backend's converters.

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
	case "DurationField":
		return durationConverters, nil
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
	durationConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		return parseDuration(t, v)
	}}
	uuidConverters = []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		if v == object.None {
			return v, nil
		}
		if s, ok := object.AsStr(v); ok {
			if u, ok := uuid.Parse(s); ok {
				return u, nil
			}
		}
		return object.CallArgs(t, uuid.Type, v)
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
	_, ok := datetime.AsDateTime(o)
	return ok
}

// ParseDatetime is convert_datetimefield_value: text becomes an aware datetime in UTC (naive without USE_TZ).
func ParseDatetime(t *object.Thread, v object.Object) (object.Object, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return v, nil
	}
	var tz object.Object
	if UseTZ(t) {
		tz = datetime.UTC
	}
	if d, ok := datetime.ParseDateTime(s, tz); ok {
		return d, nil
	}
	d, ok, err := datetime.DateTimeFromISO(t, strings.Replace(s, "Z", "+00:00", 1))
	if err != nil {
		return nil, err
	}
	if !ok {
		return object.None, nil
	}
	if d.TZ() == nil && tz != nil {
		d = d.WithTZ(tz)
	}
	return d, nil
}

// ParseDate is convert_datefield_value.
func ParseDate(t *object.Thread, v object.Object) (object.Object, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return v, nil
	}
	if d, ok := datetime.ParseDate(s); ok {
		return d, nil
	}
	return object.None, nil
}

// ParseTime is convert_timefield_value.
func ParseTime(t *object.Thread, v object.Object) (object.Object, error) {
	s, ok := object.AsStr(v)
	if !ok {
		return v, nil
	}
	if d, ok := datetime.ParseTime(s); ok {
		return d, nil
	}
	return object.None, nil
}

// parseDuration is convert_durationfield_value: durations are stored as microseconds.
func parseDuration(t *object.Thread, v object.Object) (object.Object, error) {
	switch x := v.(type) {
	case object.Int:
		return datetime.NewTimedelta(0, 0, int64(x))
	case object.Float:
		return datetime.NewTimedelta(0, 0, int64(math.RoundToEven(float64(x))))
	}
	return v, nil
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
	if !UseTZ(t) || inUTC(t) {
		return object.NewStr(a), object.NewStr(b), nil
	}
	cur, err := currentTimezone(t)
	if err != nil {
		return nil, nil, err
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
	if v, err = datetime.AsTimezone(t, v, datetime.UTC); err != nil {
		return nil, err
	}
	if v, err = object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", object.None)); err != nil {
		return nil, err
	}
	s, err := object.ToStr(t, v)
	return object.NewStr(s), err
}
