package models

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The numeric fields.

var (
	IntegerFieldType              = object.Declare("IntegerField", fieldsModule, FieldType)
	BigIntegerFieldType           = object.Declare("BigIntegerField", fieldsModule, IntegerFieldType)
	SmallIntegerFieldType         = object.Declare("SmallIntegerField", fieldsModule, IntegerFieldType)
	PositiveIntegerFieldType      = object.Declare("PositiveIntegerField", fieldsModule, IntegerFieldType)
	PositiveSmallIntegerFieldType = object.Declare("PositiveSmallIntegerField", fieldsModule, IntegerFieldType)
	PositiveBigIntegerFieldType   = object.Declare("PositiveBigIntegerField", fieldsModule, BigIntegerFieldType)
	AutoFieldType                 = object.Declare("AutoField", fieldsModule, IntegerFieldType)
	BigAutoFieldType              = object.Declare("BigAutoField", fieldsModule, AutoFieldType)
	SmallAutoFieldType            = object.Declare("SmallAutoField", fieldsModule, AutoFieldType)
	FloatFieldType                = object.Declare("FloatField", fieldsModule, FieldType)
	DecimalFieldType              = object.Declare("DecimalField", fieldsModule, FieldType)
	BooleanFieldType              = object.Declare("BooleanField", fieldsModule, FieldType)
	NullBooleanFieldType          = object.Declare("NullBooleanField", fieldsModule, BooleanFieldType)
)

// expectedNumber turns the TypeError or ValueError of int() or float() into Django's.
func expectedNumber(t *Thread, f *Field, v Object, err error) error {
	e := object.AsException(err)
	if e == nil || !e.Class.IsSubtype(object.TypeErrorType) && !e.Class.IsSubtype(object.ValueErrorType) {
		return err
	}
	r, rerr := repr(t, v)
	if rerr != nil {
		return rerr
	}
	cls := e.Class
	if cls.IsSubtype(object.UnicodeErrorType) {
		cls = object.ValueErrorType
	}
	name := f.Name
	if name == "" {
		name = "None" // of no model
	}
	w := object.Errorf(cls, "Field '%s' expected a number but got %s.", name, r)
	w.Cause, w.Context, w.SuppressContext = e, e, true
	return w
}

func toInt(t *Thread, v Object) (Object, error) {
	switch x := v.(type) {
	case object.Int, *object.BigInt:
		return x, nil
	case object.Bool:
		if x {
			return object.NewInt(1), nil
		}
		return object.NewInt(0), nil
	}
	return object.Call(t, object.IntType, []Object{v}, nil)
}

func toFloat(t *Thread, v Object) (Object, error) {
	switch x := v.(type) {
	case object.Float:
		return x, nil
	case object.Int:
		return object.Float(x), nil
	}
	return object.Call(t, object.FloatType, []Object{v}, nil)
}

func integerPrep(t *Thread, f *Field, v Object) (Object, error) {
	if _, ok := v.(object.Int); ok || v == none {
		return v, nil
	}
	if isExpression(t, v) {
		return v, nil
	}
	r, err := toInt(t, v)
	if err != nil {
		return nil, expectedNumber(t, f, v, err)
	}
	return r, nil
}

func integerToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	r, err := toInt(t, v)
	if err != nil {
		if object.IsException(err, object.TypeErrorType) || object.IsException(err, object.ValueErrorType) {
			return nil, f.invalid(t, "invalid", v)
		}
		return nil, err
	}
	return r, nil
}

// integerRange is connection.ops.integer_field_range: SQLite enforces no range but Django says 64 bits.
var integerRanges = map[string][2]int64{
	"SmallIntegerField": {math.MinInt64, math.MaxInt64}, "IntegerField": {math.MinInt64, math.MaxInt64}, "BigIntegerField": {math.MinInt64, math.MaxInt64},
	"PositiveBigIntegerField": {0, math.MaxInt64}, "PositiveSmallIntegerField": {0, math.MaxInt64}, "PositiveIntegerField": {0, math.MaxInt64},
	"SmallAutoField": {math.MinInt64, math.MaxInt64}, "AutoField": {math.MinInt64, math.MaxInt64}, "BigAutoField": {math.MinInt64, math.MaxInt64},
}

