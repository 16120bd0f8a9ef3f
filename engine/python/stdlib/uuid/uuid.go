// Package uuid is Python's uuid module. Random UUIDs come from the run's own source, which gives the same in every run, and uuid1 takes
// the virtual clock.
package uuid

import (
	"crypto/md5"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/random"
	pytime "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// UUID is a value of the class.
type UUID struct {
	b    [16]byte
	safe value // SafeUUID member; nil: unknown
}

// Type is the class.
var Type = object.Declare("UUID", "uuid")

// Type implements object.Object.
func (*UUID) Type() *object.Type { return Type }

// Bytes are the 16 bytes.
func (u *UUID) Bytes() [16]byte { return u.b }

// Hex is the text without hyphens: what SQLite's columns hold.
func (u *UUID) Hex() string { return hex.EncodeToString(u.b[:]) }

// String is the text with hyphens.
func (u *UUID) String() string {
	var out [36]byte
	b := out[:0]
	for i, n := range []int{4, 2, 2, 2, 6} {
		if i > 0 {
			b = append(b, '-')
		}
		k := [...]int{0, 4, 6, 8, 10}[i]
		b = hex.AppendEncode(b, u.b[k:k+n])
	}
	return string(b)
}

// Parse reads 32 hexadecimal digits in any of the forms that the class takes: with hyphens, braces or the URN prefix.
func Parse(s string) (*UUID, bool) {
	u := &UUID{}
	if len(s) != 32 {
		s = trim(s)
	}
	if len(s) != 32 {
		return nil, false
	}
	if _, err := hex.Decode(u.b[:], []byte(s)); err != nil {
		return nil, false
	}
	return u, true
}

// Random is uuid4() of a run.
func Random(rt *object.Runtime) *UUID {
	u := &UUID{}
	random.SystemOf(rt).Fill(u.b[:])
	u.setVersion(4)
	return u
}

func trim(s string) string {
	s = strings.ReplaceAll(s, "urn:", "")
	s = strings.ReplaceAll(s, "uuid:", "")
	return strings.ReplaceAll(strings.Trim(s, "{}"), "-", "")
}

func (u *UUID) setVersion(v byte) {
	u.b[8] = u.b[8]&0x3f | 0x80
	u.b[6] = u.b[6]&0x0f | v<<4
}

func uuidOf(o value) *UUID {
	if u, ok := o.(*UUID); ok {
		return u
	}
	u, _ := object.Native(o).(*UUID)
	return u
}

func (u *UUID) int() *big.Int { return new(big.Int).SetBytes(u.b[:]) }

func (u *UUID) uint(from, n int) uint64 {
	v := uint64(0)
	for _, x := range u.b[from : from+n] {
		v = v<<8 | uint64(x)
	}
	return v
}

func num(n uint64) value { return object.NewBig(new(big.Int).SetUint64(n)) }

func (u *UUID) time() uint64 { return u.uint(6, 2)&0xfff<<48 | u.uint(4, 2)<<32 | u.uint(0, 4) }

func littleEndian(b [16]byte) [16]byte {
	b[0], b[1], b[2], b[3] = b[3], b[2], b[1], b[0]
	b[4], b[5] = b[5], b[4]
	b[6], b[7] = b[7], b[6]
	return b
}

const (
	reservedNCS       = "reserved for NCS compatibility"
	rfc4122           = "specified in RFC 4122"
	reservedMicrosoft = "reserved for Microsoft compatibility"
	reservedFuture    = "reserved for future definition"
)

func (u *UUID) variant() string {
	switch c := u.b[8]; {
	case c&0x80 == 0:
		return reservedNCS
	case c&0x40 == 0:
		return rfc4122
	case c&0x20 == 0:
		return reservedMicrosoft
	}
	return reservedFuture
}

func init() {
	prop := func(name string, f func(u *UUID) value) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, o value) (value, error) { return f(uuidOf(o)), nil }}
	}
	field := func(name string, from, n int) object.GetSet {
		return prop(name, func(u *UUID) value { return num(u.uint(from, n)) })
	}
	immutable := func(t *thread, o value, name *object.Str, v value) error {
		if _, ok := o.(*object.Instance); ok && name.String() != "int" && name.String() != "is_safe" {
			// __setattr__ of the class refuses every name, so subclasses have no attributes of their own either.
			return object.TypeErrorf("UUID objects are immutable")
		}
		if v == nil {
			return object.GenericSetAttr(t, o, name, nil)
		}
		return object.TypeErrorf("UUID objects are immutable")
	}
	same := func(t *thread, a []value, kw *kwargs) (value, error) { return a[0], nil }
	Type.Define(object.Spec{NoDict: true,
		Doc: "A universally unique identifier of 128 bits (RFC 4122).",
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
				if cls == Type {
					return &UUID{}, nil
				}
				return object.NewInstance(cls, &UUID{}), nil
			},
			Init:    func(t *thread, o value, args []value, kw *kwargs) error { return uuidOf(o).init(t, args, kw) },
			SetAttr: immutable,
			Str:     func(t *thread, o value) (string, error) { return uuidOf(o).String(), nil },
			Repr: func(t *thread, o value) (string, error) {
				return o.Type().Name + "('" + uuidOf(o).String() + "')", nil
			},
			Hash: func(t *thread, o value) (int64, error) { return object.Hash(t, object.NewBig(uuidOf(o).int())) },
			Int:  func(t *thread, o value) (value, error) { return object.NewBig(uuidOf(o).int()), nil },
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				v := uuidOf(b)
				if v == nil {
					return object.NotImplemented, nil
				}
				return compare(uuidOf(a), v, op), nil
			},
		},
		GetSets: []object.GetSet{
			prop("int", func(u *UUID) value { return object.NewBig(u.int()) }),
			prop("hex", func(u *UUID) value { return object.NewStr(u.Hex()) }),
			prop("bytes", func(u *UUID) value { b := u.b; return object.NewBytes(b[:]) }),
			prop("bytes_le", func(u *UUID) value { b := littleEndian(u.b); return object.NewBytes(b[:]) }),
			prop("fields", func(u *UUID) value {
				return object.NewTuple(num(u.uint(0, 4)), num(u.uint(4, 2)), num(u.uint(6, 2)), num(u.uint(8, 1)), num(u.uint(9, 1)), num(u.uint(10, 6)))
			}),
			field("time_low", 0, 4), field("time_mid", 4, 2), field("time_hi_version", 6, 2), field("clock_seq_hi_variant", 8, 1),
			field("clock_seq_low", 9, 1), field("node", 10, 6),
			prop("time", func(u *UUID) value { return num(u.time()) }),
			prop("clock_seq", func(u *UUID) value { return num(u.uint(8, 2) & 0x3fff) }),
			prop("urn", func(u *UUID) value { return object.NewStr("urn:uuid:" + u.String()) }),
			prop("variant", func(u *UUID) value { return object.NewStr(u.variant()) }),
			prop("version", func(u *UUID) value {
				if u.variant() != rfc4122 {
					return object.None
				}
				return num(uint64(u.b[6] >> 4))
			}),
			{Name: "is_safe", Get: func(t *thread, o value) (value, error) {
				if s := uuidOf(o).safe; s != nil {
					return s, nil
				}
				m, err := t.RT.Import(t, "uuid")
				if err != nil {
					return nil, err
				}
				e, err := object.GetAttrName(t, m, "SafeUUID")
				if err != nil {
					return nil, err
				}
				return object.GetAttrName(t, e, "unknown")
			}},
		},
		Methods: []object.Method{{Name: "__copy__", Fn: same}, {Name: "__deepcopy__", Fn: same}},
		Attrs:   map[string]value{"__slots__": object.NewTuple(object.NewStr("int"), object.NewStr("is_safe"), object.NewStr("__weakref__"))},
	})
	object.RegisterModule(&object.NativeModule{Name: "uuid", Init: initModule, Source: source})
}

