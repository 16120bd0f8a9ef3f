package builtins

import (
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The iterator types: enumerate, zip, map, filter, reversed, and what iter(callable, sentinel) gives. Programs may subclass the
// first five; an instance of a subclass is an *object.Instance that carries one of these.
type (
	enumerate struct {
		it  object.Object
		i   int64
		big *big.Int // from where 64 bits end
	}
	zip struct {
		its    []object.Object
		strict bool
	}
	mapper struct {
		fn  object.Object
		its []object.Object
	}
	filter struct{ fn, it object.Object }
	// reversed walks any sequence by index.
	reversed struct {
		seq object.Object // nil at the end
		i   int
	}
	callIter struct{ fn, sentinel object.Object } // fn nil at the end
)

// The types of these iterators.
var (
	EnumerateType = object.Declare("enumerate", "builtins")
	ZipType       = object.Declare("zip", "builtins")
	MapType       = object.Declare("map", "builtins")
	FilterType    = object.Declare("filter", "builtins")
	ReversedType  = object.Declare("reversed", "builtins")
	callIterType  = object.Declare("callable_iterator", "builtins")
)

func (*enumerate) Type() *object.Type { return EnumerateType }
func (*zip) Type() *object.Type       { return ZipType }
func (*mapper) Type() *object.Type    { return MapType }
func (*filter) Type() *object.Type    { return FilterType }
func (*reversed) Type() *object.Type  { return ReversedType }
func (*callIter) Type() *object.Type  { return callIterType }

func (e *enumerate) next(t *object.Thread) (object.Object, error) {
	v, err := object.Next(t, e.it)
	if v == nil || err != nil {
		return nil, err
	}
	if e.big != nil {
		n := object.NewBig(new(big.Int).Set(e.big))
		e.big.Add(e.big, big.NewInt(1))
		return object.NewTuple(n, v), nil
	}
	n := e.i
	e.i++
	if e.i < n {
		e.big = new(big.Int).Add(big.NewInt(n), big.NewInt(1))
	}
	return object.NewTuple(object.NewInt(n), v), nil
}

func (z *zip) next(t *object.Thread) (object.Object, error) {
	if len(z.its) == 0 {
		return nil, nil
	}
	items := make([]object.Object, len(z.its))
	for i, it := range z.its {
		v, err := object.Next(t, it)
		if err != nil {
			return nil, err
		}
		if v == nil {
			if z.strict {
				return nil, z.uneven(t, i)
			}
			return nil, nil
		}
		items[i] = v
	}
	return object.NewTuple(items...), nil
}

// uneven is the error when argument i has ended: it is shorter than those before, or, if it is the first, some other is longer.
func (z *zip) uneven(t *object.Thread, i int) error {
	others := func(n int) string {
		if n == 1 {
			return " 1"
		}
		return "s 1-" + object.FormatInt(object.NewInt(int64(n)))
	}
	if i > 0 {
		return object.ValueErrorf("zip() argument %d is shorter than argument%s", i+1, others(i))
	}
	for j := 1; j < len(z.its); j++ {
		v, err := object.Next(t, z.its[j])
		if err != nil {
			return err
		}
		if v != nil {
			return object.ValueErrorf("zip() argument %d is longer than argument%s", j+1, others(j))
		}
	}
	return nil
}

func (m *mapper) next(t *object.Thread) (object.Object, error) {
	args := make([]object.Object, len(m.its))
	for i, it := range m.its {
		v, err := object.Next(t, it)
		if v == nil || err != nil {
			return nil, err
		}
		args[i] = v
	}
	return object.Call(t, m.fn, args, nil)
}

func (f *filter) next(t *object.Thread) (object.Object, error) {
	for {
		v, err := object.Next(t, f.it)
		if v == nil || err != nil {
			return nil, err
		}
		good := v
		if f.fn != object.None && f.fn != object.Object(object.BoolType) {
			if good, err = object.Call(t, f.fn, []object.Object{v}, nil); err != nil {
				return nil, err
			}
		}
		ok, err := object.Truth(t, good)
		if err != nil {
			return nil, err
		}
		if ok {
			return v, nil
		}
		if err := t.Checkpoint(1); err != nil {
			return nil, err
		}
	}
}

func (r *reversed) next(t *object.Thread) (object.Object, error) {
	if r.seq == nil {
		return nil, nil
	}
	if r.i >= 0 {
		v, err := object.GetItem(t, r.seq, object.NewInt(int64(r.i)))
		r.i--
		if err == nil {
			return v, nil
		}
		if !object.IsException(err, object.IndexErrorType) && !object.IsException(err, object.StopIterationType) {
			return nil, err
		}
	}
	r.seq = nil
	return nil, nil
}

func (c *callIter) next(t *object.Thread) (object.Object, error) {
	if c.fn == nil {
		return nil, nil
	}
	v, err := object.Call(t, c.fn, nil, nil)
	if err != nil {
		if object.IsException(err, object.StopIterationType) {
			c.fn = nil
			return nil, nil
		}
		return nil, err
	}
	if c.fn == nil { // exhausted by the call itself
		return nil, nil
	}
	same, err := object.Equal(t, v, c.sentinel)
	if err != nil {
		return nil, err
	}
	if same {
		c.fn = nil
		return nil, nil
	}
	return v, nil
}

// Remake implements object.Remaker, as do those below.
func (e *enumerate) Remake(*object.Thread) (object.Object, []object.Object, object.Object, error) {
	n := object.NewInt(e.i)
	if e.big != nil {
		n = object.NewBig(new(big.Int).Set(e.big))
	}
	return nil, []object.Object{e.it, n}, nil, nil
}

func (z *zip) Remake(*object.Thread) (object.Object, []object.Object, object.Object, error) {
	if z.strict {
		return nil, z.its, object.True, nil
	}
	return nil, z.its, nil, nil
}

func (m *mapper) Remake(*object.Thread) (object.Object, []object.Object, object.Object, error) {
	return nil, append([]object.Object{m.fn}, m.its...), nil, nil
}

func (f *filter) Remake(*object.Thread) (object.Object, []object.Object, object.Object, error) {
	return nil, []object.Object{f.fn, f.it}, nil, nil
}

func (r *reversed) Remake(*object.Thread) (object.Object, []object.Object, object.Object, error) {
	if r.seq == nil {
		return nil, []object.Object{object.EmptyTuple}, nil, nil
	}
	return nil, []object.Object{r.seq}, object.NewInt(int64(r.i)), nil
}

func (c *callIter) Remake(t *object.Thread) (object.Object, []object.Object, object.Object, error) {
	if c.fn == nil {
		return object.IterBuiltin(t), []object.Object{object.EmptyTuple}, nil, nil
	}
	return object.IterBuiltin(t), []object.Object{c.fn, c.sentinel}, nil, nil
}

// setState takes up where a copied zip or reversed was.
func setState(t *object.Thread, o, v object.Object) error {
	switch it := object.Native(o).(type) {
	case *zip:
		strict, err := object.Truth(t, v)
		it.strict = strict
		return err
	case *reversed:
		n, err := object.AsIndex(t, v)
		if err != nil || it.seq == nil {
			return err
		}
		size, err := object.Len(t, it.seq)
		it.i = max(-1, min(n, size-1))
		return err
	}
	return nil
}

// wrap makes v an instance of cls when cls is a subclass of its type.
func wrap(cls *object.Type, v object.Object) object.Object {
	if cls == v.Type() {
		return v
	}
	return object.NewInstance(cls, v)
}

var (
	enumerateSig = object.NewSignature("enumerate", "iterable", "start=")
	zipSig       = object.NewSignature("zip", "*iterables", "strict=")
)

func newEnumerate(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := enumerateSig.Bind(args, kw)
	if err != nil {
		if len(args)+kw.Len() == 0 {
			err = object.TypeErrorf("enumerate() missing required argument 'iterable'")
		}
		return nil, err
	}
	e := &enumerate{}
	if a[1] != nil {
		n, err := object.ToIndex(t, a[1])
		if err != nil {
			return nil, err
		}
		if i, ok := object.AsInt(n); ok {
			e.i = i
		} else {
			b, _ := object.AsBig(n)
			e.big = new(big.Int).Set(b)
		}
	}
	if e.it, err = object.Iter(t, a[0]); err != nil {
		return nil, err
	}
	return wrap(cls, e), nil
}

func iterAll(t *object.Thread, args []object.Object) ([]object.Object, error) {
	its := make([]object.Object, len(args))
	for i, a := range args {
		it, err := object.Iter(t, a)
		if err != nil {
			return nil, err
		}
		its[i] = it
	}
	return its, nil
}

func newZip(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	z := &zip{}
	if kw.Len() > 0 && plainInit(cls, ZipType) {
		a, err := zipSig.Bind(nil, kw)
		if err != nil {
			return nil, err
		}
		if z.strict, err = object.Truth(t, a[1]); err != nil {
			return nil, err
		}
	} else if s := kw.Get("strict"); s != nil {
		var err error
		if z.strict, err = object.Truth(t, s); err != nil {
			return nil, err
		}
	}
	its, err := iterAll(t, args)
	if err != nil {
		return nil, err
	}
	z.its = its
	return wrap(cls, z), nil
}

func newMap(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if kw.Len() > 0 && plainInit(cls, MapType) {
		return nil, object.TypeErrorf("map() takes no keyword arguments")
	}
	if len(args) < 2 {
		return nil, object.TypeErrorf("map() must have at least two arguments.")
	}
	its, err := iterAll(t, args[1:])
	if err != nil {
		return nil, err
	}
	return wrap(cls, &mapper{args[0], its}), nil
}

func newFilter(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if !plainInit(cls, FilterType) {
		kw = nil
	}
	if err := object.CheckArgs("filter", args, kw, 2, 2); err != nil {
		return nil, err
	}
	it, err := object.Iter(t, args[1])
	if err != nil {
		return nil, err
	}
	return wrap(cls, &filter{args[0], it}), nil
}

func newReversed(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if kw.Len() > 0 && plainInit(cls, ReversedType) {
		return nil, object.TypeErrorf("reversed() takes no keyword arguments")
	}
	if len(args) != 1 {
		return nil, object.TypeErrorf("reversed expected 1 argument, got %d", len(args))
	}
	seq := args[0]
	if f := seq.Type().LookupName("__reversed__"); f == object.None {
		return nil, object.TypeErrorf("'%s' object is not reversible", object.TypeName(seq))
	}
	fn, err := object.LookupSpecial(t, seq, "__reversed__")
	if err != nil {
		return nil, err
	}
	if fn != nil {
		return object.CallArgs(t, fn)
	}
	s := &seq.Type().Slots
	// A class that has __getitem__ counts as a sequence, and is asked for its length whether it has one or not.
	if _, isDict := object.AsDict(seq); isDict || s.GetItem == nil || s.Len == nil && seq.Type().Flags&object.Heap == 0 {
		return nil, object.TypeErrorf("'%s' object is not reversible", object.TypeName(seq))
	}
	n, err := object.Len(t, seq)
	if err != nil {
		return nil, err
	}
	return wrap(cls, &reversed{seq, n - 1}), nil
}

// plainInit tells whether cls has no __init__ of its own that might want keyword arguments.
func plainInit(cls, native *object.Type) bool {
	return cls == native || cls.LookupName("__init__") == native.LookupName("__init__")
}

type newFunc = func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error)

