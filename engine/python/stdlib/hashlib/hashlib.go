// Package hashlib is Python's hashlib, hmac and secrets.
package hashlib

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	_ "embed"
	"encoding"
	"encoding/hex"
	"hash"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed hashlib.py
var source string

//go:embed hmac.py
var hmacSource string

//go:embed secrets.py
var secretsSource string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

var algorithms = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha3_224": func() hash.Hash { return sha3.New224() }, "sha3_256": func() hash.Hash { return sha3.New256() },
	"sha3_384": func() hash.Hash { return sha3.New384() }, "sha3_512": func() hash.Hash { return sha3.New512() },
	"blake2b": func() hash.Hash { return newBlake2(false, 64, nil, nil, nil) }, "blake2s": func() hash.Hash { return newBlake2(true, 32, nil, nil, nil) },
	"shake_128": func() hash.Hash { return &shake{sha3.NewSHAKE128()} }, "shake_256": func() hash.Hash { return &shake{sha3.NewSHAKE256()} },
}

// shake is a hash whose digest has any length.
type shake struct{ *sha3.SHAKE }

func (*shake) Size() int { return 0 }

func (s *shake) Sum(out []byte) []byte { return out }

// squeeze gives n bytes of the digest; the state stays as it is.
func (s *shake) squeeze(n int) []byte {
	c := *s.SHAKE
	b := make([]byte, n)
	c.Read(b)
	return b
}

// digest is a hash object.
type digest struct {
	name string
	h    hash.Hash
}

var digestType = object.Declare("HASH", "_hashlib")

func (*digest) Type() *object.Type { return digestType }

func newDigest(name string) *digest {
	name = strings.ReplaceAll(strings.ToLower(name), "-", "_")
	if mk := algorithms[name]; mk != nil {
		return &digest{name, mk()}
	}
	return nil
}

func (d *digest) update(t *thread, o value) error {
	b, ok := object.AsBytes(o)
	if !ok {
		if _, isStr := object.AsStr(o); isStr {
			return object.TypeErrorf("Strings must be encoded before hashing")
		}
		return object.TypeErrorf("object supporting the buffer API required")
	}
	d.h.Write(b)
	return t.Checkpoint(len(b) >> 6)
}

// sum is the digest; args holds its length where there is one to choose.
func (d *digest) sum(t *thread, name string, args []value, kw *kwargs) ([]byte, error) {
	s, ok := d.h.(*shake)
	if !ok {
		return d.h.Sum(nil), object.CheckArgs(name, args, kw, 0, 0)
	}
	if len(args) == 0 && kw.Get("length") != nil {
		args, kw = []value{kw.Get("length")}, nil
	}
	if err := object.CheckArgs(name, args, kw, 1, 1); err != nil {
		return nil, err
	}
	n, err := length(t, args)
	if err != nil {
		return nil, err
	}
	return s.squeeze(n), nil
}

func (d *digest) copy() (value, error) {
	switch h := d.h.(type) {
	case *blake2:
		return &digest{d.name, h.clone()}, nil
	case *shake:
		c := *h.SHAKE
		return &digest{d.name, &shake{&c}}, nil
	}
	c := newDigest(d.name)
	m, ok1 := d.h.(encoding.BinaryMarshaler)
	u, ok2 := c.h.(encoding.BinaryUnmarshaler)
	if ok1 && ok2 {
		state, err := m.MarshalBinary()
		if err == nil {
			err = u.UnmarshalBinary(state)
		}
		if err == nil {
			return c, nil
		}
	}
	return nil, object.ValueErrorf("%s objects cannot be copied", d.name)
}

