package datetime_test

import (
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

func thread() *object.Thread { return object.NewRuntime(object.Limits{}).Sched.Main() }

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2024-02-29 12:00:00", "2024-02-29 12:00:00"},
		{"2024-02-29T23:59:59.5", "2024-02-29 23:59:59.500000"},
		{"2024-02-29 12:00:00.000001", "2024-02-29 12:00:00.000001"},
		{"2023-02-29 12:00:00", ""}, {"0000-01-01 00:00:00", ""}, {"2024-01-01 24:00:00", ""}, {"2024-01-01 00:00", ""},
		{"2024-01-01 00:00:00.", ""}, {"2024-01-01 00:00:00.1234567", ""}, {"2024-01-01 00:00:00Z", ""}, {"2024-1-01 00:00:000", ""},
	} {
		d, ok := datetime.ParseDateTime(c.in, nil)
		if ok != (c.want != "") || ok && d.String() != c.want {
			t.Errorf("ParseDateTime(%q) = %v, %v", c.in, d, ok)
		}
	}
	if d, ok := datetime.ParseDate("2024-12-31"); !ok || d.String() != "2024-12-31" || d.Weekday() != 1 {
		t.Error(d, ok)
	}
	if x, ok := datetime.ParseTime("07:08:09.25"); !ok || x.String() != "07:08:09.250000" {
		t.Error(x, ok)
	}
}

// TestGo compares the calendar with package time's over many days.
func TestGo(t *testing.T) {
	for g := time.Date(1, 1, 1, 3, 4, 5, 6000, time.UTC); g.Year() < 10000; g = g.AddDate(0, 0, 61) {
		d, ok := datetime.ParseDateTime(g.Format("2006-01-02 15:04:05.000000"), nil)
		if !ok {
			t.Fatal(g)
		}
		y, w := g.ISOWeek()
		iy, iw, id := d.ISOCalendar()
		if !d.Wall().Equal(g) || d.ISO('T') != g.Format("2006-01-02T15:04:05.000000") || iy != y || iw != w || id%7 != int(g.Weekday()) {
			t.Fatal(g, d)
		}
	}
}

func BenchmarkParseDateTime(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := datetime.ParseDateTime("2024-01-31 12:34:56.789012", datetime.UTC); !ok {
			b.Fatal()
		}
	}
}

func FuzzISO(f *testing.F) {
	for _, s := range []string{"2024-01-31", "2024-W05-3T12:34:56.789+01:30", "20240131T123456Z", "2024W05", "", "T", "12:34:56,1", "2024-W0112"} {
		f.Add(s)
	}
	th := thread()
	var parsers []object.Object
	for _, class := range []*object.Type{datetime.DateType, datetime.TimeType} {
		parse, err := object.GetAttrName(th, class, "fromisoformat")
		if err != nil {
			f.Fatal(err)
		}
		parsers = append(parsers, parse)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok, err := datetime.DateTimeFromISO(th, s); ok && err == nil {
			// What has been read must read back the same.
			e, ok, err := datetime.DateTimeFromISO(th, d.ISO('T'))
			if !ok || err != nil || e.ISO('T') != d.ISO('T') {
				t.Errorf("%q: %v and %v", s, d, e)
			}
		}
		for _, parse := range parsers {
			if _, err := object.CallArgs(th, parse, object.NewStr(s)); err != nil && object.AsException(err) == nil {
				t.Error(err)
			}
		}
		datetime.ParseDate(s)
		datetime.ParseTime(s)
		datetime.ParseDateTime(s, nil)
	})
}

func FuzzStrptime(f *testing.F) {
	f.Add("2024-01-31 12:00", "%Y-%m-%d %H:%M")
	f.Add("Mon 1 Jan +01:30:12.5", "%a %d %b %z")
	f.Add("2024-W01-1", "%G-W%V-%u")
	f.Add("    x", "    x")
	th := thread()
	strptime, err := object.GetAttrName(th, datetime.DateTimeType, "strptime")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s, format string) {
		v, err := object.CallArgs(th, strptime, object.NewStr(s), object.NewStr(format))
		if err != nil {
			if object.AsException(err) == nil {
				t.Fatal(err)
			}
			return
		}
		d, _ := datetime.AsDateTime(v)
		if _, err := object.CallMethod(th, v, "strftime", object.NewStr(format)); err != nil {
			t.Fatal(d, err)
		}
	})
}
