package sqlitetest

import (
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// clock wants SQL to see the time that the connection was given, wherever SQL can ask for it.
func clock(t *testing.T) {
	d := open(t, `CREATE TABLE t (id INTEGER PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP, day TEXT DEFAULT (date('now')),
		year TEXT GENERATED ALWAYS AS (strftime('%Y', at)) STORED);
		CREATE TRIGGER later AFTER INSERT ON t BEGIN UPDATE t SET day = day || ' ' || current_time WHERE id = new.id; END`)
	now := time.Date(2025, 1, 6, 10, 0, 0, 125e6, time.FixedZone("", 3600))
	looks := 0
	if err := d.SetClock(func() time.Time { looks++; return now }); err != nil {
		t.Fatal(err)
	}
	for sql, want := range map[string]sqlite.Value{
		"date()":                               "2025-01-06",
		"date('NOW', '-6 days', '+1 month')":   "2025-01-31",
		"time('now')":                          "09:00:00",
		"time('now', 'subsec')":                "09:00:00.125",
		"datetime('now', 'start of year')":     "2025-01-01 00:00:00",
		"strftime('%Y-%m-%d %H:%M:%f', 'NOW')": "2025-01-06 09:00:00.125",
		"strftime('%s')":                       "1736154000",
		"unixepoch('now')":                     int64(1736154000),
		"unixepoch('subsec')":                  1736154000.125,
		"round(julianday('now'), 6)":           2460681.875001,
		"timediff('now', '2025-01-05 08:00')":  "+0000-00-01 01:00:00.125",
		"timediff('2025-01-05', 'now')":        "-0000-00-01 09:00:00.125",
		"CURRENT_TIMESTAMP":                    "2025-01-06 09:00:00",
		"current_date":                         "2025-01-06",
		"CURRENT_TIME":                         "09:00:00",
		"date('2024-02-28', '+1 day')":         "2024-02-29",
		"date(0, 'unixepoch')":                 "1970-01-01",
		"date('yesterday')":                    nil,
		"strftime()":                           nil,
		"date(NULL)":                           nil,
		"typeof(julianday(2460000.5))":         "real",
	} {
		if got := d.one("SELECT " + sql); got != want {
			t.Errorf("%s: %#v, want %#v", sql, got, want)
		}
	}
	d.exec("INSERT INTO t (id) VALUES (1)")
	now = now.Add(26 * time.Hour)
	d.query("INSERT INTO t (id) VALUES (?)", 2)
	d.rows([][]sqlite.Value{{int64(1), "2025-01-06 09:00:00", "2025-01-06 09:00:00", "2025"}, {int64(2), "2025-01-07 11:00:00", "2025-01-07 11:00:00", "2025"}}, "SELECT * FROM t")
	// All of a statement has one time, and a statement that was prepared before has its own.
	before := looks
	d.rows(cells(int64(1), "11:00:00"), `WITH RECURSIVE n(i, at) AS (SELECT 1, time('now') UNION ALL SELECT i + 1, time('now') FROM n WHERE i < 500)
		SELECT count(DISTINCT at), max(at) FROM n`)
	if looks != before+1 {
		t.Errorf("a statement looked at the clock %d times", looks-before)
	}
	now = now.Add(time.Second)
	if got := d.one("SELECT time('now')"); got != "11:00:01" {
		t.Errorf("a second later: %v", got)
	}
	s, err := d.Session()
	if err != nil {
		t.Fatal(err)
	}
	if got := (db{s, t}).one("SELECT time('now')"); got != "11:00:01" {
		t.Errorf("another session: %v", got)
	}
	s.Close()
	if err := d.SetClock(nil); err != nil {
		t.Fatal(err)
	}
	if got, least := d.one("SELECT date('now')").(string), time.Now().UTC().Add(-time.Minute).Format(time.DateOnly); got < least {
		t.Errorf("the machine's time: %s, it is %s", got, least)
	}
}
