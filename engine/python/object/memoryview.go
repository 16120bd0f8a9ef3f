package object

// MemoryView is Python's memoryview of one dimension and of bytes (format "B"): the form that programs without C extensions meet.
type MemoryView struct {
	obj            Object // whose bytes are seen
	start, step, n int
	released       bool
}

// MemoryViewType is Python's memoryview.
var MemoryViewType = Declare("memoryview", "builtins")

// Type implements Object.
func (*MemoryView) Type() *Type { return MemoryViewType }

// base is the memory seen, cut to what is still there when a bytearray has shrunk.
func (m *MemoryView) base() []byte { b, _ := bytesOf(m.obj); return b }

func (m *MemoryView) at(i int) (byte, bool) {
	b := m.base()
	j := m.start + i*m.step
	if j < 0 || j >= len(b) {
		return 0, false
	}
	return b[j], true
}

// bytes copies what is seen.
func (m *MemoryView) bytes() []byte {
	out := make([]byte, 0, m.n)
	for i := 0; i < m.n; i++ {
		c, _ := m.at(i)
		out = append(out, c)
	}
	return out
}

func (m *MemoryView) readonly() bool {
	_, ok := Native(m.obj).(*ByteArray)
	return !ok
}

func (m *MemoryView) check() error {
	if m.released {
		return ValueErrorf("operation forbidden on released memoryview object")
	}
	return nil
}

func (m *MemoryView) slice(t *Thread, s *Slice) (*MemoryView, error) {
	start, _, step, n, err := s.Indices(t, m.n)
	return &MemoryView{obj: m.obj, start: m.start + start*m.step, step: m.step * step, n: n}, err
}

func (m *MemoryView) index(t *Thread, key Object) (int, error) {
	if key.Type().Slots.Index == nil {
		return 0, TypeErrorf("memoryview: invalid slice key")
	}
	i, err := seqIndex(t, key, m.n, "memoryview")
	if err == nil && i < 0 {
		err = IndexErrorf("index out of bounds on dimension 1")
	}
	return i, err
}

func (m *MemoryView) set(t *Thread, key, v Object) error {
	if err := m.check(); err != nil {
		return err
	}
	if m.readonly() {
		return TypeErrorf("cannot modify read-only memory")
	}
	if v == nil {
		return TypeErrorf("cannot delete memory")
	}
	b := m.base()
	if s, ok := key.(*Slice); ok {
		sub, err := m.slice(t, s)
		if err != nil {
			return err
		}
		src, err := needBytes(v)
		if err != nil {
			return err
		}
		if len(src) != sub.n {
			return ValueErrorf("memoryview assignment: lvalue and rvalue have different structures")
		}
		src = append([]byte(nil), src...)
		for i, c := range src {
			if j := sub.start + i*sub.step; j < len(b) {
				b[j] = c
			}
		}
		return nil
	}
	i, err := m.index(t, key)
	if err != nil {
		return err
	}
	if v.Type().Slots.Index == nil {
		return TypeErrorf("memoryview: invalid type for format 'B'")
	}
	c, err := byteValue(t, v, "memoryview: invalid value for format 'B'")
	if err == nil {
		if j := m.start + i*m.step; j < len(b) {
			b[j] = c
		}
	}
	return err
}

func init() {
	view := func(o Object) *MemoryView { return o.(*MemoryView) }
	member := func(name string, get func(m *MemoryView) Object) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) {
			if err := view(o).check(); err != nil {
				return nil, err
			}
			return get(view(o)), nil
		}}
	}
	hexSig := NewSignature("hex", "sep=", "bytes_per_sep=")
	num := func(n int) Object { return NewInt(int64(n)) }
	MemoryViewType.Define(Spec{
		Final: true,
		Slots: Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				if err := CheckArgs("memoryview", args, kw, 1, 1); err != nil {
					return nil, err
				}
				if m, ok := args[0].(*MemoryView); ok {
					c := *m
					return &c, m.check()
				}
				b, ok := bytesOf(args[0])
				if !ok {
					return nil, TypeErrorf("memoryview: a bytes-like object is required, not '%s'", TypeName(args[0]))
				}
				return &MemoryView{obj: args[0], step: 1, n: len(b)}, nil
			},
			Repr: func(t *Thread, o Object) (string, error) {
				if view(o).released {
					return "<released memory at " + Address(t, o) + ">", nil
				}
				return "<memory at " + Address(t, o) + ">", nil
			},
			Hash: func(t *Thread, o Object) (int64, error) {
				m := view(o)
				if err := m.check(); err != nil {
					return 0, err
				}
				if !m.readonly() {
					return 0, ValueErrorf("cannot hash writable memoryview object")
				}
				return hashString(string(m.bytes())), nil
			},
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				if op != EQ && op != NE {
					return NotImplemented, nil
				}
				return bytesCompare(t, a, b, op)
			},
			Len: func(t *Thread, o Object) (int, error) { return view(o).n, view(o).check() },
			GetItem: func(t *Thread, o, key Object) (Object, error) {
				m := view(o)
				if err := m.check(); err != nil {
					return nil, err
				}
				if s, ok := key.(*Slice); ok {
					return m.slice(t, s)
				}
				i, err := m.index(t, key)
				if err != nil {
					return nil, err
				}
				c, _ := m.at(i)
				return num(int(c)), nil
			},
			SetItem: func(t *Thread, o, key, v Object) error { return view(o).set(t, key, v) },
		},
		GetSets: []GetSet{
			member("nbytes", func(m *MemoryView) Object { return num(m.n) }),
			member("itemsize", func(m *MemoryView) Object { return num(1) }),
			member("ndim", func(m *MemoryView) Object { return num(1) }),
			member("format", func(m *MemoryView) Object { return NewStr("B") }),
			member("shape", func(m *MemoryView) Object { return NewTuple(num(m.n)) }),
			member("strides", func(m *MemoryView) Object { return NewTuple(num(m.step)) }),
			member("readonly", func(m *MemoryView) Object { return NewBool(m.readonly()) }),
			member("contiguous", func(m *MemoryView) Object { return NewBool(m.step == 1) }),
			member("obj", func(m *MemoryView) Object { return m.obj }),
		},
		Methods: []Method{
			{Name: "tobytes", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return NewBytes(view(args[0]).bytes()), view(args[0]).check()
			}},
			{Name: "tolist", Fn: noArgs("memoryview.tolist", func(t *Thread, o Object) (Object, error) {
				var out []Object
				for _, c := range view(o).bytes() {
					out = append(out, num(int(c)))
				}
				return &List{out}, view(o).check()
			})},
			{Name: "hex", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := hexSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				return bytesHex(t, view(args[0]).bytes(), a[0], a[1])
			}},
			{Name: "toreadonly", Fn: noArgs("memoryview.toreadonly", func(t *Thread, o Object) (Object, error) {
				m := view(o)
				return &MemoryView{obj: NewBytes(m.bytes()), step: 1, n: m.n}, m.check()
			})},
			{Name: "release", Fn: noArgs("memoryview.release", func(t *Thread, o Object) (Object, error) { view(o).released = true; return None, nil })},
			{Name: "__enter__", Fn: noArgs("memoryview.__enter__", func(t *Thread, o Object) (Object, error) { return o, view(o).check() })},
			{Name: "__exit__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				view(args[0]).released = true
				return None, nil
			}},
		},
	})
}
