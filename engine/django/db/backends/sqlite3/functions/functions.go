// Package functions holds the SQL functions that Django registers with SQLite (django.db.backends.sqlite3._functions): date parts and truncation, time
// arithmetic, regular expressions, text, hashes and statistics. They are written once, in Go, and serve both drivers.
//
// As in Django a NULL argument gives NULL, text that is no date gives NULL, and times are stored as text in UTC without offset.
package functions

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

type args = []sqlite.Value

// errRaised is what SQLite tells of a function that raised in Python, whatever it raised.
var errRaised = errors.New("user-defined function raised exception")

// random gives the numbers of RAND(), at least 0 and less than 1. A run is the same every time, so they begin anew in each.
func random() func(a args) (sqlite.Value, error) {
	state := uint64(0x9e3779b97f4a7c15)
	return func(args) (sqlite.Value, error) { // splitmix64
		state += 0x9e3779b97f4a7c15
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		return float64((z^z>>31)>>11) / (1 << 53), nil
	}
}

// Register makes the functions callable in SQL.
func Register(c sqlite.Conn) error {
	scalar := func(name string, n int, f func(a args) (sqlite.Value, error)) sqlite.Function {
		return sqlite.Function{Name: name, NArg: n, Deterministic: true, Scalar: f}
	}
	// strict gives NULL as soon as an argument is NULL.
	strict := func(f func(a args) (sqlite.Value, error)) func(a args) (sqlite.Value, error) {
		return func(a args) (sqlite.Value, error) {
			for _, v := range a {
				if v == nil {
					return nil, nil
				}
			}
			return f(a)
		}
	}
	list := []sqlite.Function{
		{Name: "RAND", NArg: 0, Scalar: random()},
		scalar("django_date_extract", 2, dateExtract),
		scalar("django_date_trunc", 4, dateTrunc),
		scalar("django_datetime_cast_date", 3, datetimeCastDate),
		scalar("django_datetime_cast_time", 3, datetimeCastTime),
		scalar("django_datetime_extract", 4, datetimeExtract),
		scalar("django_datetime_trunc", 4, datetimeTrunc),
		scalar("django_time_extract", 2, timeExtract),
		scalar("django_time_trunc", 4, timeTrunc),
		scalar("django_time_diff", 2, timeDiff),
		scalar("django_timestamp_diff", 2, timestampDiff),
		scalar("django_format_dtdelta", 3, formatDtdelta),
		scalar("regexp", 2, strict(regexpMatch)),
		scalar("BITXOR", 2, strict(func(a args) (sqlite.Value, error) {
			x, ok1 := a[0].(int64)
			y, ok2 := a[1].(int64)
			if !ok1 || !ok2 {
				return nil, errRaised
			}
			return x ^ y, nil
		})),
		scalar("LPAD", 3, strict(func(a args) (sqlite.Value, error) { return pad(a, true), nil })),
		scalar("RPAD", 3, strict(func(a args) (sqlite.Value, error) { return pad(a, false), nil })),
		scalar("REPEAT", 2, strict(func(a args) (sqlite.Value, error) {
			n := toInt(a[1])
			s := toText(a[0])
			if n <= 0 {
				return "", nil
			}
			if int64(len(s))*n > 1<<24 {
				return nil, fmt.Errorf("string or blob too big")
			}
			return strings.Repeat(s, int(n)), nil
		})),
		scalar("REVERSE", 1, strict(func(a args) (sqlite.Value, error) {
			r := []rune(toText(a[0]))
			for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
				r[i], r[j] = r[j], r[i]
			}
			return string(r), nil
		})),
		scalar("SIGN", 1, strict(func(a args) (sqlite.Value, error) {
			switch f := toFloat(a[0]); {
			case f > 0:
				return int64(1), nil
			case f < 0:
				return int64(-1), nil
			}
			return int64(0), nil
		})),
		scalar("MD5", 1, strict(func(a args) (sqlite.Value, error) {
			h := md5.Sum([]byte(toText(a[0])))
			return hex.EncodeToString(h[:]), nil
		})),
		scalar("SHA1", 1, strict(func(a args) (sqlite.Value, error) {
			h := sha1.Sum([]byte(toText(a[0])))
			return hex.EncodeToString(h[:]), nil
		})),
		scalar("SHA224", 1, strict(func(a args) (sqlite.Value, error) {
			h := sha256.Sum224([]byte(toText(a[0])))
			return hex.EncodeToString(h[:]), nil
		})),
		scalar("SHA256", 1, strict(func(a args) (sqlite.Value, error) {
			h := sha256.Sum256([]byte(toText(a[0])))
			return hex.EncodeToString(h[:]), nil
		})),
		scalar("SHA384", 1, strict(func(a args) (sqlite.Value, error) {
			h := sha512.Sum384([]byte(toText(a[0])))
			return hex.EncodeToString(h[:]), nil
		})),
		scalar("SHA512", 1, strict(func(a args) (sqlite.Value, error) {
			h := sha512.Sum512([]byte(toText(a[0])))
			return hex.EncodeToString(h[:]), nil
		})),
		{Name: "ANY_VALUE", NArg: 1, Aggregate: func() sqlite.Aggregate { return &anyValue{} }},
		{Name: "STDDEV_POP", NArg: 1, Aggregate: func() sqlite.Aggregate { return &variance{root: true} }},
		{Name: "STDDEV_SAMP", NArg: 1, Aggregate: func() sqlite.Aggregate { return &variance{root: true, sample: true} }},
		{Name: "VAR_POP", NArg: 1, Aggregate: func() sqlite.Aggregate { return &variance{} }},
		{Name: "VAR_SAMP", NArg: 1, Aggregate: func() sqlite.Aggregate { return &variance{sample: true} }},
	}
	for _, f := range append(list, mathematics()...) {
		if err := c.RegisterFunc(f); err != nil {
			return fmt.Errorf("registering %s: %w", f.Name, err)
		}
	}
	return nil
}

