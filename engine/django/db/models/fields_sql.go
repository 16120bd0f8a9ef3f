package models

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What package sql asks of a field (sql.Field), and the column types of SQLite.

var _ sql.Field = (*Field)(nil)

// copyInfo copies what belongs to the field and leaves what package sql caches in it.
func copyInfo(i *sql.FieldInfo) sql.FieldInfo {
	return sql.FieldInfo{
		Self: i.Self, Name: i.Name, Attname: i.Attname, Column: i.Column, VerboseName: i.VerboseName, Model: i.Model, RelatedModel: i.RelatedModel,
		Null: i.Null, Unique: i.Unique, PrimaryKey: i.PrimaryKey, Concrete: i.Concrete, IsRelation: i.IsRelation,
		ManyToMany: i.ManyToMany, ManyToOne: i.ManyToOne, OneToMany: i.OneToMany, OneToOne: i.OneToOne,
		AutoCreated: i.AutoCreated, Hidden: i.Hidden, Generated: i.Generated, Private: i.Private, EmptyStringsAllowed: i.EmptyStringsAllowed,
		DBReturning: i.DBReturning, HasDBDefault: i.HasDBDefault, DBDefault: i.DBDefault, ParentLink: i.ParentLink,
		MaxDigits: i.MaxDigits, DecimalPlaces: i.DecimalPlaces, Remote: i.Remote,
	}
}

// InternalType implements sql.Field.
func (f *Field) InternalType(t *Thread) string {
	s, err := f.m(t).getInternalType(t, f)
	if err != nil {
		return ""
	}
	return s
}

// GetPrepValue implements sql.Field.
func (f *Field) GetPrepValue(t *Thread, v Object) (Object, error) {
	v, err := castPromise(t, v)
	if err != nil {
		return nil, err
	}
	return f.m(t).getPrepValue(t, f, v)
}

// GetDBPrepValue implements sql.Field.
func (f *Field) GetDBPrepValue(t *Thread, v Object, conn sql.Connection, prepared bool) (Object, error) {
	return f.m(t).getDBPrepValue(t, f, v, conn, prepared)
}

// GetDBPrepSave implements sql.Field.
func (f *Field) GetDBPrepSave(t *Thread, v Object, conn sql.Connection) (Object, error) {
	return f.m(t).getDBPrepSave(t, f, v, conn)
}

// PreSave implements sql.Field.
func (f *Field) PreSave(t *Thread, instance Object, add bool) (Object, error) {
	return f.m(t).preSave(t, f, instance, add)
}

// DBType implements sql.Field.
func (f *Field) DBType(t *Thread, conn sql.Connection) (string, error) {
	return f.m(t).dbType(t, f, conn)
}

// RelDBType implements sql.Field.
func (f *Field) RelDBType(t *Thread, conn sql.Connection) (string, error) {
	return f.m(t).relDBType(t, f, conn)
}

// CastDBType implements sql.Field.
func (f *Field) CastDBType(t *Thread, conn sql.Connection) (string, error) {
	return f.m(t).castDBType(t, f, conn)
}

// DBConverters implements sql.Field.
func (f *Field) DBConverters(t *Thread, conn sql.Connection) ([]sql.Converter, error) {
	from := f.m(t).fromDBValue
	if from == nil {
		if f.generated != nil && f.generated.output != nil {
			return f.generated.output.DBConverters(t, conn)
		}
		return nil, nil
	}
	return []sql.Converter{func(t *Thread, v Object, e sql.Expression, conn sql.Connection) (Object, error) {
		var ex Object = none
		if e != nil {
			ex = e
		}
		return from(t, f, v, ex, connObject(conn))
	}}, nil
}

// GetLookup implements sql.Field.
func (f *Field) GetLookup(t *Thread, name string) (Object, error) {
	return f.m(t).getLookup(t, f, name)
}

// GetTransform implements sql.Field.
func (f *Field) GetTransform(t *Thread, name string) (Object, error) {
	return f.m(t).getTransform(t, f, name)
}

// GetCol implements sql.Field.
func (f *Field) GetCol(alias string, output sql.Field) (sql.Expression, error) {
	if f.composite != nil {
		return f.composite.getCol(f, alias, output)
	}
	if f.generated != nil && (output == nil || output == sql.Field(f)) {
		output = f.generated.output
	}
	if output == nil && f.fk != nil {
		// A foreign key's column compares as what it points to.
		g := f.TargetField()
		for g != nil {
			h, ok := g.(*Field)
			if !ok || h.fk == nil || h == f {
				break
			}
			next := h.TargetField()
			if next == nil || next == sql.Field(f) {
				return nil, object.ValueErrorf("Cannot resolve output_field.")
			}
			g = next
		}
		output = g
	}
	return sql.DefaultGetCol(f, alias, output), nil
}

