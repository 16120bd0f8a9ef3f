// Package dispatch is django.dispatch: signals and their receivers.
package dispatch

import (
	_ "embed"
	"slices"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// SignalType is django.dispatch.Signal.
var SignalType = object.Declare("Signal", "django.dispatch.dispatcher")

// Signal is the Go part of a signal.
type Signal struct {
	Self      *object.Instance
	receivers []receiver
}

type receiver struct {
	fn     object.Object // nil: held weakly
	weak   *object.WeakRef
	method object.Object // of a bound method held weakly: the function; its object is what weak refers to
	sender object.Object // nil: any
	uid    object.Object // nil: none given
}

//go:embed dispatch.py
var source string

// New makes a signal of class cls.
func New(cls *object.Type) *Signal {
	s := &Signal{}
	s.Self = object.NewInstance(cls, s)
	return s
}

// get gives the receiver, or nil where it has ended.
func (r *receiver) get() object.Object {
	if r.weak == nil {
		return r.fn
	}
	o := r.weak.Get()
	if o != nil && r.method != nil {
		return &object.BoundMethod{Self: o, Func: r.method}
	}
	return o
}

// holdWeakly does what weak=True means, in runs that notice when objects end (Machine.noticeEnds). Others keep their receivers: asking the collector
// after each statement would cost every program with signals more than this is worth to it.
func (r *receiver) holdWeakly(t *object.Thread) {
	if !t.RT.FinalizersEnabled() {
		return
	}
	referent, method := r.fn, object.Object(nil)
	if m, ok := r.fn.(*object.BoundMethod); ok {
		referent, method = m.Self, m.Func
	}
	if w, ok := object.NewWeakRef(t.RT, referent, nil); ok {
		r.fn, r.weak, r.method = nil, w, method
	}
}

// clear drops the receivers that have ended.
func (s *Signal) clear() {
	s.receivers = slices.DeleteFunc(s.receivers, func(r receiver) bool { return r.weak != nil && r.weak.Get() == nil })
}

func signalOf(o object.Object) (*Signal, error) {
	if s, ok := object.Native(o).(*Signal); ok {
		return s, nil
	}
	return nil, object.TypeErrorf("expected a Signal, not '%s'", object.TypeName(o))
}

// HasReceivers tells whether anything is connected, whoever sends.
func (s *Signal) HasReceivers() bool { return len(s.receivers) > 0 } // those that have ended included: they send nothing

// HasListeners tells whether what sender sends reaches anybody.
func (s *Signal) HasListeners(sender object.Object) bool {
	return len(s.receivers) > 0 && len(s.live(sender)) > 0
}

// sameFunc compares receivers: bound methods of one object are the same however often they are made.
func sameFunc(a, b object.Object) bool {
	if a == b {
		return true
	}
	x, ok1 := a.(*object.BoundMethod)
	y, ok2 := b.(*object.BoundMethod)
	return ok1 && ok2 && x.Func == y.Func && object.Is(x.Self, y.Self)
}

func (s *Signal) find(t *object.Thread, fn, sender, uid object.Object) (int, error) {
	for i, r := range s.receivers {
		if r.sender != sender {
			continue
		}
		if uid != nil || r.uid != nil {
			if uid == nil || r.uid == nil {
				continue
			}
			eq, err := object.Equal(t, uid, r.uid)
			if err != nil {
				return -1, err
			}
			if eq {
				return i, nil
			}
			continue
		}
		if sameFunc(r.get(), fn) {
			return i, nil
		}
	}
	return -1, nil
}

// live gives the receivers that a sender reaches.
func (s *Signal) live(sender object.Object) []object.Object {
	s.clear()
	var out []object.Object
	for i := range s.receivers {
		if r := &s.receivers[i]; r.sender == nil || object.Is(r.sender, sender) {
			if fn := r.get(); fn != nil {
				out = append(out, fn)
			}
		}
	}
	return out
}

var strCoroutine = "coroutine"

// Send is signal.send(sender, **named): it gives [(receiver, response), …].
func (s *Signal) Send(t *object.Thread, sender object.Object, kw *object.Kwargs) (object.Object, error) {
	return s.send(t, sender, kw, false)
}

func (s *Signal) send(t *object.Thread, sender object.Object, kw *object.Kwargs, robust bool) (object.Object, error) {
	var out, waiting, coroutines []object.Object
	for _, fn := range s.live(sender) {
		k := &object.Kwargs{Names: []*object.Str{object.Intern("signal"), object.Intern("sender")}, Vals: []object.Object{s.Self, sender}}
		if kw != nil {
			k.Names, k.Vals = append(k.Names, kw.Names...), append(k.Vals, kw.Vals...)
		}
		r, err := object.Call(t, fn, nil, k)
		if err == nil && object.TypeName(r) == strCoroutine {
			// Asynchronous receivers come after all others, together.
			waiting, coroutines = append(waiting, fn), append(coroutines, r)
			continue
		}
		if err != nil {
			e := object.AsException(err)
			if !robust || e == nil || !e.Class.IsSubtype(object.ExceptionType) {
				return nil, err
			}
			if _, err := helper(t, "log_failure", fn, e); err != nil {
				return nil, err
			}
			r = e
		}
		out = append(out, object.NewTuple(fn, r))
	}
	if len(waiting) > 0 {
		l, err := helper(t, "run", object.NewList(waiting), object.NewList(coroutines), object.NewBool(robust))
		if err != nil {
			return nil, err
		}
		more, err := object.Collect(t, l)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return object.NewList(out), nil
}

// helper calls a function of the asynchronous side's module.
func helper(t *object.Thread, name string, args ...object.Object) (object.Object, error) {
	m, err := t.RT.Import(t, "django.dispatch._async")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, name, args...)
}

var (
	sigConnect    = pysig.New("Signal.connect", "self", "receiver", "sender=", "weak=", "dispatch_uid=")
	sigDisconnect = pysig.New("Signal.disconnect", "self", "receiver=", "sender=", "dispatch_uid=")
	sigSend       = pysig.New("Signal.send", "self", "sender", "**named")
	sigHas        = pysig.New("Signal.has_listeners", "self", "sender=")
)

func orTrue(t *object.Thread, o object.Object) (bool, error) {
	if o == nil {
		return true, nil
	}
	return object.Truth(t, o)
}

func noneToNil(o object.Object) object.Object {
	if o == object.None {
		return nil
	}
	return o
}

func init() {
	sendMethod := func(name string, robust bool) object.Method {
		return object.Method{Name: name, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigSend.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			s, err := signalOf(a[0])
			if err != nil {
				return nil, err
			}
			return s.send(t, a[1], kwargs(a[2].(*object.Dict)), robust)
		}}
	}
	twin := func(name string) object.Method {
		return object.Method{Name: name, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			m, err := t.RT.Import(t, "django.dispatch._async")
			if err != nil {
				return nil, err
			}
			fn, err := object.GetAttrName(t, m, name)
			if err != nil {
				return nil, err
			}
			return object.Call(t, fn, append([]object.Object(nil), args...), kw)
		}}
	}
	SignalType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return New(cls).Self, nil
			},
			Init: func(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error { return nil },
		},
		Methods: []object.Method{
			{Name: "connect", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigConnect.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				s, err := signalOf(a[0])
				if err != nil {
					return nil, err
				}
				if !object.IsCallable(a[1]) {
					return nil, object.TypeErrorf("Signal receivers must be callable.")
				}
				if err := checkKeywords(t, a[1]); err != nil {
					return nil, err
				}
				sender, uid := noneToNil(a[2]), noneToNil(a[4])
				i, err := s.find(t, a[1], sender, uid)
				if err != nil {
					return nil, err
				}
				if i < 0 {
					r := receiver{fn: a[1], sender: sender, uid: uid}
					if weak, err := orTrue(t, a[3]); err != nil {
						return nil, err
					} else if weak {
						r.holdWeakly(t)
					}
					s.clear()
					s.receivers = append(s.receivers, r)
				}
				return object.None, nil
			}},
			{Name: "disconnect", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigDisconnect.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				s, err := signalOf(a[0])
				if err != nil {
					return nil, err
				}
				i, err := s.find(t, noneToNil(a[1]), noneToNil(a[2]), noneToNil(a[3]))
				if err != nil {
					return nil, err
				}
				if i >= 0 {
					s.receivers = append(s.receivers[:i:i], s.receivers[i+1:]...)
				}
				return object.NewBool(i >= 0), nil
			}},
			{Name: "has_listeners", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigHas.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				s, err := signalOf(a[0])
				if err != nil {
					return nil, err
				}
				s.clear()
				if a[1] == nil || a[1] == object.None {
					for _, r := range s.receivers {
						if r.sender == nil {
							return object.True, nil
						}
					}
					return object.False, nil
				}
				return object.NewBool(len(s.live(a[1])) > 0), nil
			}},
			sendMethod("send", false),
			sendMethod("send_robust", true),
			twin("asend"),
			twin("asend_robust"),
			{Name: "_live", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				s, err := signalOf(args[0])
				if err != nil {
					return nil, err
				}
				if len(args) != 2 {
					return nil, object.TypeErrorf("_live() takes a sender")
				}
				return object.NewList(s.live(args[1])), nil
			}},
		},
		GetSets: []object.GetSet{{Name: "receivers", Get: func(t *object.Thread, self object.Object) (object.Object, error) {
			s, err := signalOf(self)
			if err != nil {
				return nil, err
			}
			var out []object.Object
			for i := range s.receivers {
				if fn := s.receivers[i].get(); fn != nil {
					out = append(out, fn)
				}
			}
			return object.NewList(out), nil
		}}},
	})
	fill := func(t *object.Thread, m *object.Module) error {
		m.Set("Signal", SignalType)
		m.SetFunc("receiver", receiverDecorator)
		return nil
	}
	object.RegisterModule(&object.NativeModule{Name: "django.dispatch", Package: true, Init: fill})
	object.RegisterModule(&object.NativeModule{Name: "django.dispatch.dispatcher", Init: fill})
	object.RegisterModule(&object.NativeModule{Name: "django.dispatch._async", Source: source})
}