func pad(a args, left bool) sqlite.Value {
	text, length, fill := []rune(toText(a[0])), int(toInt(a[1])), []rune(toText(a[2]))
	missing := length - len(text)
	if length < 0 {
		length = max(0, len(text)+length) // text[:length] counts from the end
	}
	if missing <= 0 {
		return string(text[:length])
	}
	if len(fill) == 0 || missing > 1<<22 {
		return string(text)
	}
	var p []rune
	for len(p) < missing {
		p = append(p, fill...)
	}
	p = p[:missing]
	if left {
		return string(p) + string(text)
	}
	return string(text) + string(p)
}

func toText(v sqlite.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		s := strconv.FormatFloat(v, 'g', -1, 64)
		if !strings.ContainsAny(s, ".eIN") {
			s += ".0"
		}
		return s
	case []byte:
		if utf8.Valid(v) {
			return string(v)
		}
	}
	return ""
}

func toFloat(v sqlite.Value) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case int64:
		return float64(v)
	case string:
		f, _ := strconv.ParseFloat(strings.TrimSpace(v), 64)
		return f
	}
	return 0
}

func toInt(v sqlite.Value) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		return int64(v)
	case string:
		n, _ := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
		return n
	}
	return 0
}

var (
	patternsMu sync.Mutex // runs of one process share them
	patterns   = map[string]*sre.Pattern{}
)

// searchSteps bounds one search: a pattern that can match in too many ways must not keep the page.
const searchSteps = 20_000_000

var errTooLong = errors.New("too many steps")

// regexpMatch is `b REGEXP a`: bool(re.search(a, str(b))).
func regexpMatch(a args) (sqlite.Value, error) {
	source := toText(a[0])
	patternsMu.Lock()
	p := patterns[source]
	patternsMu.Unlock()
	if p == nil {
		var err error
		if p, err = sre.Compile([]rune(source), false, 0); err != nil {
			return nil, errRaised
		}
		patternsMu.Lock()
		if len(patterns) > 200 {
			clear(patterns)
		}
		patterns[source] = p
		patternsMu.Unlock()
	}
	in := sre.NewInput(toText(a[1]))
	m := sre.NewMatcher(p, in)
	steps := 0
	m.Tick = func(n int) error {
		if steps += n; steps > searchSteps {
			return errTooLong
		}
		return nil
	}
	ok, err := m.Run(sre.Search, 0, in.Len(), -1)
	if err != nil {
		return nil, fmt.Errorf("the regular expression %q takes too long on this text", source)
	}
	return ok, nil
}

type anyValue struct {
	set bool
	v   sqlite.Value
}

func (a *anyValue) Step(x []sqlite.Value) error {
	if !a.set {
		v := x[0]
		if b, ok := v.([]byte); ok {
			v = append([]byte(nil), b...)
		}
		a.set, a.v = true, v
	}
	return nil
}

func (a *anyValue) Value() (sqlite.Value, error) { return a.v, nil }
