// Package latency says how long a simulated database takes for a statement: always the same, by table, or drawn from a distribution. A seed makes
// the draws the same in every run, so that two programs can be compared and a lesson graded.
package latency

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Spread is a distribution of latencies around their mean.
type Spread string

// Distributions.
const (
	Fixed       Spread = ""            // always the mean
	Uniform     Spread = "uniform"     // from half the mean to one and a half
	Exponential Spread = "exponential" // many short ones, few long ones: what queueing theory reckons with
)

// Max keeps sums of latencies far from overflow.
const Max = 24 * time.Hour

// A Model says how long statements take. The zero Model takes no time.
type Model struct {
	// Mean is the time of a statement; Tables replaces it for statements about a table. A statement about several takes the longest of theirs.
	Mean   time.Duration
	Tables map[string]time.Duration
	Spread Spread
	Seed   uint64
	// Func, if set, is asked instead of all of these.
	Func func(sql string) time.Duration
}

// modelJSON is a Model with its times in milliseconds.
type modelJSON struct {
	MS     float64            `json:"ms"`
	Tables map[string]float64 `json:"tables,omitempty"`
	Spread Spread             `json:"spread,omitempty"`
	Seed   uint64             `json:"seed,omitempty"`
}

// UnmarshalJSON reads a number of milliseconds, or {"ms": 25, "tables": {"books_author": 5}, "spread": "exponential", "seed": 7}.
func (m *Model) UnmarshalJSON(data []byte) error {
	if ms, err := strconv.ParseFloat(string(data), 64); err == nil { // the usual case needs no reflection
		m.Mean, err = millis(ms)
		m.Spread, m.Seed = Fixed, 0
		return err
	}
	return m.unmarshalObject(data)
}

func (m *Model) unmarshalObject(data []byte) error {
	var j modelJSON
	err := json.Unmarshal(data, &j)
	if err != nil {
		return err
	}
	if m.Mean, err = millis(j.MS); err != nil {
		return err
	}
	if len(j.Tables) > 0 {
		m.Tables = map[string]time.Duration{}
	}
	for table, ms := range j.Tables {
		if m.Tables[table], err = millis(ms); err != nil {
			return err
		}
	}
	m.Spread, m.Seed = j.Spread, j.Seed
	return m.Spread.check()
}

func millis(ms float64) (time.Duration, error) {
	if ms < 0 || ms != ms {
		return 0, fmt.Errorf("a latency is not negative: %v", ms)
	}
	return time.Duration(min(ms*float64(time.Millisecond), float64(Max))), nil
}

func (s Spread) check() error {
	switch s {
	case Fixed, Uniform, Exponential:
		return nil
	}
	return fmt.Errorf("no distribution is called %q; there are uniform and exponential", string(s))
}

// Parse reads a model as the command line has it: 25ms,books_author=5ms,exponential,seed=7.
func Parse(text string) (Model, error) {
	var m Model
	for i, word := range strings.Split(text, ",") {
		key, value, pair := strings.Cut(word, "=")
		var err error
		switch {
		case i == 0 && !pair:
			m.Mean, err = duration(word)
		case pair && key == "seed":
			m.Seed, err = strconv.ParseUint(value, 10, 64)
		case pair:
			var d time.Duration
			if d, err = duration(value); m.Tables == nil {
				m.Tables = map[string]time.Duration{}
			}
			m.Tables[key] = d
		default:
			m.Spread = Spread(word)
			err = m.Spread.check()
		}
		if err != nil {
			return m, err
		}
	}
	return m, nil
}

func duration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time: write a number and its unit, such as 25ms or 0.5s", text)
	}
	if d < 0 || d > time.Hour {
		return 0, fmt.Errorf("%s is not between 0 and an hour", text)
	}
	return d, nil
}

// Sampler gives the function that a run asks for each statement; nil when statements take no time. Each Sampler draws the same.
func (m Model) Sampler() func(sql string) time.Duration {
	if m.Func != nil {
		return m.Func
	}
	if m.Mean <= 0 && len(m.Tables) == 0 {
		return nil
	}
	r := Random(m.Seed)
	return func(sql string) time.Duration {
		mean := m.mean(sql)
		switch m.Spread {
		case Uniform:
			mean = time.Duration(float64(mean) * (0.5 + r.Next()))
		case Exponential:
			mean = time.Duration(float64(mean) * -math.Log(1-r.Next()))
		default:
			return mean
		}
		// Whole microseconds: the last bits of a logarithm are not the same on every machine.
		return min(mean.Round(time.Microsecond), Max)
	}
}

// mean is the mean for the tables that a statement is about.
func (m Model) mean(sql string) time.Duration {
	if len(m.Tables) == 0 {
		return m.Mean
	}
	longest, found := time.Duration(0), false
	for _, table := range Tables(sql) {
		d, own := m.Tables[table]
		if !own {
			d = m.Mean
		}
		longest, found = max(longest, d), true
	}
	if !found {
		return m.Mean
	}
	return longest
}

// Tables are the names after FROM, JOIN, INTO and UPDATE, in quotes as Django writes them.
func Tables(sql string) []string {
	var out []string
	for i := 0; i < len(sql); {
		switch c := sql[i]; {
		case c == '\'': // a literal
			end := strings.IndexByte(sql[i+1:], '\'')
			if end < 0 {
				return out
			}
			i += end + 2
		case c == '"':
			end := strings.IndexByte(sql[i+1:], '"')
			if end < 0 {
				return out
			}
			switch word := lastWord(sql[:i]); word {
			case "FROM", "JOIN", "INTO", "UPDATE":
				out = append(out, sql[i+1:i+1+end])
			}
			i += end + 2
		default:
			i++
		}
	}
	return out
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " \n")
	return strings.ToUpper(s[strings.LastIndexAny(s, " \n(")+1:])
}

// Random is SplitMix64: small, good enough, and the same everywhere. Its value is the seed.
type Random uint64

// Next is a number from 0 up to but not including 1.
func (r *Random) Next() float64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return float64((z^z>>31)>>11) / (1 << 53)
}
