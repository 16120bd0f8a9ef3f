package object

// Dict is Python's dict: insertion-ordered, as CPython's compact dict: a table of indexes into a dense slice of
// entries. Up to eight entries (most instances' attributes) there is no table: a scan of hashes is
// faster. Namespaces are Dicts too; GetStr and SetStr are their fast path and never call Python code.
type Dict struct {
	index   []int32 // nil while small; -1 empty, -2 deleted, else an index into entries
	entries []dictEntry
	used    int
	// bloom has the bit of each key's hash, modulo 64, set: where it is not, the key is absent.
	bloom uint64
	// Version changes at each insertion or deletion of a key; the machine's caches of globals compare it.
	Version uint32
}

type dictEntry struct {
	hash int64
	key  Object // nil: deleted
	val  Object
}

const smallDict = 8

// DictType is Python's dict.
var DictType = Declare("dict", "builtins")

func (d *Dict) Type() *Type { return DictType }

// NewDict makes an empty dict.
func NewDict() *Dict { return &Dict{} }

// NewDictSize makes an empty dict with room for n entries.
func NewDictSize(n int) *Dict { return &Dict{entries: make([]dictEntry, 0, n)} }

// Len is the number of entries.
func (d *Dict) Len() int { return d.used }

func (d *Dict) reindex() {
	if d.used < len(d.entries) {
		kept := make([]dictEntry, 0, d.used+d.used/2+1)
		for i := range d.entries {
			if d.entries[i].key != nil {
				kept = append(kept, d.entries[i])
			}
		}
		d.entries = kept
	}
	if len(d.entries) <= smallDict {
		d.index = nil
		return
	}
	n := 32
	for n*2 < (len(d.entries)+1)*3*2 {
		n *= 2
	}
	d.index = make([]int32, n)
	for i := range d.index {
		d.index[i] = -1
	}
	mask := uint64(n - 1)
	for i := range d.entries {
		h := uint64(d.entries[i].hash)
		p, j := h, h&mask
		for d.index[j] != -1 {
			p >>= 5
			j = (j*5 + p + 1) & mask
		}
		d.index[j] = int32(i)
	}
}

// strEntry finds a str key; -1 when absent.
func (d *Dict) strEntry(name *Str) int {
	h := name.Hash()
	if d.index == nil {
		for i := range d.entries {
			e := &d.entries[i]
			if e.key == Object(name) {
				return i
			}
			if e.hash == h && e.key != nil && strKeyEq(e.key, name) {
				return i
			}
		}
		return -1
	}
	mask := uint64(len(d.index) - 1)
	p, j := uint64(h), uint64(h)&mask
	for {
		i := d.index[j]
		if i == -1 {
			return -1
		}
		if i >= 0 {
			e := &d.entries[i]
			if e.key == Object(name) || e.hash == h && strKeyEq(e.key, name) {
				return int(i)
			}
		}
		p >>= 5
		j = (j*5 + p + 1) & mask
	}
}

func strKeyEq(k Object, name *Str) bool {
	if s, ok := k.(*Str); ok {
		return s.s == name.s
	}
	s, ok := AsStr(k)
	return ok && s == name.s
}

// The next four serve the machine's inline caches: an instruction remembers at which index it found a name and tries there first.

// StrIndex gives the index of a str key's entry; -1 when absent. It holds until the next insertion or deletion, but At checks.
func (d *Dict) StrIndex(name *Str) int { return d.strEntry(name) }

// At gives the value of the entry at index i if its key is this very name, else nil.
func (d *Dict) At(i int, name *Str) Object {
	if uint(i) < uint(len(d.entries)) {
		if e := &d.entries[i]; e.key == name {
			return e.val
		}
	}
	return nil
}

// SetAt sets the value of the entry at index i if its key is this very name.
func (d *Dict) SetAt(i int, name *Str, v Object) bool {
	if uint(i) < uint(len(d.entries)) {
		if e := &d.entries[i]; e.key == name {
			e.val = v
			return true
		}
	}
	return false
}

