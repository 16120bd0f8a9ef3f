package latency

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

const ms = time.Millisecond

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text, json string
		want       Model
	}{
		{"25ms", `25`, Model{Mean: 25 * ms}},
		{"0s", `0`, Model{}},
		{"25ms,books_author=5ms", `{"ms": 25, "tables": {"books_author": 5}}`, Model{Mean: 25 * ms, Tables: map[string]time.Duration{"books_author": 5 * ms}}},
		{"10ms,exponential,seed=7", `{"ms": 10, "spread": "exponential", "seed": 7}`, Model{Mean: 10 * ms, Spread: Exponential, Seed: 7}},
	} {
		got, err := Parse(c.text)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v", c.text, got, err)
		}
		var m Model
		if err := json.Unmarshal([]byte(c.json), &m); err != nil || !reflect.DeepEqual(m, c.want) {
			t.Errorf("%s: %+v, %v", c.json, m, err)
		}
	}
	for _, bad := range []string{"", "25", "-1ms", "25ms,gaussian", "25ms,seed=x", "2h", "25ms,t=x"} {
		if m, err := Parse(bad); err == nil {
			t.Errorf("%q is taken as %+v", bad, m)
		}
	}
	for _, bad := range []string{`-1`, `"25"`, `{"ms": 1, "spread": "gaussian"}`, `{"ms": 1, "tables": {"t": -1}}`} {
		if err := json.Unmarshal([]byte(bad), &Model{}); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

func TestTables(t *testing.T) {
	for sql, want := range map[string][]string{
		`SELECT "books_book"."id" FROM "books_book" INNER JOIN "books_author" ON ("books_book"."author_id" = "books_author"."id") WHERE "books_book"."title" = 'FROM "x"'`: {"books_book", "books_author"},
		`INSERT INTO "books_book" ("title") VALUES (%s) RETURNING "books_book"."id"`:                                                                                       {"books_book"},
		`UPDATE "books_book" SET "pages" = %s`:                                                        {"books_book"},
		`DELETE FROM "books_book" WHERE "books_book"."id" IN (SELECT U0."id" FROM "books_author" U0)`: {"books_book", "books_author"},
		`SELECT COUNT(*) FROM (SELECT 1 FROM "a" "b") subquery`:                                       {"a"},
		`PRAGMA x`: nil, `SELECT "`: nil, `SELECT '`: nil,
	} {
		if got := Tables(sql); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", sql, got)
		}
	}
}

func TestSampler(t *testing.T) {
	if (Model{}).Sampler() != nil {
		t.Error("no latency has a sampler")
	}
	m := Model{Mean: 20 * ms, Tables: map[string]time.Duration{"slow": 50 * ms, "fast": 1 * ms}}
	s := m.Sampler()
	for sql, want := range map[string]time.Duration{
		`SELECT 1`: 20 * ms, `SELECT 1 FROM "other"`: 20 * ms, `SELECT 1 FROM "fast"`: 1 * ms, `SELECT 1 FROM "fast" JOIN "slow"`: 50 * ms, `SELECT 1 FROM "fast" JOIN "other"`: 20 * ms,
	} {
		if got := s(sql); got != want {
			t.Errorf("%s takes %v, want %v", sql, got, want)
		}
	}
	if got := (Model{Func: func(sql string) time.Duration { return time.Duration(len(sql)) }}).Sampler()("abc"); got != 3 {
		t.Errorf("a function's latency is %v", got)
	}
}

// A distribution has its mean and its bounds, and is the same for the same seed.
func TestSpread(t *testing.T) {
	const n = 20_000
	for _, c := range []struct {
		spread   Spread
		from, to time.Duration
		above2   float64 // the share of draws above twice the mean
	}{
		{Uniform, 10 * ms, 30 * ms, 0},
		{Exponential, 0, Max, 0.1353}, // e⁻²
	} {
		m := Model{Mean: 20 * ms, Spread: c.spread, Seed: 1}
		s, again := m.Sampler(), m.Sampler()
		m.Seed = 2
		other := m.Sampler()
		var sum time.Duration
		differs, above := false, 0
		for range n {
			d := s("")
			if d != again("") {
				t.Fatalf("%s: the same seed draws another latency", c.spread)
			}
			differs = differs || d != other("")
			if d < c.from || d > c.to || d%time.Microsecond != 0 {
				t.Fatalf("%s: %v", c.spread, d)
			}
			if d > 40*ms {
				above++
			}
			sum += d
		}
		if mean := sum / n; mean < 19500*time.Microsecond || mean > 20500*time.Microsecond {
			t.Errorf("%s: the mean is %v", c.spread, mean)
		}
		if share := float64(above) / n; share < c.above2-0.01 || share > c.above2+0.01 {
			t.Errorf("%s: %v above twice the mean, want %v", c.spread, share, c.above2)
		}
		if !differs {
			t.Errorf("%s: another seed draws the same", c.spread)
		}
	}
}
