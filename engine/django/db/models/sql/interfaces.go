package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// What package models (fields, Options, querysets) and package db (connections) implement for this package.

// FieldInfo holds the attributes that fields and relations have in common. Fields (package models) and rels embed one and return it from
// Info; the SQL layer reads it directly. contribute_to_class and the resolution of lazy relations fill it in.
type FieldInfo struct {
	// Self is the Python object: its Native implements Field or Rel.
	Self *object.Instance
	// Name is the name in look-ups: field.name; for a Rel its related query name.
	Name string
	// Attname is field.attname ("author_id"); equal to Name where there is no difference. Column is "" for fields without one.
	Attname, Column string
	VerboseName     string
	// Model is the class that the field was declared on (for a Rel: the class at the "one" end, rel.model). nil for unbound fields.
	Model *object.Type
	// RelatedModel is field.related_model: nil for fields that are no relations, for unresolved strings and for GenericForeignKey.
	RelatedModel *object.Type

	Null, Unique, PrimaryKey, Concrete         bool
	IsRelation                                 bool
	ManyToMany, ManyToOne, OneToMany, OneToOne bool
	AutoCreated, Hidden, Generated, Private    bool
	EmptyStringsAllowed                        bool
	DBReturning                                bool
	// HasDBDefault is set for fields with db_default; DBDefault is the resolved expression.
	HasDBDefault bool
	DBDefault    object.Object
	// ParentLink is remote_field.parent_link.
	ParentLink bool
	// MaxDigits and DecimalPlaces are DecimalField's; -1 elsewhere (decimal_places=None too).
	MaxDigits, DecimalPlaces int
	// Remote is field.remote_field: for a relation its Rel, for a Rel its field; nil otherwise.
	Remote FieldOrRel

	cachedCol *Col
}

// FieldOrRel is what Options.get_field gives: a Field, a Rel, or a field without column such as GenericForeignKey.
type FieldOrRel interface {
	Info() *FieldInfo
}

// Field is a model field, bound to a model or only used as an output_field. Methods that Python code may override (get_prep_value, from_db_value, db_type …)
// run the override: that is the implementation's duty.
type Field interface {
	FieldOrRel
	// InternalType is get_internal_type().
	InternalType(t *object.Thread) string
	GetPrepValue(t *object.Thread, v object.Object) (object.Object, error)
	GetDBPrepValue(t *object.Thread, v object.Object, conn Connection, prepared bool) (object.Object, error)
	GetDBPrepSave(t *object.Thread, v object.Object, conn Connection) (object.Object, error)
	// PreSave is pre_save(model_instance, add).
	PreSave(t *object.Thread, instance object.Object, add bool) (object.Object, error)
	// DBType is db_type(connection), "" for None; RelDBType and CastDBType likewise.
	DBType(t *object.Thread, conn Connection) (string, error)
	RelDBType(t *object.Thread, conn Connection) (string, error)
	CastDBType(t *object.Thread, conn Connection) (string, error)
	// DBConverters is get_db_converters(connection): from_db_value where the class has one (and what else the field needs); not the
	// connection's own converters, which this package adds by InternalType.
	DBConverters(t *object.Thread, conn Connection) ([]Converter, error)
	// GetLookup and GetTransform give the class (or, for transforms, any callable that takes the left side) registered under name along the field's class,
	// nil when there is none. Package models implements them with GetClassLookup of register.go (which knows what is registered); JSONField, for one, adds its own.
	GetLookup(t *object.Thread, name string) (object.Object, error)
	GetTransform(t *object.Thread, name string) (object.Object, error)
	// GetCol is get_col(alias, output_field); most fields use DefaultGetCol. output may be nil.
	GetCol(alias string, output Field) (Expression, error)
	// SelectFormat is select_format(compiler, sql, params); most fields return them unchanged.
	SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params []object.Object) (string, []object.Object, error)
	// Placeholder is get_placeholder(value, compiler, connection); ok is false where the class has no such method.
	Placeholder(t *object.Thread, v object.Object, c *SQLCompiler, conn Connection) (sql string, ok bool, err error)
	// TargetField is target_field of a foreign key (the field that it points to); nil for other fields.
	TargetField() Field
	// Clone is clone(): a new unbound field made from deconstruct().
	Clone(t *object.Thread) (Field, error)
}

