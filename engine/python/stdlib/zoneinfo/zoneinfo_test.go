package zoneinfo_test

import (
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/zoneinfo"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

// TestLocation: package time, reading the same data its own way, agrees on every zone.
func TestLocation(t *testing.T) {
	rt := object.NewRuntime(object.Limits{})
	for _, name := range zoneinfo.Names() {
		loc := zoneinfo.Location(name)
		z := zoneinfo.Find(rt, name)
		if loc == nil || z == nil {
			t.Fatal(name, loc, z)
		}
		for sec := int64(-3e9); sec < 3e9; sec += 8_000_003 {
			g := time.Unix(sec, 0)
			utc, ok := datetime.ParseDateTime(g.UTC().Format(time.DateTime), z)
			if !ok {
				t.Fatal(g)
			}
			d, err := z.FromUTC(utc)
			if err != nil {
				t.Fatal(err)
			}
			_, off := g.In(loc).Zone()
			if got := d.Unix() - sec; got != int64(off) {
				t.Fatalf("%s at %v: %d, package time %d", name, g.UTC(), got, off)
			}
			// And back again through the local clock.
			if o, _, _ := z.Local(d); o.Days()*86400+o.Seconds() != off {
				t.Fatalf("%s at %v: local %v", name, d, o)
			}
		}
	}
	if zoneinfo.Location("Mars/Phobos") != nil || zoneinfo.Find(rt, "Mars/Phobos") != nil {
		t.Error("there is no such zone")
	}
}

func BenchmarkLocal(b *testing.B) {
	z := zoneinfo.Find(object.NewRuntime(object.Limits{}), "Europe/Berlin")
	d, _ := datetime.ParseDateTime("2024-07-01 12:00:00", z)
	b.ReportAllocs()
	for b.Loop() {
		z.Local(d)
	}
}
