package object

// Behaviour of dict; the table itself is in dict.go, views and iterators in dictviews.go.

func dictOf(o Object) *Dict {
	if d, ok := o.(*Dict); ok {
		return d
	}
	d, _ := Native(o).(*Dict)
	return d
}

var strKeys = Intern("keys")

// Update is d.update(o): o is a mapping (anything with keys()) or an iterable of pairs.
func (d *Dict) Update(t *Thread, o Object) error {
	if src, ok := AsDict(o); ok && (o.Type() == DictType || o.Type().Lookup(strIter) == DictType.Lookup(strIter)) {
		return d.updateDict(t, src)
	}
	keys, err := GetAttrOpt(t, o, strKeys)
	if err != nil {
		return err
	}
	if keys != nil {
		ks, err := CallArgs(t, keys)
		if err != nil {
			return err
		}
		return ForEach(t, ks, func(k Object) (bool, error) {
			v, err := GetItem(t, o, k)
			if err != nil {
				return false, err
			}
			return true, d.Set(t, k, v)
		})
	}
	n := 0
	return ForEach(t, o, func(x Object) (bool, error) {
		var pair []Object
		switch x := x.(type) {
		case *Tuple:
			pair = x.Items
		case *List:
			pair = x.Items
		default:
			var err error
			if pair, err = Collect(t, x); err != nil {
				if IsException(err, TypeErrorType) && x.Type().Slots.Iter == nil {
					return false, TypeErrorf("cannot convert dictionary update sequence element #%d to a sequence", n)
				}
				return false, err
			}
		}
		if len(pair) != 2 {
			return false, ValueErrorf("dictionary update sequence element #%d has length %d; 2 is required", n, len(pair))
		}
		n++
		return true, d.Set(t, pair[0], pair[1])
	})
}

func (d *Dict) updateDict(t *Thread, src *Dict) error {
	if d == src {
		return nil
	}
	n := len(src.entries)
	if err := t.Work(n); err != nil {
		return err
	}
	for i := 0; i < n && i < len(src.entries); i++ {
		e := src.entries[i]
		if e.key == nil {
			continue
		}
		if err := d.setHashed(t, e.hash, e.key, e.val); err != nil {
			return err
		}
		if n != len(src.entries) {
			return RuntimeErrorf("dict mutated during update")
		}
	}
	return nil
}

