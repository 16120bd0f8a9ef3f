//go:build js

package sqlite

import (
	"unsafe"
)

// Kinds of function, for hostFunction.
const (
	kindScalar    = 0
	kindAggregate = 1
	kindWindow    = 2
)

// Calls that the host makes for SQLite.
const (
	callScalar  = 0
	callStep    = 1
	callInverse = 2
	callValue   = 3
	callFinal   = 4
)

// SQLite's flags for functions; see native_func.go for why all are innocuous.
const (
	flagDeterministic = 0x800
	flagInnocuous     = 0x200000
)

// bridgeFuncs is what a database knows of the functions registered with it.
type bridgeFuncs struct {
	byID   []Function
	groups map[int32]*bridgeGroup // running aggregations, by the number that the host gave them
}

// A bridgeGroup is the aggregation of one group.
type bridgeGroup struct {
	agg Aggregate
	err error
}

func (b *bridge) function(f Function) error {
	kind, flags := int32(kindScalar), int32(flagInnocuous)
	if f.Deterministic {
		flags |= flagDeterministic
	}
	if f.Aggregate != nil {
		kind = kindAggregate
		if isWindow(f) {
			kind = kindWindow
		}
	}
	id := int32(len(b.funcs.byID))
	name := []byte(f.Name)
	if rc := hostFunction(b.db, unsafe.Pointer(&name[0]), int32(len(name)), int32(f.NArg), flags, kind, id); rc != 0 {
		return newError(int(rc), "", "SQLite refused the function %s", f.Name)
	}
	b.funcs.byID = append(b.funcs.byID, f)
	return nil
}

// scratch holds the arguments of a call on its way in, encoded one after the other, and the result on its way out. One is enough, as functions
// don't use connections.
var scratch = make([]byte, 4096)

// sqliteScratch makes room for n bytes and says where.
//
//go:wasmexport sqlite_scratch
func sqliteScratch(n int32) unsafe.Pointer {
	if int(n) > len(scratch) {
		scratch = make([]byte, 2*int(n))
	}
	return unsafe.Pointer(&scratch[0])
}

// sqliteCall runs function id of database db on nArg arguments in scratch, puts the encoded result there and returns its length. For an
// aggregate, group is the number of its group.
//
//go:wasmexport sqlite_call
func sqliteCall(db, call, id, group, nArg, argLen int32) int32 {
	v, err := safely(func() (Value, error) {
		return bridges[db].funcs.call(call, id, group, nArg, scratch[:argLen])
	})
	out := scratch[:0]
	if err != nil {
		out = appendError(out, err)
	} else {
		out = appendValue(out, v)
	}
	scratch = out[:cap(out)]
	return int32(len(out))
}

func (f *bridgeFuncs) call(call, id, group, nArg int32, encoded []byte) (Value, error) {
	args := make([]Value, nArg)
	for i := range args {
		var err error
		if args[i], encoded, err = decodeValue(encoded); err != nil {
			return nil, err
		}
	}
	if call == callScalar {
		return f.byID[id].Scalar(args)
	}
	g := f.group(id, group)
	switch call {
	case callStep:
		g.do(func() error { return g.agg.Step(args) })
		return nil, nil
	case callInverse:
		g.do(func() error { return g.agg.(WindowAggregate).Inverse(args) })
		return nil, nil
	case callFinal:
		delete(f.groups, group)
	}
	if g.err != nil {
		return nil, g.err
	}
	return g.agg.Value()
}

// group returns a running aggregation, or begins it.
func (f *bridgeFuncs) group(id, number int32) *bridgeGroup {
	g := f.groups[number]
	if g == nil {
		g = &bridgeGroup{agg: f.byID[id].Aggregate()}
		if f.groups == nil {
			f.groups = map[int32]*bridgeGroup{}
		}
		f.groups[number] = g
	}
	return g
}

// do feeds the aggregation a row, unless it has failed before. SQLite learns of a failure when it asks for the value.
func (g *bridgeGroup) do(step func() error) {
	if g.err == nil {
		_, g.err = safely(func() (Value, error) { return nil, step() })
	}
}
