package models

import (
	"encoding/base64"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// BinaryField, UUIDField, FileField and its kin, and the cleaning of IP addresses.

var (
	BinaryFieldType   = object.Declare("BinaryField", fieldsModule, FieldType)
	UUIDFieldType     = object.Declare("UUIDField", fieldsModule, FieldType)
	FilePathFieldType = object.Declare("FilePathField", fieldsModule, FieldType)
	FileFieldType     = object.Declare("FileField", "django.db.models.fields.files", FieldType)
	ImageFieldType    = object.Declare("ImageField", "django.db.models.fields.files", FileFieldType)
)

type fileOptions struct {
	uploadTo, storage, path, match Object
	descriptor                     func(f *Field) Object
	widthField, heightField        Object
	keyGiven                       bool // primary_key was an argument
	noFiles, folders, recursive    bool // FilePathField: not allow_files, allow_folders
}

var (
	sigUUID  = pysig.New("UUIDField.__init__", "self", "verbose_name=", "**kwargs")
	sigFile  = pysig.New("FileField.__init__", "self", "verbose_name=", "name=", "upload_to=", "storage=", "**kwargs")
	sigImage = pysig.New("ImageField.__init__", "self", "verbose_name=", "name=", "width_field=", "height_field=", "**kwargs")
	sigPath  = pysig.New("FilePathField.__init__", "self", "verbose_name=", "name=", "path=", "match=", "recursive=", "allow_files=", "allow_folders=", "**kwargs")
)

func init() {
	declareField(BinaryFieldType, fieldClass{
		internal: "BinaryField", description: "Raw binary data",
		attrs: map[string]Object{"empty_values": object.NewList([]Object{none, object.NewBytes(nil)})},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			if err := initField(t, f, args, defaultKw(kw, "editable", object.False)); err != nil {
				return err
			}
			f.extraValidator = maxLengthValidator(f)
			return nil
		},
		methods: fieldMethods{
			check: checkBinary, deconstruct: deconstructBinary,
			getDefault: func(t *Thread, f *Field) (Object, error) {
				if has, err := f.m(t).hasDefault(t, f); err != nil {
					return nil, err
				} else if has && !object.IsCallable(f.defaultArg) {
					return f.defaultArg, nil
				}
				v, err := getDefaultBase(t, f)
				if err == nil && asStr(v) == "" && v != none {
					if _, ok := v.(*object.Str); ok {
						return object.NewBytes(nil), nil
					}
				}
				return v, err
			},
			getDBPrepValue: func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				return getDBPrepValueBase(t, f, v, conn, prepared)
			},
			toPython: func(t *Thread, f *Field, v Object) (Object, error) {
				if s, ok := v.(*object.Str); ok {
					b, err := base64.StdEncoding.DecodeString(s.String())
					if err != nil {
						return nil, object.ValueErrorf("%s", err.Error())
					}
					return object.Call(t, object.MemoryViewType, []Object{object.NewBytes(b)}, nil)
				}
				return v, nil
			},
			valueToString: func(t *Thread, f *Field, obj Object) (Object, error) {
				v, err := f.m(t).valueFromObject(t, f, obj)
				if err != nil {
					return nil, err
				}
				b, ok := native[*object.Bytes](v)
				if !ok {
					x, err := object.Call(t, object.BytesType, []Object{v}, nil)
					if err != nil {
						return nil, err
					}
					b, _ = native[*object.Bytes](x)
				}
				return str(base64.StdEncoding.EncodeToString(b.B)), nil
			},
		},
	})

	declareField(UUIDFieldType, fieldClass{
		internal: "UUIDField", description: "Universally unique identifier", noEmptyStrings: true,
		messages: []string{"invalid", "“%(value)s” is not a valid UUID."},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigUUID.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			_, k := popKw(kwDict(a[2].(*object.Dict)), "max_length")
			return initField(t, f, twoArgs(a[1], nil), defaultKw(k, "max_length", object.NewInt(32)))
		},
		methods: fieldMethods{
			deconstruct: deconstructSized(32), toPython: uuidToPython, getPrepValue: prepByToPython,
			getDBPrepValue: func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				if v == none || isExpression(t, v) {
					return v, nil
				}
				u, err := f.m(t).toPython(t, f, v)
				if err != nil {
					return nil, err
				}
				return object.GetAttrName(t, u, "hex")
			},
		},
	})

	initFile := func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
		a, err := sigFile.Bind(append([]Object{f.Self}, args...), kw)
		if err != nil {
			return err
		}
		f.file = &fileOptions{uploadTo: a[3], storage: a[4], descriptor: newFileDescriptor}
		f.file.keyGiven = a[5].(*object.Dict).GetStr(object.Intern("primary_key")) != nil
		if f.file.uploadTo == nil {
			f.file.uploadTo = str("")
		}
		return initField(t, f, twoArgs(a[1], a[2]), defaultKw(kwDict(a[5].(*object.Dict)), "max_length", object.NewInt(100)))
	}
	declareField(FileFieldType, fieldClass{
		internal: "FileField", description: "File", init: initFile,
		setup: func(f *Field) { f.file = &fileOptions{} },
		getsets: []object.GetSet{
			fieldGet("upload_to", func(t *Thread, f *Field) (Object, error) { return orNone(f.file.uploadTo), nil }, nil),
			fieldGet("storage", func(t *Thread, f *Field) (Object, error) { return orNone(f.file.storage), nil }, nil),
		},
		methods: fieldMethods{
			check: checkFile, deconstruct: deconstructFile,
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
				if v == none || isExpression(t, v) {
					return v, nil
				}
				s, err := object.ToStr(t, v)
				return str(s), err
			},
		},
	})
	declareField(ImageFieldType, fieldClass{description: "Image",
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigImage.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			if err := initFile(t, f, twoArgs(a[1], a[2]), kwDict(a[5].(*object.Dict))); err != nil {
				return err
			}
			f.file.widthField, f.file.heightField = a[3], a[4]
			return nil
		}})
	declareField(FilePathFieldType, fieldClass{
		internal: "FilePathField", description: "File path",
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigPath.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			f.file = &fileOptions{path: a[3], match: a[4]}
			if f.file.recursive, err = truth(t, a[5]); err != nil {
				return err
			}
			if f.file.folders, err = truth(t, a[7]); err != nil {
				return err
			}
			if a[6] != nil {
				files, err := truth(t, a[6])
				if err != nil {
					return err
				}
				f.file.noFiles = !files
			}
			return initField(t, f, twoArgs(a[1], a[2]), defaultKw(kwDict(a[8].(*object.Dict)), "max_length", object.NewInt(100)))
		},
		setup: func(f *Field) { f.file = &fileOptions{} },
		methods: fieldMethods{check: checkFilePath, deconstruct: deconstructFilePath, getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
			if v == none || isExpression(t, v) {
				return v, nil
			}
			s, err := object.ToStr(t, v)
			return str(s), err
		}},
	})
}

// cleanIP is GenericIPAddressField's to_python for text: IPv6 in its shortest form.
func cleanIP(t *Thread, f *Field, s string) (Object, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, ":") {
		return str(s), nil
	}
	a, ok := parseIPv6(s)
	if !ok {
		d := object.NewDict()
		d.SetName("protocol", str("IPv6"))
		e, err := object.Call(t, validationErrorType, []Object{str("Enter a valid %(protocol)s address.")}, object.Kw("code", str("invalid"), "params", d))
		if err != nil {
			return nil, err
		}
		return nil, e.(*object.Exception)
	}
	if four, ok := a.mapped(); ok {
		if f.ip != nil && f.ip.unpackIPv4 {
			return str(four), nil
		}
		return str("::ffff:" + four), nil
	}
	return str(a.String()), nil
}