func compare(u, v *UUID, op object.CompareOp) value {
	c := 0
	for i := range u.b {
		if u.b[i] != v.b[i] {
			c = int(u.b[i]) - int(v.b[i])
			break
		}
	}
	switch op {
	case object.LT:
		return object.NewBool(c < 0)
	case object.LE:
		return object.NewBool(c <= 0)
	case object.EQ:
		return object.NewBool(c == 0)
	case object.NE:
		return object.NewBool(c != 0)
	case object.GT:
		return object.NewBool(c > 0)
	}
	return object.NewBool(c >= 0)
}

// source defines what is seldom asked for only when it is.
const source = `
def __getattr__(name):
    if name != "SafeUUID":
        raise AttributeError(f"module 'uuid' has no attribute {name!r}")
    from enum import Enum

    class SafeUUID(Enum):
        safe = 0
        unsafe = -1
        unknown = None

    globals()["SafeUUID"] = SafeUUID
    return SafeUUID
`

func initModule(t *thread, m *object.Module) error {
	m.Set("UUID", Type)
	for name, v := range map[string]string{"RESERVED_NCS": reservedNCS, "RFC_4122": rfc4122, "RESERVED_MICROSOFT": reservedMicrosoft, "RESERVED_FUTURE": reservedFuture} {
		m.Set(name, object.NewStr(v))
	}
	for i, name := range []string{"NAMESPACE_DNS", "NAMESPACE_URL", "NAMESPACE_OID", "", "NAMESPACE_X500"} {
		if name != "" {
			u, _ := Parse("6ba7b81" + string('0'+byte(i)) + "-9dad-11d1-80b4-00c04fd430c8")
			m.Set(name, u)
		}
	}
	m.SetFunc("uuid4", func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("uuid4", a, kw, 0, 0); err != nil {
			return nil, err
		}
		return Random(t.RT), nil
	})
	m.SetFunc("getnode", func(t *thread, a []value, kw *kwargs) (value, error) { return num(stateOf(t).node), nil })
	m.SetFunc("uuid1", uuid1)
	m.SetFunc("uuid3", func(t *thread, a []value, kw *kwargs) (value, error) {
		return named("uuid3", t, a, kw, 3, func(b []byte) []byte { h := md5.Sum(b); return h[:] })
	})
	m.SetFunc("uuid5", func(t *thread, a []value, kw *kwargs) (value, error) {
		return named("uuid5", t, a, kw, 5, func(b []byte) []byte { h := sha1.Sum(b); return h[:] })
	})
	return nil
}