// SelectFormat implements sql.Field.
func (f *Field) SelectFormat(t *Thread, c *sql.SQLCompiler, s string, params []Object) (string, []Object, error) {
	return f.m(t).selectFormat(t, f, c, s, params)
}

var strGetPlaceholder = object.Intern("get_placeholder")

// Placeholder implements sql.Field.
func (f *Field) Placeholder(t *Thread, v Object, c *sql.SQLCompiler, conn sql.Connection) (string, bool, error) {
	if userAttr(f.Self.Class, strGetPlaceholder) == nil {
		return "", false, nil
	}
	r, err := callField(t, f, strGetPlaceholder, v, compilerObject(c), connObject(conn))
	return asStr(orNone(r)), true, err
}

// TargetField implements sql.Field.
func (f *Field) TargetField() sql.Field {
	if f.fk == nil {
		return nil
	}
	pairs, err := f.RelatedFields()
	if err != nil || len(pairs) == 0 {
		return nil
	}
	return pairs[0][1]
}

// Clone implements sql.Field.
func (f *Field) Clone(t *Thread) (sql.Field, error) {
	d, err := f.m(t).deconstruct(t, f)
	if err != nil {
		return nil, err
	}
	o, err := object.Call(t, f.Self.Class, d.args, kwDict(d.kw))
	if err != nil {
		return nil, err
	}
	return fieldOf(o)
}

// dataTypes is SQLite's DatabaseWrapper.data_types.
var dataTypes = map[string]string{
	"AutoField": "integer", "BigAutoField": "integer", "BinaryField": "BLOB", "BooleanField": "bool", "CharField": "varchar(%)",
	"DateField": "date", "DateTimeField": "datetime", "DecimalField": "decimal", "DurationField": "bigint", "FileField": "varchar(%)",
	"FilePathField": "varchar(%)", "FloatField": "real", "IntegerField": "integer", "BigIntegerField": "bigint", "IPAddressField": "char(15)",
	"GenericIPAddressField": "char(39)", "JSONField": "text", "OneToOneField": "integer", "PositiveBigIntegerField": "bigint unsigned",
	"PositiveIntegerField": "integer unsigned", "PositiveSmallIntegerField": "smallint unsigned", "SlugField": "varchar(%)",
	"SmallAutoField": "integer", "SmallIntegerField": "smallint", "TextField": "text", "TimeField": "time", "UUIDField": "char(32)",
}

// DataTypeSuffix is data_types_suffix: what follows the constraints of a column.
func (f *Field) DataTypeSuffix(t *Thread) string {
	switch f.InternalType(t) {
	case "AutoField", "BigAutoField", "SmallAutoField":
		return "AUTOINCREMENT"
	}
	return ""
}

// DBCheck is db_check(): the CHECK that a column's type brings along, "" for none.
func (f *Field) DBCheck(t *Thread) string {
	switch f.InternalType(t) {
	case "PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField":
		return `"` + f.Column + `" >= 0`
	case "JSONField":
		return `(JSON_VALID("` + f.Column + `") OR "` + f.Column + `" IS NULL)`
	}
	return ""
}

func dbTypeBase(t *Thread, f *Field, conn sql.Connection) (string, error) {
	name, err := f.m(t).getInternalType(t, f)
	if err != nil {
		return "", err
	}
	typ := dataTypes[name]
	if strings.HasSuffix(typ, "(%)") {
		if isNone(f.maxLength) {
			return "varchar", nil
		}
		n, err := object.ToStr(t, f.maxLength)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("varchar(%s)", n), nil
	}
	return typ, nil
}

func relDBTypeBase(t *Thread, f *Field, conn sql.Connection) (string, error) {
	return f.m(t).dbType(t, f, conn)
}

func castDBTypeBase(t *Thread, f *Field, conn sql.Connection) (string, error) {
	switch f.InternalType(t) {
	case "DateField", "DateTimeField":
		return "TEXT", nil
	}
	return f.m(t).dbType(t, f, conn)
}

func selectFormatBase(t *Thread, f *Field, c *sql.SQLCompiler, s string, params []Object) (string, []Object, error) {
	return s, params, nil
}

func compilerObject(c *sql.SQLCompiler) Object {
	if o, ok := any(c).(Object); ok && c != nil {
		return o
	}
	return none
}
