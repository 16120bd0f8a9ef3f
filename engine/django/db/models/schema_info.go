package models

// What the schema editor (package schema) reads of models beyond sql.Options.

// LocalFields are _meta.local_fields.
func (o *Options) LocalFields() []*Field { return o.localFields }

// LocalManyToMany are _meta.local_many_to_many.
func (o *Options) LocalManyToMany() []*Field { return o.localM2M }

// UniqueTogether is Meta.unique_together.
func (o *Options) UniqueTogether() [][]string { return o.uniqueTogether }

// Indexes and Constraints are Meta's.
func (o *Options) Indexes() []Object     { return o.indexes }
func (o *Options) Constraints() []Object { return o.constraints }

// Proxy and Abstract tell the kinds of models without a table of their own.
func (o *Options) Proxy() bool    { return o.proxy }
func (o *Options) Abstract() bool { return o.abstract }

// AutoCreated tells whether a many-to-many field made the model.
func (o *Options) AutoCreated() bool { return o.autoCreated != nil }

// FieldNamed is get_field for forward fields; nil when there is none.
func (o *Options) FieldNamed(name string) *Field { return o.field(name) }

// DBIndex is field.db_index.
func (f *Field) DBIndex() bool { return f.dbIndex }

// ForeignKeyTarget tells whether the column REFERENCES another table, and which.
func (f *Field) ForeignKeyTarget() (table, column string, ok bool) {
	if f.fk == nil || !f.fk.isForeignKey || !f.fk.dbConstraint || f.RelatedModel == nil {
		return "", "", false
	}
	g, err := f.target(nil)
	if err != nil || g == nil {
		return "", "", false
	}
	return optionsOf(f.RelatedModel).dbTable, g.Column, true
}

// CompositeColumns are the columns of a CompositePrimaryKey, nil for other fields.
func (f *Field) CompositeColumns() []string {
	if f.composite == nil {
		return nil
	}
	var out []string
	for _, g := range f.composite.fields(f) {
		out = append(out, g.Info().Column)
	}
	return out
}

// Collation is db_collation, "" for none.
func (f *Field) Collation() string { return asStr(orNone(f.dbCollation)) }

// AsConstraint, AsUnique and AsIndex give the Go part of an entry of Meta.constraints or Meta.indexes.
func AsConstraint(o Object) (*CheckConstraint, bool) { return native[*CheckConstraint](o) }

// AsUnique gives a UniqueConstraint.
func AsUnique(o Object) (*UniqueConstraint, bool) { return native[*UniqueConstraint](o) }

// AsIndex gives an Index.
func AsIndex(o Object) (*Index, bool) { return native[*Index](o) }