// named makes a UUID of a namespace and a name.
func named(fn string, t *thread, a []value, kw *kwargs, version byte, sum func([]byte) []byte) (value, error) {
	args, err := object.NewSignature(fn, "namespace", "name").Bind(a, kw)
	if err != nil {
		return nil, err
	}
	space := uuidOf(args[0])
	if space == nil {
		_, err := object.GetAttrName(t, args[0], "bytes")
		if err == nil {
			err = object.TypeErrorf("%s() namespace must be a UUID, not %s", fn, object.TypeName(args[0]))
		}
		return nil, err
	}
	name, ok := object.AsStr(args[1])
	if !ok {
		return nil, object.TypeErrorf("encoding without a string argument")
	}
	u := &UUID{}
	copy(u.b[:], sum(append(append([]byte(nil), space.b[:]...), name...)))
	u.setVersion(version)
	return u, nil
}

// state is what uuid1 remembers in a run.
type state struct {
	node uint64
	last uint64
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return t.RT.State(stateKey{}, func() any {
		// Not an address of any hardware: the multicast bit says so.
		return &state{node: random.SystemOf(t.RT).Uint64()>>16 | 1<<40}
	}).(*state)
}

var uuid1Sig = object.NewSignature("uuid1", "node=", "clock_seq=")

func uuid1(t *thread, a []value, kw *kwargs) (value, error) {
	args, err := uuid1Sig.Bind(a, kw)
	if err != nil {
		return nil, err
	}
	st := stateOf(t)
	const gregorian = 0x01b21dd213814000 // 100 ns steps from 15 October 1582 to 1970
	ts := uint64(pytime.Now(t).UnixNano()/100) + gregorian
	if ts <= st.last {
		ts = st.last + 1
	}
	st.last = ts
	node, seq := st.node, random.SystemOf(t.RT).Uint64()>>50
	for i, dst := range []*uint64{&node, &seq} {
		if args[i] != nil && args[i] != object.None {
			n, err := object.AsIndex(t, args[i])
			if err != nil {
				return nil, err
			}
			if *dst = uint64(n); i == 0 && *dst >= 1<<48 {
				return nil, object.ValueErrorf("field 6 out of range (need a 48-bit value)")
			}
		}
	}
	u := &UUID{}
	binary.BigEndian.PutUint32(u.b[0:], uint32(ts))
	binary.BigEndian.PutUint16(u.b[4:], uint16(ts>>32))
	binary.BigEndian.PutUint16(u.b[6:], uint16(ts>>48)&0xfff)
	binary.BigEndian.PutUint64(u.b[8:], node)
	binary.BigEndian.PutUint16(u.b[8:], uint16(seq)&0x3fff)
	u.setVersion(1)
	return u, nil
}
