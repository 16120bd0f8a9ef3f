package models

import (
	"sync"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// fieldMethods are the methods of a field class that other code calls and a program may override: a virtual table. A native
// class gives the ones that it defines itself; resolveMethods fills in the rest along the MRO, and puts a call to
// Python wherever a class of the program comes first.
type fieldMethods struct {
	getInternalType   func(t *Thread, f *Field) (string, error)
	dbType            func(t *Thread, f *Field, conn sql.Connection) (string, error)
	relDBType         func(t *Thread, f *Field, conn sql.Connection) (string, error)
	castDBType        func(t *Thread, f *Field, conn sql.Connection) (string, error)
	toPython          func(t *Thread, f *Field, v Object) (Object, error)
	getPrepValue      func(t *Thread, f *Field, v Object) (Object, error)
	getDBPrepValue    func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error)
	getDBPrepSave     func(t *Thread, f *Field, v Object, conn sql.Connection) (Object, error)
	fromDBValue       func(t *Thread, f *Field, v Object, e Object, conn Object) (Object, error)
	preSave           func(t *Thread, f *Field, instance Object, add bool) (Object, error)
	validate          func(t *Thread, f *Field, v, instance Object) error
	runValidators     func(t *Thread, f *Field, v Object) error
	clean             func(t *Thread, f *Field, v, instance Object) (Object, error)
	getDefault        func(t *Thread, f *Field) (Object, error)
	hasDefault        func(t *Thread, f *Field) (bool, error)
	valueFromObject   func(t *Thread, f *Field, obj Object) (Object, error)
	valueToString     func(t *Thread, f *Field, obj Object) (Object, error)
	contributeToClass func(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error
	getAttname        func(t *Thread, f *Field) (string, error)
	saveFormData      func(t *Thread, f *Field, instance, data Object) error
	selectFormat      func(t *Thread, f *Field, c *sql.SQLCompiler, s string, params []Object) (string, []Object, error)
	deconstruct       func(t *Thread, f *Field) (*deconstruction, error)
	check             func(t *Thread, f *Field) ([]Object, error)
	getLookup         func(t *Thread, f *Field, name string) (Object, error)
	getTransform      func(t *Thread, f *Field, name string) (Object, error)
}

// deconstruction is what deconstruct() gives.
type deconstruction struct {
	name Object
	path string
	args []Object
	kw   *object.Dict
}

// methodDef ties the Python name of a method to its place in the table.
type methodDef struct {
	name   *object.Str
	params []string
	has    func(m *fieldMethods) bool
	copy   func(dst, src *fieldMethods)
	// call runs the table's entry with the arguments of a Python call, bound to params (absent ones nil).
	call func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error)
	// dynamic fills the entry with a call of the Python method found on the class.
	dynamic func(dst *fieldMethods, name *object.Str)
}

func callField(t *Thread, f *Field, name *object.Str, args ...Object) (Object, error) {
	return object.CallMethodKw(t, f.Self, name, args, nil)
}

func connObject(conn sql.Connection) Object {
	if conn == nil {
		return none
	}
	return conn
}

func asConn(o Object) sql.Connection {
	c, _ := o.(sql.Connection)
	return c
}

func strOrEmpty(o Object, err error) (string, error) {
	if err != nil || isNone(o) {
		return "", err
	}
	return asStr(o), nil
}

func strOrNone(s string, err error) (Object, error) {
	if err != nil || s == "" {
		return none, err
	}
	return str(s), nil
}

func noneResult(err error) (Object, error) { return none, err }

var fieldMethodDefs []*methodDef

func defMethod(name string, params []string, has func(*fieldMethods) bool, cp func(dst, src *fieldMethods),
	call func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error), dynamic func(dst *fieldMethods, name *object.Str)) {
	fieldMethodDefs = append(fieldMethodDefs, &methodDef{object.Intern(name), params, has, cp, call, dynamic})
}

