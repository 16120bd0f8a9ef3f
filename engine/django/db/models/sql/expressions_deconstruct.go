package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// deconstruct(): what it takes to write an expression into a migration.

// constructed are the arguments that a program has called an expression's class with.
type constructed struct {
	args []object.Object
	kw   *object.Dict
}

func constructedWith(args []object.Object, kw *object.Kwargs) *constructed {
	c := &constructed{args: append([]object.Object(nil), args...), kw: object.NewDict()}
	if kw != nil {
		for i, n := range kw.Names {
			c.kw.SetStr(n, kw.Vals[i])
		}
	}
	return c
}

// shortPaths are the classes that migrations write as models.NAME.
var shortPaths = map[string]bool{"F": true, "Value": true, "Func": true, "ExpressionWrapper": true, "When": true, "Case": true, "OrderBy": true, "Q": true}

// deconstruct is what @deconstructible adds: path, arguments, keyword arguments. Expressions that operators have made are described by their parts.
func deconstruct(t *object.Thread, e Expression) (object.Object, error) {
	b := e.base()
	path := b.class.ModuleName() + "." + b.class.Qualname
	if shortPaths[b.class.Name] && b.class.Flags&object.Heap == 0 {
		path = "django.db.models." + b.class.Name
	}
	c := b.made
	if c == nil {
		c = &constructed{kw: object.NewDict()}
		switch x := e.(type) {
		case *F:
			c.args = []object.Object{object.NewStr(x.Name)}
		case *Value:
			c.args = []object.Object{x.Value}
		case *CombinedExpression:
			c.args = []object.Object{x.Lhs, object.NewStr(x.Connector), x.Rhs}
		case *OrderBy:
			c.args = []object.Object{x.Expr}
			if x.Descending {
				c.kw.SetName("descending", object.True)
			}
		default:
			for _, s := range e.SourceExpressions() {
				c.args = append(c.args, s)
			}
		}
	}
	return object.NewTuple(object.NewStr(path), object.NewTuple(append([]object.Object(nil), c.args...)...), c.kw.Copy()), nil
}
