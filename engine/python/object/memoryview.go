package object

// MemoryView is Python's memoryview: a window of one or more dimensions on the bytes of another object, read as items of one format.
type MemoryView struct {
	obj      Object // whose bytes are seen
	offset   int    // of the first item
	format   string // a native struct code, an optional '@' before it
	itemsize int
	shape    []int
	strides  []int
	frozen   bool // made by toreadonly
	released bool
	hash     *int64  // once it has been asked for
	export   *export // holds a bytearray's size; see exports.go
}

// MemoryViewType is Python's memoryview.
var MemoryViewType = Declare("memoryview", "builtins")

// Type implements Object.
func (*MemoryView) Type() *Type { return MemoryViewType }

func newMemoryView(o Object) (*MemoryView, error) {
	if m, ok := o.(*MemoryView); ok {
		c := *m
		c.hash = nil
		return &c, m.check()
	}
	b, ok := bytesOf(o)
	if !ok {
		return nil, TypeErrorf("memoryview: a bytes-like object is required, not '%s'", TypeName(o))
	}
	m := &MemoryView{obj: o, format: "B", itemsize: 1}
	if x, ok := Native(o).(Buffer); ok {
		m.format = x.BufferFormat()
		m.itemsize = itemSize(m.format)
	}
	m.shape, m.strides = []int{len(b) / m.itemsize}, []int{m.itemsize}
	return m, nil
}

// base is the memory seen. It may have become shorter than what the view covers, when a bytearray has shrunk.
func (m *MemoryView) base() []byte { b, _ := bytesOf(m.obj); return b }

// item gives the bytes of the item at an offset; zeros where memory is gone.
func (m *MemoryView) item(b []byte, at int) []byte {
	if at < 0 || at+m.itemsize > len(b) {
		return make([]byte, m.itemsize)
	}
	return b[at : at+m.itemsize]
}

// count is the number of items.
func (m *MemoryView) count() int {
	n := 1
	for _, k := range m.shape {
		n *= k
	}
	return n
}

// each calls f with the offset of every item, the last dimension running fastest, or the first.
func (m *MemoryView) each(fortran bool, f func(at int)) {
	index := make([]int, len(m.shape))
	for n := m.count(); n > 0; n-- {
		at := m.offset
		for d, i := range index {
			at += i * m.strides[d]
		}
		f(at)
		for k := range index {
			d := len(index) - 1 - k
			if fortran {
				d = k
			}
			if index[d]++; index[d] < m.shape[d] {
				break
			}
			index[d] = 0
		}
	}
}

// bytes copies what is seen.
func (m *MemoryView) bytes() []byte { return m.copyOut(false) }

func (m *MemoryView) copyOut(fortran bool) []byte {
	out := make([]byte, 0, m.count()*m.itemsize)
	b := m.base()
	m.each(fortran, func(at int) { out = append(out, m.item(b, at)...) })
	return out
}

// contiguous tells whether the items lie one after another, in C's or in Fortran's order.
func (m *MemoryView) contiguous(fortran bool) bool {
	want := m.itemsize
	for k := range m.shape {
		d := len(m.shape) - 1 - k
		if fortran {
			d = k
		}
		if m.shape[d] == 0 {
			return true
		}
		if m.shape[d] != 1 && m.strides[d] != want {
			return false
		}
		want *= m.shape[d]
	}
	return true
}

func (m *MemoryView) readonly() bool {
	if m.frozen {
		return true
	}
	switch Native(m.obj).(type) {
	case *ByteArray, Buffer:
		return false
	}
	return true
}

// AsWritableBytes gives the memory of an object that may be written to: a bytearray, or a contiguous view of one.
func AsWritableBytes(o Object) ([]byte, bool) {
	switch x := Native(o).(type) {
	case *ByteArray:
		return x.B, true
	case *MemoryView:
		if b := x.base(); !x.released && !x.readonly() && x.contiguous(false) {
			from := min(x.offset, len(b))
			return b[from:min(from+x.count()*x.itemsize, len(b))], true
		}
	case Buffer:
		return x.BufferBytes(), true
	}
	return nil, false
}

