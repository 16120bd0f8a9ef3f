package models

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// FileField's values. The playground has no files: a FieldFile is the name that the column holds, and says so when it is to be opened.

// FieldFileType is django.db.models.fields.files.FieldFile.
var FieldFileType = object.Declare("FieldFile", "django.db.models.fields.files")

type fieldFile struct {
	field    *Field
	instance Object
	name     Object
}

func (*fieldFile) Type() *Type { return FieldFileType }

// fileDescriptor is FileDescriptor: instance.photo gives a FieldFile.
type fileDescriptor struct{ field *Field }

var fileDescriptorType = object.Declare("FileDescriptor", "django.db.models.fields.files", DeferredAttributeType)

func (*fileDescriptor) Type() *Type { return fileDescriptorType }

func newFileDescriptor(f *Field) Object { return &fileDescriptor{f} }

func init() {
	fileDescriptorType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			if obj == nil {
				return self, nil
			}
			f := self.(*fileDescriptor).field
			v, err := getDeferred(t, f, obj)
			if err != nil {
				return nil, err
			}
			if ff, ok := v.(*fieldFile); ok {
				return ff, nil
			}
			ff := &fieldFile{f, obj, v}
			instDict(obj).SetStr(f.attnameStr, ff)
			return ff, nil
		},
		DescrSet: func(t *Thread, self, obj, v Object) error {
			instDict(obj).SetStr(self.(*fileDescriptor).field.attnameStr, orNone(v))
			return nil
		},
	}})
	noFiles := func(name string) object.Method {
		return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			return nil, object.NotImplementedErrorf("FieldFile.%s() needs a file system, which the playground does not have: a FileField holds the file's name here", name)
		}}
	}
	text := func(o Object) string { return asStr(orNone(o.(*fieldFile).name)) }
	FieldFileType.Define(object.Spec{
		Slots: object.Slots{
			Repr: func(t *Thread, o Object) (string, error) {
				if n := text(o); n != "" {
					return "<FieldFile: " + n + ">", nil
				}
				return "<FieldFile: None>", nil
			},
			Str:  func(t *Thread, o Object) (string, error) { return text(o), nil },
			Bool: func(t *Thread, o Object) (bool, error) { return text(o) != "", nil },
			Hash: func(t *Thread, o Object) (int64, error) { return object.Hash(t, orNone(o.(*fieldFile).name)) },
			RichCompare: func(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
				if op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				other := b
				if ff, ok := b.(*fieldFile); ok {
					other = ff.name
				}
				eq, err := object.Equal(t, orNone(a.(*fieldFile).name), orNone(other))
				return object.NewBool(eq == (op == object.EQ)), err
			},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*fieldFile).name), nil },
				Set: func(t *Thread, o, v Object) error { o.(*fieldFile).name = orNone(v); return nil }},
			{Name: "field", Get: func(t *Thread, o Object) (Object, error) { return o.(*fieldFile).field.Self, nil }},
			{Name: "instance", Get: func(t *Thread, o Object) (Object, error) { return o.(*fieldFile).instance, nil }},
			{Name: "url", Get: func(t *Thread, o Object) (Object, error) {
				if text(o) == "" {
					return nil, object.ValueErrorf("The '%s' attribute has no file associated with it.", o.(*fieldFile).field.Name)
				}
				return str("/" + text(o)), nil
			}},
			{Name: "path", Get: func(t *Thread, o Object) (Object, error) {
				if text(o) == "" {
					return nil, object.ValueErrorf("The '%s' attribute has no file associated with it.", o.(*fieldFile).field.Name)
				}
				return str("/" + text(o)), nil
			}},
		},
		Methods: []object.Method{noFiles("open"), noFiles("read"), noFiles("save"), noFiles("delete"), noFiles("close")},
	})
}
