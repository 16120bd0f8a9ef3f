package object

type MemoryView struct{}

func (*MemoryView) Type() *Type   { return BytesType }
func (*MemoryView) bytes() []byte { return nil }

func strMethods() []Method                                         { return nil }
func percentFormat(t *Thread, s string, v Object) (string, error)  { return s, nil }
func Decode(t *Thread, b []byte, enc, errs string) (string, error) { return string(b), nil }
func toBytesObject(t *Thread, o Object) ([]byte, error)            { return nil, nil }
