package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// JSONField.

// JSONFieldType is django.db.models.JSONField.
var JSONFieldType = object.Declare("JSONField", "django.db.models.fields.json", FieldType)

type jsonOptions struct{ encoder, decoder Object }

var sigJSON = pysig.New("JSONField.__init__", "self", "verbose_name=", "name=", "encoder=", "decoder=", "**kwargs")

// dumps is json.dumps(v, cls=encoder).
func dumps(t *Thread, v, encoder Object) (Object, error) {
	m, err := t.RT.Import(t, "json")
	if err != nil {
		return nil, err
	}
	var kw *Kwargs
	if !isNone(encoder) {
		kw = object.Kw("cls", encoder)
	}
	return object.CallMethodKw(t, m, object.Intern("dumps"), []Object{v}, kw)
}

func loads(t *Thread, v, decoder Object) (Object, error) {
	m, err := t.RT.Import(t, "json")
	if err != nil {
		return nil, err
	}
	var kw *Kwargs
	if !isNone(decoder) {
		kw = object.Kw("cls", decoder)
	}
	return object.CallMethodKw(t, m, object.Intern("loads"), []Object{v}, kw)
}

func init() {
	declareField(JSONFieldType, fieldClass{
		internal: "JSONField", description: "A JSON object", noEmptyStrings: true,
		messages: []string{"invalid", "Value must be valid JSON."},
		setup:    func(f *Field) { f.json = &jsonOptions{} },
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigJSON.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			f.json = &jsonOptions{a[3], a[4]}
			if !isNone(a[3]) && !object.IsCallable(a[3]) {
				return object.ValueErrorf("The encoder parameter must be a callable object.")
			}
			if !isNone(a[4]) && !object.IsCallable(a[4]) {
				return object.ValueErrorf("The decoder parameter must be a callable object.")
			}
			return initField(t, f, twoArgs(a[1], a[2]), kwDict(a[5].(*object.Dict)))
		},
		getsets: []object.GetSet{
			fieldGet("encoder", func(t *Thread, f *Field) (Object, error) { return orNone(f.json.encoder), nil }, nil),
			fieldGet("decoder", func(t *Thread, f *Field) (Object, error) { return orNone(f.json.decoder), nil }, nil),
		},
		methods: fieldMethods{
			fromDBValue: func(t *Thread, f *Field, v, e, conn Object) (Object, error) {
				if v == none {
					return v, nil
				}
				_, isStr := object.AsStr(v)
				if ex, ok := sql.AsExpression(t, e); ok && !isStr && sql.IsKeyTransform(ex) {
					// SQLite's JSON functions give numbers and NULL as they are.
					return v, nil
				}
				r, err := loads(t, v, f.json.decoder)
				if err != nil && object.IsException(err, object.ValueErrorType) {
					return v, nil
				}
				return r, err
			},
			getDBPrepValue: func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				if !prepared {
					var err error
					if v, err = f.m(t).getPrepValue(t, f, v); err != nil {
						return nil, err
					}
				}
				if isExpression(t, v) {
					return v, nil
				}
				return dumps(t, v, f.json.encoder)
			},
			getDBPrepSave: func(t *Thread, f *Field, v Object, conn sql.Connection) (Object, error) {
				if v == none {
					return v, nil
				}
				if isJSONNull(t, v) {
					v = none // None itself is SQL's NULL, Value(None, JSONField()) JSON's
				} else if isExpression(t, v) {
					return v, nil
				}
				return f.m(t).getDBPrepValue(t, f, v, conn, false)
			},
			getTransform: func(t *Thread, f *Field, name string) (Object, error) {
				if tr, err := sql.GetClassLookup(t, f, name, true); tr != nil || err != nil {
					return tr, err
				}
				return sql.NewKeyTransformFactory(name), nil
			},
			validate: func(t *Thread, f *Field, v, instance Object) error {
				if err := validateBase(t, f, v, instance); err != nil {
					return err
				}
				if _, err := dumps(t, v, f.json.encoder); err != nil {
					if object.IsException(err, object.TypeErrorType) {
						return f.invalid(t, "invalid", v)
					}
					return err
				}
				return nil
			},
			valueToString: func(t *Thread, f *Field, obj Object) (Object, error) {
				return f.m(t).valueFromObject(t, f, obj)
			},
			deconstruct: deconstructJSON,
			check: func(t *Thread, f *Field) ([]Object, error) {
				out, err := checkFieldBase(t, f)
				if err == nil && f.defaultArg != nil && f.defaultArg != none && !object.IsCallable(f.defaultArg) {
					out = append(out, warningAbout(f.Self, "fields.E010", "Use a callable instead, e.g., use `dict` instead of `{}`.", "JSONField default should be a callable instead of an instance so that it's not shared between all field instances."))
				}
				return out, err
			},
		},
	})
}

// isJSONNull tells whether v is Value(None, JSONField()).
func isJSONNull(t *Thread, v Object) bool {
	x, ok := v.(*sql.Value)
	if !ok || x.Value != none {
		return false
	}
	out, err := sql.OutputField(t, x)
	if err != nil || out == nil {
		return false
	}
	f, ok := out.(*Field)
	return ok && f.Self.Class.IsSubtype(JSONFieldType)
}
