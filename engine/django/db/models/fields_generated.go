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

var sigGenerated = pysig.New("GeneratedField.__init__", "self", "*", "expression", "output_field", "db_persist=", "**kwargs")

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
