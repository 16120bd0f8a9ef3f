package zoneinfo

import (
	"compress/flate"
	"embed"
	"io"
	"sort"
	"strings"
	"sync"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
)

//go:embed zones.bin
var files embed.FS

// packed gives the zones, compressed. They are read when a program asks for one.
var packed = object.EmbeddedFiles(files, "zones.bin")

// info is what holds between two transitions.
type info struct {
	off, dst   int // seconds
	offset     *datetime.Timedelta
	dstOffset  *datetime.Timedelta
	abbr       string
	abbrObject object.Object
}

func newInfo(off, dst int, abbr string) *info {
	return &info{off, dst, datetime.FromMicroseconds(int64(off) * 1e6), datetime.FromMicroseconds(int64(dst) * 1e6), abbr, object.NewStr(abbr)}
}

// table is a zone's history.
type table struct {
	footer string
	utc    []int64    // when the transitions happen
	wall   [2][]int64 // the same by the local clock, as values with fold 0 and 1 see it
	infos  []*info    // what begins with each
	before *info
	after  *info // nil: rule
	rule   *rule
	fixed  bool // never changes
}

// reader reads the format of gen.py.
type reader struct{ b []byte }

func (r *reader) num() int {
	n, shift := 0, 0
	for {
		c := r.b[0]
		r.b = r.b[1:]
		n |= int(c&127) << shift
		if c < 128 {
			return n
		}
		shift += 7
	}
}

func (r *reader) signed() int {
	n := r.num()
	if n&1 != 0 {
		return -(n + 1) / 2
	}
	return n / 2
}

func (r *reader) text() string {
	n := r.num()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

// database is the unpacked index; tables are made when they are asked for.
type database struct {
	at     map[string][]byte // where a zone's record begins, behind its name
	target map[string]string // links: the zone's own name
	tables map[string]*table
	mu     sync.Mutex
}

var db = sync.OnceValue(func() *database {
	data, err := io.ReadAll(flate.NewReader(strings.NewReader(packed())))
	if err != nil {
		panic("zoneinfo: " + err.Error())
	}
	d := &database{at: map[string][]byte{}, target: map[string]string{}, tables: map[string]*table{}}
	r := &reader{data}
	names := make([]string, r.num())
	for i := range names {
		names[i] = r.text()
		d.at[names[i]] = r.b
		r.table(nil)
	}
	for n := r.num(); n > 0; n-- {
		name := r.text()
		d.target[name] = names[r.num()]
	}
	return d
})

// table reads a record into t; nil skips it.
func (r *reader) table(t *table) {
	footer := r.text()
	types := make([]*info, r.num())
	for i := range types {
		off, dst := r.signed(), r.signed()
		abbr := r.text()
		if t != nil {
			types[i] = newInfo(off, dst, abbr)
		}
	}
	before, after := r.num(), r.num()
	n := r.num()
	if t != nil {
		t.footer, t.before = footer, types[before]
		if footer == "" {
			t.after = types[after]
		} else {
			t.rule = parseRule(footer)
		}
		t.utc, t.infos = make([]int64, n), make([]*info, n)
	}
	last := int64(-1 << 33)
	for i := range n {
		d := r.num()
		if d&1 != 0 {
			d = d >> 1 * 900
		} else {
			d >>= 1
		}
		last += int64(d)
		k := r.num()
		if t != nil {
			t.utc[i], t.infos[i] = last, types[k]
		}
	}
}

// find gives the table of a zone or a link; nil when there is none.
func find(key string) *table {
	d := db()
	name := key
	if to, ok := d.target[key]; ok {
		name = to
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if t := d.tables[name]; t != nil {
		return t
	}
	rec, ok := d.at[name]
	if !ok {
		return nil
	}
	t := &table{}
	(&reader{rec}).table(t)
	t.fixed = len(t.utc) == 0 && t.rule == nil
	// By the local clock, a value with fold 0 takes the later moment of a transition, one with fold 1 the earlier.
	for f := range t.wall {
		t.wall[f] = make([]int64, len(t.utc))
	}
	prev := t.before
	for i, u := range t.utc {
		a, b := prev.off, t.infos[i].off
		t.wall[0][i], t.wall[1][i] = u+int64(max(a, b)), u+int64(min(a, b))
		prev = t.infos[i]
	}
	d.tables[name] = t
	return t
}

// Names lists all zones and links, sorted.
func Names() []string {
	d := db()
	out := make([]string, 0, len(d.at)+len(d.target))
	for n := range d.at {
		out = append(out, n)
	}
	for n := range d.target {
		out = append(out, n)
	}
	order.Strings(out)
	return out
}

// local finds what holds when the local clock shows sec (seconds since 1970 as if it were UTC).
func (t *table) local(sec int64, year, fold int) *info {
	lt := t.wall[fold]
	switch {
	case len(lt) > 0 && sec < lt[0]:
		return t.before
	case len(lt) == 0 || sec > lt[len(lt)-1]:
		if t.rule != nil {
			return t.rule.local(sec, year, fold)
		}
		return t.after
	}
	return t.infos[sort.Search(len(lt), func(i int) bool { return lt[i] > sec })-1]
}

// fromUTC finds what holds at a moment, and whether the local time it gives has been before.
func (t *table) fromUTC(sec int64, year int) (in *info, fold int) {
	n := len(t.utc)
	switch {
	case n > 0 && sec < t.utc[0]:
		return t.before, 0
	case n == 0 || sec > t.utc[n-1]:
		if t.rule != nil {
			return t.rule.fromUTC(sec, year)
		}
		if n == 0 {
			return t.after, 0
		}
	}
	i := sort.Search(n, func(i int) bool { return t.utc[i] > sec }) - 1
	prev := t.before
	if i > 0 {
		prev = t.infos[i-1]
	}
	in = t.infos[i]
	if i == n-1 && t.after != nil && sec > t.utc[i] {
		in = t.after
	}
	if int64(prev.off-in.off) > sec-t.utc[i] {
		fold = 1
	}
	return in, fold
}
