package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// GeneratedField, CompositePrimaryKey and OrderWrt.

// The classes.
var (
	GeneratedFieldType      = object.Declare("GeneratedField", "django.db.models.fields.generated", FieldType)
	CompositePrimaryKeyType = object.Declare("CompositePrimaryKey", "django.db.models.fields.composite", FieldType)
	orderWrtType            = object.Declare("OrderWrt", "django.db.models.fields.proxy", IntegerFieldType)
)

type generatedOptions struct {
	expression Object
	output     *Field
	persist    bool
}

// GeneratedExpression gives a generated field's expression and whether its value is stored, for the schema editor.
func (f *Field) GeneratedExpression() (expr Object, stored bool) {
	if f.generated == nil {
		return nil, false
	}
	return f.generated.expression, f.generated.persist
}

type compositeOptions struct{ names []string }

func (c *compositeOptions) fields(f *Field) []sql.Field {
	var out []sql.Field
	for _, n := range c.names {
		if g := optionsOf(f.Model).field(n); g != nil {
			out = append(out, g)
		}
	}
	return out
}

func (c *compositeOptions) getCol(f *Field, alias string, output sql.Field) (sql.Expression, error) {
	if err := f.bound(); err != nil {
		return nil, err
	}
	fs := c.fields(f)
	if output == nil {
		output = f
	}
	return sql.NewColPairs(alias, fs, fs, output), nil
}