// integerValidators are the limits that IntegerField.validators adds, unless the field was given stricter ones.
func integerValidators(f *Field) func(t *Thread) ([]Object, error) {
	return func(t *Thread) ([]Object, error) {
		r, ok := integerRanges[f.InternalType(t)]
		if !ok {
			return nil, nil
		}
		minV, err := validator(t, "MinValueValidator")
		if err != nil {
			return nil, err
		}
		maxV, err := validator(t, "MaxValueValidator")
		if err != nil {
			return nil, err
		}
		var out []Object
		for _, c := range []struct {
			cls   Object
			limit int64
			op    object.CompareOp
		}{{minV, r[0], object.GE}, {maxV, r[1], object.LE}} {
			covered := false
			for _, v := range f.validatorsArg {
				is, err := object.IsInstanceOf(t, v, c.cls)
				if err != nil {
					return nil, err
				}
				if !is {
					continue
				}
				limit, err := object.GetAttrName(t, v, "limit_value")
				if err != nil {
					return nil, err
				}
				if _, isType := limit.(*Type); !isType && object.IsCallable(limit) {
					if limit, err = object.Call(t, limit, nil, nil); err != nil {
						return nil, err
					}
				}
				cmp, err := object.RichCompare(t, limit, object.NewInt(c.limit), c.op)
				if err != nil {
					return nil, err
				}
				if covered, err = object.Truth(t, cmp); err != nil {
					return nil, err
				}
				if covered {
					break
				}
			}
			if !covered {
				v, err := object.Call(t, c.cls, []Object{object.NewInt(c.limit)}, nil)
				if err != nil {
					return nil, err
				}
				out = append(out, v)
			}
		}
		return out, nil
	}
}

func autoPrepDB(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
	if prepared {
		return v, nil
	}
	return f.m(t).getPrepValue(t, f, v)
}

func contributeAuto(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
	opts := optionsOf(cls)
	if opts.autoField != nil {
		return object.ValueErrorf("Model %s can't have more than one auto-generated field.", opts.Label())
	}
	if err := contributeBase(t, f, cls, name, privateOnly); err != nil {
		return err
	}
	opts.autoField = f
	return nil
}

var sigDecimal = pysig.New("DecimalField.__init__", "self", "verbose_name=", "name=", "max_digits=", "decimal_places=", "**kwargs")

// digitsArgs are DecimalField's arguments as they were given; what is no number is found by check().
type digitsArgs struct{ maxDigits, decimalPlaces Object }

