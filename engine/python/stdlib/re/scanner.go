package re

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// scanner is what Pattern.scanner() gives: each call of match or search goes on where the last one ended.
type scanner struct {
	w    *walk
	done bool
}

var scannerType = object.Declare("SRE_Scanner", "_sre")

func (*scanner) Type() *object.Type { return scannerType }

func newScanner(t *thread, args []value, kw *kwargs) (value, error) {
	w, err := args[0].(*Pattern).walk(t, args[1:], kw, "scanner")
	if err != nil {
		return nil, err
	}
	return &scanner{w: w}, nil
}

func (sc *scanner) step(mode sre.Mode) (value, error) {
	if sc.done {
		return object.None, nil
	}
	ok, err := sc.w.step(mode)
	if err != nil {
		return nil, err
	}
	if !ok {
		sc.done = true
		return object.None, nil
	}
	return newMatch(sc.w.p, sc.w.s, sc.w.m, sc.w.from, sc.w.end), nil
}

func init() {
	method := func(name string, mode sre.Mode) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("SRE_Scanner."+name, a[1:], kw, 0, 0); err != nil {
				return nil, err
			}
			return a[0].(*scanner).step(mode)
		}}
	}
	scannerType.Define(object.Spec{
		Final:   true,
		Methods: []object.Method{method("match", sre.Match), method("search", sre.Search)},
		GetSets: []object.GetSet{{Name: "pattern", Member: true, Get: func(t *thread, o value) (value, error) { return o.(*scanner).w.p, nil }}},
	})
}