func (c *compositeOptions) value(t *Thread, f *Field, o Object) (Object, error) {
	var out []Object
	for _, g := range c.fields(f) {
		v, err := object.GetAttr(t, o, g.(*Field).attnameStr)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return object.NewTuple(out...), nil
}

func (c *compositeOptions) set(t *Thread, f *Field, o, v Object) error {
	fs := c.fields(f)
	vals := make([]Object, len(fs))
	for i := range vals {
		vals[i] = none
	}
	if v != none {
		items, ok := sql.Sequence(v)
		if !ok {
			return object.ValueErrorf("'%s' must be a list or a tuple.", f.Name)
		}
		if len(items) != len(fs) {
			return object.ValueErrorf("'%s' must have %d elements.", f.Name, len(fs))
		}
		vals = items
	}
	for i, g := range fs {
		if err := object.SetAttr(t, o, g.(*Field).attnameStr, vals[i]); err != nil {
			return err
		}
	}
	return nil
}

// compositeDescr is instance.pk under the field's own name.
type compositeDescr struct{ field *Field }

var compositeDescrType = object.Declare("CompositeAttribute", "django.db.models.fields.composite")

func (*compositeDescr) Type() *Type { return compositeDescrType }

var sigGenerated = pysig.New("GeneratedField.__init__", "self", "*", "expression", "output_field", "db_persist", "**kwargs")

func isDatabaseDefault(v Object) bool {
	_, ok := native[*sql.DatabaseDefault](v)
	return ok
}

func init() {
	compositeDescrType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			if obj == nil {
				return self, nil
			}
			f := self.(*compositeDescr).field
			return f.composite.value(t, f, obj)
		},
		DescrSet: func(t *Thread, self, obj, v Object) error {
			f := self.(*compositeDescr).field
			return f.composite.set(t, f, obj, orNone(v))
		},
	}})
	declareField(GeneratedFieldType, fieldClass{
		abstract: true,
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigGenerated.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			if a[3] != object.True && a[3] != object.False {
				return object.ValueErrorf("GeneratedField.db_persist must be True or False.")
			}
			rest := a[4].(*object.Dict)
			for _, n := range []string{"editable", "blank", "default", "db_default"} {
				if v := rest.GetName(n); v != nil {
					switch {
					case n == "editable" && v == object.True:
						return object.ValueErrorf("GeneratedField cannot be editable.")
					case n == "blank" && v == object.False:
						return object.ValueErrorf("GeneratedField must be blank.")
					case n == "default":
						return object.ValueErrorf("GeneratedField cannot have a default.")
					case n == "db_default":
						return object.ValueErrorf("GeneratedField cannot have a database default.")
					}
				}
			}
			rest.SetName("editable", object.False)
			rest.SetName("blank", object.True)
			rest.SetName("null", object.True)
			out, err := fieldOf(a[2])
			if err != nil {
				return err
			}
			f.generated = &generatedOptions{a[1], out, a[3] == object.True}
			f.Generated = true
			f.MaxDigits, f.DecimalPlaces, f.maxLength = out.MaxDigits, out.DecimalPlaces, out.maxLength
			return initField(t, f, nil, kwDict(rest))
		},
		getsets: []object.GetSet{
			fieldGet("expression", func(t *Thread, f *Field) (Object, error) { return f.generated.expression, nil }, nil),
			fieldGet("output_field", func(t *Thread, f *Field) (Object, error) { return f.generated.output.Self, nil }, nil),
			fieldGet("db_persist", func(t *Thread, f *Field) (Object, error) { return object.NewBool(f.generated.persist), nil }, nil),
		},
		methods: fieldMethods{
			check: checkGenerated, deconstruct: deconstructGenerated,
			getInternalType: func(t *Thread, f *Field) (string, error) {
				return f.generated.output.m(t).getInternalType(t, f.generated.output)
			},
			dbType: func(t *Thread, f *Field, conn sql.Connection) (string, error) {
				return f.generated.output.DBType(t, conn)
			},
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) { return f.generated.output.GetPrepValue(t, v) },
			toPython: func(t *Thread, f *Field, v Object) (Object, error) {
				return f.generated.output.m(t).toPython(t, f.generated.output, v)
			},
			getDBPrepValue: func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				return f.generated.output.GetDBPrepValue(t, v, conn, prepared)
			},
			getLookup: func(t *Thread, f *Field, name string) (Object, error) { return f.generated.output.GetLookup(t, name) },
			getTransform: func(t *Thread, f *Field, name string) (Object, error) {
				return f.generated.output.GetTransform(t, name)
			},
			contributeToClass: func(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
				if err := contributeBase(t, f, cls, name, privateOnly); err != nil {
					return err
				}
				f.generated.output.Model = cls
				return nil
			},
		},
	})
	declareField(CompositePrimaryKeyType, fieldClass{
		abstract: true,
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			seen := map[string]bool{}
			c := &compositeOptions{}
			for _, a := range args {
				n, ok := object.AsStr(a)
				if !ok || seen[n] {
					return object.ValueErrorf("CompositePrimaryKey args must be unique strings.")
				}
				seen[n] = true
				c.names = append(c.names, n)
			}
			if len(args) == 0 {
				return object.ValueErrorf("CompositePrimaryKey args must be unique strings.")
			}
			if len(c.names) < 2 {
				return object.ValueErrorf("CompositePrimaryKey must include at least two fields.")
			}
			for _, bad := range []struct{ name, msg string }{{"default", "cannot have a default"}, {"db_default", "cannot have a database default"}, {"db_column", "cannot have a db_column"}} {
				if kw.Get(bad.name) != nil {
					return object.ValueErrorf("CompositePrimaryKey %s.", bad.msg)
				}
			}
			for _, must := range []struct {
				name, msg string
				want      bool
			}{{"editable", "cannot be editable", false}, {"primary_key", "must be a primary key", true}, {"blank", "must be blank", true}} {
				v := kw.Get(must.name)
				if v == nil {
					continue
				}
				if ok, err := object.Truth(t, v); err != nil {
					return err
				} else if ok != must.want {
					return object.ValueErrorf("CompositePrimaryKey %s.", must.msg)
				}
			}
			f.composite = c
			return initField(t, f, nil, defaultKw(defaultKw(defaultKw(kw, "editable", object.False), "primary_key", object.True), "blank", object.True))
		},
		getsets: []object.GetSet{
			fieldGet("field_names", func(t *Thread, f *Field) (Object, error) { return strTuple(f.composite.names), nil }, nil),
			fieldGet("fields", func(t *Thread, f *Field) (Object, error) {
				if err := f.bound(); err != nil {
					return nil, err
				}
				var out []Object
				for _, g := range f.composite.fields(f) {
					out = append(out, g.Info().Self)
				}
				return object.NewTuple(out...), nil
			}, nil),
		},
		slots: object.Slots{
			Iter: func(t *Thread, o Object) (Object, error) {
				f, err := fieldOf(o)
				if err != nil {
					return nil, err
				}
				var out []Object
				for _, g := range f.composite.fields(f) {
					out = append(out, g.Info().Self)
				}
				return object.Iter(t, object.NewTuple(out...))
			},
			Len: func(t *Thread, o Object) (int, error) {
				f, err := fieldOf(o)
				if err != nil {
					return 0, err
				}
				return len(f.composite.names), nil
			},
		},
		methods: fieldMethods{
			deconstruct: deconstructComposite,
			contributeToClass: func(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
				if err := contributeBase(t, f, cls, name, privateOnly); err != nil {
					return err
				}
				cls.SetClassAttr(f.Attname, &compositeDescr{f})
				return nil
			},
			dbType: func(*Thread, *Field, sql.Connection) (string, error) { return "", nil },
		},
	})
	declareField(orderWrtType, fieldClass{
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			f.extraValidator = integerValidators(f)
			return initField(t, f, args, defaultKw(defaultKw(kw, "name", str("_order")), "editable", object.False))
		},
	})
}

