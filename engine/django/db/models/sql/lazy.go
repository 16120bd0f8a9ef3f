package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Lazy objects such as request.user: django.utils.functional.SimpleLazyObject and its like.

var (
	strClass   = object.Intern("__class__")
	strWrapped = object.Intern("_wrapped")
)

// classOf is o.__class__: what a lazy object stands for has another than its own type.
func classOf(t *object.Thread, o object.Object) *object.Type {
	tp := o.Type()
	if tp.Flags&object.Heap != 0 {
		if _, ok := tp.Lookup(strClass).(*object.Property); ok {
			if c, err := object.GetAttr(t, o, strClass); err == nil {
				if cls, ok := c.(*object.Type); ok {
					return cls
				}
			}
		}
	}
	return tp
}

// Actual gives the model instance that a lazy object stands for, and everything else as it is. Django keeps the lazy object, which behaves the same.
func Actual(t *object.Thread, o object.Object) object.Object {
	if tp := o.Type(); tp.Flags&object.Heap == 0 || Meta(tp) != nil || Meta(classOf(t, o)) == nil {
		return o
	}
	if v, err := object.GetAttr(t, o, strWrapped); err == nil && MetaOf(v) != nil {
		return v
	}
	return o
}

// ActualItems is Actual for every item of a list, which stays as it is.
func ActualItems(t *object.Thread, list []object.Object) []object.Object {
	copied := false
	for i, o := range list {
		v := Actual(t, o)
		if v == o {
			continue
		}
		if !copied {
			list, copied = append([]object.Object(nil), list...), true
		}
		list[i] = v
	}
	return list
}
