package object

// SetTable is the hash table of set and frozenset. Unlike a dict's its order is not that of insertion but that of the
// table, and programs can see it. So it follows CPython's Objects/setobject.c to the letter: linear probes, perturbation,
// when it grows and by how much, and which operations build their result in which way. With CPython's hashes of
// numbers and tuples, sets of those print, pop and iterate in CPython's order.
type SetTable struct {
	table  []setEntry
	fill   int // used and deleted entries
	used   int
	finger int // where pop goes on
}

type setEntry struct {
	hash int64
	key  Object // nil: unused; deleted: dummy
}

var dummyKey Object = &singleton{NoneType, "deleted"}

const (
	setMinSize      = 8
	setLinearProbes = 9
	setPerturbShift = 5
)

// Len is the number of items.
func (s *SetTable) Len() int { return s.used }

func (s *SetTable) ensure() {
	if s.table == nil {
		s.table = make([]setEntry, setMinSize)
	}
}

// find gives the index of the key's entry, or of the unused one where the search ended; free, if given, is set to the last
// deleted entry that it met.
func (s *SetTable) find(t *Thread, key Object, hash int64, free *int) (int, error) {
restart:
	s.ensure()
	if free != nil {
		*free = -1
	}
	table := s.table
	mask := uint64(len(table) - 1)
	perturb := uint64(hash)
	i := uint64(hash) & mask
	for {
		probes := 0
		if i+setLinearProbes <= mask {
			probes = setLinearProbes
		}
		for j := i; ; j++ {
			e := &table[j]
			if e.key == nil {
				return int(j), nil
			}
			if e.key == dummyKey {
				if free != nil {
					*free = int(j)
				}
			} else if e.hash == hash {
				if Is(e.key, key) {
					return int(j), nil
				}
				k := e.key
				eq, err := Equal(t, k, key)
				if err != nil {
					return -1, err
				}
				if len(s.table) != len(table) || len(table) > 0 && &s.table[0] != &table[0] || !Is(e.key, k) {
					goto restart
				}
				if eq {
					return int(j), nil
				}
			}
			if probes == 0 {
				break
			}
			probes--
		}
		perturb >>= setPerturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// insertClean puts a key in that is known to be absent, into a table without deleted entries.
func insertClean(table []setEntry, key Object, hash int64) {
	mask := uint64(len(table) - 1)
	perturb := uint64(hash)
	i := uint64(hash) & mask
	for {
		probes := 0
		if i+setLinearProbes <= mask {
			probes = setLinearProbes
		}
		for j := i; ; j++ {
			if table[j].key == nil {
				table[j] = setEntry{hash, key}
				return
			}
			if probes == 0 {
				break
			}
			probes--
		}
		perturb >>= setPerturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

func (s *SetTable) resize(t *Thread, minUsed int) error {
	n := setMinSize
	for n <= minUsed {
		n <<= 1
	}
	if n == setMinSize && len(s.table) == setMinSize && s.fill == s.used {
		return nil
	}
	if n > 64 && t != nil {
		if err := t.Alloc(int64(n) * 24); err != nil {
			return err
		}
		if err := t.Work(n >> 2); err != nil {
			return err
		}
	}
	old := s.table
	s.table = make([]setEntry, n)
	for i := range old {
		if k := old[i].key; k != nil && k != dummyKey {
			insertClean(s.table, k, old[i].hash)
		}
	}
	s.fill = s.used
	return nil
}

func (s *SetTable) growth() int {
	if s.used > 50000 {
		return s.used * 2
	}
	return s.used * 4
}

// addHashed adds a key with its hash; added tells whether it was new. The last deleted entry on the way is used again.
func (s *SetTable) addHashed(t *Thread, key Object, hash int64) (added bool, err error) {
	free := -1
	i, err := s.find(t, key, hash, &free)
	if err != nil || s.table[i].key != nil {
		return false, err
	}
	if free >= 0 {
		s.table[free] = setEntry{hash, key}
		s.used++
		return true, nil
	}
	s.table[i] = setEntry{hash, key}
	s.fill++
	s.used++
	if s.fill*5 < (len(s.table)-1)*3 {
		return true, nil
	}
	return true, s.resize(t, s.growth())
}

// Add adds an item.
func (s *SetTable) Add(t *Thread, key Object) error {
	h, err := Hash(t, key)
	if err != nil {
		return err
	}
	_, err = s.addHashed(t, key, h)
	return err
}

// Has tells whether key is in the set.
func (s *SetTable) Has(t *Thread, key Object) (bool, error) {
	h, err := Hash(t, key)
	if err != nil {
		return false, err
	}
	return s.hasHashed(t, key, h)
}

func (s *SetTable) hasHashed(t *Thread, key Object, hash int64) (bool, error) {
	if s.used == 0 {
		return false, nil
	}
	i, err := s.find(t, key, hash, nil)
	return err == nil && s.table[i].key != nil, err
}

// Discard removes key and tells whether it was there.
func (s *SetTable) Discard(t *Thread, key Object) (bool, error) {
	h, err := Hash(t, key)
	if err != nil {
		return false, err
	}
	return s.discardHashed(t, key, h)
}

func (s *SetTable) discardHashed(t *Thread, key Object, hash int64) (bool, error) {
	if s.used == 0 {
		return false, nil
	}
	i, err := s.find(t, key, hash, nil)
	if err != nil || s.table[i].key == nil {
		return false, err
	}
	s.table[i] = setEntry{-1, dummyKey}
	s.used--
	return true, nil
}

// Next steps through the items in the table's order: start with pos 0 and pass on the pos it returns.
func (s *SetTable) Next(pos int) (key Object, next int, ok bool) {
	for ; pos < len(s.table); pos++ {
		if k := s.table[pos].key; k != nil && k != dummyKey {
			return k, pos + 1, true
		}
	}
	return nil, pos, false
}

// Items lists the items in the table's order.
func (s *SetTable) Items() []Object {
	out := make([]Object, 0, s.used)
	for i := range s.table {
		if k := s.table[i].key; k != nil && k != dummyKey {
			out = append(out, k)
		}
	}
	return out
}

// Pop takes out an item; nil when there is none.
func (s *SetTable) Pop() Object {
	if s.used == 0 {
		return nil
	}
	i := s.finger & (len(s.table) - 1)
	for s.table[i].key == nil || s.table[i].key == dummyKey {
		if i++; i == len(s.table) {
			i = 0
		}
	}
	k := s.table[i].key
	s.table[i] = setEntry{-1, dummyKey}
	s.used--
	s.finger = i + 1
	return k
}

// Clear removes every item.
func (s *SetTable) Clear() { *s = SetTable{} }

// merge adds another table's items, as set_merge does: one resize first, and copies where s is empty.
func (s *SetTable) merge(t *Thread, other *SetTable) error {
	if s == other || other.used == 0 {
		return nil
	}
	s.ensure()
	if err := t.Work(len(other.table) >> 3); err != nil {
		return err
	}
	if (s.fill+other.used)*5 >= (len(s.table)-1)*3 {
		if err := s.resize(t, (s.used+other.used)*2); err != nil {
			return err
		}
	}
	if s.fill == 0 && len(s.table) == len(other.table) && other.fill == other.used {
		copy(s.table, other.table)
		s.fill, s.used = other.fill, other.used
		return nil
	}
	if s.fill == 0 {
		for i := range other.table {
			if k := other.table[i].key; k != nil && k != dummyKey {
				insertClean(s.table, k, other.table[i].hash)
			}
		}
		s.fill, s.used = other.used, other.used
		return nil
	}
	for i := 0; i < len(other.table); i++ {
		e := other.table[i]
		if e.key == nil || e.key == dummyKey {
			continue
		}
		if _, err := s.addHashed(t, e.key, e.hash); err != nil {
			return err
		}
	}
	return nil
}

// Update adds an iterable's items.
func (s *SetTable) Update(t *Thread, o Object) error {
	if other, ok := asSetTable(o); ok {
		return s.merge(t, other)
	}
	if d, ok := o.(*Dict); ok {
		s.ensure()
		if (s.fill+d.used)*5 >= (len(s.table)-1)*3 {
			if err := s.resize(t, (s.used+d.used)*2); err != nil {
				return err
			}
		}
		for i := 0; i < len(d.entries); i++ {
			if e := d.entries[i]; e.key != nil {
				if _, err := s.addHashed(t, e.key, e.hash); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return ForEach(t, o, func(x Object) (bool, error) { return true, s.Add(t, x) })
}

func (s *SetTable) copyTable(t *Thread) (c SetTable, err error) {
	err = c.merge(t, s)
	return
}

// intersection builds what is in both, by going through the smaller set.
func (s *SetTable) intersection(t *Thread, o Object) (r SetTable, err error) {
	other, ok := asSetTable(o)
	if !ok {
		err = ForEach(t, o, func(x Object) (bool, error) {
			h, err := Hash(t, x)
			if err != nil {
				return false, err
			}
			in, err := s.hasHashed(t, x, h)
			if in && err == nil {
				_, err = r.addHashed(t, x, h)
			}
			return true, err
		})
		return
	}
	if s == other {
		return s.copyTable(t)
	}
	if other.used > s.used {
		s, other = other, s
	}
	for i := 0; i < len(other.table); i++ {
		e := other.table[i]
		if e.key == nil || e.key == dummyKey {
			continue
		}
		in, err := s.hasHashed(t, e.key, e.hash)
		if err != nil {
			return r, err
		}
		if in {
			if _, err := r.addHashed(t, e.key, e.hash); err != nil {
				return r, err
			}
		}
	}
	return
}

// IntersectionUpdate keeps what is in o too.
func (s *SetTable) IntersectionUpdate(t *Thread, o Object) error {
	r, err := s.intersection(t, o)
	if err == nil {
		finger := s.finger
		*s = r
		s.finger = finger
	}
	return err
}

// DifferenceUpdate removes what is in o.
func (s *SetTable) DifferenceUpdate(t *Thread, o Object) error {
	other, ok := asSetTable(o)
	switch {
	case ok && s == other:
		s.Clear()
		return nil
	case ok:
		if other.used>>3 > s.used {
			small, err := s.intersection(t, o)
			if err != nil {
				return err
			}
			other = &small
		}
		for i := 0; i < len(other.table); i++ {
			if e := other.table[i]; e.key != nil && e.key != dummyKey {
				if _, err := s.discardHashed(t, e.key, e.hash); err != nil {
					return err
				}
			}
		}
	default:
		if err := ForEach(t, o, func(x Object) (bool, error) { _, err := s.Discard(t, x); return true, err }); err != nil {
			return err
		}
	}
	if s.fill-s.used <= (len(s.table)-1)/4 {
		return nil
	}
	return s.resize(t, s.growth())
}

// difference builds what is in s and not in o.
func (s *SetTable) difference(t *Thread, o Object) (r SetTable, err error) {
	other, isSet := asSetTable(o)
	d, isDict := o.(*Dict)
	n := 0
	switch {
	case isSet:
		n = other.used
	case isDict:
		n = d.used
	}
	if !isSet && !isDict || s.used>>2 > n {
		if r, err = s.copyTable(t); err == nil {
			err = r.DifferenceUpdate(t, o)
		}
		return
	}
	for i := 0; i < len(s.table); i++ {
		e := s.table[i]
		if e.key == nil || e.key == dummyKey {
			continue
		}
		var in bool
		if isSet {
			in, err = other.hasHashed(t, e.key, e.hash)
		} else {
			var j int
			j, err = d.entry(t, e.hash, e.key)
			in = j >= 0
		}
		if err != nil {
			return
		}
		if !in {
			if _, err = r.addHashed(t, e.key, e.hash); err != nil {
				return
			}
		}
	}
	return
}

// SymmetricDifferenceUpdate keeps what is in exactly one of s and o.
func (s *SetTable) SymmetricDifferenceUpdate(t *Thread, o Object) error {
	if other, ok := asSetTable(o); ok && s == other {
		s.Clear()
		return nil
	}
	toggle := func(key Object, h int64) error {
		found, err := s.discardHashed(t, key, h)
		if err == nil && !found {
			_, err = s.addHashed(t, key, h)
		}
		return err
	}
	if d, ok := o.(*Dict); ok {
		for i := 0; i < len(d.entries); i++ {
			if e := d.entries[i]; e.key != nil {
				if err := toggle(e.key, e.hash); err != nil {
					return err
				}
			}
		}
		return nil
	}
	other, ok := asSetTable(o)
	if !ok {
		other = &SetTable{}
		if err := other.Update(t, o); err != nil {
			return err
		}
	}
	for i := 0; i < len(other.table); i++ {
		if e := other.table[i]; e.key != nil && e.key != dummyKey {
			if err := toggle(e.key, e.hash); err != nil {
				return err
			}
		}
	}
	return nil
}

// isSubset tells whether every item of s is in other.
func (s *SetTable) isSubset(t *Thread, other *SetTable) (bool, error) {
	if s.used > other.used {
		return false, nil
	}
	for i := 0; i < len(s.table); i++ {
		if e := s.table[i]; e.key != nil && e.key != dummyKey {
			in, err := other.hasHashed(t, e.key, e.hash)
			if err != nil || !in {
				return false, err
			}
		}
	}
	return true, nil
}

// hashItems is frozenset's hash.
func (s *SetTable) hashItems() int64 {
	shuffle := func(h uint64) uint64 { return (h ^ 89869747 ^ h<<16) * 3644798167 }
	h := uint64(0)
	for i := range s.table {
		if k := s.table[i].key; k != nil && k != dummyKey {
			h ^= shuffle(uint64(s.table[i].hash))
		}
	}
	h ^= (uint64(s.used) + 1) * 1927868237
	h ^= h>>11 ^ h>>25
	h = h*69069 + 907133923
	if h == ^uint64(0) {
		h = 590923713
	}
	return int64(h)
}