func (m *MemoryView) check() error {
	if m.released {
		return ValueErrorf("operation forbidden on released memoryview object")
	}
	return nil
}

// slice cuts the first dimension.
func (m *MemoryView) slice(t *Thread, s *Slice) (*MemoryView, error) {
	start, _, step, n, err := s.Indices(t, m.shape[0])
	c := *m
	c.hash = nil
	c.shape, c.strides = append([]int(nil), m.shape...), append([]int(nil), m.strides...)
	c.offset += start * m.strides[0]
	c.shape[0], c.strides[0] = n, m.strides[0]*step
	return &c, err
}

// locate gives the offset of the item with index key in dimension d.
func (m *MemoryView) locate(t *Thread, key Object, d int) (int, error) {
	if key.Type().Slots.Index == nil {
		return 0, TypeErrorf("memoryview: invalid slice key")
	}
	i, err := seqIndex(t, key, m.shape[d], "memoryview")
	if err == nil && i < 0 {
		err = IndexErrorf("index out of bounds on dimension %d", d+1)
	}
	return i * m.strides[d], err
}

// find gives the offset of the single item that key, an index or a tuple of them, selects.
func (m *MemoryView) find(t *Thread, key Object) (int, error) {
	tuple, ok := AsTuple(key)
	if !ok {
		switch {
		case len(m.shape) == 0:
			return 0, TypeErrorf("invalid indexing of 0-dim memory")
		case len(m.shape) > 1 && key.Type().Slots.Index != nil:
			return 0, Errorf(NotImplementedErrorType, "multi-dimensional sub-views are not implemented")
		}
		at, err := m.locate(t, key, 0)
		return m.offset + at, err
	}
	slices := 0
	for _, k := range tuple.Items {
		if _, ok := k.(*Slice); ok {
			slices++
		} else if k.Type().Slots.Index == nil {
			return 0, TypeErrorf("memoryview: invalid slice key")
		}
	}
	if slices > 0 {
		if slices == len(tuple.Items) {
			return 0, Errorf(NotImplementedErrorType, "multi-dimensional slicing is not implemented")
		}
		return 0, TypeErrorf("memoryview: invalid slice key")
	}
	if n := len(tuple.Items); n < len(m.shape) {
		return 0, Errorf(NotImplementedErrorType, "sub-views are not implemented")
	} else if n > len(m.shape) {
		return 0, TypeErrorf("cannot index %d-dimension view with %d-element tuple", len(m.shape), n)
	}
	at := m.offset
	for d, k := range tuple.Items {
		off, err := m.locate(t, k, d)
		if err != nil {
			return 0, err
		}
		at += off
	}
	return at, nil
}

func (m *MemoryView) get(t *Thread, key Object) (Object, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if key == Ellipsis && len(m.shape) == 0 {
		return m, nil
	}
	if s, ok := key.(*Slice); ok && len(m.shape) > 0 {
		return m.slice(t, s)
	}
	at, err := m.find(t, key)
	if err == nil {
		err = m.check() // __index__ of the key may have released it
	}
	if err != nil {
		return nil, err
	}
	return unpackItem(m.format, m.item(m.base(), at)), nil
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
	if s, ok := key.(*Slice); ok {
		if len(m.shape) > 1 {
			return Errorf(NotImplementedErrorType, "memoryview slice assignments are currently restricted to ndim = 1")
		}
		if len(m.shape) == 1 {
			return m.setSlice(t, s, v)
		}
	}
	at, err := m.find(t, key)
	if err != nil {
		return err
	}
	packed, err := packItem(t, m.format, v)
	if err == nil {
		err = m.check() // __index__ of the value may have released it
	}
	if err != nil {
		return err
	}
	copy(m.item(m.base(), at), packed)
	return nil
}

func (m *MemoryView) setSlice(t *Thread, s *Slice, v Object) error {
	dst, err := m.slice(t, s)
	if err != nil {
		return err
	}
	if _, ok := bytesOf(v); !ok {
		return TypeErrorf("a bytes-like object is required, not '%s'", TypeName(v))
	}
	src, err := newMemoryView(v)
	if err != nil {
		return err
	}
	if len(src.shape) != 1 || src.shape[0] != dst.shape[0] || src.itemsize != m.itemsize || nativeCode(src.format) != nativeCode(m.format) {
		return ValueErrorf("memoryview assignment: lvalue and rvalue have different structures")
	}
	from := src.bytes()
	b := m.base()
	dst.each(false, func(at int) {
		copy(m.item(b, at), from)
		from = from[m.itemsize:]
	})
	return nil
}

