package object

import "math/bits"

// What sys.getsizeof() says. Values here are laid out differently, so this counts what CPython 3.11 would on 64 bits: programs print it to compare
// a list with a generator, not to learn about this engine.

// gcHeader is what CPython puts before objects that may refer to others.
const gcHeader = 16

// fixedSizes are the sizes of objects, header included, whose size doesn't depend on their value, by their class's name.
var fixedSizes = map[string]int{
	"NoneType": 16, "ellipsis": 16, "NotImplementedType": 16, "float": 24, "complex": 32, "range": 48, "slice": 56, "function": 152, "generator": 200,
	"coroutine": 200, "async_generator": 232, "builtin_function_or_method": 72, "method": 64, "method-wrapper": 48, "module": 72, "dict_keyiterator": 72,
	"dict_valueiterator": 72, "dict_itemiterator": 72, "set_iterator": 64, "enumerate": 72, "zip": 64, "map": 48, "filter": 48, "reversed": 48,
	"dict_keys": 40, "dict_values": 40, "dict_items": 40, "memoryview": 184, "property": 80, "staticmethod": 48, "classmethod": 48, "super": 56,
	"types.GenericAlias": 80, "types.UnionType": 48, "types.SimpleNamespace": 40, "mappingproxy": 40, "datetime.date": 32, "datetime.datetime": 48,
	"datetime.time": 40, "datetime.timedelta": 40, "decimal.Decimal": 104, "Fraction": 48, "re.Pattern": 160, "cell": 40, "code": 208, "frame": 72,
}

// atoms are the classes of objects without a gcHeader.
var atoms = map[string]bool{
	"NoneType": true, "ellipsis": true, "NotImplementedType": true, "int": true, "bool": true, "float": true, "complex": true, "str": true, "bytes": true, "bytearray": true,
	"range": true, "datetime.date": true, "datetime.datetime": true, "datetime.time": true, "datetime.timedelta": true, "decimal.Decimal": true, "code": true,
}

// Sizeof is o's size with the header for the collector, and that header's size.
func Sizeof(o Object) (size, header int) {
	tp := o.Type()
	native := tp.nativeBase()
	header = gcHeader
	if atoms[native.CName()] && tp == native {
		header = 0
	}
	if in, ok := o.(*Instance); ok {
		if tp == ObjectType {
			return 16, 0
		}
		if tp.Flags&(Heap|NoDict) == Heap && !sizedByLength(native) && native != StrType {
			header = 2 * gcHeader // and the place for a __dict__
		}
		if in.Native == nil {
			return gcHeader + 16 + tp.slotsSize(), header
		}
		if v, ok := in.Native.(Object); ok {
			n, _ := Sizeof(v)
			return n + tp.subclassSize(native), header
		}
		return fixedOr(native, 48) + tp.subclassSize(native), header
	}
	switch v := o.(type) {
	case Bool:
		return 28, 0 // False too: an int's first digit is always there
	case Int:
		u := uint64(v)
		if v < 0 {
			u = -u
		}
		return intSize(bits.Len64(u)), 0
	case *BigInt:
		b, _ := AsBig(v)
		return intSize(b.BitLen()), 0
	case *Str:
		return strSize(v), 0
	case *Bytes:
		return 33 + len(v.B), 0
	case *ByteArray:
		if len(v.B) == 0 {
			return 56, 0
		}
		return 57 + len(v.B), 0
	case *Tuple:
		return 40 + 8*len(v.Items), header
	case *List:
		return 56 + 8*listRoom(len(v.Items), cap(v.Items)), header
	case *Dict:
		return dictSize(v), header
	case *Set:
		return setSize(&v.SetTable), header
	case *FrozenSet:
		return setSize(&v.SetTable), header
	case *Exception:
		n := 88
		switch {
		case tp.IsSubtype(OSErrorType):
			n = 128
		case tp.IsSubtype(StopIterationType) || tp.IsSubtype(SystemExitType):
			n = 96
		}
		if tp.Flags&Heap != 0 {
			n += 8
		}
		return n, gcHeader
	case *Type:
		switch {
		case v.Flags&Heap == 0:
			return 424, gcHeader
		case v.Flags&NoDict != 0:
			return 920, gcHeader
		}
		return 1688, gcHeader
	}
	return fixedOr(native, 48) + tp.subclassSize(native), header
}

func fixedOr(tp *Type, n int) int {
	if s, ok := fixedSizes[tp.CName()]; ok {
		return s
	}
	return n
}

// slotsSize is what an instance of tp has behind its head: its slots, and the places for a __dict__ and weak references.
func (tp *Type) slotsSize() int {
	n := 8 * tp.nslots
	if tp.Flags&Heap != 0 && tp.Flags&NoDict == 0 {
		n += 24
	} else if tp.Lookup(strWeakref) != nil {
		n += 8
	}
	return n
}

// subclassSize is by how much an instance of tp, made from a native class by the program, is larger than that class's.
func (tp *Type) subclassSize(native *Type) int {
	if tp == native {
		return 0
	}
	switch native {
	case IntType, BytesType:
		return 16
	case StrType:
		return 64
	case TupleType:
		if tp.Flags&NoDict != 0 {
			return 0
		}
		return 8
	}
	return tp.slotsSize()
}

func intSize(bitLen int) int { return 24 + 4*max(1, (bitLen+29)/30) }

func strSize(s *Str) int {
	n := s.Len()
	if s.IsASCII() {
		return 49 + n
	}
	width, head := 1, 73
	for _, r := range s.s {
		switch {
		case r > 0xffff:
			return 76 + 4*n
		case r > 0xff:
			width, head = 2, 74
		}
	}
	return head + width*n
}

// listRoom is for how many items CPython would have allocated room: exactly what was needed, to an even number, or, in a list that has grown,
// what its growth gives.
func listRoom(n, room int) int {
	if room == n {
		if n >= 3 {
			n += n & 1
		}
		return n
	}
	have := 0
	for have < n {
		have = (have + 1 + (have+1)>>3 + 6) &^ 3
	}
	return have
}

func dictSize(d *Dict) int {
	if len(d.entries) == 0 {
		return 64
	}
	entry := 16
	for i := range d.entries {
		if _, ok := d.entries[i].key.(*Str); !ok && d.entries[i].key != nil {
			entry = 24
			break
		}
	}
	size := 8
	for usable := size * 2 / 3; d.used > usable; usable = size * 2 / 3 {
		for grown := 3 * usable; size < grown; {
			size *= 2
		}
	}
	index := 1
	switch {
	case size > 1<<15:
		index = 4
	case size > 1<<7:
		index = 2
	}
	return 64 + 32 + size*index + size*2/3*entry
}

func setSize(t *SetTable) int {
	if len(t.table) <= 8 {
		return 216
	}
	return 216 + 16*len(t.table)
}