func init() {
	get := func(name string, f func(d *digest) value) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, o value) (value, error) { return f(o.(*digest)), nil }}
	}
	method := func(name string, n int, f func(t *thread, d *digest, a []value) (value, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs(name, a[1:], kw, n, n); err != nil {
				return nil, err
			}
			return f(t, a[0].(*digest), a[1:])
		}}
	}
	digestType.Define(object.Spec{Final: true,
		Slots: object.Slots{Repr: func(t *thread, o value) (string, error) {
			return "<" + o.(*digest).name + " _hashlib.HASH object @ " + object.Address(t, o) + ">", nil
		}},
		GetSets: []object.GetSet{
			get("name", func(d *digest) value { return object.NewStr(d.name) }),
			get("digest_size", func(d *digest) value { return object.NewInt(int64(d.h.Size())) }),
			get("block_size", func(d *digest) value { return object.NewInt(int64(d.h.BlockSize())) }),
		},
		Methods: []object.Method{
			method("update", 1, func(t *thread, d *digest, a []value) (value, error) { return object.None, d.update(t, a[0]) }),
			{Name: "digest", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				b, err := a[0].(*digest).sum(t, "digest", a[1:], kw)
				return object.NewBytes(b), err
			}},
			{Name: "hexdigest", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				b, err := a[0].(*digest).sum(t, "hexdigest", a[1:], kw)
				return object.NewStr(hex.EncodeToString(b)), err
			}},
			method("copy", 0, func(t *thread, d *digest, a []value) (value, error) { return d.copy() }),
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "hashlib", Source: source, Init: func(t *thread, m *object.Module) error {
		m.SetHelper("_new", 2, func(t *thread, a []value, kw *kwargs) (value, error) {
			name, ok := object.AsStr(a[0])
			if !ok {
				return nil, object.TypeErrorf("name must be a string")
			}
			d := newDigest(name)
			if d == nil {
				return nil, object.ValueErrorf("unsupported hash type %s", name)
			}
			return d, d.update(t, a[1])
		})
		// The constructors are built-in functions: as attributes of a class they do not become methods.
		m.SetHelper("_constructor", 1, func(t *thread, a []value, kw *kwargs) (value, error) {
			name, _ := object.AsStr(a[0])
			return object.NewBuiltin("openssl_"+name, func(t *thread, a []value, kw *kwargs) (value, error) {
				d := newDigest(name)
				data := kw.Get("string")
				if len(a) > 0 {
					data = a[0]
				}
				if len(a) > 1 {
					return nil, object.TypeErrorf("openssl_%s() takes at most 1 argument (%d given)", name, len(a))
				}
				if data == nil {
					return d, nil
				}
				return d, d.update(t, data)
			}), nil
		})
		m.Set("blake2b", blakeConstructor("blake2b", false))
		m.Set("blake2s", blakeConstructor("blake2s", true))
		m.SetHelper("_pbkdf2", 5, func(t *thread, a []value, kw *kwargs) (value, error) {
			name, _ := object.AsStr(a[0])
			password, _ := object.AsBytes(a[1])
			salt, _ := object.AsBytes(a[2])
			iterations, err := object.AsIndex(t, a[3])
			if err != nil {
				return nil, err
			}
			size, err := object.AsIndex(t, a[4])
			if err != nil {
				return nil, err
			}
			if err := t.Alloc(int64(size)); err != nil {
				return nil, err
			}
			key, err := pbkdf2(t, algorithms[strings.ReplaceAll(strings.ToLower(name), "-", "_")], password, salt, iterations, size)
			if err != nil {
				return nil, err
			}
			return object.NewBytes(key), nil
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "hmac", Source: hmacSource})
	object.RegisterModule(&object.NativeModule{Name: "secrets", Source: secretsSource, Init: func(t *thread, m *object.Module) error {
		m.SetHelper("_random", 1, func(t *thread, a []value, kw *kwargs) (value, error) {
			n, err := object.AsIndex(t, a[0])
			if err != nil {
				return nil, err
			}
			if n < 0 {
				return nil, object.ValueErrorf("negative argument not allowed")
			}
			if err := t.Alloc(int64(n)); err != nil {
				return nil, err
			}
			b := make([]byte, n)
			rand.Read(b)
			return object.NewBytes(b), nil
		})
		return nil
	}})
}
