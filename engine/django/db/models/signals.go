package models

import (
	"iter"

	"github.com/asyncshelf/asyncshelf/engine/django/dispatch"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// django.db.models.signals.

// signal is one of them; its receivers belong to a run.
type signal struct{ *dispatch.Signal }

func (s signal) listening() bool { return s.Signal.HasReceivers() }

// send sends with keyword arguments given as name, value by turns.
func (s signal) send(t *Thread, sender Object, pairs ...any) error {
	_, err := s.Signal.Send(t, sender, object.Kw(pairs...))
	return err
}

type modelSignals struct {
	preInit, postInit, preSave, postSave, preDelete, postDelete, m2mChanged, classPrepared signal
	preMigrate, postMigrate                                                                signal
}

type signalsKey struct{}

// ModelSignalType is django.db.models.signals.ModelSignal: connect() takes the sender's name too.
var ModelSignalType = object.Declare("ModelSignal", "django.db.models.signals", dispatch.SignalType)

func signalsOf(t *Thread) *modelSignals {
	return t.RT.State(signalsKey{}, func() any {
		mk := func() signal { return signal{dispatch.New(ModelSignalType)} }
		plain := func() signal { return signal{dispatch.New(dispatch.SignalType)} }
		return &modelSignals{mk(), mk(), mk(), mk(), mk(), mk(), mk(), plain(), plain(), plain()}
	}).(*modelSignals)
}

// byName yields the signals under the names that the module has them by.
func (s *modelSignals) byName() iter.Seq2[string, signal] {
	return func(yield func(string, signal) bool) {
		_ = yield("pre_init", s.preInit) && yield("post_init", s.postInit) && yield("pre_save", s.preSave) && yield("post_save", s.postSave) &&
			yield("pre_delete", s.preDelete) && yield("post_delete", s.postDelete) && yield("m2m_changed", s.m2mChanged) &&
			yield("class_prepared", s.classPrepared) && yield("pre_migrate", s.preMigrate) && yield("post_migrate", s.postMigrate)
	}
}

// signalName is the name of a model signal, "unknown" for a program's own.
func signalName(t *Thread, o Object) string {
	for name, s := range signalsOf(t).byName() {
		if s.Signal.Self == o {
			return name
		}
	}
	return "unknown"
}

func sendClassPrepared(t *Thread, cls *Type) error {
	if s := signalsOf(t).classPrepared; s.listening() {
		return s.send(t, cls)
	}
	return nil
}

func init() {
	// A sender may be named "app.Model" before the model exists.
	lazy := func(name string) object.Method {
		return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			base := dispatch.SignalType.LookupName(name)
			apps := appsOf(t)
			if given := kw.Get("apps"); given != nil {
				kw = dropKw(kw, "apps")
				if a, ok := given.(*Apps); ok {
					apps = a
				}
			}
			sender := kw.Get("sender")
			if sender == nil && len(args) > 2 {
				sender = args[2]
			}
			s, ok := object.AsStr(orNone(sender))
			if !ok {
				return object.Call(t, base, args, kw)
			}
			saved := append([]Object(nil), args...)
			app, model, err := splitLabel(s)
			if err != nil {
				return nil, err
			}
			if name == "disconnect" {
				// What waits for the model is told at once that it need not.
				apps.forget(app, model, saved[1:])
				if cls := apps.GetModel(app, model); cls != nil {
					_, err = object.Call(t, base, saved[:min(len(saved), 2)], defaultKw(dropKw(kw, "sender"), "sender", cls))
				}
				return none, err
			}
			return none, apps.whenRegistered(t, app, model, func(t *Thread, cls *Type) error {
				k := defaultKw(dropKw(kw, "sender"), "sender", cls)
				if len(saved) > 2 {
					saved = saved[:2]
				}
				_, err := object.Call(t, base, saved, k)
				return err
			}, saved[0], saved[1:]...)
		}}
	}
	ModelSignalType.Define(object.Spec{Methods: []object.Method{lazy("connect"), lazy("disconnect")}})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.signals", Init: func(t *Thread, m *object.Module) error {
		for name, s := range signalsOf(t).byName() {
			m.Set(name, s.Signal.Self)
		}
		m.Set("ModelSignal", ModelSignalType)
		return nil
	}})
}

func dropKw(kw *Kwargs, name string) *Kwargs {
	_, k := popKw(kw, name)
	return k
}