// Lacks tells whether a str key is certainly absent; false means that it must be looked up. Interned names have their hash.
func (d *Dict) Lacks(name *Str) bool { return d.bloom&(1<<(uint64(name.hash)&63)) == 0 }

// GetStr looks up a str key without running Python code; nil when absent.
func (d *Dict) GetStr(name *Str) Object {
	if i := d.strEntry(name); i >= 0 {
		return d.entries[i].val
	}
	return nil
}

// GetName is GetStr for a Go string.
func (d *Dict) GetName(name string) Object { return d.GetStr(Intern(name)) }

// SetName is SetStr for a Go string.
func (d *Dict) SetName(name string, v Object) { d.SetStr(Intern(name), v) }

// SetStr sets a str key without running Python code.
func (d *Dict) SetStr(name *Str, v Object) {
	if i := d.strEntry(name); i >= 0 {
		d.entries[i].val = v
		return
	}
	d.insert(name.Hash(), name, v)
}

// DelStr deletes a str key; it tells whether there was one.
func (d *Dict) DelStr(name *Str) bool {
	i := d.strEntry(name)
	if i < 0 {
		return false
	}
	d.remove(i)
	return true
}

func (d *Dict) insert(h int64, k, v Object) {
	if d.entries == nil {
		d.entries = make([]dictEntry, 0, 4)
	}
	d.Version++
	d.bloom |= 1 << (uint64(h) & 63)
	d.entries = append(d.entries, dictEntry{h, k, v})
	d.used++
	if d.index == nil {
		if len(d.entries) > smallDict {
			d.reindex()
		}
		return
	}
	if len(d.entries)*3 > len(d.index)*2 {
		d.reindex()
		return
	}
	mask := uint64(len(d.index) - 1)
	p, j := uint64(h), uint64(h)&mask
	for d.index[j] >= 0 {
		p >>= 5
		j = (j*5 + p + 1) & mask
	}
	d.index[j] = int32(len(d.entries) - 1)
}

func (d *Dict) remove(i int) {
	d.Version++
	e := &d.entries[i]
	if d.index != nil {
		mask := uint64(len(d.index) - 1)
		p, j := uint64(e.hash), uint64(e.hash)&mask
		for d.index[j] != int32(i) {
			p >>= 5
			j = (j*5 + p + 1) & mask
		}
		d.index[j] = -2
	}
	*e = dictEntry{}
	d.used--
	// A trailing entry stays too, so that an iterator sees what is put in its place; popitem trims.
	if d.index == nil && len(d.entries) > 2*d.used+2 {
		d.reindex()
	}
}

// entry finds any key; it may run __eq__, which may change d: then it starts again.
func (d *Dict) entry(t *Thread, h int64, key Object) (int, error) {
	if s, ok := key.(*Str); ok {
		return d.strEntryMixed(t, s)
	}
restart:
	if d.index == nil {
		for i := 0; i < len(d.entries); i++ {
			e := &d.entries[i]
			if e.hash != h || e.key == nil {
				continue
			}
			if Is(e.key, key) {
				return i, nil
			}
			k, n := e.key, len(d.entries)
			eq, err := Equal(t, k, key)
			if err != nil {
				return -1, err
			}
			if n != len(d.entries) || !Is(d.entries[i].key, k) {
				goto restart
			}
			if eq {
				return i, nil
			}
		}
		return -1, nil
	}
	mask := uint64(len(d.index) - 1)
	p, j := uint64(h), uint64(h)&mask
	for {
		i := d.index[j]
		if i == -1 {
			return -1, nil
		}
		if i >= 0 {
			e := &d.entries[i]
			if e.hash == h {
				if Is(e.key, key) {
					return int(i), nil
				}
				k, idx, n := e.key, d.index, len(d.entries)
				eq, err := Equal(t, k, key)
				if err != nil {
					return -1, err
				}
				if n != len(d.entries) || len(idx) != len(d.index) || !Is(d.entries[i].key, k) {
					goto restart
				}
				if eq {
					return int(i), nil
				}
			}
		}
		p >>= 5
		j = (j*5 + p + 1) & mask
	}
}

