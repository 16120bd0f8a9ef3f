package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Iteration, generators, coroutines.

func opGetIter(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	o := f.regs[in.b]
	v, err := object.Iter(m.t, o)
	if g, ok := v.(*Generator); ok && in.d != 0 {
		m.own(in, o, g, strIter)
	}
	return m.store(in, v, err)
}

var (
	strIter  = object.Intern("__iter__")
	strAiter = object.Intern("__aiter__")
)

// own marks a generator that only the loop starting at in can have: made by the call just before, or by an __iter__ that
// is itself a generator function.
func (m *machine) own(in *Instr, o object.Object, g *Generator, iter *object.Str) {
	if g.started {
		return
	}
	if o == object.Object(g) {
		if g.owned = g.maker != nil && g.maker.next == in; g.owned && in.a != in.b {
			m.f.regs[in.b] = nil // a register that is used again: an exception that ends up there must not find the generator left behind
		}
		return
	}
	fn, ok := o.Type().Lookup(iter).(*Function)
	g.owned = ok && fn.code.Code.Flags&(compile.Generator|compile.AsyncGenerator) != 0
}

func opCloseIter(m *machine, in *Instr) *Instr {
	f := m.f
	g, ok := f.regs[in.b].(*Generator)
	if !ok || !g.owned || g.frame == nil {
		return in.next
	}
	f.in = in
	if err := g.discard(m.t); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

// discard closes a generator that nobody has any longer; as in CPython an exception on the way is lost.
func (g *Generator) discard(t *object.Thread) error {
	g.owned = false
	if g.kind == asyncGenerator {
		return g.abandon(t)
	}
	return onlyFatal(g.Close(t))
}

func onlyFatal(err error) error {
	if object.AsException(err) != nil {
		return nil
	}
	return err
}

// discardOwned closes the generators of loops that an exception leaves: those in registers behind from.
func (m *machine) discardOwned(f *Frame, from int) error {
	for _, r := range f.regs[from:f.code.nclear] {
		if g, ok := r.(*Generator); ok && g.owned && g.frame != nil && !g.running && g.started {
			if err := g.discard(m.t); err != nil {
				return err
			}
		}
	}
	return nil
}

func opForIter(m *machine, in *Instr) *Instr {
	f := m.f
	var v object.Object
	switch it := f.regs[in.b].(type) {
	case *object.RangeIter:
		n, ok := it.NextInt()
		if !ok {
			return in.next
		}
		v = m.int(n)
	case *object.ListIter:
		v = it.NextItem()
	case *object.TupleIter:
		v = it.NextItem()
	case *Generator:
		if it.frame != nil && !it.running && it.kind == plainGenerator {
			if m.t.Tick -= int(in.cost); m.t.Tick <= 0 {
				f.in = in
				if err := m.charge(0); err != nil {
					return m.fail(in, err)
				}
			}
			return m.push(it, forFrame, in, object.None)
		}
		return m.forSlow(in, it)
	default:
		return m.forSlow(in, it)
	}
	if v == nil {
		return in.next
	}
	f.regs[in.a] = v
	return m.taken(in)
}

func (m *machine) forSlow(in *Instr, it object.Object) *Instr {
	f := m.f
	f.in = in
	v, err := object.Next(m.t, it)
	if err != nil {
		return m.fail(in, err)
	}
	if v == nil {
		return in.next
	}
	f.regs[in.a] = v
	return m.taken(in)
}

func opGetLen(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	n, err := object.Len(m.t, f.regs[in.b])
	return m.store(in, object.NewInt(int64(n)), err)
}

func opYield(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v := f.regs[in.b]
	if f.gen.kind == asyncGenerator {
		v = &agenValue{v}
	}
	return m.yield(f, v)
}

// opYieldFrom passes on what the frame was resumed with, and yields what comes back until the other one ends.
func opYieldFrom(m *machine, in *Instr) *Instr {
	f := m.f
	sent := f.sent
	if f.sent = nil; sent == nil {
		sent = object.None
	}
	f.in = in
	sub := f.regs[in.b]
	if w, ok := sub.(*coroWrapper); ok {
		sub = w.g
	}
	if g, ok := sub.(*Generator); ok && g.kind != asyncGenerator {
		if err := g.ready(sent); err != nil {
			return m.fail(in, err)
		}
		if g.frame == nil {
			f.regs[in.a] = object.None
			return in.next
		}
		return m.push(g, sendFrame, in, sent)
	}
	r, done, err := object.Send(m.t, sub, sent)
	if err != nil {
		return m.fail(in, err)
	}
	if done {
		f.regs[in.a] = r
		return in.next
	}
	return m.yield(f, r)
}

func opGetYieldIter(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	o := f.regs[in.b]
	if g, ok := o.(*Generator); ok {
		switch g.kind {
		case coroutine:
			if f.code.Code.Flags&(compile.Coroutine|compile.IterableCoroutine) == 0 {
				return m.fail(in, object.TypeErrorf("cannot 'yield from' a coroutine object in a non-coroutine generator"))
			}
			fallthrough
		case plainGenerator:
			f.regs[in.a] = o
			return in.next
		}
	}
	v, err := object.Iter(m.t, o)
	return m.store(in, v, err)
}

// awaitable gives the iterator that await drives.
func awaitable(t *object.Thread, o object.Object, what int32) (object.Object, error) {
	if g, ok := o.(*Generator); ok {
		switch {
		case g.kind == coroutine:
			if f := g.frame; f != nil && g.started && f.in != nil && f.in.op == compile.OpYieldFrom {
				return nil, object.RuntimeErrorf("coroutine is being awaited already")
			}
			return o, nil
		case g.kind == plainGenerator && g.code.Code.Flags&compile.IterableCoroutine != 0:
			return o, nil
		}
	}
	get := o.Type().Slots.Await
	if get == nil {
		switch what {
		case 1:
			return nil, object.TypeErrorf("'async with' received an object from __aenter__ that does not implement __await__: %s", object.TypeName(o))
		case 2:
			return nil, object.TypeErrorf("'async with' received an object from __aexit__ that does not implement __await__: %s", object.TypeName(o))
		}
		return nil, object.TypeErrorf("object %s can't be used in 'await' expression", object.TypeName(o))
	}
	it, err := get(t, o)
	if err != nil {
		return nil, err
	}
	if g, ok := it.(*Generator); ok && g.kind == coroutine {
		return nil, object.TypeErrorf("__await__() returned a coroutine")
	}
	if it.Type().Slots.Next == nil {
		return nil, object.TypeErrorf("__await__() returned non-iterator of type '%s'", object.TypeName(it))
	}
	return it, nil
}

func opGetAwaitable(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v, err := awaitable(m.t, f.regs[in.b], in.d)
	return m.store(in, v, err)
}

func opGetAIter(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	o := f.regs[in.b]
	get := o.Type().Slots.AIter
	if get == nil {
		return m.fail(in, object.TypeErrorf("'async for' requires an object with __aiter__ method, got %s", object.TypeName(o)))
	}
	it, err := get(m.t, o)
	if err != nil {
		return m.fail(in, err)
	}
	if it.Type().Slots.ANext == nil {
		return m.fail(in, object.TypeErrorf("'async for' received an object from __aiter__ that does not implement __anext__: %s", object.TypeName(it)))
	}
	if g, ok := it.(*Generator); ok && in.d != 0 {
		m.own(in, o, g, strAiter)
	}
	f.regs[in.a] = it
	return in.next
}

func opGetANext(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	o := f.regs[in.b]
	if g, ok := o.(*Generator); ok && g.kind == asyncGenerator {
		v, err := newASend(m.t, g, object.None)
		return m.store(in, v, err)
	}
	get := o.Type().Slots.ANext
	if get == nil {
		return m.fail(in, object.TypeErrorf("'async for' requires an iterator with __anext__ method, got %s", object.TypeName(o)))
	}
	v, err := get(m.t, o)
	if err != nil {
		return m.fail(in, err)
	}
	it, err := awaitable(m.t, v, 0)
	if err != nil {
		e := object.Errorf(object.TypeErrorType, "'async for' received an invalid object from __anext__: %s", object.TypeName(v))
		if c := object.AsException(err); c != nil {
			e.Cause, e.Context, e.SuppressContext = c, c, true
		}
		return m.fail(in, e)
	}
	f.regs[in.a] = it
	return in.next
}

func opEndAsyncFor(m *machine, in *Instr) *Instr {
	f := m.f
	e := f.regs[in.b].(*object.Exception)
	if e.Class.IsSubtype(object.StopAsyncIterationType) {
		return in.next
	}
	f.in = in
	return m.raise(e, false)
}