// list is the items as nested lists, from dimension d on.
func (m *MemoryView) list(b []byte, at, d int) Object {
	if d == len(m.shape) {
		return unpackItem(m.format, m.item(b, at))
	}
	out := make([]Object, m.shape[d])
	for i := range out {
		out[i] = m.list(b, at+i*m.strides[d], d+1)
	}
	return &List{out}
}

// equal compares shapes and values; formats may differ.
func (m *MemoryView) equal(t *Thread, o Object) (bool, error) {
	if Is(m, o) {
		return true, nil
	}
	x, err := newMemoryView(o)
	if err != nil || m.released {
		return false, nil
	}
	if len(m.shape) != len(x.shape) {
		return false, nil
	}
	for d := range m.shape {
		if m.shape[d] != x.shape[d] {
			return false, nil
		}
	}
	if nativeCode(m.format) == nativeCode(x.format) && nativeCode(m.format) != 'd' && nativeCode(m.format) != 'f' {
		return string(m.bytes()) == string(x.bytes()), nil
	}
	return Equal(t, m.list(m.base(), m.offset, 0), x.list(x.base(), x.offset, 0))
}

// cast reads the memory as items of another format, or in another shape.
func (m *MemoryView) cast(t *Thread, format, shape Object) (Object, error) {
	f, ok := AsStr(format)
	if !ok {
		return nil, TypeErrorf("memoryview: format argument must be a string")
	}
	if !m.contiguous(false) {
		return nil, TypeErrorf("memoryview: casts are restricted to C-contiguous views")
	}
	if (shape != nil || len(m.shape) != 1) && len(m.shape) != 1 && shape != nil {
		return nil, TypeErrorf("memoryview: cast must be 1D -> ND or ND -> 1D")
	}
	from, to := nativeCode(m.format), nativeCode(f)
	if from == 0 {
		return nil, ValueErrorf("memoryview: source format must be a native single character format prefixed with an optional '@'")
	}
	if to == 0 {
		return nil, ValueErrorf("memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	if !byteCode(from) && !byteCode(to) {
		return nil, TypeErrorf("memoryview: cannot cast between two non-byte formats")
	}
	c := *m
	c.hash = nil
	c.format, c.itemsize = f, itemSize(f)
	size := m.count() * m.itemsize
	if size%c.itemsize != 0 {
		return nil, TypeErrorf("memoryview: length is not a multiple of itemsize")
	}
	c.shape, c.strides = []int{size / c.itemsize}, []int{c.itemsize}
	if shape == nil {
		return &c, nil
	}
	var dims []Object
	if l, ok := AsList(shape); ok {
		dims = l.Items
	} else if tu, ok := AsTuple(shape); ok {
		dims = tu.Items
	} else {
		return nil, TypeErrorf("shape must be a list or a tuple")
	}
	if len(dims) > 64 {
		return nil, ValueErrorf("memoryview: number of dimensions must not exceed 64")
	}
	c.shape, c.strides = make([]int, len(dims)), make([]int, len(dims))
	product := c.itemsize
	for d, x := range dims {
		n, ok := AsInt(x)
		switch {
		case !ok:
			return nil, TypeErrorf("memoryview.cast(): elements of shape must be integers")
		case n <= 0:
			return nil, ValueErrorf("memoryview.cast(): elements of shape must be integers > 0")
		case int(n) > size+1 || product > size+1:
			return nil, TypeErrorf("memoryview: product(shape) * itemsize != buffer size")
		}
		c.shape[d] = int(n)
		product *= int(n)
	}
	if product != size {
		return nil, TypeErrorf("memoryview: product(shape) * itemsize != buffer size")
	}
	stride := c.itemsize
	for d := len(dims) - 1; d >= 0; d-- {
		c.strides[d] = stride
		stride *= c.shape[d]
	}
	return &c, nil
}
