package builtins

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// The names that CPython's module site adds to the builtins.

// quitter is exit and quit.
type quitter struct{ name string }

// helper is help.
type helper struct{}

var (
	quitterType = object.Declare("Quitter", "_sitebuiltins")
	helperType  = object.Declare("_Helper", "_sitebuiltins")
)

func (*quitter) Type() *object.Type { return quitterType }

func (*helper) Type() *object.Type { return helperType }

func init() {
	quitterType.Define(object.Spec{Final: true, Slots: object.Slots{
		Repr: func(t *object.Thread, o object.Object) (string, error) {
			return "Use " + o.(*quitter).name + "() or Ctrl-D (i.e. EOF) to exit", nil
		},
		Call: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			var code object.Object = object.None
			if len(args) > 0 {
				code = args[0]
			} else if v := kw.Get("code"); v != nil {
				code = v
			}
			return nil, object.NewException(object.SystemExitType, code)
		},
	}})
	helperType.Define(object.Spec{Final: true, Slots: object.Slots{
		Repr: func(t *object.Thread, o object.Object) (string, error) {
			return "Type help() for interactive help, or help(object) for help about object.", nil
		},
		Call: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			m, err := t.RT.Import(t, "pydoc")
			if err != nil {
				return nil, err
			}
			help, err := object.GetAttr(t, m, object.Intern("help"))
			if err != nil {
				return nil, err
			}
			return object.Call(t, help, args, kw)
		},
	}})
}
