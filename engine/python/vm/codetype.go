package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The attributes of code objects.

func strTuple(list []*object.Str) object.Object {
	out := make([]object.Object, len(list))
	for i, s := range list {
		out[i] = s
	}
	return object.NewTuple(out...)
}

func init() {
	get := func(name string, f func(c *compile.Code) object.Object) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *object.Thread, o object.Object) (object.Object, error) { return f(o.(*compile.Code)), nil }}
	}
	whole := func(name string, f func(c *compile.Code) object.Object) object.GetSet {
		return get(name, func(c *compile.Code) object.Object { complete(c); return f(c) })
	}
	num := func(n int) object.Object { return object.NewInt(int64(n)) }
	compile.CodeType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				c := o.(*compile.Code)
				return "<code object " + c.Name.String() + " at " + object.Address(t, o) + ", file \"" + c.Filename + "\", line " + itoa(c.FirstLine) + ">", nil
			},
		},
		GetSets: []object.GetSet{
			get("co_name", func(c *compile.Code) object.Object { return c.Name }),
			get("co_qualname", func(c *compile.Code) object.Object { return c.Qualname }),
			get("co_filename", func(c *compile.Code) object.Object { return object.NewStr(c.Filename) }),
			get("co_firstlineno", func(c *compile.Code) object.Object { return num(c.FirstLine) }),
			get("co_flags", func(c *compile.Code) object.Object { return num(int(c.Flags &^ compile.Sweep)) }),
			get("co_argcount", func(c *compile.Code) object.Object { return num(c.ArgCount) }),
			get("co_posonlyargcount", func(c *compile.Code) object.Object { return num(c.PosOnly) }),
			get("co_kwonlyargcount", func(c *compile.Code) object.Object { return num(c.KwOnly) }),
			whole("co_nlocals", func(c *compile.Code) object.Object { return num(len(c.VarNames)) }),
			whole("co_stacksize", func(c *compile.Code) object.Object { return num(c.NumRegs - len(c.VarNames)) }),
			whole("co_varnames", func(c *compile.Code) object.Object { return strTuple(c.VarNames) }),
			whole("co_cellvars", func(c *compile.Code) object.Object { return strTuple(c.CellVars) }),
			get("co_freevars", func(c *compile.Code) object.Object { return strTuple(c.FreeVars) }),
			whole("co_names", func(c *compile.Code) object.Object { return strTuple(c.Names) }),
			whole("co_consts", func(c *compile.Code) object.Object {
				consts := []object.Object{c.Doc}
				for _, v := range c.Consts {
					if v != c.Doc {
						consts = append(consts, v)
					}
				}
				return object.NewTuple(consts...)
			}),
		},
		Methods: []object.Method{{Name: "replace", Fn: codeReplace}},
	})
}

// codeReplace is code.replace() for the fields that do not change what the code does.
func codeReplace(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	complete(args[0].(*compile.Code))
	c := *args[0].(*compile.Code)
	if len(args) > 1 {
		return nil, object.TypeErrorf("replace() takes 0 positional arguments but %d were given", len(args)-1)
	}
	for i := 0; i < kw.Len(); i++ {
		v := kw.Vals[i]
		switch n := kw.Names[i].String(); n {
		case "co_name":
			s, _ := object.AsStr(v)
			c.Name = object.Intern(s)
		case "co_qualname":
			s, _ := object.AsStr(v)
			c.Qualname = object.Intern(s)
		case "co_filename":
			c.Filename, _ = object.AsStr(v)
		case "co_firstlineno":
			n, _ := object.AsInt(v)
			c.FirstLine = int(n)
		case "co_flags":
			n, _ := object.AsInt(v)
			c.Flags = compile.CodeFlags(n)
		default:
			return nil, object.TypeErrorf("code.replace() cannot change %s in the playground", n)
		}
	}
	return &c, nil
}