type stepper interface {
	next(t *object.Thread) (object.Object, error)
}

func init() {
	for _, x := range []struct {
		tp  *object.Type
		new newFunc
	}{{EnumerateType, newEnumerate}, {ZipType, newZip}, {MapType, newMap}, {FilterType, newFilter}, {ReversedType, newReversed}, {callIterType, nil}} {
		spec := object.IterSpec(func(t *object.Thread, o object.Object) (object.Object, error) {
			return object.Native(o).(stepper).next(t)
		}, nil)
		if x.tp == ReversedType {
			spec.Methods = append(spec.Methods, object.Method{Name: "__length_hint__", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				r := object.Native(args[0]).(*reversed)
				if r.seq == nil {
					return object.NewInt(0), nil
				}
				n, err := object.Len(t, r.seq)
				if err != nil || n < r.i+1 {
					return object.NewInt(0), err
				}
				return object.NewInt(int64(r.i + 1)), nil
			}})
		}
		spec.Final = x.new == nil
		if spec.Slots.New = x.new; x.new != nil {
			spec.Slots.Init = func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil }
		}
		if x.tp == EnumerateType {
			spec.Methods = append(spec.Methods, object.ClassGetItem("enumerate"))
		}
		if x.tp == ZipType || x.tp == ReversedType {
			spec.Methods = append(spec.Methods, object.Method{Name: "__setstate__", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("__setstate__", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return object.None, setState(t, args[0], args[1])
			}})
		}
		x.tp.Define(object.Remakable(spec, false))
	}
	register(
		some("iter", 1, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			if len(a) == 1 {
				return object.Iter(t, a[0])
			}
			if !object.IsCallable(a[0]) {
				return nil, object.TypeErrorf("iter(v, w): v must be callable")
			}
			return &callIter{a[0], a[1]}, nil
		}),
		some("next", 1, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			f := a[0].Type().Slots.Next
			if f == nil {
				return nil, object.TypeErrorf("'%s' object is not an iterator", object.TypeName(a[0]))
			}
			v, err := f(t, a[0]) // the slot itself, for the value of a StopIteration
			if v != nil {
				return v, err
			}
			if err == nil {
				err = object.StopIteration(nil)
			}
			if len(a) == 2 && object.IsException(err, object.StopIterationType) {
				return a[1], nil
			}
			return nil, err
		}),
	)
}
