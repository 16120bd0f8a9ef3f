package object

// SeqIter iterates over anything with __getitem__ by counting up from 0, as iter() does for classes without __iter__.
type SeqIter struct {
	seq Object
	i   int
}

// SeqIterType is the class of SeqIter.
var SeqIterType = Declare("iterator", "builtins")

func (*SeqIter) Type() *Type { return SeqIterType }

func init() {
	SeqIterType.Define(Remakable(Spec{Final: true, Methods: []Method{{Name: "__length_hint__", Fn: noArgs("__length_hint__", seqIterHint)}}, Slots: Slots{
		Iter: func(t *Thread, o Object) (Object, error) { return o, nil },
		Next: func(t *Thread, o Object) (Object, error) {
			it := o.(*SeqIter)
			if it.seq == nil {
				return nil, nil
			}
			v, err := GetItem(t, it.seq, NewInt(int64(it.i)))
			if err != nil {
				if IsException(err, IndexErrorType) || IsException(err, StopIterationType) {
					it.seq = nil
					return nil, nil
				}
				return nil, err
			}
			it.i++
			return v, nil
		},
	}}, true))
}

// seqIterHint is the length of the sequence less what was given.
func seqIterHint(t *Thread, o Object) (Object, error) {
	it := o.(*SeqIter)
	if it.seq == nil {
		return NewInt(0), nil
	}
	if it.seq.Type().Slots.Len == nil {
		return NotImplemented, nil
	}
	n, err := Len(t, it.seq)
	return NewInt(int64(max(0, n-it.i))), err
}