func defConnType(name string, slot func(*fieldMethods) *func(t *Thread, f *Field, conn sql.Connection) (string, error)) {
	defMethod(name, []string{"connection"},
		func(m *fieldMethods) bool { return *slot(m) != nil }, func(d, s *fieldMethods) { *slot(d) = *slot(s) },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return strOrNone((*slot(m))(t, f, asConn(a[0])))
		},
		func(d *fieldMethods, n *object.Str) {
			*slot(d) = func(t *Thread, f *Field, conn sql.Connection) (string, error) {
				return strOrEmpty(callField(t, f, n, connObject(conn)))
			}
		})
}

// The table must be there before any field class is defined, and Go runs a package's init functions in the order of its files' names: so
// it is filled by a variable's initialiser, which comes before all of them.
var _ = func() bool {
	defMethod("get_internal_type", nil,
		func(m *fieldMethods) bool { return m.getInternalType != nil }, func(d, s *fieldMethods) { d.getInternalType = s.getInternalType },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return strOrNone(m.getInternalType(t, f))
		},
		func(d *fieldMethods, n *object.Str) {
			d.getInternalType = func(t *Thread, f *Field) (string, error) { return strOrEmpty(callField(t, f, n)) }
		})
	defConnType("db_type", func(m *fieldMethods) *func(t *Thread, f *Field, conn sql.Connection) (string, error) {
		return &m.dbType
	})
	defConnType("rel_db_type", func(m *fieldMethods) *func(t *Thread, f *Field, conn sql.Connection) (string, error) {
		return &m.relDBType
	})
	defConnType("cast_db_type", func(m *fieldMethods) *func(t *Thread, f *Field, conn sql.Connection) (string, error) {
		return &m.castDBType
	})
	defMethod("to_python", []string{"value"},
		func(m *fieldMethods) bool { return m.toPython != nil }, func(d, s *fieldMethods) { d.toPython = s.toPython },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) { return m.toPython(t, f, a[0]) },
		func(d *fieldMethods, n *object.Str) {
			d.toPython = func(t *Thread, f *Field, v Object) (Object, error) { return callField(t, f, n, v) }
		})
	defMethod("get_prep_value", []string{"value"},
		func(m *fieldMethods) bool { return m.getPrepValue != nil }, func(d, s *fieldMethods) { d.getPrepValue = s.getPrepValue },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			v, err := castPromise(t, a[0])
			if err != nil {
				return nil, err
			}
			return m.getPrepValue(t, f, v)
		},
		func(d *fieldMethods, n *object.Str) {
			d.getPrepValue = func(t *Thread, f *Field, v Object) (Object, error) { return callField(t, f, n, v) }
		})
	defMethod("get_db_prep_value", []string{"value", "connection", "prepared="},
		func(m *fieldMethods) bool { return m.getDBPrepValue != nil }, func(d, s *fieldMethods) { d.getDBPrepValue = s.getDBPrepValue },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			prepared, err := truth(t, a[2])
			if err != nil {
				return nil, err
			}
			return m.getDBPrepValue(t, f, a[0], asConn(a[1]), prepared)
		},
		func(d *fieldMethods, n *object.Str) {
			d.getDBPrepValue = func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				return object.CallMethodKw(t, f.Self, n, []Object{v}, object.Kw("connection", connObject(conn), "prepared", object.NewBool(prepared)))
			}
		})
	defMethod("get_db_prep_save", []string{"value", "connection"},
		func(m *fieldMethods) bool { return m.getDBPrepSave != nil }, func(d, s *fieldMethods) { d.getDBPrepSave = s.getDBPrepSave },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return m.getDBPrepSave(t, f, a[0], asConn(a[1]))
		},
		func(d *fieldMethods, n *object.Str) {
			d.getDBPrepSave = func(t *Thread, f *Field, v Object, conn sql.Connection) (Object, error) {
				return object.CallMethodKw(t, f.Self, n, []Object{v}, object.Kw("connection", connObject(conn)))
			}
		})
	defMethod("from_db_value", []string{"value", "expression", "connection"},
		func(m *fieldMethods) bool { return m.fromDBValue != nil }, func(d, s *fieldMethods) { d.fromDBValue = s.fromDBValue },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return m.fromDBValue(t, f, a[0], a[1], a[2])
		},
		func(d *fieldMethods, n *object.Str) {
			d.fromDBValue = func(t *Thread, f *Field, v, e, conn Object) (Object, error) { return callField(t, f, n, v, e, conn) }
		})
	defMethod("pre_save", []string{"model_instance", "add"},
		func(m *fieldMethods) bool { return m.preSave != nil }, func(d, s *fieldMethods) { d.preSave = s.preSave },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			add, err := truth(t, a[1])
			if err != nil {
				return nil, err
			}
			return m.preSave(t, f, a[0], add)
		},
		func(d *fieldMethods, n *object.Str) {
			d.preSave = func(t *Thread, f *Field, instance Object, add bool) (Object, error) {
				return callField(t, f, n, instance, object.NewBool(add))
			}
		})
	defMethod("validate", []string{"value", "model_instance"},
		func(m *fieldMethods) bool { return m.validate != nil }, func(d, s *fieldMethods) { d.validate = s.validate },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return noneResult(m.validate(t, f, a[0], a[1]))
		},
		func(d *fieldMethods, n *object.Str) {
			d.validate = func(t *Thread, f *Field, v, instance Object) error {
				_, err := callField(t, f, n, v, instance)
				return err
			}
		})
	defMethod("run_validators", []string{"value"},
		func(m *fieldMethods) bool { return m.runValidators != nil }, func(d, s *fieldMethods) { d.runValidators = s.runValidators },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return noneResult(m.runValidators(t, f, a[0]))
		},
		func(d *fieldMethods, n *object.Str) {
			d.runValidators = func(t *Thread, f *Field, v Object) error {
				_, err := callField(t, f, n, v)
				return err
			}
		})
	defMethod("clean", []string{"value", "model_instance"},
		func(m *fieldMethods) bool { return m.clean != nil }, func(d, s *fieldMethods) { d.clean = s.clean },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return m.clean(t, f, a[0], a[1])
		},
		func(d *fieldMethods, n *object.Str) {
			d.clean = func(t *Thread, f *Field, v, instance Object) (Object, error) { return callField(t, f, n, v, instance) }
		})
	defMethod("get_default", nil,
		func(m *fieldMethods) bool { return m.getDefault != nil }, func(d, s *fieldMethods) { d.getDefault = s.getDefault },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) { return m.getDefault(t, f) },
		func(d *fieldMethods, n *object.Str) {
			d.getDefault = func(t *Thread, f *Field) (Object, error) { return callField(t, f, n) }
		})
	defMethod("has_default", nil,
		func(m *fieldMethods) bool { return m.hasDefault != nil }, func(d, s *fieldMethods) { d.hasDefault = s.hasDefault },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			b, err := m.hasDefault(t, f)
			return object.NewBool(b), err
		},
		func(d *fieldMethods, n *object.Str) {
			d.hasDefault = func(t *Thread, f *Field) (bool, error) {
				v, err := callField(t, f, n)
				if err != nil {
					return false, err
				}
				return truth(t, v)
			}
		})
	defMethod("value_from_object", []string{"obj"},
		func(m *fieldMethods) bool { return m.valueFromObject != nil }, func(d, s *fieldMethods) { d.valueFromObject = s.valueFromObject },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return m.valueFromObject(t, f, a[0])
		},
		func(d *fieldMethods, n *object.Str) {
			d.valueFromObject = func(t *Thread, f *Field, obj Object) (Object, error) { return callField(t, f, n, obj) }
		})
	defMethod("value_to_string", []string{"obj"},
		func(m *fieldMethods) bool { return m.valueToString != nil }, func(d, s *fieldMethods) { d.valueToString = s.valueToString },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return m.valueToString(t, f, a[0])
		},
		func(d *fieldMethods, n *object.Str) {
			d.valueToString = func(t *Thread, f *Field, obj Object) (Object, error) { return callField(t, f, n, obj) }
		})
	defMethod("contribute_to_class", []string{"cls", "name", "private_only="},
		func(m *fieldMethods) bool { return m.contributeToClass != nil },
		func(d, s *fieldMethods) { d.contributeToClass = s.contributeToClass },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			cls, ok := a[0].(*Type)
			if !ok {
				return nil, object.TypeErrorf("contribute_to_class() needs a class, not '%s'", object.TypeName(a[0]))
			}
			private, err := truth(t, a[2])
			if err != nil {
				return nil, err
			}
			return noneResult(m.contributeToClass(t, f, cls, asStr(a[1]), private))
		},
		func(d *fieldMethods, n *object.Str) {
			d.contributeToClass = func(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
				var kw *Kwargs
				if privateOnly {
					kw = object.Kw("private_only", object.True)
				}
				_, err := object.CallMethodKw(t, f.Self, n, []Object{cls, str(name)}, kw)
				return err
			}
		})
	defMethod("get_attname", nil,
		func(m *fieldMethods) bool { return m.getAttname != nil }, func(d, s *fieldMethods) { d.getAttname = s.getAttname },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return strOrNone(m.getAttname(t, f))
		},
		func(d *fieldMethods, n *object.Str) {
			d.getAttname = func(t *Thread, f *Field) (string, error) { return strOrEmpty(callField(t, f, n)) }
		})
	defMethod("save_form_data", []string{"instance", "data"},
		func(m *fieldMethods) bool { return m.saveFormData != nil }, func(d, s *fieldMethods) { d.saveFormData = s.saveFormData },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			return noneResult(m.saveFormData(t, f, a[0], a[1]))
		},
		func(d *fieldMethods, n *object.Str) {
			d.saveFormData = func(t *Thread, f *Field, instance, data Object) error {
				_, err := callField(t, f, n, instance, data)
				return err
			}
		})
	defMethod("select_format", []string{"compiler", "sql", "params"},
		func(m *fieldMethods) bool { return m.selectFormat != nil }, func(d, s *fieldMethods) { d.selectFormat = s.selectFormat },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			c, _ := native[*sql.SQLCompiler](a[0])
			params, err := object.Collect(t, a[2])
			if err != nil {
				return nil, err
			}
			s, p, err := m.selectFormat(t, f, c, asStr(a[1]), params)
			return object.NewTuple(str(s), object.NewList(p)), err
		},
		func(d *fieldMethods, n *object.Str) {
			d.selectFormat = func(t *Thread, f *Field, c *sql.SQLCompiler, s string, params []Object) (string, []Object, error) {
				r, err := callField(t, f, n, compilerObject(c), str(s), object.NewList(params))
				if err != nil {
					return "", nil, err
				}
				pair, err := object.Collect(t, r)
				if err != nil || len(pair) != 2 {
					return "", nil, err
				}
				params, err = object.Collect(t, pair[1])
				return asStr(pair[0]), params, err
			}
		})
	defMethod("deconstruct", nil,
		func(m *fieldMethods) bool { return m.deconstruct != nil }, func(d, s *fieldMethods) { d.deconstruct = s.deconstruct },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			d, err := m.deconstruct(t, f)
			if err != nil {
				return nil, err
			}
			return object.NewTuple(d.name, str(d.path), object.NewList(d.args), d.kw), nil
		},
		func(d *fieldMethods, n *object.Str) {
			d.deconstruct = func(t *Thread, f *Field) (*deconstruction, error) {
				r, err := callField(t, f, n)
				if err != nil {
					return nil, err
				}
				parts, err := object.Collect(t, r)
				if err != nil {
					return nil, err
				}
				if len(parts) != 4 {
					return nil, object.ValueErrorf("not enough values to unpack (expected 4, got %d)", len(parts))
				}
				args, err := object.Collect(t, parts[2])
				if err != nil {
					return nil, err
				}
				kw, ok := object.AsDict(parts[3])
				if !ok {
					return nil, object.TypeErrorf("deconstruct() must give a dict of keyword arguments, not '%s'", object.TypeName(parts[3]))
				}
				return &deconstruction{parts[0], asStr(parts[1]), args, kw}, nil
			}
		})
	defMethod("check", []string{"**kwargs"},
		func(m *fieldMethods) bool { return m.check != nil }, func(d, s *fieldMethods) { d.check = s.check },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			kw, _ := object.AsDict(a[0])
			if kw == nil || kw.GetStr(object.Intern("databases")) == nil {
				l, err := m.check(t, f)
				return object.NewList(l), err
			}
			l, err := withDatabases(t, kw.GetStr(object.Intern("databases")), func() ([]Object, error) { return m.check(t, f) })
			return object.NewList(l), err
		},
		func(d *fieldMethods, n *object.Str) {
			d.check = func(t *Thread, f *Field) ([]Object, error) {
				r, err := callField(t, f, n)
				if err != nil {
					return nil, err
				}
				return object.Collect(t, r)
			}
		})
	defMethod("get_lookup", []string{"lookup_name"},
		func(m *fieldMethods) bool { return m.getLookup != nil }, func(d, s *fieldMethods) { d.getLookup = s.getLookup },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			r, err := m.getLookup(t, f, asStr(a[0]))
			return orNone(r), err
		},
		func(d *fieldMethods, n *object.Str) {
			d.getLookup = func(t *Thread, f *Field, name string) (Object, error) {
				r, err := callField(t, f, n, str(name))
				if isNone(r) {
					return nil, err
				}
				return r, err
			}
		})
	defMethod("get_transform", []string{"lookup_name"},
		func(m *fieldMethods) bool { return m.getTransform != nil }, func(d, s *fieldMethods) { d.getTransform = s.getTransform },
		func(m *fieldMethods, t *Thread, f *Field, a []Object) (Object, error) {
			r, err := m.getTransform(t, f, asStr(a[0]))
			return orNone(r), err
		},
		func(d *fieldMethods, n *object.Str) {
			d.getTransform = func(t *Thread, f *Field, name string) (Object, error) {
				r, err := callField(t, f, n, str(name))
				if isNone(r) {
					return nil, err
				}
				return r, err
			}
		})
	return true
}()

