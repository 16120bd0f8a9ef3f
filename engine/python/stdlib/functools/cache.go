package functools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// cache is the table behind lru_cache: a dict from call keys to entries, which form a ring in order of use.
type cache struct {
	max          int // < 0: no limit
	typed        bool
	hits, misses int64
	table        *object.Dict
	ring         cacheEntry // ring.next is the oldest entry, ring.prev the newest
}

type cacheEntry struct {
	prev, next *cacheEntry
	key, value object.Object
}

// cacheKey is the key of a call: one argument, or a tuple of all with what separates them; it is hashed once. A failed look-up gives it
// to the wrapper, which stores the result under it.
type cacheKey struct {
	key  object.Object
	hash int64
}

var (
	cacheType      = object.Declare("_Cache", "functools")
	cacheEntryType = object.Declare("_CacheEntry", "functools")
	cacheKeyType   = object.Declare("_Key", "functools")
	kwMarkType     = object.Declare("_KeywordMark", "functools")
)

func (*cache) Type() *object.Type      { return cacheType }
func (*cacheEntry) Type() *object.Type { return cacheEntryType }
func (*cacheKey) Type() *object.Type   { return cacheKeyType }

// keywordMark stands between positional and keyword arguments in a key.
type keywordMark struct{ _ int }

var kwMark = &keywordMark{}

func (*keywordMark) Type() *object.Type { return kwMarkType }

func (c *cache) clear() {
	c.table = object.NewDict()
	c.ring.prev, c.ring.next = &c.ring, &c.ring
	c.hits, c.misses = 0, 0
}

func (e *cacheEntry) unlink() { e.prev.next, e.next.prev = e.next, e.prev }

func (c *cache) pushNewest(e *cacheEntry) {
	last := c.ring.prev
	last.next, e.prev, e.next, c.ring.prev = e, last, &c.ring, e
}

func makeKey(args *object.Tuple, kwargs *object.Dict, typed bool) object.Object {
	if kwargs.Len() == 0 && !typed {
		if len(args.Items) == 1 {
			switch args.Items[0].(type) {
			case *object.Str, object.Int, *object.BigInt:
				return args.Items[0]
			}
		}
		return args
	}
	parts := append([]object.Object(nil), args.Items...)
	var values []object.Object
	if kwargs.Len() > 0 {
		parts = append(parts, kwMark)
		for k, v, pos, ok := kwargs.Next(0); ok; k, v, pos, ok = kwargs.Next(pos) {
			parts = append(parts, k, v)
			values = append(values, v)
		}
	}
	if typed {
		for _, x := range args.Items {
			parts = append(parts, x.Type())
		}
		for _, x := range values {
			parts = append(parts, x.Type())
		}
	}
	return object.NewTuple(parts...)
}

func init() {
	type fn = object.NativeFunc
	self := func(a []object.Object) *cache { return a[0].(*cache) }
	var lookup fn = func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		c := self(a)
		if c.max == 0 {
			c.misses++
			return &cacheKey{}, nil
		}
		args, _ := object.AsTuple(a[1])
		kwargs, _ := object.AsDict(a[2])
		key := &cacheKey{key: makeKey(args, kwargs, c.typed)}
		var err error
		if key.hash, err = object.Hash(t, key.key); err != nil {
			return nil, err
		}
		v, err := c.table.Get(t, key)
		if err != nil {
			return nil, err
		}
		if e, ok := v.(*cacheEntry); ok {
			c.hits++
			if c.max > 0 && c.ring.prev != e {
				e.unlink()
				c.pushNewest(e)
			}
			return e.value, nil
		}
		c.misses++
		return key, nil
	}
	var store fn = func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		c, key := self(a), a[1].(*cacheKey)
		if key.key == nil {
			return object.None, nil
		}
		// The function may have stored the same key meanwhile.
		if old, err := c.table.Get(t, key); err != nil || old != nil {
			return object.None, err
		}
		e := &cacheEntry{key: key, value: a[2]}
		if err := c.table.Set(t, key, e); err != nil {
			return nil, err
		}
		c.pushNewest(e)
		if c.max > 0 && c.table.Len() > c.max {
			oldest := c.ring.next
			oldest.unlink()
			if _, err := c.table.Del(t, oldest.key); err != nil {
				return nil, err
			}
		}
		return object.None, nil
	}
	cacheType.Define(object.Spec{Final: true,
		Slots: object.Slots{New: func(t *object.Thread, cls *object.Type, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("_Cache", a, kw, 2, 2); err != nil {
				return nil, err
			}
			c := &cache{max: -1}
			if a[0] != object.None {
				n, err := object.AsIndexClamped(t, a[0])
				if err != nil {
					return nil, err
				}
				c.max = max(n, 0)
			}
			var err error
			c.typed, err = object.Truth(t, a[1])
			c.clear()
			return c, err
		}},
		Methods: []object.Method{
			{Name: "lookup", Fn: lookup},
			{Name: "store", Fn: store},
			{Name: "clear", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				self(a).clear()
				return object.None, nil
			}},
			{Name: "info", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				c := self(a)
				return object.NewTuple(object.NewInt(c.hits), object.NewInt(c.misses), object.NewInt(int64(c.table.Len()))), nil
			}},
		},
	})
	cacheEntryType.Define(object.Spec{Final: true})
	cacheKeyType.Define(object.Spec{Final: true, Slots: object.Slots{
		Hash: func(t *object.Thread, o object.Object) (int64, error) { return o.(*cacheKey).hash, nil },
		RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
			x, ok1 := a.(*cacheKey)
			y, ok2 := b.(*cacheKey)
			if !ok1 || !ok2 {
				return object.NotImplemented, nil
			}
			return object.RichCompare(t, x.key, y.key, op)
		},
	}})
	kwMarkType.Define(object.Spec{Final: true})
}