// strEntryMixed is strEntry that also asks keys which are not str but hash alike and may call themselves equal.
func (d *Dict) strEntryMixed(t *Thread, key *Str) (int, error) {
	if i := d.strEntry(key); i >= 0 {
		return i, nil
	}
	h := key.Hash()
	for i := range d.entries {
		e := &d.entries[i]
		if e.hash == h && e.key != nil {
			if _, ok := e.key.(*Str); !ok {
				eq, err := Equal(t, e.key, key)
				if eq || err != nil {
					return i, err
				}
			}
		}
		if d.index != nil {
			break // a clash with a table in use is too rare to scan for
		}
	}
	return -1, nil
}

// Get looks up any key; nil when absent.
func (d *Dict) Get(t *Thread, key Object) (Object, error) {
	if d.used == 0 {
		if _, err := Hash(t, key); err != nil {
			return nil, err
		}
		return nil, nil
	}
	h, err := Hash(t, key)
	if err != nil {
		return nil, err
	}
	i, err := d.entry(t, h, key)
	if err != nil || i < 0 {
		return nil, err
	}
	return d.entries[i].val, nil
}

// Set sets any key.
func (d *Dict) Set(t *Thread, key, v Object) error {
	h, err := Hash(t, key)
	if err != nil {
		return err
	}
	i, err := d.entry(t, h, key)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.entries[i].val = v
		return nil
	}
	if d.used&1023 == 1023 {
		if err := t.Alloc(1024 * 40); err != nil {
			return err
		}
	}
	d.insert(h, key, v)
	return nil
}

// Del deletes any key and gives the value it had; nil when absent.
func (d *Dict) Del(t *Thread, key Object) (Object, error) {
	h, err := Hash(t, key)
	if err != nil {
		return nil, err
	}
	i, err := d.entry(t, h, key)
	if err != nil || i < 0 {
		return nil, err
	}
	v := d.entries[i].val
	d.remove(i)
	return v, nil
}

// Clear removes every entry.
func (d *Dict) Clear() { d.index, d.entries, d.used, d.bloom, d.Version = nil, nil, 0, 0, d.Version+1 }

// Copy makes a shallow copy.
func (d *Dict) Copy() *Dict {
	c := &Dict{entries: make([]dictEntry, len(d.entries)), used: d.used, bloom: d.bloom}
	copy(c.entries, d.entries)
	if d.index != nil {
		c.reindex()
	}
	return c
}

// Next steps through the entries in order: start with pos 0 and pass on the pos it returns. It stays valid while
// values change, and ends early or late but safely when keys do.
func (d *Dict) Next(pos int) (k, v Object, next int, ok bool) {
	for pos < len(d.entries) {
		e := &d.entries[pos]
		pos++
		if e.key != nil {
			return e.key, e.val, pos, true
		}
	}
	return nil, nil, pos, false
}

// Prev is Next backwards: start with pos = d.End().
func (d *Dict) Prev(pos int) (k, v Object, next int, ok bool) {
	if pos > len(d.entries) {
		pos = len(d.entries)
	}
	for pos > 0 {
		pos--
		e := &d.entries[pos]
		if e.key != nil {
			return e.key, e.val, pos, true
		}
	}
	return nil, nil, 0, false
}

// End is the position after the last entry, for Prev.
func (d *Dict) End() int { return len(d.entries) }

// Keys lists the keys in order.
func (d *Dict) Keys() []Object {
	out := make([]Object, 0, d.used)
	for i := range d.entries {
		if k := d.entries[i].key; k != nil {
			out = append(out, k)
		}
	}
	return out
}

// AsDict gives the dict if o is one or an instance of a subclass.
func AsDict(o Object) (*Dict, bool) {
	d, ok := Native(o).(*Dict)
	return d, ok
}