// fillOrder gives a new row of a model with order_with_respect_to its place.
func fillOrder(t *Thread, self Object, opts *Options, using string) error {
	qs, err := baseQuerySet(t, opts.model)
	if err != nil {
		return err
	}
	f := opts.orderWithRespectTo
	v, err := object.GetAttr(t, self, f.attnameStr)
	if err != nil {
		return err
	}
	if qs, err = qs.onDB(using).filterKw(t, f.Attname, v); err != nil {
		return err
	}
	e, err := nextOrderExpression(t)
	if err != nil {
		return err
	}
	d := object.NewDict()
	d.SetName("_order__max", e)
	r, err := aggregate(t, qs, []Object{object.EmptyTuple, d})
	if err != nil {
		return err
	}
	rd, _ := object.AsDict(r)
	return object.SetAttrName(t, self, "_order", orNone(rd.GetName("_order__max")))
}

// nextOrderExpression is Coalesce(ExpressionWrapper(Max("_order") + Value(1), output_field=IntegerField()), Value(0)).
func nextOrderExpression(t *Thread) (Object, error) {
	get := func(name string) (Object, error) {
		m, err := t.RT.Import(t, "django.db.models")
		if err != nil {
			return nil, err
		}
		return object.GetAttrName(t, m, name)
	}
	maxCls, err := get("Max")
	if err != nil {
		return nil, err
	}
	mx, err := object.Call(t, maxCls, []Object{str("_order")}, nil)
	if err != nil {
		return nil, err
	}
	sum, err := object.BinaryOp(t, object.Add, mx, sql.NewValue(object.NewInt(1)))
	if err != nil {
		return nil, err
	}
	wrapCls, err := get("ExpressionWrapper")
	if err != nil {
		return nil, err
	}
	out, err := object.Call(t, IntegerFieldType, nil, nil)
	if err != nil {
		return nil, err
	}
	w, err := object.Call(t, wrapCls, []Object{sum}, object.Kw("output_field", out))
	if err != nil {
		return nil, err
	}
	fm, err := t.RT.Import(t, "django.db.models.functions")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, fm, "Coalesce", w, sql.NewValue(object.NewInt(0)))
}

