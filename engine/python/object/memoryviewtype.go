package object

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
	newSig := NewSignature("memoryview", "object")
	hexSig := NewSignature("hex", "sep=", "bytes_per_sep=")
	castSig := NewSignature("cast", "format", "shape=")
	tobytesSig := NewSignature("tobytes", "order=")
	num := func(n int) Object { return NewInt(int64(n)) }
	nums := func(l []int) Object {
		out := make([]Object, len(l))
		for i, n := range l {
			out[i] = num(n)
		}
		return NewTuple(out...)
	}
	MemoryViewType.Define(Spec{
		Final: true,
		Slots: Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				a, err := newSig.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				m, err := newMemoryView(a[0])
				if err == nil && m.export == nil {
					m.hold(t, a[0])
				}
				return m, err
			},
			Repr: func(t *Thread, o Object) (string, error) {
				if view(o).released {
					return "<released memory at " + Address(t, o) + ">", nil
				}
				return "<memory at " + Address(t, o) + ">", nil
			},
			Hash: func(t *Thread, o Object) (int64, error) {
				m := view(o)
				if m.hash != nil {
					return *m.hash, nil
				}
				if err := m.check(); err != nil {
					return 0, err
				}
				if !m.readonly() {
					return 0, ValueErrorf("cannot hash writable memoryview object")
				}
				if !byteCode(nativeCode(m.format)) {
					return 0, ValueErrorf("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
				}
				h := hashString(string(m.bytes()))
				m.hash = &h
				return h, nil
			},
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				if op != EQ && op != NE {
					return NotImplemented, nil
				}
				if _, ok := bytesOf(b); !ok {
					return NotImplemented, nil
				}
				eq, err := view(a).equal(t, b)
				return NewBool(eq == (op == EQ)), err
			},
			Len: func(t *Thread, o Object) (int, error) {
				m := view(o)
				if len(m.shape) == 0 {
					return 1, m.check()
				}
				return m.shape[0], m.check()
			},
			GetItem: func(t *Thread, o, key Object) (Object, error) { return view(o).get(t, key) },
			SetItem: func(t *Thread, o, key, v Object) error { return view(o).set(t, key, v) },
		},
		GetSets: []GetSet{
			member("nbytes", func(m *MemoryView) Object { return num(m.count() * m.itemsize) }),
			member("itemsize", func(m *MemoryView) Object { return num(m.itemsize) }),
			member("ndim", func(m *MemoryView) Object { return num(len(m.shape)) }),
			member("format", func(m *MemoryView) Object { return NewStr(m.format) }),
			member("shape", func(m *MemoryView) Object { return nums(m.shape) }),
			member("strides", func(m *MemoryView) Object { return nums(m.strides) }),
			member("suboffsets", func(m *MemoryView) Object { return NewTuple() }),
			member("readonly", func(m *MemoryView) Object { return NewBool(m.readonly()) }),
			member("c_contiguous", func(m *MemoryView) Object { return NewBool(m.contiguous(false)) }),
			member("f_contiguous", func(m *MemoryView) Object { return NewBool(m.contiguous(true)) }),
			member("contiguous", func(m *MemoryView) Object { return NewBool(m.contiguous(false) || m.contiguous(true)) }),
			member("obj", func(m *MemoryView) Object { return m.obj }),
		},
		Methods: []Method{
			{Name: "tobytes", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := tobytesSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				m := view(args[0])
				if err := m.check(); err != nil {
					return nil, err
				}
				order := "C"
				if a[0] != nil && a[0] != None {
					order, _ = AsStr(a[0])
				}
				switch order {
				case "A":
					order = "C"
					if !m.contiguous(false) && m.contiguous(true) {
						order = "F"
					}
				case "C", "F":
				default:
					return nil, ValueErrorf("order must be 'C', 'F' or 'A'")
				}
				return NewBytes(m.copyOut(order == "F")), nil
			}},
			{Name: "tolist", Fn: noArgs("memoryview.tolist", func(t *Thread, o Object) (Object, error) {
				m := view(o)
				if err := m.check(); err != nil {
					return nil, err
				}
				return m.list(m.base(), m.offset, 0), nil
			})},
			{Name: "cast", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := castSig.Bind(args[1:], kw)
				if err == nil {
					err = view(args[0]).check()
				}
				if err != nil {
					return nil, err
				}
				return view(args[0]).cast(t, a[0], a[1])
			}},
			{Name: "hex", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := hexSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				if err := view(args[0]).check(); err != nil {
					return nil, err
				}
				return bytesHex(t, view(args[0]).bytes(), a[0], a[1])
			}},
			{Name: "toreadonly", Fn: noArgs("memoryview.toreadonly", func(t *Thread, o Object) (Object, error) {
				c := *view(o)
				c.frozen = true
				return &c, c.check()
			})},
			{Name: "release", Fn: noArgs("memoryview.release", func(t *Thread, o Object) (Object, error) { view(o).release(); return None, nil })},
			{Name: "__enter__", Fn: noArgs("memoryview.__enter__", func(t *Thread, o Object) (Object, error) { return o, view(o).check() })},
			{Name: "__exit__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				view(args[0]).release()
				return None, nil
			}},
		},
	})
}