// Relational is a FieldOrRel that look-ups can cross: ForeignObject and its kin, ManyToManyField, GenericRelation and every Rel.
type Relational interface {
	FieldOrRel
	// PathInfos is path_infos, or get_path_info(filtered_relation) when fr is not nil: then each PathInfo carries it. For a Rel the path leads from rel.model to the related model.
	PathInfos(fr *FilteredRelation) ([]PathInfo, error)
	// ReversePathInfos is reverse_path_infos (fields only; rels give their field's path_infos).
	ReversePathInfos(fr *FilteredRelation) ([]PathInfo, error)
}

// JoinField is a Relational that joins two tables directly: a ForeignObject (ForeignKey, OneToOneField, GenericRelation) or the Rel of one. A pair's first
// field lies on the table that is joined from.
type JoinField interface {
	Relational
	// JoiningFields is get_joining_fields(): ForeignObject gives related_fields, its Rel the pairs swapped.
	JoiningFields() ([][2]Field, error)
	// RelatedFields is related_fields of the ForeignObject (for a Rel, its field's): (local, foreign) pairs.
	RelatedFields() ([][2]Field, error)
	// ExtraRestriction is get_extra_restriction(alias, related_alias): nil for plain foreign keys, the content-type condition for generic relations.
	ExtraRestriction(t *object.Thread, alias, relatedAlias string) (*WhereNode, error)
}

// Rel is the reverse side of a relation: ForeignObjectRel (ManyToOneRel, OneToOneRel, ManyToManyRel). Info().Remote is the field; Info().Model the model that the
// field points to; Info().RelatedModel the model that has the field.
type Rel interface {
	Relational
	// Field is rel.field.
	Field() Field
	// AccessorName is get_accessor_name(), "" when there is none (related_name="+").
	AccessorName() string
	// RelatedQueryName is field.related_query_name().
	RelatedQueryName() string
	// Multiple is rel.multiple.
	Multiple() bool
}

// Cacher is implemented by relations that cache the other object on an instance (fields.mixins.FieldCacheMixin): foreign keys and rels.
type Cacher interface {
	CacheName() string
	SetCachedValue(t *object.Thread, instance, value object.Object) error
}

// PathInfo is one step of a path along relations (query_utils.PathInfo).
type PathInfo struct {
	FromOpts, ToOpts Options
	TargetFields     []Field
	JoinField        JoinField
	M2M, Direct      bool
	FilteredRelation *FilteredRelation
}

// Options is a model's _meta.
type Options interface {
	object.Object
	// Model is the class; ConcreteModel is the first class that is not a proxy.
	Model() *object.Type
	ConcreteModel() *object.Type
	AppLabel() string
	ModelName() string
	ObjectName() string
	// Label is "app_label.ObjectName", LabelLower "app_label.model_name".
	Label() string
	LabelLower() string
	DBTable() string
	PK() Field
	// PKFields is pk_fields: one field, or those of a composite primary key.
	PKFields() []Field
	// FindField is get_field(name) that gives nil instead of raising FieldDoesNotExist; GetField raises.
	FindField(name string) FieldOrRel
	GetField(t *object.Thread, name string) (FieldOrRel, error)
	// Fields is _meta.fields, ConcreteFields concrete_fields, GetFields get_fields() (parents' included, hidden ones not).
	Fields() []Field
	ConcreteFields() []Field
	GetFields() []FieldOrRel
	// RelatedObjects is related_objects: visible rels that point at the model.
	RelatedObjects() []Rel
	// Ordering is Meta.ordering: strings and expressions. nil or empty for none.
	Ordering() []object.Object
	// OrderWithRespectTo, and others not needed here, stay in package models.

	// GetPathToParent is get_path_to_parent(parent): one PathInfo per parent link, empty when parent is the model or a proxy of it.
	GetPathToParent(parent *object.Type) ([]PathInfo, error)
	GetPathFromParent(parent *object.Type) ([]PathInfo, error)
	// BaseChain is get_base_chain(model): parents leading to model, nil for none.
	BaseChain(model *object.Type) []*object.Type
	// AncestorLink is get_ancestor_link(ancestor).
	AncestorLink(ancestor *object.Type) Field
	// Parents is parents in order: parent class and the link field (nil for proxies).
	Parents() []ParentLink
	Managed() bool
	// Plans is where compiled SELECTs of the model are kept. They are forgotten when a field or relation comes.
	Plans() *Plans
}

