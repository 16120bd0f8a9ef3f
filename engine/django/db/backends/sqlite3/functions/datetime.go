package functions

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/zoneinfo"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

var layouts = []string{"2006-01-02 15:04:05.999999999", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02"}

// parseDatetime reads what Django stores: a date, or a date and time in UTC, with an offset at most.
func parseDatetime(v sqlite.Value) (time.Time, bool) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, false
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	for _, l := range []string{"2006-01-02 15:04:05.999999999-07:00", "2006-01-02T15:04:05.999999999Z07:00"} {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func parseTime(v sqlite.Value) (time.Time, bool) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, false
	}
	for _, l := range []string{"15:04:05.999999999", "15:04"} {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// dateOnly tells whether text that parseDatetime reads is a date, which has no hour in Python and is in no zone.
func dateOnly(v sqlite.Value) bool { return !strings.ContainsAny(text(v), " T") }

// inZone is typecast_timestamp with a conversion: conn is the database's zone, zone the wanted one, both possibly NULL.
func inZone(v, zone, conn sqlite.Value) (time.Time, bool, error) {
	t, ok := parseDatetime(v)
	if !ok {
		if v == "" && text(conn) != "" {
			return t, false, errRaised // nothing is no error, but is in no zone either
		}
		return t, false, nil
	}
	if dateOnly(v) && (text(zone) != "" || text(conn) != "") {
		return t, false, errRaised
	}
	if c, ok := conn.(string); ok && c != "" {
		loc, err := location(c)
		if err != nil {
			return t, false, err
		}
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), loc)
	}
	if z, ok := zone.(string); ok && z != "" && z != conn {
		loc, err := location(z)
		if err != nil {
			return t, false, err
		}
		t = t.In(loc)
	}
	return t, true, nil
}

// location knows UTC, fixed offsets as Django writes them ("UTC+05:30", "+05:30") and the zones that the module zoneinfo knows.
func location(name string) (*time.Location, error) {
	s := name
	if i := strings.LastIndexAny(s, "+-"); i >= 0 && strings.Contains(s[i:], ":") {
		h, m, _ := strings.Cut(s[i+1:], ":")
		hh, err1 := strconv.Atoi(h)
		mm, err2 := strconv.Atoi(m)
		if err1 == nil && err2 == nil {
			off := hh*3600 + mm*60
			if s[i] == '-' {
				off = -off
			}
			base := 0
			if prefix := s[:i]; prefix != "" && prefix != "UTC" {
				loc, err := location(prefix)
				if err != nil {
					return nil, err
				}
				_, base = time.Now().In(loc).Zone()
			}
			return time.FixedZone(s, base+off), nil
		}
	}
	if name == "UTC" {
		return time.UTC, nil
	}
	if loc := zoneinfo.Location(name); loc != nil {
		return loc, nil
	}
	return nil, errRaised
}

// extract gives a part of a moment. What is no part of it is no attribute of a datetime, which is how Django looks the other parts up.
func extract(t time.Time, part string) (sqlite.Value, error) {
	switch part {
	case "year":
		return int64(t.Year()), nil
	case "month":
		return int64(t.Month()), nil
	case "day":
		return int64(t.Day()), nil
	case "hour":
		return int64(t.Hour()), nil
	case "minute":
		return int64(t.Minute()), nil
	case "second":
		return int64(t.Second()), nil
	case "microsecond":
		return int64(t.Nanosecond() / 1000), nil
	case "week_day":
		return int64(t.Weekday()) + 1, nil
	case "iso_week_day":
		return int64((int(t.Weekday())+6)%7) + 1, nil
	case "week":
		_, w := t.ISOWeek()
		return int64(w), nil
	case "iso_year":
		y, _ := t.ISOWeek()
		return int64(y), nil
	case "quarter":
		return int64((t.Month()-1)/3) + 1, nil
	}
	return nil, errRaised
}

func dateExtract(a args) (sqlite.Value, error) {
	t, ok := parseDatetime(a[1])
	if !ok {
		return nil, nil
	}
	return extract(t, text(a[0]))
}

