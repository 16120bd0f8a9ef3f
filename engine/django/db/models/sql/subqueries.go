package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// updateState is what an UpdateQuery has beyond a Query.
type updateState struct {
	values []FieldValue
	// related holds the updates of parent models' tables, by model.
	related    []relatedUpdate
	relatedIDs map[*object.Type][]object.Object
	hasIDs     bool
}

// FieldValue is a field with the value that it is set to. Model is the ancestor whose table the field is in, nil for the query's own.
type FieldValue struct {
	Field Field
	Model *object.Type
	Value object.Object
}

// NamedValue is a field's name with a value.
type NamedValue struct {
	Name  string
	Value object.Object
}

type relatedUpdate struct {
	model  *object.Type
	values []FieldValue
}

func (u *updateState) clone() *updateState {
	c := *u
	c.values = append([]FieldValue(nil), u.values...)
	c.related = append([]relatedUpdate(nil), u.related...)
	return &c
}

// setupUpdate is UpdateQuery._setup_query.
func (q *Query) setupUpdate() {
	if q.update == nil {
		q.update = &updateState{}
		return
	}
	q.update = &updateState{related: q.update.related}
}

// NewUpdateQuery is UpdateQuery(model).
func NewUpdateQuery(model *object.Type) *Query {
	q := NewQuery(model)
	q.class = UpdateQueryType
	q.setupUpdate()
	return q
}

// ChainUpdate is chain(UpdateQuery).
func (q *Query) ChainUpdate() *Query { return q.chainAs(UpdateQueryType) }

// UpdateValue is a FieldValue.
type UpdateValue = FieldValue

// AddUpdateValues is add_update_values(values), values by field name.
func (q *Query) AddUpdateValues(t *object.Thread, d *object.Dict) error {
	values := make([]NamedValue, 0, d.Len())
	for _, k := range d.Keys() {
		v, _ := d.Get(t, k)
		name, _ := object.AsStr(k)
		values = append(values, NamedValue{name, v})
	}
	return q.addUpdateValues(t, values)
}

func (q *Query) addUpdateValues(t *object.Thread, values []NamedValue) error {
	opts := q.Meta()
	seq := make([]FieldValue, 0, len(values))
	for _, v := range values {
		found, err := opts.GetField(t, v.Name)
		if err != nil {
			return err
		}
		i := found.Info()
		f, isField := found.(Field)
		_, isRel := found.(Rel)
		if i.Name == "pk" && len(Meta(i.Model).PKFields()) > 1 {
			return fieldError("Composite primary key fields must be updated individually.")
		}
		if !isField || isRel || !i.Concrete || i.IsRelation && i.ManyToMany {
			r, err := object.Repr(t, i.Self)
			if err != nil {
				return err
			}
			return fieldError("Cannot update model field %s (only non-relations and foreign keys permitted).", r)
		}
		model := Meta(i.Model).ConcreteModel()
		if model != opts.ConcreteModel() {
			q.addRelatedUpdate(model, FieldValue{f, nil, v.Value})
			continue
		}
		seq = append(seq, FieldValue{f, model, v.Value})
	}
	return q.AddUpdateFields(t, seq)
}

// AddUpdateFields is add_update_fields(values_seq).
func (q *Query) AddUpdateFields(t *object.Thread, seq []FieldValue) error {
	for _, v := range seq {
		if v.Field.Info().Generated {
			continue
		}
		if HasResolveExpression(v.Value) {
			var err error
			if v.Value, err = ResolveObject(t, v.Value, q, ResolveArgs{ForSave: true}); err != nil {
				return err
			}
		}
		q.update.values = append(q.update.values, v)
	}
	return nil
}

func (q *Query) addRelatedUpdate(model *object.Type, v FieldValue) {
	u := q.update
	for i := range u.related {
		if u.related[i].model == model {
			u.related[i].values = append(u.related[i].values, v)
			return
		}
	}
	u.related = append(u.related, relatedUpdate{model, []FieldValue{v}})
}