func init() {
	declareField(FieldType, fieldClass{
		methods: fieldMethods{
			getInternalType: func(t *Thread, f *Field) (string, error) { return f.Self.Class.Name, nil },
			dbType:          dbTypeBase, relDBType: relDBTypeBase, castDBType: castDBTypeBase,
			toPython:     func(_ *Thread, _ *Field, v Object) (Object, error) { return v, nil },
			getPrepValue: getPrepValueBase, getDBPrepValue: getDBPrepValueBase, getDBPrepSave: getDBPrepSaveBase,
			preSave: preSaveBase, validate: validateBase, runValidators: runValidatorsBase, clean: cleanBase,
			getDefault: getDefaultBase, hasDefault: hasDefaultBase,
			valueFromObject: func(t *Thread, f *Field, obj Object) (Object, error) { return object.GetAttr(t, obj, f.attnameStr) },
			valueToString: func(t *Thread, f *Field, obj Object) (Object, error) {
				v, err := f.m(t).valueFromObject(t, f, obj)
				if err != nil {
					return nil, err
				}
				s, err := object.ToStr(t, v)
				return str(s), err
			},
			contributeToClass: contributeBase,
			getAttname:        func(_ *Thread, f *Field) (string, error) { return f.Name, nil },
			saveFormData: func(t *Thread, f *Field, instance, data Object) error {
				return object.SetAttrName(t, instance, f.Name, data)
			},
			selectFormat: selectFormatBase, deconstruct: deconstructBase, check: checkFieldBase,
			getLookup:    func(t *Thread, f *Field, name string) (Object, error) { return sql.GetClassLookup(t, f, name, false) },
			getTransform: func(t *Thread, f *Field, name string) (Object, error) { return sql.GetClassLookup(t, f, name, true) },
		},
		init:    initField,
		getsets: fieldGetSets,
		extra:   fieldExtraMethods,
		attrs: map[string]Object{
			"empty_strings_allowed":           object.True,
			"empty_values":                    object.NewList([]Object{none, str(""), object.NewList(nil), object.EmptyTuple, object.NewDict()}),
			"default_validators":              object.NewList(nil),
			"system_check_deprecated_details": none,
			"system_check_removed_details":    none,
		},
		messages: []string{
			"invalid_choice", "Value %(value)r is not a valid choice.",
			"null", "This field cannot be null.",
			"blank", "This field cannot be blank.",
			"unique", "%(model_name)s with this %(field_label)s already exists.",
			"unique_for_date", "%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.",
		},
	})

	declareField(IntegerFieldType, fieldClass{
		internal: "IntegerField", description: "Integer", noEmptyStrings: true,
		messages: []string{"invalid", "“%(value)s” value must be an integer."},
		methods:  fieldMethods{getPrepValue: integerPrep, toPython: integerToPython, check: checkInteger},
		setup:    func(f *Field) { f.extraValidator = integerValidators(f) },
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			f.extraValidator = integerValidators(f)
			return initField(t, f, args, kw)
		},
	})
	declareField(BigIntegerFieldType, fieldClass{internal: "BigIntegerField", description: "Big (8 byte) integer",
		attrs: map[string]Object{"MAX_BIGINT": object.NewInt(math.MaxInt64)}})
	declareField(SmallIntegerFieldType, fieldClass{internal: "SmallIntegerField", description: "Small integer"})
	plainInteger := func(*Thread, *Field, sql.Connection) (string, error) { return "integer", nil }
	plainBig := func(*Thread, *Field, sql.Connection) (string, error) { return "bigint", nil }
	declareField(PositiveIntegerFieldType, fieldClass{internal: "PositiveIntegerField", description: "Positive integer", methods: fieldMethods{relDBType: plainInteger}})
	declareField(PositiveSmallIntegerFieldType, fieldClass{internal: "PositiveSmallIntegerField", description: "Positive small integer", methods: fieldMethods{relDBType: plainInteger}})
	declareField(PositiveBigIntegerFieldType, fieldClass{internal: "PositiveBigIntegerField", description: "Positive big integer", methods: fieldMethods{relDBType: plainBig}})

	declareField(AutoFieldType, fieldClass{
		internal: "AutoField", description: "Integer",
		methods: fieldMethods{
			relDBType: plainInteger, getDBPrepValue: autoPrepDB, contributeToClass: contributeAuto, check: checkAuto,
			validate: func(*Thread, *Field, Object, Object) error { return nil },
			deconstruct: func(t *Thread, f *Field) (*deconstruction, error) {
				d, err := deconstructBase(t, f)
				if err == nil {
					d.kw.DelStr(object.Intern("blank"))
					d.kw.SetName("primary_key", object.True)
				}
				return d, err
			},
		},
		setup: func(f *Field) { f.blank = true },
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			k := &Kwargs{Names: []*object.Str{object.Intern("blank")}, Vals: []Object{object.True}}
			if kw != nil {
				for i, n := range kw.Names {
					if n.String() != "blank" {
						k.Names, k.Vals = append(k.Names, n), append(k.Vals, kw.Vals[i])
					}
				}
			}
			f.extraValidator = integerValidators(f)
			return initField(t, f, args, k)
		},
	})
	declareField(BigAutoFieldType, fieldClass{internal: "BigAutoField", description: "Big (8 byte) integer", methods: fieldMethods{relDBType: plainBig}})
	declareField(SmallAutoFieldType, fieldClass{internal: "SmallAutoField", description: "Small integer",
		methods: fieldMethods{relDBType: func(*Thread, *Field, sql.Connection) (string, error) { return "smallint", nil }}})

	declareField(FloatFieldType, fieldClass{
		internal: "FloatField", description: "Floating point number", noEmptyStrings: true,
		messages: []string{"invalid", "“%(value)s” value must be a float."},
		methods: fieldMethods{
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
				if _, ok := v.(object.Float); ok || v == none {
					return v, nil
				}
				if isExpression(t, v) {
					return v, nil
				}
				r, err := toFloat(t, v)
				if err != nil {
					return nil, expectedNumber(t, f, v, err)
				}
				return r, nil
			},
			toPython: func(t *Thread, f *Field, v Object) (Object, error) {
				if v == none {
					return v, nil
				}
				r, err := toFloat(t, v)
				if object.IsException(err, object.TypeErrorType) || object.IsException(err, object.ValueErrorType) {
					return nil, f.invalid(t, "invalid", v)
				}
				return r, err
			},
		},
	})

	declareField(DecimalFieldType, fieldClass{
		internal: "DecimalField", description: "Decimal number", noEmptyStrings: true,
		messages: []string{"invalid", "“%(value)s” value must be a decimal number."},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigDecimal.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			for _, p := range []struct {
				v   Object
				dst *int
			}{{a[3], &f.MaxDigits}, {a[4], &f.DecimalPlaces}} {
				if n, ok := object.AsInt(orNone(p.v)); ok {
					*p.dst = int(n)
				}
			}
			f.digits = &digitsArgs{a[3], a[4]}
			f.extraValidator = decimalValidators(f)
			return initField(t, f, twoArgs(a[1], a[2]), kwDict(a[5].(*object.Dict)))
		},
		setup: func(f *Field) { f.extraValidator = decimalValidators(f) },
		getsets: []object.GetSet{
			fieldGet("max_digits", func(t *Thread, f *Field) (Object, error) { return intOrNone(f.MaxDigits), nil }, func(t *Thread, f *Field, v Object) error {
				n, err := object.AsIndex(t, v)
				f.MaxDigits = n
				return err
			}),
			fieldGet("decimal_places", func(t *Thread, f *Field) (Object, error) { return intOrNone(f.DecimalPlaces), nil }, func(t *Thread, f *Field, v Object) error {
				n, err := object.AsIndex(t, v)
				f.DecimalPlaces = n
				return err
			}),
		},
		methods: fieldMethods{
			toPython: decimalToPython,
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
				if isExpression(t, v) {
					return v, nil
				}
				return f.m(t).toPython(t, f, v)
			},
			getDBPrepValue: func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				if !prepared {
					var err error
					if v, err = f.m(t).getPrepValue(t, f, v); err != nil {
						return nil, err
					}
				}
				// SQLite's adapter writes the number out; its scale is not enforced.
				return v, nil
			},
			check: checkDecimal,
		},
	})

	declareField(BooleanFieldType, fieldClass{
		internal: "BooleanField", description: "Boolean (Either True or False)", noEmptyStrings: true,
		messages: []string{
			"invalid", "“%(value)s” value must be either True or False.",
			"invalid_nullable", "“%(value)s” value must be either True, False, or None.",
		},
		methods: fieldMethods{
			toPython: booleanToPython,
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
				if _, ok := v.(object.Bool); ok || v == none || isExpression(t, v) {
					return v, nil
				}
				return f.m(t).toPython(t, f, v)
			},
		},
	})
	declareField(NullBooleanFieldType, fieldClass{attrs: removedField("fields.E903", "NullBooleanField", "BooleanField(null=True, blank=True)"), init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
		f.Null, f.blank = true, true
		return initField(t, f, args, kw)
	}})
}