func datetimeExtract(a args) (sqlite.Value, error) {
	t, ok, err := inZone(a[1], a[2], a[3])
	if !ok || err != nil {
		return nil, err
	}
	switch part := text(a[0]); part {
	case "hour", "minute", "second", "microsecond":
		if dateOnly(a[1]) {
			return nil, errRaised
		}
	}
	return extract(t, text(a[0]))
}

func timeExtract(a args) (sqlite.Value, error) {
	t, ok := parseTime(a[1])
	if !ok {
		return nil, nil
	}
	return extract(t, text(a[0]))
}

func text(v sqlite.Value) string {
	s, _ := v.(string)
	return s
}

func truncDate(t time.Time, part string) (time.Time, bool) {
	y, m, d := t.Date()
	switch part {
	case "year":
		m, d = 1, 1
	case "quarter":
		m, d = (m-1)/3*3+1, 1
	case "month":
		d = 1
	case "week":
		d -= (int(t.Weekday()) + 6) % 7
	case "day":
	default:
		return t, false
	}
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
}

func dateTrunc(a args) (sqlite.Value, error) {
	t, ok, err := inZone(a[1], a[2], a[3])
	if !ok || err != nil {
		return nil, err
	}
	if t, ok = truncDate(t, text(a[0])); !ok {
		return nil, errRaised
	}
	return t.Format("2006-01-02"), nil
}

func datetimeTrunc(a args) (sqlite.Value, error) {
	t, ok, err := inZone(a[1], a[2], a[3])
	if !ok || err != nil {
		return nil, err
	}
	y, m, d := t.Date()
	switch part := text(a[0]); {
	case dateOnly(a[1]) && (part == "hour" || part == "minute" || part == "second"):
		return nil, errRaised
	case part == "hour":
		t = time.Date(y, m, d, t.Hour(), 0, 0, 0, time.UTC)
	case part == "minute":
		t = time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, time.UTC)
	case part == "second":
		t = time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	default:
		if t, ok = truncDate(t, text(a[0])); !ok {
			return nil, errRaised
		}
	}
	return t.Format("2006-01-02 15:04:05"), nil
}

func timeTrunc(a args) (sqlite.Value, error) {
	if a[1] == nil {
		return nil, nil
	}
	var t time.Time
	var ok bool
	if s := text(a[1]); len(s) > 10 && (s[10] == ' ' || s[10] == 'T') {
		var err error
		if t, ok, err = inZone(a[1], a[2], a[3]); err != nil {
			return nil, err
		}
	} else {
		t, ok = parseTime(a[1])
	}
	if !ok {
		return nil, nil
	}
	switch text(a[0]) {
	case "hour":
		return fmt.Sprintf("%02d:00:00", t.Hour()), nil
	case "minute":
		return fmt.Sprintf("%02d:%02d:00", t.Hour(), t.Minute()), nil
	case "second":
		return fmt.Sprintf("%02d:%02d:%02d", t.Hour(), t.Minute(), t.Second()), nil
	}
	return nil, errRaised
}

func datetimeCastDate(a args) (sqlite.Value, error) {
	return datetimeCast(a, func(t time.Time) string { return t.Format("2006-01-02") })
}

func datetimeCastTime(a args) (sqlite.Value, error) { return datetimeCast(a, isoTime) }

func datetimeCast(a args, format func(t time.Time) string) (sqlite.Value, error) {
	t, ok, err := inZone(a[0], a[1], a[2])
	if !ok || err != nil {
		return nil, err
	}
	if dateOnly(a[0]) {
		return nil, errRaised
	}
	return format(t), nil
}

func isoTime(t time.Time) string {
	s := t.Format("15:04:05")
	if us := t.Nanosecond() / 1000; us > 0 {
		s += fmt.Sprintf(".%06d", us)
	}
	return s
}

func timeDiff(a args) (sqlite.Value, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	x, ok1 := parseTime(a[0])
	y, ok2 := parseTime(a[1])
	if !ok1 || !ok2 {
		return nil, errRaised
	}
	micros := func(t time.Time) int64 {
		return int64(t.Hour()*3600+t.Minute()*60+t.Second())*1_000_000 + int64(t.Nanosecond()/1000)
	}
	return micros(x) - micros(y), nil
}

