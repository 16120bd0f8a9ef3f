package exceptions

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// ValidationError is Django's: one message with code and params, a list of errors, or a dict of lists by field. The
// three shapes are told apart by their attributes (message, error_list, error_dict), as in Django.
var ValidationError = object.Declare("ValidationError", module, object.ExceptionType)

var (
	strMessage   = object.Intern("message")
	strCode      = object.Intern("code")
	strParams    = object.Intern("params")
	strErrorList = object.Intern("error_list")
	strErrorDict = object.Intern("error_dict")
)

var sigValidation = object.NewSignature("ValidationError", "message", "code=", "params=")

func init() {
	ValidationError.Define(object.Spec{
		Doc: "An error while validating data.",
		Slots: object.Slots{
			Init: validationInit,
			Str: func(t *object.Thread, self object.Object) (string, error) {
				e := self.(*object.Exception)
				if e.InstDict(true).GetStr(strErrorDict) != nil {
					d, err := MessageDict(t, e)
					if err != nil {
						return "", err
					}
					return object.Repr(t, d)
				}
				msgs, err := Messages(t, e)
				if err != nil {
					return "", err
				}
				return object.Repr(t, msgs)
			},
			Repr: func(t *object.Thread, self object.Object) (string, error) {
				s, err := object.ToStr(t, self)
				return "ValidationError(" + s + ")", err
			},
			Iter: func(t *object.Thread, self object.Object) (object.Object, error) {
				l, err := iterItems(t, self.(*object.Exception))
				if err != nil {
					return nil, err
				}
				return object.Iter(t, l)
			},
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				x, ok1 := a.(*object.Exception)
				y, ok2 := b.(*object.Exception)
				if !ok1 || !ok2 || !object.IsInstance(b, ValidationError) || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				kx, err := identity(t, x)
				if err != nil {
					return nil, err
				}
				ky, err := identity(t, y)
				if err != nil {
					return nil, err
				}
				return object.NewBool((kx == ky) == (op == object.EQ)), nil
			},
			Hash: func(t *object.Thread, self object.Object) (int64, error) {
				k, err := identity(t, self.(*object.Exception))
				if err != nil {
					return 0, err
				}
				return object.Hash(t, object.NewStr(k))
			},
		},
		GetSets: []object.GetSet{
			{Name: "message_dict", Get: func(t *object.Thread, self object.Object) (object.Object, error) {
				e := self.(*object.Exception)
				if e.InstDict(true).GetStr(strErrorDict) == nil {
					return nil, object.AttributeErrorf(self, "error_dict", "'%s' object has no attribute 'error_dict'", object.TypeName(self))
				}
				return MessageDict(t, e)
			}},
			{Name: "messages", Get: func(t *object.Thread, self object.Object) (object.Object, error) {
				return Messages(t, self.(*object.Exception))
			}},
		},
		Methods: []object.Method{
			{Name: "update_error_dict", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("update_error_dict", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				d, ok := object.AsDict(args[1])
				if !ok {
					return nil, object.TypeErrorf("update_error_dict() needs a dict, not '%s'", object.TypeName(args[1]))
				}
				return d, UpdateErrorDict(t, args[0].(*object.Exception), d)
			}},
		},
	})
}