// relatedUpdates is get_related_updates: one query for each parent table.
func (q *Query) relatedUpdates(t *object.Thread) ([]*Query, error) {
	var out []*Query
	for _, r := range q.update.related {
		u := NewUpdateQuery(r.model)
		if err := u.AddUpdateFields(t, r.values); err != nil {
			return nil, err
		}
		if q.update.hasIDs {
			if err := u.AddFilter(t, "pk__in", object.NewList(q.update.relatedIDs[r.model])); err != nil {
				return nil, err
			}
		}
		out = append(out, u)
	}
	return out, nil
}

// UpdateBatch is update_batch(pk_list, values, using).
func (q *Query) UpdateBatch(t *object.Thread, pks []object.Object, values []NamedValue, conn Connection) error {
	if err := q.addUpdateValues(t, values); err != nil {
		return err
	}
	for start := 0; start < len(pks); start += ChunkSize {
		end := min(start+ChunkSize, len(pks))
		q.ClearWhere()
		if err := q.AddFilter(t, "pk__in", object.NewList(pks[start:end])); err != nil {
			return err
		}
		if _, err := q.ExecuteUpdate(t, conn); err != nil {
			return err
		}
	}
	return nil
}

// NewDeleteQuery is DeleteQuery(model).
func NewDeleteQuery(model *object.Type) *Query {
	q := NewQuery(model)
	q.class = DeleteQueryType
	return q
}

// ChainDelete makes a DeleteQuery of a query, as QuerySet._raw_delete does.
func (q *Query) ChainDelete() *Query {
	c := q.Clone()
	c.class = DeleteQueryType
	return c
}

// ExecuteDelete runs a DeleteQuery and gives the number of rows deleted.
func (q *Query) ExecuteDelete(t *object.Thread, conn Connection) (int64, error) {
	cur, err := q.compilerFor(conn, true).execute(t)
	if err != nil || cur == nil {
		return 0, err
	}
	defer cur.Close()
	return max(cur.RowCount(), 0), nil
}

// DeleteBatch is delete_batch(pk_list, using).
func (q *Query) DeleteBatch(t *object.Thread, pks []object.Object, conn Connection) (int64, error) {
	var n int64
	name := q.Meta().PK().Info().Attname
	for start := 0; start < len(pks); start += ChunkSize {
		end := min(start+ChunkSize, len(pks))
		q.ClearWhere()
		if err := q.AddFilter(t, name+"__in", object.NewList(pks[start:end])); err != nil {
			return n, err
		}
		q.tables, q.tableMap = nil, nil
		q.initialAlias()
		d, err := q.ExecuteDelete(t, conn)
		if err != nil {
			return n, err
		}
		n += d
	}
	return n, nil
}

// insertState is what an InsertQuery has beyond a Query.
type insertState struct {
	onConflict                 string // "", "ignore" or "update"
	updateFields, uniqueFields []Field
	fields                     []Field
	objs                       []object.Object
	raw                        bool
}

// NewInsertQuery is InsertQuery(model) with insert_values(fields, objs, raw).
func NewInsertQuery(model *object.Type, fields []Field, objs []object.Object, raw bool) *Query {
	q := NewQuery(model)
	q.class = InsertQueryType
	q.insert = &insertState{fields: fields, objs: objs, raw: raw}
	return q
}

// OnConflict says what happens to rows that break a constraint: kind is "", "ignore" or "update".
func (q *Query) OnConflict(kind string, updateFields, uniqueFields []Field) {
	q.insert.onConflict, q.insert.updateFields, q.insert.uniqueFields = kind, updateFields, uniqueFields
}

func init() {
	for _, tp := range []*object.Type{DeleteQueryType, UpdateQueryType, InsertQueryType, AggregateQueryType} {
		tp.Define(object.Spec{})
	}
}