func timestampDiff(a args) (sqlite.Value, error) {
	if a[0] == nil || a[1] == nil {
		return nil, nil
	}
	x, ok1 := parseDatetime(a[0])
	y, ok2 := parseDatetime(a[1])
	if !ok1 || !ok2 || dateOnly(a[0]) != dateOnly(a[1]) {
		return nil, errRaised
	}
	return x.Sub(y).Microseconds(), nil
}

// formatDtdelta adds, subtracts, multiplies or divides: dates and times are text, durations whole microseconds. Multiplying and dividing give numbers of
// microseconds, everything else the text of a timestamp or of a duration.
func formatDtdelta(a args) (sqlite.Value, error) {
	if a[0] == nil || a[1] == nil || a[2] == nil {
		return nil, nil
	}
	op := strings.TrimSpace(text(a[0]))
	switch op {
	case "*", "/":
		return scaled(a[1], a[2], op)
	}
	lt, ld, lok := operand(a[1])
	rt, rd, rok := operand(a[2])
	if !lok || !rok {
		return nil, nil
	}
	sign := time.Duration(1)
	if op == "-" {
		sign = -1
	}
	switch {
	case lt == nil && rt == nil:
		return deltaText(ld + sign*rd), nil
	case lt != nil && rt == nil:
		return shifted(a[1], *lt, sign, rd), nil
	case lt == nil && rt != nil && op == "+":
		return shifted(a[2], *rt, sign, ld), nil
	case lt != nil && rt != nil && op == "-" && dateOnly(a[1]) == dateOnly(a[2]):
		return deltaText(lt.Sub(*rt)), nil
	}
	return nil, errRaised
}

// shifted is str(when + by), or str(when - by) with a sign of -1, where v is the text of when: a date stays a date and moves by the duration's days alone.
func shifted(v sqlite.Value, when time.Time, sign, by time.Duration) string {
	if dateOnly(v) {
		const day = 24 * time.Hour
		days := by / day
		if by%day < 0 {
			days--
		}
		return when.AddDate(0, 0, int(sign*days)).Format("2006-01-02")
	}
	return stampText(when.Add(sign * by))
}

// scaled is x * y or x / y of numbers: the product of integers is one.
func scaled(x, y sqlite.Value, op string) (sqlite.Value, error) {
	n, whole1 := x.(int64)
	m, whole2 := y.(int64)
	if whole1 && whole2 && op == "*" {
		p := n * m
		if m != 0 && (p/m != n || n == math.MinInt64 && m == -1) {
			return nil, errRaised
		}
		return p, nil
	}
	f, ok1 := x.(float64)
	g, ok2 := y.(float64)
	if whole1 {
		f, ok1 = float64(n), true
	}
	if whole2 {
		g, ok2 = float64(m), true
	}
	if !ok1 || !ok2 || op == "/" && g == 0 {
		return nil, errRaised
	}
	if op == "*" {
		return f * g, nil
	}
	return f / g, nil
}

func operand(v sqlite.Value) (*time.Time, time.Duration, bool) {
	if n, ok := v.(int64); ok {
		return nil, time.Duration(n) * time.Microsecond, true
	}
	if t, ok := parseDatetime(v); ok {
		return &t, 0, true
	}
	return nil, 0, false
}

// stampText is str() of a datetime.
func stampText(t time.Time) string { return t.Format("2006-01-02 ") + isoTime(t) }

// deltaText is str() of a timedelta.
func deltaText(d time.Duration) string {
	us := d.Microseconds()
	const day = 86_400_000_000
	days := us / day
	rest := us % day
	if rest < 0 {
		rest += day
		days--
	}
	s := fmt.Sprintf("%d:%02d:%02d", rest/3_600_000_000, rest/60_000_000%60, rest/1_000_000%60)
	if f := rest % 1_000_000; f > 0 {
		s += fmt.Sprintf(".%06d", f)
	}
	if days != 0 {
		p := "s"
		if days == 1 || days == -1 {
			p = ""
		}
		s = fmt.Sprintf("%d day%s, %s", days, p, s)
	}
	return s
}
