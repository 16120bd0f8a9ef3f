// Package zoneinfo is Python's zoneinfo module over a small set of time zones that is linked in (zones.bin, written by gen.py): UTC,
// Etc/…, and some hundred cities with their links. Any other key raises ZoneInfoNotFoundError.
//
// For Go code: Location gives a zone as package time knows it, Find as the object that datetimes carry.
package zoneinfo

import (
	"encoding/binary"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// Zone is a ZoneInfo.
type Zone struct {
	key   string
	table *table
}

// Type is the class ZoneInfo.
var Type = func() *object.Type {
	tp := object.Declare("ZoneInfo", "zoneinfo", datetime.TZInfoType)
	tp.Name = "zoneinfo.ZoneInfo"
	return tp
}()

// NotFoundType is ZoneInfoNotFoundError. Its module is CPython's.
var NotFoundType = object.DeclareException("ZoneInfoNotFoundError", "zoneinfo._common", object.KeyErrorType)

// Type implements object.Object.
func (*Zone) Type() *object.Type { return Type }

var _ datetime.Zone = (*Zone)(nil)

// Key is the name that the zone was asked for by.
func (z *Zone) Key() string { return z.key }

func (z *Zone) at(dt *datetime.DateTime) *info {
	if dt == nil {
		if z.table.fixed {
			return z.table.after
		}
		return nil
	}
	return z.table.local(dt.Unix(), dt.Year(), dt.Fold())
}

// Local implements datetime.Zone.
func (z *Zone) Local(dt *datetime.DateTime) (offset, dst *datetime.Timedelta, name string) {
	in := z.at(dt)
	if in == nil {
		return nil, nil, ""
	}
	return in.offset, in.dstOffset, in.abbr
}

// FromUTC implements datetime.Zone.
func (z *Zone) FromUTC(dt *datetime.DateTime) (*datetime.DateTime, error) {
	in, fold := z.table.fromUTC(dt.Unix(), dt.Year())
	r, err := dt.Add(in.offset)
	if err != nil || fold == 0 {
		return r, err
	}
	return r.WithFold(fold), nil
}

// zones are the run's, by key: asking twice gives the same object.
type zonesKey struct{}

func zonesOf(rt *object.Runtime) map[string]*Zone {
	return rt.State(zonesKey{}, func() any { return map[string]*Zone{} }).(map[string]*Zone)
}

// Find gives the run's ZoneInfo object of a key; nil when there is no such zone.
func Find(rt *object.Runtime, key string) *Zone {
	m := zonesOf(rt)
	if z := m[key]; z != nil {
		return z
	}
	t := find(key)
	if t == nil {
		return nil
	}
	z := &Zone{key, t}
	m[key] = z
	return z
}

func zoneOf(o value) *Zone {
	if z, ok := o.(*Zone); ok {
		return z
	}
	z, _ := object.Native(o).(*Zone)
	return z
}

// lookUp finds a zone's table or raises what ZoneInfo(key) raises.
func lookUp(t *thread, v value) (key string, tb *table, err error) {
	key, ok := object.AsStr(v)
	if !ok {
		return "", nil, object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", object.TypeName(v))
	}
	switch {
	case strings.HasPrefix(key, "/"):
		return "", nil, object.ValueErrorf("ZoneInfo keys may not be absolute paths, got: %s", key)
	case key != "" && len(path.Clean(key)) != len(key), key == "":
		return "", nil, object.ValueErrorf("ZoneInfo keys must be normalized relative paths, got: %s", key)
	case key == ".." || strings.HasPrefix(key, "../") || key == ".":
		return "", nil, object.ValueErrorf("ZoneInfo keys must refer to subdirectories of TZPATH, got: %s", key)
	}
	if tb = find(key); tb == nil {
		return "", nil, object.NewException(NotFoundType, object.NewStr("No time zone found with key "+key))
	}
	return key, tb, nil
}

func zoneNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	v, err := keyArg(args, kw)
	if err != nil {
		return nil, err
	}
	if cls == Type {
		if key, ok := object.AsStr(v); ok {
			if z := zonesOf(t.RT)[key]; z != nil {
				return z, nil
			}
		}
		key, _, err := lookUp(t, v)
		if err != nil {
			return nil, err
		}
		return Find(t.RT, key), nil
	}
	return uncached(t, cls, v)
}

