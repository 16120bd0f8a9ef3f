package models

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Short names for what every file here says in each line.
type (
	Object = object.Object
	Thread = object.Thread
	Kwargs = object.Kwargs
	Type   = object.Type
)

// none is None as a value that may be compared with ==.
var none = object.None

func orNone(o Object) Object {
	if o == nil {
		return none
	}
	return o
}

// isNone tells whether o is absent or None.
func isNone(o Object) bool { return o == nil || o == none }

func str(s string) Object { return object.NewStr(s) }

// asStr gives o's text, or "" when it is no str.
func asStr(o Object) string {
	if o == nil {
		return ""
	}
	s, _ := object.AsStr(o)
	return s
}

func strList(ss []string) *object.List { return object.NewList(object.Strs(ss)) }

func strTuple(ss []string) *object.Tuple { return object.NewTuple(object.Strs(ss)...) }

// truth is bool(o) where an absent o is false.
func truth(t *Thread, o Object) (bool, error) {
	if o == nil {
		return false, nil
	}
	return object.Truth(t, o)
}

// attrOpt is getattr(o, name, None) that gives nil when absent.
func attrOpt(t *Thread, o Object, name string) (Object, error) {
	return object.GetAttrOpt(t, o, object.Intern(name))
}

// each steps through a dict's entries in order.
func each(d *object.Dict, f func(k, v Object) error) error {
	for pos := 0; ; {
		k, v, next, ok := d.Next(pos)
		if !ok {
			return nil
		}
		pos = next
		if err := f(k, v); err != nil {
			return err
		}
	}
}

// kwDict makes keyword arguments of a dict with str keys.
func kwDict(d *object.Dict) *Kwargs {
	if d == nil || d.Len() == 0 {
		return nil
	}
	k := &Kwargs{}
	for pos := 0; ; {
		key, v, next, ok := d.Next(pos)
		if !ok {
			return k
		}
		pos = next
		if s, ok := key.(*object.Str); ok {
			k.Names = append(k.Names, s)
		} else {
			k.Names = append(k.Names, object.Intern(asStr(key)))
		}
		k.Vals = append(k.Vals, v)
	}
}

// repr is repr(o) for messages; an exception while making it wins over the message.
func repr(t *Thread, o Object) (string, error) { return object.Repr(t, o) }

// native is the payload of o if it is a T.
func native[T any](o Object) (T, bool) {
	if o == nil {
		var zero T
		return zero, false
	}
	v, ok := object.Native(o).(T)
	return v, ok
}

// userAttr finds a class attribute that the program (not this package) has defined: nil when the first class along the MRO
// that has the name is one declared in Go.
func userAttr(cls *Type, name *object.Str) Object {
	if cls.Flags&(object.Heap|object.Patched) == 0 {
		return nil
	}
	v := cls.Lookup(name)
	switch v.(type) {
	case nil, *object.MethodDescr, *object.SlotWrapper, *object.GetSetDescr, *object.ClassMethodDescr:
		return nil
	}
	return v
}
