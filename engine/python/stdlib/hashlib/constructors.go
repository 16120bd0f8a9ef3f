package hashlib

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// blakeConstructor is hashlib.blake2b or blake2s. The parameters of tree hashing are left out.
func blakeConstructor(name string, small bool) value {
	sig := object.NewSignature(name, "data=", "/", "*", "digest_size=", "key=", "salt=", "person=", "usedforsecurity=")
	most, extra := 64, 16
	if small {
		most, extra = 32, 8
	}
	return object.NewBuiltin(name, func(t *thread, args []value, kw *kwargs) (value, error) {
		a, err := sig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		size := most
		if a[1] != nil {
			if size, err = object.AsIndex(t, a[1]); err != nil {
				return nil, err
			}
			if size < 1 || size > most {
				return nil, object.ValueErrorf("digest_size must be between 1 and %d bytes", most)
			}
		}
		var parts [3][]byte
		for i, part := range []struct {
			name string
			most int
		}{{"key", most}, {"salt", extra}, {"person", extra}} {
			o := a[2+i]
			if o == nil {
				continue
			}
			b, ok := object.AsBytes(o)
			if !ok {
				return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(o))
			}
			if len(b) > part.most {
				return nil, object.ValueErrorf("maximum %s length is %d bytes", part.name, part.most)
			}
			parts[i] = b
		}
		d := &digest{name, newBlake2(small, size, parts[0], parts[1], parts[2])}
		if a[0] == nil {
			return d, nil
		}
		return d, d.update(t, a[0])
	})
}

// length takes the argument of a digest whose length the caller chooses.
func length(t *thread, a []value) (int, error) {
	n, err := object.AsIndex(t, a[0])
	if err != nil {
		return 0, err
	}
	if n < 0 {
		return 0, object.ValueErrorf("value must be positive")
	}
	return n, t.Alloc(int64(n))
}
