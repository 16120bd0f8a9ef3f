package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// FileField's values. The playground has no files: a FieldFile is the name that the column holds, and says so when it is to be opened.

// FieldFileType is django.db.models.fields.files.FieldFile.
var FieldFileType = object.Declare("FieldFile", "django.db.models.fields.files")

type fieldFile struct {
	field    *Field // nil until it is set up
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
				ff.instance = obj // it may have been assigned from another's attribute
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
	// FieldFile(instance, field, name), and what a pickle of one is: an empty one that is given its state, which may refer to it, afterwards.
	set := func(ff *fieldFile, instance, field, name Object) error {
		f, ok := native[*Field](field)
		if !ok {
			return object.AttributeErrorf(field, "storage", "'%s' object has no attribute 'storage'", object.TypeName(field))
		}
		ff.instance, ff.field, ff.name = instance, f, name
		return nil
	}
	FieldFileType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				return &fieldFile{name: none}, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				a, err := pysig.New("FieldFile.__init__", "self", "instance", "field", "name").Bind(append([]Object{self}, args...), kw)
				if err != nil {
					return err
				}
				return set(self.(*fieldFile), a[1], a[2], a[3])
			},
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
			{Name: "field", Get: func(t *Thread, o Object) (Object, error) {
				if f := o.(*fieldFile).field; f != nil {
					return f.Self, nil
				}
				return nil, object.AttributeErrorf(o, "field", "'FieldFile' object has no attribute 'field'")
			}},
			{Name: "instance", Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*fieldFile).instance), nil }},
			{Name: "closed", Get: func(*Thread, Object) (Object, error) { return object.True, nil }},
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
		Methods: []object.Method{
			{Name: "__getstate__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				ff, d := args[0].(*fieldFile), object.NewDict()
				d.SetName("name", orNone(ff.name))
				d.SetName("closed", object.False)
				d.SetName("_committed", object.True)
				d.SetName("_file", none)
				d.SetName("instance", orNone(ff.instance))
				if ff.field != nil {
					d.SetName("field", ff.field.Self)
				}
				return d, nil
			}},
			{Name: "__setstate__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("__setstate__", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				d, ok := object.AsDict(args[1])
				if !ok {
					return nil, object.TypeErrorf("'%s' object is not iterable", object.TypeName(args[1]))
				}
				field, instance, name := d.GetName("field"), d.GetName("instance"), d.GetName("name")
				return none, set(args[0].(*fieldFile), orNone(instance), orNone(field), orNone(name))
			}},
			reduceWith("reduce_field_file"), noFiles("open"), noFiles("read"), noFiles("save"), noFiles("delete"), noFiles("close")},
	})
}