// nativeFieldMethods holds what each native field class defines itself.
var nativeFieldMethods = map[*Type]*fieldMethods{}

// resolvedNative holds the complete tables of native classes.
var resolvedNative = map[*Type]*fieldMethods{}

// fieldMethodObjects makes the Python methods of a native class for the table's entries that the class defines.
func fieldMethodObjects(cls *Type, own *fieldMethods) []object.Method {
	nativeFieldMethods[cls] = own
	var out []object.Method
	for _, d := range fieldMethodDefs {
		if !d.has(own) {
			continue
		}
		d := d
		sig := pysig.New(cls.Name+"."+d.name.String(), append([]string{"self"}, d.params...)...)
		out = append(out, object.Method{Name: d.name.String(), Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sig.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			f, err := fieldOf(a[0])
			if err != nil {
				return nil, err
			}
			return d.call(own, t, f, a[1:])
		}})
	}
	return out
}

type resolvedKey struct{}

type resolvedMethods struct {
	version uint32
	m       *fieldMethods
}

// resolveMethods gives the complete table of a class.
func resolveMethods(t *Thread, cls *Type) *fieldMethods {
	if cls.Flags&object.Heap == 0 {
		return nativeTable(cls)
	}
	cache := t.RT.State(resolvedKey{}, func() any { return map[*Type]*resolvedMethods{} }).(map[*Type]*resolvedMethods)
	if r := cache[cls]; r != nil && r.version == cls.Version() {
		return r.m
	}
	m := &fieldMethods{}
	for _, d := range fieldMethodDefs {
		for _, b := range cls.MRO {
			if own := nativeFieldMethods[b]; own != nil {
				if d.has(own) {
					d.copy(m, own)
					break
				}
			} else if b.Dict.GetStr(d.name) != nil {
				d.dynamic(m, d.name)
				break
			}
		}
	}
	cache[cls] = &resolvedMethods{cls.Version(), m}
	return m
}

// nativeTable resolves a native class. Native classes never change; all are resolved together at the first use, so
// that runs on several goroutines only read the map afterwards.
func nativeTable(cls *Type) *fieldMethods {
	resolveOnce.Do(func() {
		for c := range nativeFieldMethods {
			m := &fieldMethods{}
			for _, d := range fieldMethodDefs {
				for _, b := range c.MRO {
					if own := nativeFieldMethods[b]; own != nil && d.has(own) {
						d.copy(m, own)
						break
					}
				}
			}
			resolvedNative[c] = m
		}
	})
	return resolvedNative[cls]
}

var resolveOnce sync.Once
