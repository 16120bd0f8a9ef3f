package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// relOutput is a Rel in the place of an output_field: Author.objects.filter(books=emma) compares the key column of Book, typed as the relation seen from
// Author. Django's rels have the few methods of a field that this needs.
type relOutput struct {
	Rel
	target Field
}

// outputOf gives a field or a rel as an output_field.
func outputOf(f FieldOrRel) Field {
	switch f := f.(type) {
	case Field:
		return f
	case Rel:
		r := &relOutput{Rel: f}
		if infos, err := f.PathInfos(nil); err == nil && len(infos) > 0 {
			if ts := infos[len(infos)-1].TargetFields; len(ts) > 0 {
				r.target = ts[0]
			}
		}
		return r
	}
	return nil
}

func (r *relOutput) InternalType(t *object.Thread) string { return r.Rel.Field().InternalType(t) }

func (r *relOutput) GetPrepValue(t *object.Thread, v object.Object) (object.Object, error) {
	return v, nil
}

func (r *relOutput) GetDBPrepValue(t *object.Thread, v object.Object, conn Connection, prepared bool) (object.Object, error) {
	return r.target.GetDBPrepValue(t, v, conn, prepared)
}

func (r *relOutput) GetDBPrepSave(t *object.Thread, v object.Object, conn Connection) (object.Object, error) {
	return r.target.GetDBPrepSave(t, v, conn)
}

func (r *relOutput) PreSave(t *object.Thread, instance object.Object, add bool) (object.Object, error) {
	return r.target.PreSave(t, instance, add)
}

func (r *relOutput) DBType(t *object.Thread, conn Connection) (string, error) {
	return r.Rel.Field().DBType(t, conn)
}

func (r *relOutput) RelDBType(t *object.Thread, conn Connection) (string, error) {
	return r.Rel.Field().RelDBType(t, conn)
}

func (r *relOutput) CastDBType(t *object.Thread, conn Connection) (string, error) {
	return r.Rel.Field().CastDBType(t, conn)
}

func (r *relOutput) DBConverters(t *object.Thread, conn Connection) ([]Converter, error) {
	return r.target.DBConverters(t, conn)
}

func (r *relOutput) GetLookup(t *object.Thread, name string) (object.Object, error) {
	return r.Rel.Field().GetLookup(t, name)
}

func (r *relOutput) GetTransform(t *object.Thread, name string) (object.Object, error) {
	return r.Rel.Field().GetTransform(t, name)
}

func (r *relOutput) GetCol(alias string, output Field) (Expression, error) {
	return r.target.GetCol(alias, output)
}

func (r *relOutput) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params []object.Object) (string, []object.Object, error) {
	return sql, params, nil
}

func (r *relOutput) Placeholder(t *object.Thread, v object.Object, c *SQLCompiler, conn Connection) (string, bool, error) {
	return "", false, nil
}

func (r *relOutput) TargetField() Field { return r.target }

func (r *relOutput) Clone(t *object.Thread) (Field, error) { return r.target.Clone(t) }
