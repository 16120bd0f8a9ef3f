package object

func init() {
	newSig := NewSignature("memoryview", "object")
	castSig := NewSignature("cast", "format", "shape=")
	tobytesSig := NewSignature("tobytes", "order=")
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
			Repr:        memoryViewRepr,
			Hash:        memoryViewHash,
			RichCompare: memoryViewRichCompare,
			Len:         memoryViewLen,
			GetItem:     func(t *Thread, o, key Object) (Object, error) { return viewOf(o).get(t, key) },
			SetItem:     func(t *Thread, o, key, v Object) error { return viewOf(o).set(t, key, v) },
		},
		GetSets: []GetSet{
			memoryViewMember("nbytes", func(m *MemoryView) Object { return memoryViewNum(m.count() * m.itemsize) }),
			memoryViewMember("itemsize", func(m *MemoryView) Object { return memoryViewNum(m.itemsize) }),
			memoryViewMember("ndim", func(m *MemoryView) Object { return memoryViewNum(len(m.shape)) }),
			memoryViewMember("format", func(m *MemoryView) Object { return NewStr(m.format) }),
			memoryViewMember("shape", func(m *MemoryView) Object { return memoryViewNums(m.shape) }),
			memoryViewMember("strides", func(m *MemoryView) Object { return memoryViewNums(m.strides) }),
			memoryViewMember("suboffsets", func(m *MemoryView) Object { return NewTuple() }),
			memoryViewMember("readonly", func(m *MemoryView) Object { return NewBool(m.readonly()) }),
			memoryViewMember("c_contiguous", func(m *MemoryView) Object { return NewBool(m.contiguous(false)) }),
			memoryViewMember("f_contiguous", func(m *MemoryView) Object { return NewBool(m.contiguous(true)) }),
			memoryViewMember("contiguous", func(m *MemoryView) Object { return NewBool(m.contiguous(false) || m.contiguous(true)) }),
			memoryViewMember("obj", func(m *MemoryView) Object { return m.obj }),
		},
		Methods: []Method{
			{Name: "tobytes", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := tobytesSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				m := viewOf(args[0])
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
			{Name: "tolist", Fn: noArgs("memoryview.tolist", memoryViewTolist)},
			{Name: "cast", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := castSig.Bind(args[1:], kw)
				if err == nil {
					err = viewOf(args[0]).check()
				}
				if err != nil {
					return nil, err
				}
				return viewOf(args[0]).cast(t, a[0], a[1])
			}},
			{Name: "hex", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := bytesHexSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				if err := viewOf(args[0]).check(); err != nil {
					return nil, err
				}
				return bytesHex(t, viewOf(args[0]).bytes(), a[0], a[1])
			}},
			{Name: "toreadonly", Fn: noArgs("memoryview.toreadonly", memoryViewToreadonly)},
			{Name: "release", Fn: noArgs("memoryview.release", func(t *Thread, o Object) (Object, error) { viewOf(o).release(); return None, nil })},
			{Name: "__enter__", Fn: noArgs("memoryview.__enter__", func(t *Thread, o Object) (Object, error) { return o, viewOf(o).check() })},
			{Name: "__exit__", Fn: memoryViewExit},
		},
	})
}

// memoryViewRepr is MemoryViewType's Repr.
func memoryViewRepr(t *Thread, o Object) (string, error) {
	if viewOf(o).released {
		return "<released memory at " + Address(t, o) + ">", nil
	}
	return "<memory at " + Address(t, o) + ">", nil
}

// memoryViewHash is MemoryViewType's Hash.
func memoryViewHash(t *Thread, o Object) (int64, error) {
	m := viewOf(o)
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
}

// memoryViewRichCompare is MemoryViewType's RichCompare.
func memoryViewRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if op != EQ && op != NE {
		return NotImplemented, nil
	}
	if _, ok := bytesOf(b); !ok {
		return NotImplemented, nil
	}
	eq, err := viewOf(a).equal(t, b)
	return NewBool(eq == (op == EQ)), err
}

// memoryViewLen is MemoryViewType's Len.
func memoryViewLen(t *Thread, o Object) (int, error) {
	m := viewOf(o)
	if len(m.shape) == 0 {
		return 1, m.check()
	}
	return m.shape[0], m.check()
}

// memoryViewTolist is MemoryView.tolist().
func memoryViewTolist(t *Thread, o Object) (Object, error) {
	m := viewOf(o)
	if err := m.check(); err != nil {
		return nil, err
	}
	return m.list(m.base(), m.offset, 0), nil
}

// memoryViewToreadonly is MemoryView.toreadonly().
func memoryViewToreadonly(t *Thread, o Object) (Object, error) {
	c := *viewOf(o)
	c.frozen = true
	return &c, c.check()
}

// memoryViewExit is MemoryView.__exit__().
func memoryViewExit(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	viewOf(args[0]).release()
	return None, nil
}

func memoryViewMember(name string, get func(m *MemoryView) Object) GetSet {
	return GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) {
		if err := viewOf(o).check(); err != nil {
			return nil, err
		}
		return get(viewOf(o)), nil
	}}
}

func memoryViewNums(l []int) Object {
	out := make([]Object, len(l))
	for i, n := range l {
		out[i] = memoryViewNum(n)
	}
	return NewTuple(out...)
}

func viewOf(o Object) *MemoryView { return o.(*MemoryView) }

func memoryViewNum(n int) Object { return NewInt(int64(n)) }
