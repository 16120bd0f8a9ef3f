package collections

import (
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Deque is a ring buffer. Instances of the class are *object.Instance with a *Deque inside.
type Deque struct {
	buf     []value
	head, n int
	max     int // < 0: none
	state   int // counts changes of length, for iterators
}

// DequeType is collections.deque.
var DequeType = object.Declare("deque", "collections")

func dequeOf(o value) *Deque {
	d, _ := object.Native(o).(*Deque)
	return d
}

func (d *Deque) at(i int) value { return d.buf[(d.head+i)&(len(d.buf)-1)] }

func (d *Deque) set(i int, v value) { d.buf[(d.head+i)&(len(d.buf)-1)] = v }

// Items copies the items.
func (d *Deque) Items() []value {
	out := make([]value, d.n)
	for i := range out {
		out[i] = d.at(i)
	}
	return out
}

func (d *Deque) grow(t *thread) error {
	if d.n < len(d.buf) {
		return nil
	}
	size := max(8, 2*len(d.buf))
	if size > 1024 {
		if err := t.Alloc(int64(size) * 16); err != nil {
			return err
		}
	}
	buf := make([]value, size)
	for i := 0; i < d.n; i++ {
		buf[i] = d.at(i)
	}
	d.buf, d.head = buf, 0
	return nil
}

// Append adds at the right, AppendLeft at the left; a full deque loses an item at the other end.
func (d *Deque) Append(t *thread, v value) error {
	if d.max == 0 {
		return nil
	}
	if d.max > 0 && d.n >= d.max {
		d.PopLeft()
	}
	if err := d.grow(t); err != nil {
		return err
	}
	d.n++
	d.set(d.n-1, v)
	d.state++
	return nil
}

// AppendLeft adds at the left.
func (d *Deque) AppendLeft(t *thread, v value) error {
	if d.max == 0 {
		return nil
	}
	if d.max > 0 && d.n >= d.max {
		d.Pop()
	}
	if err := d.grow(t); err != nil {
		return err
	}
	d.head = (d.head - 1) & (len(d.buf) - 1)
	d.n++
	d.set(0, v)
	d.state++
	return nil
}

// Pop takes the item at the right, PopLeft the one at the left; nil when there is none.
func (d *Deque) Pop() value {
	if d.n == 0 {
		return nil
	}
	v := d.at(d.n - 1)
	d.set(d.n-1, nil)
	d.n--
	d.state++
	return v
}

// PopLeft takes the item at the left.
func (d *Deque) PopLeft() value {
	if d.n == 0 {
		return nil
	}
	v := d.at(0)
	d.set(0, nil)
	d.head = (d.head + 1) & (len(d.buf) - 1)
	d.n--
	d.state++
	return v
}

func (d *Deque) extend(t *thread, src value, left bool) error {
	add := d.Append
	if left {
		add = d.AppendLeft
	}
	n := 0
	one := func(x value) (bool, error) {
		if n++; n&1023 == 0 {
			if err := t.Checkpoint(1024); err != nil {
				return false, err
			}
		}
		return true, add(t, x)
	}
	if s := dequeOf(src); s == d {
		for _, x := range d.Items() {
			if _, err := one(x); err != nil {
				return err
			}
		}
		return nil
	}
	return object.ForEach(t, src, one)
}

func (d *Deque) remove(i int) {
	if i < d.n/2 {
		for ; i > 0; i-- {
			d.set(i, d.at(i-1))
		}
		d.PopLeft()
		return
	}
	for ; i < d.n-1; i++ {
		d.set(i, d.at(i+1))
	}
	d.Pop()
}

func (d *Deque) rotate(n int) {
	if d.n <= 1 {
		return
	}
	n %= d.n
	if n < 0 {
		n += d.n
	}
	// The buffer has room for the item that was just taken out, so nothing can fail.
	size := len(d.buf) - 1
	if n <= d.n/2 {
		for ; n > 0; n-- {
			v := d.at(d.n - 1)
			d.set(d.n-1, nil)
			d.head = (d.head - 1) & size
			d.set(0, v)
		}
	} else {
		for n = d.n - n; n > 0; n-- {
			v := d.at(0)
			d.set(0, nil)
			d.head = (d.head + 1) & size
			d.set(d.n-1, v)
		}
	}
	d.state++
}

func (d *Deque) index(t *thread, key value) (int, error) {
	if key.Type().Slots.Index == nil {
		return 0, object.TypeErrorf("sequence index must be integer, not '%s'", object.TypeName(key))
	}
	i, err := object.AsCount(t, key)
	if err != nil {
		return 0, object.IndexErrorf("cannot fit '%s' into an index-sized integer", object.TypeName(key))
	}
	if i < 0 {
		i += d.n
	}
	if i < 0 || i >= d.n {
		return 0, object.IndexErrorf("deque index out of range")
	}
	return i, nil
}

// find looks for x from start up to stop; -1 when it is not there.
func (d *Deque) find(t *thread, x value, start, stop int) (int, error) {
	state := d.state
	for i := start; i < stop && i < d.n; i++ {
		eq, err := object.Equal(t, d.at(i), x)
		if err != nil {
			return -1, err
		}
		if state != d.state {
			return -1, object.RuntimeErrorf("deque mutated during iteration")
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

// newLike makes a deque of o's class and limit: what copy and the operators give.
func newLike(t *thread, o value) (value, *Deque, error) {
	d := dequeOf(o)
	if o.Type() == DequeType {
		c := &Deque{max: d.max}
		return object.NewInstance(DequeType, c), c, nil
	}
	args := []value{object.EmptyTuple}
	if d.max >= 0 {
		args = append(args, object.NewInt(int64(d.max)))
	}
	r, err := object.Call(t, o.Type(), args, nil)
	if err != nil {
		return nil, nil, err
	}
	c := dequeOf(r)
	if c == nil {
		return nil, nil, object.TypeErrorf("%s() must return a deque, not %s", object.TypeName(o), object.TypeName(r))
	}
	return r, c, nil
}

func dequeCopy(t *thread, a []value, kw *kwargs) (value, error) {
	r, c, err := newLike(t, a[0])
	if err != nil {
		return nil, err
	}
	return r, c.extend(t, a[0], false)
}

func dequeRepr(t *thread, o value) (string, error) {
	leave, ok := t.EnterRepr(o)
	if !ok {
		return "[...]", nil
	}
	defer leave()
	d := dequeOf(o)
	s, err := object.Repr(t, object.NewList(d.Items()))
	if err != nil {
		return "", err
	}
	if d.max >= 0 {
		s += ", maxlen=" + strconv.Itoa(d.max)
	}
	return o.Type().Name + "(" + s + ")", nil
}

func dequeInit(t *thread, o value, args []value, kw *kwargs) error {
	a, err := dequeSig.Bind(args, kw)
	if err != nil {
		return err
	}
	d := dequeOf(o)
	d.max = -1
	if a[1] != nil && a[1] != object.None {
		if !object.IsInstance(a[1], object.IntType) {
			return object.TypeErrorf("an integer is required")
		}
		if d.max, err = object.AsIndex(t, a[1]); err != nil {
			return err
		}
		if d.max < 0 {
			return object.ValueErrorf("maxlen must be non-negative")
		}
	}
	for d.n > 0 {
		d.Pop()
	}
	if a[0] == nil {
		return nil
	}
	return d.extend(t, a[0], false)
}

var dequeSig = object.NewSignature("deque", "iterable=", "maxlen=")

// dequeIter goes through a deque, backwards if step is -1.
type dequeIter struct {
	d     *Deque
	src   value // the deque as the program has it
	i     int
	step  int
	state int
}

var (
	dequeIterType        = object.Declare("_deque_iterator", "_collections")
	dequeReverseIterType = object.Declare("_deque_reverse_iterator", "_collections")
)

func (it *dequeIter) Type() *object.Type {
	if it.step < 0 {
		return dequeReverseIterType
	}
	return dequeIterType
}

func (it *dequeIter) left() int {
	if it.step < 0 {
		return it.i + 1
	}
	return it.d.n - it.i
}

// Remake implements object.Remaker: an iterator is copied by how many items it has given.
func (it *dequeIter) Remake(*thread) (value, []value, value, error) {
	given := it.i
	if it.step < 0 {
		given = it.d.n - 1 - it.i
	}
	return nil, []value{it.src, object.NewInt(int64(given))}, nil, nil
}

// dequeIterNew makes an iterator over a deque, with some items passed over.
func dequeIterNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if len(args) == 0 { // keywords are passed over, whatever they are
		return nil, object.TypeErrorf("function takes at least 1 argument (0 given)")
	}
	if len(args) > 2 {
		return nil, object.TypeErrorf("function takes at most 2 arguments (%d given)", len(args))
	}
	if !object.IsInstance(args[0], DequeType) {
		return nil, object.TypeErrorf("argument 1 must be collections.deque, not %s", object.TypeName(args[0]))
	}
	given := 0
	if len(args) > 1 {
		var err error
		if given, err = object.AsIndex(t, args[1]); err != nil {
			return nil, err
		}
	}
	d := dequeOf(args[0])
	given = max(0, min(given, d.n))
	if cls == dequeReverseIterType {
		return &dequeIter{d: d, src: args[0], i: d.n - 1 - given, step: -1, state: d.state}, nil
	}
	return &dequeIter{d: d, src: args[0], i: given, step: 1, state: d.state}, nil
}

func dequeIterNext(t *thread, o value) (value, error) {
	it := o.(*dequeIter)
	if it.state != it.d.state {
		it.state = -1
		return nil, object.RuntimeErrorf("deque mutated during iteration")
	}
	if it.i < 0 || it.i >= it.d.n {
		return nil, nil
	}
	v := it.d.at(it.i)
	it.i += it.step
	return v, nil
}

func init() {
	for _, tp := range []*object.Type{dequeIterType, dequeReverseIterType} {
		spec := object.IterSpec(dequeIterNext, func(o value) int { return max(0, o.(*dequeIter).left()) })
		spec.Slots.New = dequeIterNew
		spec.Slots.Init = func(*thread, value, []value, *kwargs) error { return nil }
		tp.Define(object.Remakable(spec, false))
	}
	DequeType.Define(object.Spec{
		NoDict: true,
		Doc:    "A list-like sequence made for access near its ends.",
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
				return object.NewInstance(cls, &Deque{max: -1}), nil
			},
			Init:       dequeInit,
			Repr:       dequeRepr,
			Unhashable: true,
			Len:        func(t *thread, o value) (int, error) { return dequeOf(o).n, nil },
			Bool:       func(t *thread, o value) (bool, error) { return dequeOf(o).n > 0, nil },
			Iter: func(t *thread, o value) (value, error) {
				d := dequeOf(o)
				return &dequeIter{d: d, src: o, step: 1, state: d.state}, nil
			},
			GetItem: func(t *thread, o, key value) (value, error) {
				d := dequeOf(o)
				i, err := d.index(t, key)
				if err != nil {
					return nil, err
				}
				return d.at(i), nil
			},
			SetItem: func(t *thread, o, key, v value) error {
				d := dequeOf(o)
				i, err := d.index(t, key)
				if err != nil {
					return err
				}
				if v == nil {
					d.remove(i)
				} else {
					d.set(i, v)
				}
				return nil
			},
			Contains: func(t *thread, o, v value) (bool, error) {
				d := dequeOf(o)
				i, err := d.find(t, v, 0, d.n)
				return i >= 0, err
			},
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				x, y := dequeOf(a), dequeOf(b)
				if x == nil || y == nil {
					return object.NotImplemented, nil
				}
				return object.RichCompare(t, object.NewList(x.Items()), object.NewList(y.Items()), op)
			},
			Concat: func(t *thread, a, b value) (value, error) {
				if dequeOf(b) == nil {
					return nil, object.TypeErrorf("can only concatenate deque (not \"%s\") to deque", object.TypeName(b))
				}
				r, err := dequeCopy(t, []value{a}, nil)
				if err != nil {
					return nil, err
				}
				return r, dequeOf(r).extend(t, b, false)
			},
			InPlaceConcat: func(t *thread, a, b value) (value, error) { return a, dequeOf(a).extend(t, b, false) },
			Repeat: func(t *thread, a value, n int) (value, error) {
				r, err := dequeCopy(t, []value{a}, nil)
				if err != nil {
					return nil, err
				}
				return r, dequeOf(r).repeat(t, n)
			},
			InPlaceRepeat: func(t *thread, a value, n int) (value, error) { return a, dequeOf(a).repeat(t, n) },
		},
		GetSets: []object.GetSet{{Name: "maxlen", Get: func(t *thread, o value) (value, error) {
			if n := dequeOf(o).max; n >= 0 {
				return object.NewInt(int64(n)), nil
			}
			return object.None, nil
		}}},
		Methods: dequeMethods(),
	})
}