// fillOrders is _handle_order_with_respect_to of bulk_create.
func fillOrders(t *Thread, qs *QuerySet, opts *Options, objs []Object) error {
	next := object.NewDict()
	f := opts.orderWithRespectTo
	for _, o := range objs {
		v, err := object.GetAttr(t, o, f.attnameStr)
		if err != nil {
			return err
		}
		n, err := next.Get(t, v)
		if err != nil {
			return err
		}
		if n == nil {
			if err := fillOrder(t, o, opts, qs.using()); err != nil {
				return err
			}
			if n, err = object.GetAttrName(t, o, "_order"); err != nil {
				return err
			}
		} else if err := object.SetAttrName(t, o, "_order", n); err != nil {
			return err
		}
		k, _ := object.AsInt(orNone(n))
		if err := next.Set(t, v, object.NewInt(k+1)); err != nil {
			return err
		}
	}
	return nil
}

// addOrderMethods adds what order_with_respect_to brings: get_next_in_order here, get_FOO_order on the other model.
func addOrderMethods(t *Thread, cls *Type, opts *Options) error {
	f := opts.orderWithRespectTo
	step := func(next bool) func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
		return func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
			op, order, cache := "gt", "_order", object.Intern("__True_order_cache")
			if !next {
				op, order, cache = "lt", "-_order", object.Intern("__False_order_cache")
			}
			if o := instDict(self).GetStr(cache); o != nil {
				return o, nil
			}
			base, err := defaultQuerySet(t, self.Type())
			if err != nil {
				return nil, err
			}
			v, err := object.GetAttr(t, self, f.attnameStr)
			if err != nil {
				return nil, err
			}
			qs, err := base.filterKw(t, f.Attname, v)
			if err != nil {
				return nil, err
			}
			sub, err := base.values(t, []Object{str("_order")}, nil)
			if err != nil {
				return nil, err
			}
			sub.iter = iterValues
			pk, err := pkOf(t, self)
			if err != nil {
				return nil, err
			}
			if sub, err = sub.filterKw(t, metaOf(self).pk.Name, pk); err != nil {
				return nil, err
			}
			if qs, err = qs.filterKw(t, "_order__"+op, sub.Self); err != nil {
				return nil, err
			}
			if qs, err = qs.orderBy(t, []Object{str(order)}); err != nil {
				return nil, err
			}
			if qs, err = qs.slice(t, 0, 1); err != nil {
				return nil, err
			}
			o, err := qs.getOne(t, qs)
			if err == nil {
				instDict(self).SetStr(cache, o)
			}
			return o, err
		}
	}
	cls.SetClassAttr("get_next_in_order", newFieldMethod("get_next_in_order", f, step(true)))
	cls.SetClassAttr("get_previous_in_order", newFieldMethod("get_previous_in_order", f, step(false)))
	if f.rel == nil {
		return nil
	}
	return opts.apps.lazyRelated(t, cls, f, []Object{f.rel.toArg}, func(t *Thread, found []*Type) error {
		name := opts.modelName + "_order"
		rows := func(t *Thread, self Object) (*QuerySet, error) {
			qs, err := defaultQuerySet(t, cls)
			if err != nil {
				return nil, err
			}
			return qs.filterKw(t, f.Name, self)
		}
		found[0].SetClassAttr("get_"+name, newFieldMethod("get_"+name, f, func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
			qs, err := rows(t, self)
			if err != nil {
				return nil, err
			}
			if qs, err = qs.values(t, []Object{str(opts.pk.Name)}, nil); err != nil {
				return nil, err
			}
			qs.iter = iterFlat
			return qs.Self, nil
		}))
		found[0].SetClassAttr("set_"+name, newFieldMethod("set_"+name, f, func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
			if len(args) < 1 {
				return nil, object.TypeErrorf("set_%s() missing 1 required positional argument: 'id_list'", name)
			}
			ids, err := object.Collect(t, args[0])
			if err != nil {
				return nil, err
			}
			var objs []Object
			for i, id := range ids {
				o, err := object.Call(t, cls, nil, object.Kw("pk", id, "_order", object.NewInt(int64(i))))
				if err != nil {
					return nil, err
				}
				objs = append(objs, o)
			}
			qs, err := rows(t, self)
			if err != nil {
				return nil, err
			}
			_, err = bulkUpdate(t, qs, []Object{object.NewList(objs), strList([]string{"_order"}), nil})
			return none, err
		}))
		return nil
	})
}