func uncached(t *thread, cls *object.Type, v value) (value, error) {
	key, tb, err := lookUp(t, v)
	if err != nil {
		return nil, err
	}
	z := &Zone{key, tb}
	if cls == Type {
		return z, nil
	}
	return object.NewInstance(cls, z), nil
}

func keyArg(args []value, kw *kwargs) (value, error) {
	switch n := len(args) + kw.Len(); {
	case n > 1:
		return nil, object.TypeErrorf("function takes at most 1 argument (%d given)", n)
	case len(args) == 1:
		return args[0], nil
	case kw.Len() == 1:
		if v := kw.Get("key"); v != nil {
			return v, nil
		}
	}
	return nil, object.TypeErrorf("function missing required argument 'key' (pos 1)")
}

func init() {
	// ask makes utcoffset, dst and tzname.
	ask := func(name string, f func(in *info) value) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("ZoneInfo."+name, a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			dt, ok := datetime.AsDateTime(a[1])
			if !ok && a[1] != object.None {
				return nil, object.TypeErrorf("fromutc: argument must be a datetime")
			}
			in := zoneOf(a[0]).at(dt)
			if in == nil {
				return object.None, nil
			}
			return f(in), nil
		}}
	}
	same := func(t *thread, a []value, kw *kwargs) (value, error) { return a[0], nil }
	Type.Define(object.Spec{
		Slots: object.Slots{
			New:  zoneNew,
			Init: func(*thread, value, []value, *kwargs) error { return nil },
			Repr: func(t *thread, o value) (string, error) {
				r, err := object.Repr(t, object.NewStr(zoneOf(o).key))
				name := "zoneinfo.ZoneInfo"
				if o.Type() != Type {
					name = o.Type().ModuleName() + "." + o.Type().Qualname
				}
				return name + "(key=" + r + ")", err
			},
			Str: func(t *thread, o value) (string, error) { return zoneOf(o).key, nil },
		},
		GetSets: []object.GetSet{{Name: "key", Get: func(t *thread, o value) (value, error) { return object.NewStr(zoneOf(o).key), nil }}},
		Methods: []object.Method{
			ask("utcoffset", func(in *info) value { return in.offset }),
			ask("dst", func(in *info) value { return in.dstOffset }),
			ask("tzname", func(in *info) value { return in.abbrObject }),
			{Name: "fromutc", Fn: fromUTC},
			{Name: "no_cache", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				v, err := keyArg(a[1:], kw)
				if err != nil {
					return nil, err
				}
				return uncached(t, a[0].(*object.Type), v)
			}},
			{Name: "clear_cache", Class: true, Fn: clearCache},
			{Name: "from_file", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				return nil, object.NotImplementedErrorf("ZoneInfo.from_file() is not supported here: there are no files")
			}},
			{Name: "__copy__", Fn: same}, {Name: "__deepcopy__", Fn: same},
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "zoneinfo", Init: func(t *thread, m *object.Module) error {
		m.Set("ZoneInfo", Type)
		m.Set("ZoneInfoNotFoundError", NotFoundType)
		m.Set("InvalidTZPathWarning", object.RuntimeWarningType)
		m.Set("TZPATH", object.EmptyTuple)
		m.SetFunc("available_timezones", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("available_timezones", a, kw, 0, 0); err != nil {
				return nil, err
			}
			s := object.NewSet()
			for _, n := range Names() {
				if err := s.Add(t, object.NewStr(n)); err != nil {
					return nil, err
				}
			}
			return s, nil
		})
		m.SetFunc("reset_tzpath", func(t *thread, a []value, kw *kwargs) (value, error) { return object.None, nil })
		names := []string{"ZoneInfo", "reset_tzpath", "available_timezones", "TZPATH", "ZoneInfoNotFoundError", "InvalidTZPathWarning"}
		m.Set("__all__", object.NewList(object.Strs(names)))
		return nil
	}})
}

