package sqlite3

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Tests that may not use a database: SimpleTestCase forbids connections and queries while its tests run.

// forbidden is the exception that a forbidden connection raises, with what it says of connections and of queries.
type forbidden struct {
	class                *object.Type
	connections, queries object.Object
}

// forbid is _forbid(class, about_connections, about_queries); _forbid(None) allows everything again.
func forbid(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
	w.forbidden = nil
	if cls, ok := a[0].(*object.Type); ok && len(a) == 3 {
		w.forbidden = &forbidden{cls, a[1], a[2]}
	}
	return nil, nil
}

// temporaryConnection is temporary_connection(): a with statement that gives a cursor. In-memory databases stay open after it.
func temporaryConnection(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
	if w.forbidden != nil {
		return nil, object.NewException(w.forbidden.class, w.forbidden.connections)
	}
	c, err := w.Cursor(t)
	if err != nil {
		return nil, err
	}
	return c, nil
}
