package array

import "github.com/asyncshelf/asyncshelf/engine/python/object"

func methods() []object.Method {
	var ms []object.Method
	add := func(name string, least, most int, f func(t *thread, a *Array, args []value) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, args []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("array.array."+name, args[1:], kw, least, most); err != nil {
				return nil, err
			}
			return f(t, arrayOf(args[0]), args[1:])
		}})
	}
	none := func(err error) (value, error) { return object.None, err }
	add("append", 1, 1, func(t *thread, a *Array, args []value) (value, error) { return none(a.append(t, args[0])) })
	add("extend", 1, 1, func(t *thread, a *Array, args []value) (value, error) { return none(a.extend(t, args[0])) })
	add("tolist", 0, 0, func(t *thread, a *Array, args []value) (value, error) { return object.NewList(a.items()), nil })
	add("tobytes", 0, 0, func(t *thread, a *Array, args []value) (value, error) {
		return object.NewBytes(append([]byte(nil), a.b...)), nil
	})
	add("frombytes", 1, 1, func(t *thread, a *Array, args []value) (value, error) {
		b, ok := object.AsBytes(args[0])
		if !ok {
			return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(args[0]))
		}
		return none(a.fromBytes(t, b))
	})
	add("fromlist", 1, 1, func(t *thread, a *Array, args []value) (value, error) {
		l, ok := object.Native(args[0]).(*object.List)
		if !ok {
			return nil, object.TypeErrorf("arg must be list")
		}
		old, n := a.b, len(l.Items)
		for i := 0; i < n; i++ {
			if len(l.Items) != n {
				a.b = old
				return nil, object.RuntimeErrorf("list changed size during iteration")
			}
			if err := a.append(t, l.Items[i]); err != nil {
				a.b = old
				return nil, err
			}
		}
		return object.None, nil
	})
	add("fromunicode", 1, 1, func(t *thread, a *Array, args []value) (value, error) {
		if !object.IsInstance(args[0], object.StrType) {
			return nil, object.TypeErrorf("fromunicode() argument must be str, not %s", object.TypeName(args[0]))
		}
		if a.code != 'u' {
			return nil, object.ValueErrorf("fromunicode() may only be called on unicode type arrays")
		}
		return none(a.extend(t, args[0]))
	})
	add("tounicode", 0, 0, func(t *thread, a *Array, args []value) (value, error) {
		if a.code != 'u' {
			return nil, object.ValueErrorf("tounicode() may only be called on unicode type arrays")
		}
		return a.text(), nil
	})
	add("fromfile", 2, 2, func(t *thread, a *Array, args []value) (value, error) {
		n, err := object.AsIndex(t, args[1])
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, object.ValueErrorf("negative count")
		}
		data, err := object.CallMethod(t, args[0], "read", object.NewInt(int64(n*a.size)))
		if err != nil {
			return nil, err
		}
		b, ok := object.AsBytes(data)
		if !ok {
			return nil, object.TypeErrorf("read() didn't return bytes")
		}
		if err := a.fromBytes(t, b); err != nil {
			return nil, err
		}
		if len(b) != n*a.size {
			return nil, object.Errorf(object.EOFErrorType, "read() didn't return enough bytes")
		}
		return object.None, nil
	})
	add("tofile", 1, 1, func(t *thread, a *Array, args []value) (value, error) {
		_, err := object.CallMethod(t, args[0], "write", object.NewBytes(append([]byte(nil), a.b...)))
		return none(err)
	})
	add("byteswap", 0, 0, func(t *thread, a *Array, args []value) (value, error) {
		for i := 0; i < len(a.b); i += a.size {
			for j, k := i, i+a.size-1; j < k; j, k = j+1, k-1 {
				a.b[j], a.b[k] = a.b[k], a.b[j]
			}
		}
		return object.None, nil
	})
	add("buffer_info", 0, 0, func(t *thread, a *Array, args []value) (value, error) {
		return object.NewTuple(object.NewInt(t.RT.ID(object.NewInstance(ArrayType, a))), object.NewInt(int64(a.len()))), nil
	})
	add("count", 1, 1, func(t *thread, a *Array, args []value) (value, error) {
		n := 0
		for i := 0; i < a.len(); i++ {
			eq, err := object.Equal(t, a.at(i), args[0])
			if err != nil {
				return nil, err
			}
			if eq {
				n++
			}
		}
		return object.NewInt(int64(n)), nil
	})
	add("index", 1, 3, func(t *thread, a *Array, args []value) (value, error) {
		bounds := [2]int{0, a.len()}
		for i, o := range args[1:] {
			n, err := object.AsIndexClamped(t, o)
			if err != nil {
				return nil, err
			}
			if n < 0 {
				n = max(n+a.len(), 0)
			}
			bounds[i] = n
		}
		i, err := a.find(t, args[0], bounds[0], bounds[1])
		if err == nil && i < 0 {
			err = object.ValueErrorf("array.index(x): x not in array")
		}
		return object.NewInt(int64(i)), err
	})
	add("remove", 1, 1, func(t *thread, a *Array, args []value) (value, error) {
		i, err := a.find(t, args[0], 0, a.len())
		if err != nil {
			return nil, err
		}
		if i < 0 {
			return nil, object.ValueErrorf("array.remove(x): x not in array")
		}
		return none(a.splice(t, i, i+1, nil))
	})
	add("insert", 2, 2, func(t *thread, a *Array, args []value) (value, error) {
		i, err := object.AsIndex(t, args[0])
		if err != nil {
			return nil, err
		}
		b, err := a.pack(t, args[1])
		if err != nil {
			return nil, err
		}
		if i < 0 {
			i = max(i+a.len(), 0)
		}
		i = min(i, a.len())
		return none(a.splice(t, i, i, b))
	})
	add("pop", 0, 1, func(t *thread, a *Array, args []value) (value, error) {
		i := -1
		if len(args) > 0 {
			var err error
			if i, err = object.AsIndex(t, args[0]); err != nil {
				return nil, err
			}
		}
		n := a.len()
		if n == 0 {
			return nil, object.IndexErrorf("pop from empty array")
		}
		if i < 0 {
			i += n
		}
		if i < 0 || i >= n {
			return nil, object.IndexErrorf("pop index out of range")
		}
		v := a.at(i)
		return v, a.splice(t, i, i+1, nil)
	})
	add("reverse", 0, 0, func(t *thread, a *Array, args []value) (value, error) {
		n := a.len()
		for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
			for k := 0; k < a.size; k++ {
				a.b[i*a.size+k], a.b[j*a.size+k] = a.b[j*a.size+k], a.b[i*a.size+k]
			}
		}
		return object.None, nil
	})
	dup := func(t *thread, a *Array, args []value) (value, error) {
		return a.like(append([]byte(nil), a.b...)), nil
	}
	add("__copy__", 0, 0, dup)
	add("__deepcopy__", 1, 1, dup)
	ms = append(ms, object.Method{Name: "__reduce_ex__", Fn: func(t *thread, args []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("__reduce_ex__", args[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		protocol, err := object.AsIndex(t, args[1])
		if err != nil {
			return nil, err
		}
		a := arrayOf(args[0])
		items := value(object.NewList(a.items()))
		if a.code == 'u' && protocol > 2 {
			items = a.text()
		}
		var state value = object.None
		if d := args[0].(*object.Instance).Dict; d != nil {
			state = d
		}
		return object.NewTuple(args[0].Type(), object.NewTuple(object.NewStr(string(a.code)), items), state), nil
	}}, object.ClassGetItem("array"))
	return ms
}