func fromUTC(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("ZoneInfo.fromutc", a[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	dt, ok := datetime.AsDateTime(a[1])
	if !ok {
		return nil, object.TypeErrorf("fromutc: argument must be a datetime")
	}
	if dt.TZ() != a[0] {
		return nil, object.ValueErrorf("fromutc: dt.tzinfo is not self")
	}
	z := zoneOf(a[0])
	if a[1].Type() == datetime.DateTimeType {
		r, err := z.FromUTC(dt)
		if err != nil {
			return nil, err
		}
		return r, nil
	}
	in, fold := z.table.fromUTC(dt.Unix(), dt.Year())
	r, err := object.BinaryOp(t, object.Add, a[1], in.offset)
	if err != nil || fold == 0 {
		return r, err
	}
	return object.CallMethodKw(t, r, object.Intern("replace"), nil, object.Kw("fold", object.NewInt(1)))
}

func clearCache(t *thread, a []value, kw *kwargs) (value, error) {
	if len(a) > 1 {
		return nil, object.TypeErrorf("clear_cache() takes 0 positional arguments but %d were given", len(a)-1)
	}
	m := zonesOf(t.RT)
	keys := kw.Get("only_keys")
	if keys == nil || keys == object.None {
		clear(m)
		return object.None, nil
	}
	return object.None, object.ForEach(t, keys, func(k value) (bool, error) {
		if s, ok := object.AsStr(k); ok {
			delete(m, s)
		}
		return true, nil
	})
}

var locations sync.Map // of *time.Location by name

// Location gives a zone as package time knows it; nil when there is none.
func Location(name string) *time.Location {
	if name == "UTC" {
		return time.UTC
	}
	if loc, ok := locations.Load(name); ok {
		return loc.(*time.Location)
	}
	t := find(name)
	if t == nil {
		return nil
	}
	loc, err := time.LoadLocationFromTZData(name, t.tzif())
	if err != nil {
		return nil
	}
	locations.Store(name, loc)
	return loc
}

// tzif writes the table in the format of RFC 8536, version 2, with an empty block for version 1.
func (t *table) tzif() []byte {
	var types []*info
	abbrs := ""
	index := func(in *info) byte {
		for i, x := range types {
			if x == in {
				return byte(i)
			}
		}
		types = append(types, in)
		return byte(len(types) - 1)
	}
	index(t.before)
	at := make([]byte, len(t.infos))
	for i, in := range t.infos {
		at[i] = index(in)
	}
	var starts []byte
	for _, in := range types {
		starts = append(starts, byte(len(abbrs)))
		abbrs += in.abbr + "\x00"
	}
	var b []byte
	header := func(times, types, chars int) {
		b = append(b, "TZif2"...)
		b = append(b, make([]byte, 15)...)
		for _, n := range []int{0, 0, 0, times, types, chars} {
			b = binary.BigEndian.AppendUint32(b, uint32(n))
		}
	}
	header(0, 1, 1)
	b = append(b, make([]byte, 7)...)
	header(len(t.utc), len(types), len(abbrs))
	for _, u := range t.utc {
		b = binary.BigEndian.AppendUint64(b, uint64(u))
	}
	b = append(b, at...)
	for i, in := range types {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(in.off)))
		isDST := byte(0)
		if in.dst != 0 {
			isDST = 1
		}
		b = append(b, isDST, starts[i])
	}
	b = append(b, abbrs...)
	return append(b, "\n"+t.footer+"\n"...)
}
