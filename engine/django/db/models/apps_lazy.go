package models

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What waits for models that are not registered yet: relations, receivers of signals, and what a program asks for itself.

type pendingOperation struct {
	waiting map[modelKey]bool
	about   []Object // what it is done for: a signal's receiver
	signal  Object   // the signal that the receiver is connected to
	op      Object   // the function of a program's own lazy_model_operation
	field   *Field   // the relation that waits, nil for other operations
	run     func() error
}

// lazyModelOperation is apps.lazy_model_operation(function, *keys): the function is called with the models when all of them are registered.
func lazyModelOperation(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) < 2 {
		return nil, object.TypeErrorf("Apps.lazy_model_operation() missing 1 required positional argument: 'function'")
	}
	a := args[0].(*Apps)
	p := &pendingOperation{waiting: map[modelKey]bool{}, op: args[1]}
	keys := make([]modelKey, 0, len(args)-2)
	for _, o := range args[2:] {
		pair, err := object.Collect(t, o)
		if err != nil {
			return nil, err
		}
		if len(pair) != 2 {
			return nil, object.ValueErrorf("a model is named by its app's label and its own name, not by %d words", len(pair))
		}
		k := modelKey{asStr(pair[0]), asStr(pair[1])}
		keys = append(keys, k)
		if a.byKey[k] == nil {
			p.waiting[k] = true
		}
	}
	p.run = func() error {
		found := make([]Object, 0, len(keys))
		for _, k := range keys {
			found = append(found, a.byKey[k])
		}
		_, err := object.Call(t, p.op, found, nil)
		return err
	}
	if len(p.waiting) == 0 {
		return none, p.run()
	}
	a.pending = append(a.pending, p)
	return none, nil
}

// whenRegistered runs f when the model is registered, at once if it is.
// about is what the operation is done for, by which forget finds it.
func (a *Apps) whenRegistered(t *Thread, app, name string, f func(t *Thread, cls *Type) error, signal Object, about ...Object) error {
	key := modelKey{app, name}
	if m := a.byKey[key]; m != nil {
		return f(t, m)
	}
	p := &pendingOperation{waiting: map[modelKey]bool{key: true}}
	p.run = func() error { return f(t, a.byKey[key]) }
	p.signal, p.about = signal, about
	a.pending = append(a.pending, p)
	return nil
}

// pendingOperations is _pending_operations: for each model that is waited for, the relations and receivers that wait.
func (a *Apps) pendingOperations(t *Thread) (Object, error) {
	d := object.NewDict()
	for _, p := range a.pending {
		var what Object = none
		if p.field != nil {
			what = p.field.Self
		} else if p.op != nil {
			what = p.op
		} else if len(p.about) > 0 {
			what = p.about[0]
		}
		keys := slices.SortedFunc(maps.Keys(p.waiting), func(x, y modelKey) int {
			return cmp.Or(strings.Compare(x.app, y.app), strings.Compare(x.name, y.name))
		})
		for _, key := range keys {
			k := object.NewTuple(str(key.app), str(key.name))
			l, err := d.Get(t, k)
			if err != nil {
				return nil, err
			}
			if l == nil {
				l = object.NewList(nil)
			}
			l.(*object.List).Items = append(l.(*object.List).Items, what)
			if err := d.Set(t, k, l); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// forget drops an operation that waits for a model.
func (a *Apps) forget(app, name string, about []Object) {
	key := modelKey{app, name}
	for i, p := range a.pending {
		if p.waiting[key] && len(about) > 0 && len(p.about) > 0 && sameReceiver(p.about[0], about[0]) {
			a.pending = append(a.pending[:i:i], a.pending[i+1:]...)
			return
		}
	}
}

// sameReceiver tells whether two callables are one: bound methods of one object and function are.
func sameReceiver(x, y Object) bool {
	if b, ok := x.(*object.BoundMethod); ok {
		c, ok := y.(*object.BoundMethod)
		return ok && b.Self == c.Self && b.Func == c.Func
	}
	return x == y
}

// checkLazyReferences is check_lazy_references: what waits for a model that never came.
func checkLazyReferences(t *Thread, apps *Apps) ([]Object, error) {
	var out []*CheckMessage
	for _, p := range apps.pending {
		for k := range p.waiting {
			m, err := lazyReference(t, apps, p, k)
			if err != nil {
				return nil, err
			}
			if m != nil {
				out = append(out, m.(*CheckMessage))
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return asStr(out[i].msg) < asStr(out[j].msg) })
	list := make([]Object, len(out))
	for i, m := range out {
		list[i] = m
	}
	return list, nil
}

func lazyReference(t *Thread, apps *Apps, p *pendingOperation, k modelKey) (Object, error) {
	why := fmt.Sprintf("app '%s' isn't installed", k.app)
	if apps.hasLabel(k.app) {
		why = fmt.Sprintf("app '%s' doesn't provide model '%s'", k.app, k.name)
	}
	name := k.app + "." + k.name
	switch {
	case p.field != nil:
		where := optionsOf(p.field.Model).Label() + "." + p.field.Name
		return errorAbout(p.field.Self, "fields.E307", "", "The field %s was declared with a lazy reference to '%s', but %s.", where, name, why), nil
	case p.op != nil:
		op, err := repr(t, p.op)
		if err != nil {
			return nil, err
		}
		return errorAbout(p.op, "models.E022", "", "%s contains a lazy reference to %s, but %s.", op, name, why), nil
	case len(p.about) > 0:
		receiver, module, err := describeReceiver(t, p.about[0])
		if err != nil {
			return nil, err
		}
		return errorAbout(module, "signals.E001", "", "%s was connected to the '%s' signal with a lazy reference to the sender '%s', but %s.", receiver, signalName(t, p.signal), name, why), nil
	}
	return nil, nil
}

// describeReceiver says what kind of callable a signal's receiver is, and names its module.
func describeReceiver(t *Thread, o Object) (string, Object, error) {
	module, err := object.GetAttrName(t, o, "__module__")
	if err != nil {
		return "", nil, err
	}
	bound, isMethod := o.(*object.BoundMethod)
	if !isMethod && object.TypeName(o) != "function" {
		return "An instance of class '" + object.TypeName(o) + "'", module, nil
	}
	name, err := object.GetAttrName(t, o, "__name__")
	if err != nil {
		return "", nil, err
	}
	if isMethod {
		return "Bound method '" + object.TypeName(bound.Self) + "." + asStr(name) + "'", module, nil
	}
	return "The function '" + asStr(name) + "'", module, nil
}