func (d *Dict) fromTable(t *Thread, s *SetTable, v Object) error {
	for i := 0; i < len(s.table); i++ {
		if e := s.table[i]; e.key != nil && e.key != dummyKey {
			if err := d.setHashed(t, e.hash, e.key, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// trim drops deleted entries at the end, so that popitem in a loop stays linear.
func (d *Dict) trim() {
	n := len(d.entries)
	for n > 0 && d.entries[n-1].key == nil {
		n--
	}
	d.entries = d.entries[:n]
}

// charged is Copy that asks first.
func (d *Dict) charged(t *Thread) (*Dict, error) {
	if n := len(d.entries); n > 64 {
		if err := t.Work(n >> 2); err != nil {
			return nil, err
		}
		if err := t.Alloc(int64(n) * 48); err != nil {
			return nil, err
		}
	}
	return d.Copy(), nil
}

// setHashed is Set for a key whose hash is known.
func (d *Dict) setHashed(t *Thread, h int64, key, v Object) error {
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

// Merge is d.update(*args, **kw) with dict()'s messages; name is the caller's.
func (d *Dict) Merge(t *Thread, name string, args []Object, kw *Kwargs) error {
	if err := CheckArgs(name, args, nil, 0, 1); err != nil {
		return err
	}
	if len(args) == 1 {
		if err := d.Update(t, args[0]); err != nil {
			return err
		}
	}
	if kw != nil {
		for i, n := range kw.Names {
			d.SetStr(n, kw.Vals[i])
		}
	}
	return nil
}

func dictRepr(t *Thread, o Object) (string, error) {
	d := dictOf(o)
	if d.used == 0 {
		return "{}", nil
	}
	if !t.enterRepr(d) {
		return "{...}", nil
	}
	defer t.leaveRepr(d)
	b := []byte{'{'}
	pos := 0
	for {
		k, v, next, ok := d.Next(pos)
		if !ok {
			break
		}
		pos = next
		if len(b) > 1 {
			b = append(b, ", "...)
		}
		was := len(b)
		r, err := Repr(t, k)
		if err != nil {
			return "", err
		}
		b = append(append(b, r...), ": "...)
		if r, err = Repr(t, v); err != nil {
			return "", err
		}
		b = append(b, r...)
		if err := chargeText(t, len(b), len(b)-was); err != nil {
			return "", err
		}
	}
	return string(append(b, '}')), nil
}

// equalDicts compares contents; the order of keys does not matter.
func equalDicts(t *Thread, a, b *Dict) (bool, error) {
	if a.used != b.used {
		return false, nil
	}
	if err := t.EnterLight(" in comparison"); err != nil {
		return false, err
	}
	defer t.LeaveLight()
	for i := 0; i < len(a.entries); i++ {
		if i&255 == 255 {
			if err := t.Work(256); err != nil {
				return false, err
			}
		}
		e := a.entries[i]
		if e.key == nil {
			continue
		}
		j, err := b.entry(t, e.hash, e.key)
		if err != nil || j < 0 {
			return false, err
		}
		eq, err := Equal(t, e.val, b.entries[j].val)
		if err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

func dictGetItem(t *Thread, o, key Object) (Object, error) {
	v, err := dictOf(o).Get(t, key)
	if v != nil || err != nil {
		return v, err
	}
	if o.Type() != DictType {
		if fn, unbound, err := lookupSpecial(t, o, strMissing); err != nil {
			return nil, err
		} else if fn != nil {
			if unbound {
				return Call(t, fn, []Object{o, key}, nil)
			}
			return Call(t, fn, []Object{key}, nil)
		}
	}
	return nil, KeyError(key)
}

func dictSetItem(t *Thread, o, key, v Object) error {
	d := dictOf(o)
	if v != nil {
		return d.Set(t, key, v)
	}
	old, err := d.Del(t, key)
	if err == nil && old == nil {
		err = KeyError(key)
	}
	return err
}

func dictOr(t *Thread, a, b Object) (Object, error) {
	_, ok1 := AsDict(a)
	_, ok2 := AsDict(b)
	if !ok1 || !ok2 {
		return NotImplemented, nil
	}
	d, err := dictOf(a).charged(t)
	if err != nil {
		return nil, err
	}
	return d, d.Update(t, b)
}

func init() {
	DictType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New: dictNew,
			Init: func(t *Thread, o Object, args []Object, kw *Kwargs) error {
				return dictOf(o).Merge(t, "dict", args, kw)
			},
			Repr:        dictRepr,
			RichCompare: dictRichCompare,
			Unhashable:  true,
			Len:         func(t *Thread, o Object) (int, error) { return dictOf(o).used, nil },
			Iter:        func(t *Thread, o Object) (Object, error) { return newDictIter(dictOf(o), dictKeys, false), nil },
			GetItem:     dictGetItem,
			SetItem:     dictSetItem,
			Contains:    dictContains,
			Binary:      [NumBinaryOps]BinaryFunc{Or: dictOr},
			RBinary:     [NumBinaryOps]BinaryFunc{Or: reflected(dictOr)},
			InPlace:     [NumBinaryOps]BinaryFunc{Or: func(t *Thread, a, b Object) (Object, error) { return a, dictOf(a).Update(t, b) }},
		},
		Methods: []Method{
			{Name: "get", Fn: dictGet},
			{Name: "setdefault", Fn: dictSetdefault},
			{Name: "pop", Fn: dictPop},
			dictMethod("popitem", dictPopitem),
			dictMethod("clear", func(t *Thread, o Object) (Object, error) { dictOf(o).Clear(); return None, nil }),
			dictMethod("copy", func(t *Thread, o Object) (Object, error) { return dictOf(o).charged(t) }),
			{Name: "update", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return None, dictOf(args[0]).Merge(t, "update", args[1:], kw)
			}},
			{Name: "fromkeys", Class: true, Fn: dictFromkeys},
			dictMethod("keys", func(t *Thread, o Object) (Object, error) { return &DictView{d: dictOf(o), part: dictKeys}, nil }),
			dictMethod("values", func(t *Thread, o Object) (Object, error) { return &DictView{d: dictOf(o), part: dictValues}, nil }),
			dictMethod("items", func(t *Thread, o Object) (Object, error) { return &DictView{d: dictOf(o), part: dictItems}, nil }),
			dictMethod("__reversed__", func(t *Thread, o Object) (Object, error) { return newDictIter(dictOf(o), dictKeys, true), nil }),
			ClassGetItem("dict"),
		},
	})
}

// dictNew is DictType's New.
func dictNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if cls == DictType {
		return NewDict(), nil
	}
	return NewInstance(cls, NewDict()), nil
}

// dictRichCompare is DictType's RichCompare.
func dictRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok1 := AsDict(a)
	y, ok2 := AsDict(b)
	if !ok1 || !ok2 || op != EQ && op != NE {
		return NotImplemented, nil
	}
	eq, err := equalDicts(t, x, y)
	return NewBool(eq == (op == EQ)), err
}

// dictContains is DictType's Contains.
func dictContains(t *Thread, o, k Object) (bool, error) {
	v, err := dictOf(o).Get(t, k)
	return v != nil, err
}

// dictGet is Dict.get().
func dictGet(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("dict.get", args[1:], kw, 1, 2); err != nil {
		return nil, err
	}
	v, err := dictOf(args[0]).Get(t, args[1])
	if v != nil || err != nil {
		return v, err
	}
	if len(args) > 2 {
		return args[2], nil
	}
	return None, nil
}

// dictSetdefault is Dict.setdefault().
func dictSetdefault(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("dict.setdefault", args[1:], kw, 1, 2); err != nil {
		return nil, err
	}
	d := dictOf(args[0])
	h, err := Hash(t, args[1])
	if err != nil {
		return nil, err
	}
	i, err := d.entry(t, h, args[1])
	if err != nil {
		return nil, err
	}
	if i >= 0 {
		return d.entries[i].val, nil
	}
	var v Object = None
	if len(args) > 2 {
		v = args[2]
	}
	d.insert(h, args[1], v)
	return v, nil
}

// dictPop is Dict.pop().
func dictPop(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("dict.pop", args[1:], kw, 1, 2); err != nil {
		return nil, err
	}
	v, err := dictOf(args[0]).Del(t, args[1])
	switch {
	case v != nil || err != nil:
		return v, err
	case len(args) > 2:
		return args[2], nil
	}
	return nil, KeyError(args[1])
}

// dictPopitem is Dict.popitem().
func dictPopitem(t *Thread, o Object) (Object, error) {
	d := dictOf(o)
	k, v, _, ok := d.Prev(d.End())
	if !ok {
		return nil, KeyError(NewStr("popitem(): dictionary is empty"))
	}
	i := len(d.entries) - 1
	for d.entries[i].key == nil {
		i--
	}
	d.remove(i)
	d.trim()
	return NewTuple(k, v), nil
}

// dictFromkeys is Dict.fromkeys().
func dictFromkeys(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("dict.fromkeys", args[1:], kw, 1, 2); err != nil {
		return nil, err
	}
	var v Object = None
	if len(args) > 2 {
		v = args[2]
	}
	o, err := CallArgs(t, args[0])
	if err != nil {
		return nil, err
	}
	if d, ok := o.(*Dict); ok {
		switch src := args[1].(type) { // their hashes are known
		case *Set:
			return d, d.fromTable(t, &src.SetTable, v)
		case *FrozenSet:
			return d, d.fromTable(t, &src.SetTable, v)
		case *Dict:
			for pos := 0; pos < len(src.entries); pos++ {
				if e := src.entries[pos]; e.key != nil {
					if err := d.setHashed(t, e.hash, e.key, v); err != nil {
						return nil, err
					}
				}
			}
			return d, nil
		}
		return d, ForEach(t, args[1], func(k Object) (bool, error) { return true, d.Set(t, k, v) })
	}
	return o, ForEach(t, args[1], func(k Object) (bool, error) { return true, SetItem(t, o, k, v) })
}

func dictMethod(name string, f func(t *Thread, o Object) (Object, error)) Method {
	return Method{Name: name, Fn: noArgs("dict."+name, f)}
}