// receiverDecorator is @receiver(signal or signals, **kwargs).
func receiverDecorator(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if len(args) != 1 {
		return nil, object.TypeErrorf("receiver() missing 1 required positional argument: 'signal'")
	}
	sig := args[0]
	return object.NewBuiltin("_decorator", func(t *object.Thread, a []object.Object, _ *object.Kwargs) (object.Object, error) {
		if len(a) != 1 {
			return nil, object.TypeErrorf("receiver()() takes one function")
		}
		fn := a[0]
		connect := func(s object.Object) error {
			_, err := object.CallMethodKw(t, s, object.Intern("connect"), []object.Object{fn}, kw)
			return err
		}
		var list []object.Object
		if _, isList := object.AsList(sig); isList {
			list, _ = object.Collect(t, sig)
		} else if _, isTuple := object.AsTuple(sig); isTuple {
			list, _ = object.Collect(t, sig)
		} else {
			list = []object.Object{sig}
		}
		for _, s := range list {
			if err := connect(s); err != nil {
				return nil, err
			}
		}
		return fn, nil
	}), nil
}

func kwargs(d *object.Dict) *object.Kwargs {
	k := &object.Kwargs{}
	for pos := 0; ; {
		key, v, next, ok := d.Next(pos)
		if !ok {
			return k
		}
		pos = next
		if s, ok := key.(*object.Str); ok {
			k.Names, k.Vals = append(k.Names, s), append(k.Vals, v)
		}
	}
}

// checkKeywords refuses, where settings.DEBUG is set, a receiver without **kwargs.
func checkKeywords(t *object.Thread, receiver object.Object) error {
	conf, ok := t.RT.Modules.GetName("django.conf").(*object.Module)
	if !ok {
		return nil
	}
	settings, err := object.GetAttrName(t, conf, "settings")
	if err != nil {
		return err
	}
	debug, err := object.GetAttrName(t, settings, "DEBUG")
	if err != nil {
		return err
	}
	if on, err := object.Truth(t, debug); err != nil || !on {
		return err
	}
	m, err := t.RT.Import(t, "django.utils.inspect")
	if err != nil {
		return err
	}
	accepts, err := object.CallMethod(t, m, "func_accepts_kwargs", receiver)
	if err != nil {
		return err
	}
	if ok, err := object.Truth(t, accepts); err != nil || ok {
		return err
	}
	return object.ValueErrorf("Signal receivers must accept keyword arguments (**kwargs).")
}