// ParentLink is one entry of Options.parents.
type ParentLink struct {
	Model *object.Type
	Field Field
}

// Meta gives the _meta of a model class, which package models keeps in Type.Native; nil when cls is no model.
func Meta(cls *object.Type) Options {
	if cls == nil {
		return nil
	}
	o, _ := cls.Native.(Options)
	return o
}

// MetaOf gives the _meta of a model instance; nil when o is none.
func MetaOf(o object.Object) Options { return Meta(o.Type()) }

// AsField gives the Field of a Python object, if it is one.
func AsField(o object.Object) (Field, bool) {
	f, ok := object.Native(o).(Field)
	return f, ok
}

// FieldObject is the Python object of a field or rel; None for nil.
func FieldObject(f FieldOrRel) object.Object {
	if f == nil {
		return object.None
	}
	return f.Info().Self
}

// QuerySetLike is implemented by the native part of QuerySet: what can stand on the right of a look-up.
type QuerySetLike interface {
	// SQLQuery is qs.query (with deferred filters applied); UsingDB is qs._db, "" for None.
	SQLQuery(t *object.Thread) (*Query, error)
	UsingDB() string
}

// Converter turns a value from the database into the field's Python value. Values include None.
type Converter func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error)

// Connection is a DatabaseWrapper. It is a Python object too (django.db.connection).
type Connection interface {
	object.Object
	Alias() string
	// Execute runs one statement with %s placeholders, as cursor.execute(sql, params): it records the query, adapts parameters (Adapt of
	// the sqlite backend), checks validate_no_broken_transaction and refuses under a running event loop.
	Execute(t *object.Thread, sql string, params []object.Object) (Cursor, error)
	// InAtomicBlock and such are the connection's own; the SQL layer needs only these.
	InAtomicBlock() bool
	// MarkForRollbackOnError runs fn inside transaction.mark_for_rollback_on_error.
	Transaction
}

// Transaction is what writes need of django.db.transaction.
type Transaction interface {
	// Atomic runs fn inside transaction.atomic(using, savepoint).
	Atomic(t *object.Thread, savepoint bool, fn func() error) error
	// MarkForRollbackOnError runs fn; an error inside an atomic block marks it for rollback.
	MarkForRollbackOnError(t *object.Thread, fn func() error) error
}

// Cursor is the result of a statement.
type Cursor interface {
	// Columns are the names of description.
	Columns() []string
	// Fetch gives the next n rows (n < 0: all that are left), none at the end. The rows are the caller's to keep and to change. Cells are
	// what Python's sqlite3 gives: None, int, float, str, bytes.
	Fetch(t *object.Thread, n int) ([][]object.Object, error)
	RowCount() int64
	LastRowID() int64
	Close()
}

// Connections gives django.db.connections[alias] for the thread. Package db sets it in an init function.
var Connections func(t *object.Thread, alias string) (Connection, error)

// DefaultDBAlias is django.db.utils.DEFAULT_DB_ALIAS.
const DefaultDBAlias = "default"

// LookupSep is django.db.models.constants.LOOKUP_SEP.
const LookupSep = "__"

// Fields that expressions make by themselves (Count's IntegerField(), Exists' BooleanField(), …) come from package models, which registers every field class
// in an init function.

type fieldClass struct {
	cls *object.Type
	new func() Field
	one Field
}

var fieldClasses = map[string]*fieldClass{}

// RegisterFieldClass tells this package about a field class under its __name__ ("Field", "IntegerField", "ForeignObject", …). mk makes an unbound field
// with default arguments (nil for abstract ones such as Field); this package calls it at most once per process and shares the result, so an unbound field must not
// change when it is used as an output_field. Registration also puts the built-in lookups and transforms of the class in place (see register.go).
func RegisterFieldClass(name string, cls *object.Type, mk func() Field) {
	fieldClasses[name] = &fieldClass{cls: cls, new: mk}
	registerBuiltinLookups(name, cls)
}

// isField tells whether f is an instance of the registered field class.
func isField(f Field, class string) bool {
	fc := fieldClasses[class]
	return fc != nil && f != nil && f.Info().Self.Class.IsSubtype(fc.cls)
}