func validationInit(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error {
	a, err := sigValidation.Bind(args, kw)
	if err != nil {
		if len(args) == 0 && kw.Get("message") == nil {
			return object.TypeErrorf("ValidationError.__init__() missing 1 required positional argument: 'message'")
		}
		return err
	}
	return fill(t, self.(*object.Exception), a[0], orNone(a[1]), orNone(a[2]))
}

func orNone(o object.Object) object.Object {
	if o == nil {
		return object.None
	}
	return o
}

// fill is __init__: it sorts message into one of the three shapes.
func fill(t *object.Thread, e *object.Exception, message, code, params object.Object) error {
	e.Args = object.NewTuple(message, code, params)
	d := e.InstDict(true)
	if inner, ok := message.(*object.Exception); ok && object.IsInstance(inner, ValidationError) {
		in := inner.InstDict(true)
		switch {
		case in.GetStr(strErrorDict) != nil:
			message = in.GetStr(strErrorDict)
		case in.GetStr(strMessage) == nil:
			message = in.GetStr(strErrorList)
		default:
			message, code, params = in.GetStr(strMessage), orNone(in.GetStr(strCode)), orNone(in.GetStr(strParams))
		}
	}
	if md, ok := object.AsDict(message); ok {
		out := object.NewDict()
		for pos := 0; ; {
			k, v, next, ok := md.Next(pos)
			if !ok {
				break
			}
			pos = next
			sub, err := asError(t, v)
			if err != nil {
				return err
			}
			if err := out.Set(t, k, orNone(sub.InstDict(true).GetStr(strErrorList))); err != nil {
				return err
			}
		}
		d.SetStr(strErrorDict, out)
		return nil
	}
	if ml, ok := object.AsList(message); ok {
		var list []object.Object
		for _, m := range ml.Items {
			sub, err := asError(t, m)
			if err != nil {
				return err
			}
			sd := sub.InstDict(true)
			if ed, ok := object.AsDict(orNone(sd.GetStr(strErrorDict))); ok {
				for pos := 0; ; {
					_, v, next, ok := ed.Next(pos)
					if !ok {
						break
					}
					pos = next
					if l, ok := object.AsList(v); ok {
						list = append(list, l.Items...)
					}
				}
			} else if l, ok := object.AsList(orNone(sd.GetStr(strErrorList))); ok {
				list = append(list, l.Items...)
			}
		}
		d.SetStr(strErrorList, object.NewList(list))
		return nil
	}
	d.SetStr(strMessage, message)
	d.SetStr(strCode, code)
	d.SetStr(strParams, params)
	d.SetStr(strErrorList, object.NewList([]object.Object{e}))
	return nil
}

func asError(t *object.Thread, m object.Object) (*object.Exception, error) {
	if e, ok := m.(*object.Exception); ok && object.IsInstance(e, ValidationError) {
		return e, nil
	}
	e := object.NewException(ValidationError)
	return e, fill(t, e, m, object.None, object.None)
}

// NewFrom makes a ValidationError of anything that ValidationError() takes: a message, list or dict.
func NewFrom(t *object.Thread, message object.Object) error {
	e := object.NewException(ValidationError)
	if err := fill(t, e, message, object.None, object.None); err != nil {
		return err
	}
	return e
}

// IsValidation gives err as a ValidationError, or nil.
func IsValidation(err error) *object.Exception {
	if object.IsException(err, ValidationError) {
		return err.(*object.Exception)
	}
	return nil
}

// ErrorList is e.error_list; nil for one made of a dict.
func ErrorList(e *object.Exception) []object.Object {
	if l, ok := object.AsList(orNone(e.InstDict(true).GetStr(strErrorList))); ok {
		return l.Items
	}
	return nil
}

// Messages is e.messages: a list of str.
func Messages(t *object.Thread, e *object.Exception) (*object.List, error) {
	if ed, ok := object.AsDict(orNone(e.InstDict(true).GetStr(strErrorDict))); ok {
		var out []object.Object
		for pos := 0; ; {
			_, v, next, ok := ed.Next(pos)
			if !ok {
				break
			}
			pos = next
			l, ok := object.AsList(v)
			if !ok {
				continue
			}
			for _, x := range l.Items {
				s, err := render(t, x)
				if err != nil {
					return nil, err
				}
				out = append(out, s)
			}
		}
		return object.NewList(out), nil
	}
	return iterItems(t, e)
}

// MessageDict is e.message_dict.
func MessageDict(t *object.Thread, e *object.Exception) (*object.Dict, error) {
	out := object.NewDict()
	ed, ok := object.AsDict(orNone(e.InstDict(true).GetStr(strErrorDict)))
	if !ok {
		return out, nil
	}
	for pos := 0; ; {
		k, v, next, ok := ed.Next(pos)
		if !ok {
			return out, nil
		}
		pos = next
		var msgs []object.Object
		if l, ok := object.AsList(v); ok {
			for _, x := range l.Items {
				s, err := render(t, x)
				if err != nil {
					return nil, err
				}
				msgs = append(msgs, s)
			}
		}
		if err := out.Set(t, k, object.NewList(msgs)); err != nil {
			return nil, err
		}
	}
}

func render(t *object.Thread, x object.Object) (object.Object, error) {
	e, ok := x.(*object.Exception)
	if !ok {
		s, err := object.ToStr(t, x)
		return object.NewStr(s), err
	}
	d := e.InstDict(true)
	msg := orNone(d.GetStr(strMessage))
	if p := d.GetStr(strParams); p != nil && p != object.None {
		if truth, err := object.Truth(t, p); err != nil {
			return nil, err
		} else if truth {
			var err error
			if msg, err = object.BinaryOp(t, object.Mod, msg, p); err != nil {
				return nil, err
			}
		}
	}
	s, err := object.ToStr(t, msg)
	return object.NewStr(s), err
}

// iterItems is list(e): messages, or (field, messages) pairs.
func iterItems(t *object.Thread, e *object.Exception) (*object.List, error) {
	if e.InstDict(true).GetStr(strErrorDict) != nil {
		md, err := MessageDict(t, e)
		if err != nil {
			return nil, err
		}
		var out []object.Object
		for pos := 0; ; {
			k, v, next, ok := md.Next(pos)
			if !ok {
				return object.NewList(out), nil
			}
			pos = next
			out = append(out, object.NewTuple(k, v))
		}
	}
	var out []object.Object
	for _, x := range ErrorList(e) {
		s, err := render(t, x)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return object.NewList(out), nil
}

// UpdateErrorDict is e.update_error_dict(d): it adds e's errors to d.
func UpdateErrorDict(t *object.Thread, e *object.Exception, d *object.Dict) error {
	add := func(k object.Object, errs []object.Object) error {
		cur, err := d.Get(t, k)
		if err != nil {
			return err
		}
		l, ok := object.AsList(orNone(cur))
		if !ok {
			l = object.NewList(nil)
			if err := d.Set(t, k, l); err != nil {
				return err
			}
		}
		l.Items = append(l.Items, errs...)
		return nil
	}
	if ed, ok := object.AsDict(orNone(e.InstDict(true).GetStr(strErrorDict))); ok {
		for pos := 0; ; {
			k, v, next, ok := ed.Next(pos)
			if !ok {
				return nil
			}
			pos = next
			if l, ok := object.AsList(v); ok {
				if err := add(k, l.Items); err != nil {
					return err
				}
			}
		}
	}
	return add(object.NewStr(NonFieldErrors), ErrorList(e))
}

// identity is what equality and hash compare: class-independent text of message, code and params, order-free for the
// containers.
func identity(t *object.Thread, e *object.Exception) (string, error) {
	d := e.InstDict(true)
	if d.GetStr(strMessage) != nil {
		return object.Repr(t, object.NewTuple(orNone(d.GetStr(strMessage)), orNone(d.GetStr(strCode)), orNone(d.GetStr(strParams))))
	}
	l, err := iterItems(t, e)
	if err != nil {
		return "", err
	}
	return object.Repr(t, l)
}