func intOrNone(n int) Object {
	if n < 0 {
		return none
	}
	return object.NewInt(int64(n))
}

// twoArgs makes the positional arguments verbose_name and name for the base's __init__.
func twoArgs(a, b Object) []Object {
	switch {
	case b != nil:
		return []Object{orNone(a), b}
	case a != nil:
		return []Object{a}
	}
	return nil
}

func booleanToPython(t *Thread, f *Field, v Object) (Object, error) {
	if f.Null && isEmptyValue(v) {
		return none, nil
	}
	switch x := v.(type) {
	case object.Bool:
		return x, nil
	case object.Int:
		if x == 0 || x == 1 {
			return object.NewBool(x == 1), nil
		}
	case object.Float:
		if x == 0 || x == 1 {
			return object.NewBool(x == 1), nil
		}
	}
	switch asStr(v) {
	case "t", "True", "1":
		return object.True, nil
	case "f", "False", "0":
		return object.False, nil
	}
	for _, b := range []Object{object.True, object.False} {
		if eq, err := object.Equal(t, v, b); err != nil || eq {
			return b, err
		}
	}
	if f.Null {
		return nil, f.invalid(t, "invalid_nullable", v)
	}
	return nil, f.invalid(t, "invalid", v)
}

func decimalToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none {
		return v, nil
	}
	d, ok, err := toDecimal(t, v, f.MaxDigits)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, f.invalid(t, "invalid", v)
	}
	return d, nil
}

func decimalValidators(f *Field) func(t *Thread) ([]Object, error) {
	return func(t *Thread) ([]Object, error) {
		cls, err := validator(t, "DecimalValidator")
		if err != nil {
			return nil, err
		}
		v, err := object.Call(t, cls, []Object{intOrNone(f.MaxDigits), intOrNone(f.DecimalPlaces)}, nil)
		return []Object{v}, err
	}
}
