package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The text fields.

var (
	CharFieldType                  = object.Declare("CharField", fieldsModule, FieldType)
	CommaSeparatedIntegerFieldType = object.Declare("CommaSeparatedIntegerField", fieldsModule, CharFieldType)
	EmailFieldType                 = object.Declare("EmailField", fieldsModule, CharFieldType)
	SlugFieldType                  = object.Declare("SlugField", fieldsModule, CharFieldType)
	URLFieldType                   = object.Declare("URLField", fieldsModule, CharFieldType)
	TextFieldType                  = object.Declare("TextField", fieldsModule, FieldType)
	GenericIPAddressFieldType      = object.Declare("GenericIPAddressField", fieldsModule, FieldType)
	IPAddressFieldType             = object.Declare("IPAddressField", fieldsModule, FieldType)
)

type slugOptions struct{ allowUnicode bool }

type ipOptions struct {
	protocol   string
	unpackIPv4 bool
}

func textToPython(t *Thread, f *Field, v Object) (Object, error) {
	if _, ok := object.AsStr(v); ok || v == none {
		return v, nil
	}
	s, err := object.ToStr(t, v)
	return str(s), err
}

func textPrep(t *Thread, f *Field, v Object) (Object, error) {
	if _, ok := v.(*object.Str); ok || v == none || isExpression(t, v) {
		return v, nil
	}
	return f.m(t).toPython(t, f, v)
}

// popKw takes a keyword argument out of kw: the way in which __init__ methods with **kwargs see their own.
func popKw(kw *Kwargs, name string) (Object, *Kwargs) {
	if kw == nil {
		return nil, nil
	}
	for i, n := range kw.Names {
		if n.String() == name {
			k := &Kwargs{Names: append([]*object.Str(nil), kw.Names[:i]...), Vals: append([]Object(nil), kw.Vals[:i]...)}
			k.Names, k.Vals = append(k.Names, kw.Names[i+1:]...), append(k.Vals, kw.Vals[i+1:]...)
			return kw.Vals[i], k
		}
	}
	return nil, kw
}

// defaultKw is kwargs.setdefault(name, v).
func defaultKw(kw *Kwargs, name string, v Object) *Kwargs {
	if kw.Get(name) != nil {
		return kw
	}
	k := &Kwargs{}
	if kw != nil {
		k.Names, k.Vals = append(k.Names, kw.Names...), append(k.Vals, kw.Vals...)
	}
	k.Names, k.Vals = append(k.Names, object.Intern(name)), append(k.Vals, v)
	return k
}

func initChar(t *Thread, f *Field, args []Object, kw *Kwargs) error {
	collation, kw := popKw(kw, "db_collation")
	f.dbCollation = orNone(collation)
	if err := initField(t, f, args, kw); err != nil {
		return err
	}
	if !isNone(f.maxLength) {
		f.extraValidator = maxLengthValidator(f)
	}
	return nil
}

func maxLengthValidator(f *Field) func(t *Thread) ([]Object, error) {
	return func(t *Thread) ([]Object, error) {
		if isNone(f.maxLength) {
			return nil, nil
		}
		cls, err := validator(t, "MaxLengthValidator")
		if err != nil {
			return nil, err
		}
		v, err := object.Call(t, cls, []Object{f.maxLength}, nil)
		return []Object{v}, err
	}
}

// withMaxLength is the __init__ of CharFields that come with a max_length.
func withMaxLength(n int64) func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
	return func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
		return initChar(t, f, args, defaultKw(kw, "max_length", object.NewInt(n)))
	}
}

var (
	sigURL  = pysig.New("URLField.__init__", "self", "verbose_name=", "name=", "**kwargs")
	sigSlug = pysig.New("SlugField.__init__", "self", "*args", "max_length=", "db_index=", "allow_unicode=", "**kwargs")
	sigIP   = pysig.New("GenericIPAddressField.__init__", "self", "verbose_name=", "name=", "protocol=", "unpack_ipv4=", "*args", "**kwargs")
)

