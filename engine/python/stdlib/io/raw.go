package io

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// rawMissing is a method that a raw stream has to have of its own.
func rawMissing(name string) object.Method {
	return method(name, 1, 1, func(*thread, []value) (value, error) { return nil, object.NewException(object.NotImplementedErrorType) })
}

// rawRead is RawIOBase.read: what readinto, which is the program's, puts into a buffer of the size.
func rawRead(t *thread, a []value) (value, error) {
	size, err := sizeArg(t, a)
	if err != nil {
		return nil, err
	}
	if size < 0 {
		return object.CallMethod(t, a[0], "readall")
	}
	if err := t.Alloc(int64(size)); err != nil {
		return nil, err
	}
	buf := &object.ByteArray{B: make([]byte, size)}
	n, err := object.CallMethod(t, a[0], "readinto", buf)
	if err != nil || n == object.None {
		return n, err
	}
	k, err := object.AsIndex(t, n)
	if err != nil {
		return nil, err
	}
	return object.NewBytes(append([]byte(nil), buf.B[:min(max(k, 0), len(buf.B))]...)), nil
}

// rawReadAll reads until there is nothing more.
func rawReadAll(t *thread, a []value) (value, error) {
	var all []byte
	for {
		part, err := object.CallMethod(t, a[0], "read", object.NewInt(8192))
		if err != nil {
			return nil, err
		}
		b, ok := object.AsBytes(part)
		if part == object.None && all == nil {
			return part, nil
		}
		if !ok && part != object.None {
			return nil, object.TypeErrorf("read() should return bytes")
		}
		if len(b) == 0 {
			return object.NewBytes(all), nil
		}
		if err := t.Alloc(int64(len(b))); err != nil {
			return nil, err
		}
		all = append(all, b...)
	}
}

// readLine is IOBase.readline, a byte at a time.
func readLine(t *thread, a []value) (value, error) {
	limit, err := sizeArg(t, a)
	if err != nil {
		return nil, err
	}
	var line []byte
	for limit < 0 || len(line) < limit {
		part, err := object.CallMethod(t, a[0], "read", object.NewInt(1))
		if err != nil {
			return nil, err
		}
		b, ok := object.AsBytes(part)
		if !ok {
			return nil, object.Errorf(object.OSErrorType, "read() should have returned a bytes object, not '%s'", object.TypeName(part))
		}
		if len(b) == 0 {
			break
		}
		if line = append(line, b...); b[len(b)-1] == '\n' {
			break
		}
	}
	return object.NewBytes(line), nil
}