func (d *Deque) repeat(t *thread, n int) error {
	items := d.Items()
	if n <= 0 {
		d.clear()
		return nil
	}
	if len(items) > 0 && n > 1 {
		size := int64(len(items)) * 16
		if int64(n) > (1<<40)/size {
			return t.Alloc(1 << 50)
		}
		if d.max < 0 {
			if err := t.Alloc(size * int64(n)); err != nil {
				return err
			}
		}
	}
	for ; n > 1; n-- {
		for _, x := range items {
			if err := d.Append(t, x); err != nil {
				return err
			}
		}
		if err := t.Checkpoint(len(items)); err != nil {
			return err
		}
		if len(items) == 0 {
			break
		}
	}
	return nil
}

func (d *Deque) clear() {
	d.buf, d.head, d.n = nil, 0, 0
	d.state++
}

func dequeMethods() []object.Method {
	var ms []object.Method
	add := func(name string, min, max int, f func(t *thread, d *Deque, a []value) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if kw.Len() > 0 || len(a)-1 < min || len(a)-1 > max {
				return nil, object.CheckArgs("deque."+name, a[1:], kw, min, max)
			}
			return f(t, dequeOf(a[0]), a[1:])
		}})
	}
	none := func(err error) (value, error) { return object.None, err }
	add("append", 1, 1, func(t *thread, d *Deque, a []value) (value, error) { return none(d.Append(t, a[0])) })
	add("appendleft", 1, 1, func(t *thread, d *Deque, a []value) (value, error) { return none(d.AppendLeft(t, a[0])) })
	add("extend", 1, 1, func(t *thread, d *Deque, a []value) (value, error) { return none(d.extend(t, a[0], false)) })
	add("extendleft", 1, 1, func(t *thread, d *Deque, a []value) (value, error) { return none(d.extend(t, a[0], true)) })
	popped := func(v value) (value, error) {
		if v == nil {
			return nil, object.IndexErrorf("pop from an empty deque")
		}
		return v, nil
	}
	add("pop", 0, 0, func(t *thread, d *Deque, a []value) (value, error) { return popped(d.Pop()) })
	add("popleft", 0, 0, func(t *thread, d *Deque, a []value) (value, error) { return popped(d.PopLeft()) })
	add("clear", 0, 0, func(t *thread, d *Deque, a []value) (value, error) {
		d.clear()
		return object.None, nil
	})
	add("count", 1, 1, func(t *thread, d *Deque, a []value) (value, error) {
		n, state := 0, d.state
		for i := 0; i < d.n; i++ {
			eq, err := object.Equal(t, d.at(i), a[0])
			if err != nil {
				return nil, err
			}
			if state != d.state {
				return nil, object.RuntimeErrorf("deque mutated during iteration")
			}
			if eq {
				n++
			}
		}
		return object.NewInt(int64(n)), nil
	})
	add("index", 1, 3, func(t *thread, d *Deque, a []value) (value, error) {
		bounds := [2]int{0, d.n}
		for i, o := range a[1:] {
			n, err := object.AsIndexClamped(t, o)
			if err != nil {
				return nil, err
			}
			if n < 0 {
				n = max(n+d.n, 0)
			}
			bounds[i] = min(n, d.n)
		}
		i, err := d.find(t, a[0], bounds[0], bounds[1])
		if err != nil {
			return nil, err
		}
		if i < 0 {
			r, err := object.Repr(t, a[0])
			if err != nil {
				return nil, err
			}
			return nil, object.ValueErrorf("%s is not in deque", r)
		}
		return object.NewInt(int64(i)), nil
	})
	add("insert", 2, 2, func(t *thread, d *Deque, a []value) (value, error) {
		i, err := object.AsIndex(t, a[0])
		if err != nil {
			return nil, err
		}
		if d.max >= 0 && d.n >= d.max {
			return nil, object.IndexErrorf("deque already at its maximum size")
		}
		if i < 0 {
			i = max(i+d.n, 0)
		}
		i = min(i, d.n)
		if err := d.Append(t, a[1]); err != nil {
			return nil, err
		}
		for j := d.n - 1; j > i; j-- {
			d.set(j, d.at(j-1))
		}
		d.set(i, a[1])
		return object.None, nil
	})
	add("remove", 1, 1, func(t *thread, d *Deque, a []value) (value, error) {
		state := d.state
		i, err := d.find(t, a[0], 0, d.n)
		if state != d.state {
			return nil, object.IndexErrorf("deque mutated during remove().")
		}
		if err != nil {
			return nil, err
		}
		if i < 0 {
			r, err := object.Repr(t, a[0])
			if err != nil {
				return nil, err
			}
			return nil, object.ValueErrorf("%s is not in deque", r)
		}
		d.remove(i)
		return object.None, nil
	})
	add("reverse", 0, 0, func(t *thread, d *Deque, a []value) (value, error) {
		for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
			x, y := d.at(i), d.at(j)
			d.set(i, y)
			d.set(j, x)
		}
		return object.None, nil
	})
	add("rotate", 0, 1, func(t *thread, d *Deque, a []value) (value, error) {
		n := 1
		if len(a) > 0 {
			var err error
			if n, err = object.AsIndex(t, a[0]); err != nil {
				return nil, err
			}
		}
		d.rotate(n)
		return object.None, nil
	})
	return append(ms,
		object.Method{Name: "copy", Fn: dequeCopy},
		object.Method{Name: "__copy__", Fn: dequeCopy},
		object.Method{Name: "__reversed__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("deque.__reversed__", a[1:], kw, 0, 0); err != nil {
				return nil, err
			}
			d := dequeOf(a[0])
			return &dequeIter{d: d, src: a[0], i: d.n - 1, step: -1, state: d.state}, nil
		}},
		object.Method{Name: "__reduce__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			d := dequeOf(a[0])
			args := object.EmptyTuple
			if d.max >= 0 {
				args = object.NewTuple(object.EmptyTuple, object.NewInt(int64(d.max)))
			}
			var state value = object.None
			if dict := a[0].(*object.Instance).Dict; dict != nil && dict.Len() > 0 {
				state = dict
			}
			it, err := object.Iter(t, a[0])
			return object.NewTuple(a[0].Type(), args, state, it), err
		}},
		object.ClassGetItem("deque"),
	)
}