func init() {
	declareField(CharFieldType, fieldClass{
		internal: "CharField", init: initChar,
		getsets: []object.GetSet{fieldGet("description", func(t *Thread, f *Field) (Object, error) {
			if isNone(f.maxLength) {
				return str("String (unlimited)"), nil
			}
			return str("String (up to %(max_length)s)"), nil
		}, nil)},
		methods: fieldMethods{
			toPython: textToPython, getPrepValue: textPrep, check: checkChar,
			castDBType: func(t *Thread, f *Field, conn sql.Connection) (string, error) {
				if isNone(f.maxLength) {
					return "text", nil
				}
				return castDBTypeBase(t, f, conn)
			},
			deconstruct: func(t *Thread, f *Field) (*deconstruction, error) {
				d, err := deconstructBase(t, f)
				if err == nil && !isNone(f.dbCollation) {
					d.kw.SetName("db_collation", f.dbCollation)
				}
				return d, err
			},
		},
	})
	declareField(CommaSeparatedIntegerFieldType, fieldClass{
		attrs:       removedField("fields.E901", "CommaSeparatedIntegerField", "CharField(validators=[validate_comma_separated_integer_list])"),
		description: "Comma-separated integers", validators: []string{"validate_comma_separated_integer_list"}})
	declareField(EmailFieldType, fieldClass{description: "Email address", validators: []string{"validate_email"}, init: withMaxLength(254)})
	declareField(URLFieldType, fieldClass{description: "URL", methods: fieldMethods{deconstruct: deconstructSized(200)}, validators: []string{"_url_validator"},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigURL.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			return initChar(t, f, twoArgs(a[1], a[2]), defaultKw(kwDict(a[3].(*object.Dict)), "max_length", object.NewInt(200)))
		}})
	declareField(SlugFieldType, fieldClass{
		methods:  fieldMethods{deconstruct: deconstructSlug},
		internal: "SlugField", description: "Slug (up to %(max_length)s)", validators: []string{"validate_slug"},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigSlug.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			f.slugOpts = &slugOptions{}
			if f.slugOpts.allowUnicode, err = truth(t, a[3]); err != nil {
				return err
			}
			maxLength, index := a[1], a[2]
			if maxLength == nil {
				maxLength = object.NewInt(50)
			}
			if index == nil {
				index = object.True
			}
			k := defaultKw(defaultKw(kwDict(a[5].(*object.Dict)), "max_length", maxLength), "db_index", index)
			return initChar(t, f, a[4].(*object.Tuple).Items, k)
		},
		getsets: []object.GetSet{fieldGet("allow_unicode", func(t *Thread, f *Field) (Object, error) {
			return object.NewBool(f.slugOpts != nil && f.slugOpts.allowUnicode), nil
		}, nil)},
	})
	declareField(TextFieldType, fieldClass{
		internal: "TextField", description: "Text",
		methods: fieldMethods{toPython: textToPython, getPrepValue: textPrep},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			collation, kw := popKw(kw, "db_collation")
			f.dbCollation = orNone(collation)
			return initField(t, f, args, kw)
		},
	})
	declareField(IPAddressFieldType, fieldClass{
		internal: "IPAddressField", description: "IPv4 address", noEmptyStrings: true, attrs: removedField("fields.E900", "IPAddressField", "GenericIPAddressField"),
		methods: fieldMethods{getPrepValue: textPrep, deconstruct: func(t *Thread, f *Field) (*deconstruction, error) {
			d, err := deconstructBase(t, f)
			if err == nil {
				d.kw.DelStr(object.Intern("max_length"))
			}
			return d, err
		}},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			_, kw = popKw(kw, "max_length")
			return initField(t, f, args, defaultKw(kw, "max_length", object.NewInt(15)))
		},
	})
	declareField(GenericIPAddressFieldType, fieldClass{
		internal: "GenericIPAddressField", description: "IP address", noEmptyStrings: true,
		messages: []string{"invalid", "Enter a valid %(protocol)s address."},
		setup:    func(f *Field) { f.ip = &ipOptions{protocol: "both"} },
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigIP.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			f.ip = &ipOptions{protocol: "both"}
			if a[3] != nil {
				f.ip.protocol = asStr(a[3])
			}
			if f.ip.unpackIPv4, err = truth(t, a[4]); err != nil {
				return err
			}
			f.extraValidator = func(t *Thread) ([]Object, error) {
				fn, err := validator(t, "ip_address_validators")
				if err != nil {
					return nil, err
				}
				l, err := object.Call(t, fn, []Object{str(f.ip.protocol), object.NewBool(f.ip.unpackIPv4)}, nil)
				if err != nil {
					return nil, err
				}
				return object.Collect(t, l)
			}
			if _, err := f.extraValidator(t); err != nil {
				return err
			}
			k := kwDict(a[6].(*object.Dict))
			_, k = popKw(k, "max_length")
			return initField(t, f, append(twoArgs(a[1], a[2]), a[5].(*object.Tuple).Items...), defaultKw(k, "max_length", object.NewInt(39)))
		},
		getsets: []object.GetSet{
			fieldGet("protocol", func(t *Thread, f *Field) (Object, error) { return str(f.ip.protocol), nil }, nil),
			fieldGet("unpack_ipv4", func(t *Thread, f *Field) (Object, error) { return object.NewBool(f.ip.unpackIPv4), nil }, nil),
		},
		methods: fieldMethods{
			check: checkIP, deconstruct: deconstructIP,
			toPython: func(t *Thread, f *Field, v Object) (Object, error) {
				if v == none {
					return v, nil
				}
				s, err := object.ToStr(t, v)
				if err != nil {
					return nil, err
				}
				return cleanIP(t, f, s)
			},
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
				if v == none || isExpression(t, v) {
					return v, nil
				}
				s, err := object.ToStr(t, v)
				if err != nil {
					return nil, err
				}
				r, err := cleanIP(t, f, s)
				if err != nil && object.AsException(err) != nil {
					return str(s), nil
				}
				return r, err
			},
		},
	})
}
