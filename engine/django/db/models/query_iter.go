package models

import (
	"slices"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Rows to objects: ModelIterable, ValuesIterable and their kin.

var (
	baseIterableType  = object.Declare("BaseIterable", queryModule)
	modelIterableType = object.Declare("ModelIterable", queryModule, baseIterableType)
	valuesType        = object.Declare("ValuesIterable", queryModule, baseIterableType)
	valuesListType    = object.Declare("ValuesListIterable", queryModule, baseIterableType)
	namedListType     = object.Declare("NamedValuesListIterable", queryModule, valuesListType)
	flatListType      = object.Declare("FlatValuesListIterable", queryModule, baseIterableType)
	iterableClasses   = map[iterKind]*Type{}
	rowIteratorType   = object.Declare("generator", "builtins")
)

func init() {
	iterableClasses[iterModel], iterableClasses[iterValues], iterableClasses[iterOwn] = modelIterableType, valuesType, baseIterableType
	iterableClasses[iterValuesList], iterableClasses[iterFlat], iterableClasses[iterNamed] = valuesListType, flatListType, namedListType
	baseIterableType.Define(object.Spec{
		Slots: object.Slots{New: newIterable, Init: func(*Thread, Object, []Object, *Kwargs) error { return nil }}, GetSets: iterableAttrs(),
	})
	for kind, c := range iterableClasses {
		if c != baseIterableType {
			c.Define(object.Spec{Slots: object.Slots{Iter: iterRows(kind)}})
		}
	}
	rowIteratorType.Define(object.Spec{Slots: object.Slots{
		Iter: func(t *Thread, o Object) (Object, error) { return o, nil },
		Next: func(t *Thread, o Object) (Object, error) { return o.(*rowIterator).next(t) },
	}, Methods: []object.Method{{Name: "close", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		args[0].(*rowIterator).done = true
		return none, nil
	}}}})
}

// rowMaker turns a row into what the queryset yields.
type rowMaker func(t *Thread, row []Object) (Object, error)

// open runs the query; the maker fits its columns.
func (qs *QuerySet) open(t *Thread, chunk int) (*sql.RowIter, rowMaker, error) {
	q, err := qs.SQLQuery(t)
	if err != nil {
		return nil, nil, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return nil, nil, err
	}
	c := q.GetCompiler(conn)
	it, err := c.ResultsIter(t, chunk)
	if err != nil {
		return nil, nil, err
	}
	mk, err := qs.maker(t, q, c)
	return it, mk, err
}

func (qs *QuerySet) maker(t *Thread, q *sql.Query, c *sql.SQLCompiler) (rowMaker, error) {
	switch qs.iter {
	case iterFlat:
		return func(_ *Thread, row []Object) (Object, error) {
			if len(row) == 0 {
				return none, nil
			}
			return row[0], nil
		}, nil
	case iterValuesList:
		return func(_ *Thread, row []Object) (Object, error) { return object.NewTuple(row...), nil }, nil
	case iterNamed:
		cls, err := qs.rowClass(t, valueNames(q))
		if err != nil {
			return nil, err
		}
		mk, err := object.GetAttrName(t, cls, "_make")
		if err != nil {
			return nil, err
		}
		return func(t *Thread, row []Object) (Object, error) {
			return object.Call(t, mk, []Object{object.NewTuple(row...)}, nil)
		}, nil
	case iterValues:
		names := valueNames(q)
		keys := make([]*object.Str, len(names))
		for i, n := range names {
			keys[i] = object.Intern(n)
		}
		return func(_ *Thread, row []Object) (Object, error) {
			d := object.NewDictSize(len(keys))
			for i, k := range keys {
				if i < len(row) {
					d.SetStr(k, row[i])
				}
			}
			return d, nil
		}, nil
	}
	return qs.modelMaker(t, c)
}

// valueNames are the names of a values() query's columns in order.
func valueNames(q *sql.Query) []string {
	if n := q.SelectedNames(); n != nil {
		return n
	}
	var out []string
	out = append(out, q.ExtraSelectNames()...)
	out = append(out, q.ValuesSelect...)
	return append(out, q.AnnotationSelect()...)
}

// rowClass is the namedtuple class Row of values_list(named=True).
func (qs *QuerySet) rowClass(t *Thread, names []string) (Object, error) {
	if len(qs.fields) > 0 {
		names = nil
		for _, f := range qs.fields {
			names = append(names, asStr(f))
		}
	}
	m, err := t.RT.Import(t, "django.db.models.utils")
	if err != nil {
		return nil, err
	}
	args := make([]Object, len(names))
	for i, n := range names {
		args[i] = str(n)
	}
	return object.CallMethod(t, m, "create_namedtuple_class", args...)
}

// populator makes the objects that select_related brings along (RelatedPopulator).
type populator struct {
	opts    *Options
	indexes []int
	fields  []*Field
	pk      int // index into fields
	local   func(t *Thread, from, obj Object) error
	remote  func(t *Thread, obj, from Object) error
	related []*populator
}

func newPopulator(c *sql.SQLCompiler, k *sql.KlassInfo) *populator {
	p := &populator{opts: optionsOf(k.Model), local: k.LocalSetter, remote: k.RemoteSetter, pk: -1}
	fields := c.SelectFields(k.SelectFields)
	if !k.FromParent {
		p.indexes = k.SelectFields
		p.fields = fieldsOf(fields)
	} else {
		// A parent's columns come among the child's: bring them into the order of the parent's fields.
		for _, f := range p.opts.concreteFields() {
			for i, g := range fields {
				if g != nil && g.Info().Attname == f.Attname {
					p.indexes = append(p.indexes, k.SelectFields[i])
					p.fields = append(p.fields, f)
					break
				}
			}
		}
	}
	for i, f := range p.fields {
		if f.Attname == p.opts.pk.Attname {
			p.pk = i
		}
	}
	for _, r := range k.Related {
		p.related = append(p.related, newPopulator(c, r))
	}
	return p
}

func (p *populator) populate(t *Thread, row []Object, from Object, db string) error {
	var obj Object = none
	values := make([]Object, len(p.indexes))
	for i, n := range p.indexes {
		values[i] = row[n]
	}
	if p.pk < 0 || values[p.pk] != none {
		o, err := p.opts.fromDB(t, db, p.fields, values)
		if err != nil {
			return err
		}
		obj = o
	}
	for _, r := range p.related {
		if err := r.populate(t, row, obj, db); err != nil {
			return err
		}
	}
	if p.local != nil && from != none {
		if err := p.local(t, from, obj); err != nil {
			return err
		}
	}
	if obj != none && p.remote != nil && from != none {
		return p.remote(t, obj, from)
	}
	return nil
}

func (qs *QuerySet) modelMaker(t *Thread, c *sql.SQLCompiler) (rowMaker, error) {
	k := c.KlassInfo
	if k == nil {
		return func(_ *Thread, row []Object) (Object, error) { return object.NewTuple(row...), nil }, nil
	}
	opts := optionsOf(k.Model)
	start, end := 0, 0
	if n := len(k.SelectFields); n > 0 {
		start, end = k.SelectFields[0], k.SelectFields[n-1]+1
	}
	names, ok := k.Fields.([]*Field)
	if !ok {
		names = fieldsOf(c.SelectFields(k.SelectFields))
		k.Fields = names
	}
	var related []*populator
	for _, r := range k.Related {
		related = append(related, newPopulator(c, r))
	}
	annotations := make([]*object.Str, len(c.AnnotationColMap))
	for i, a := range c.AnnotationColMap {
		annotations[i] = object.Intern(a.Name)
	}
	db := qs.using()
	known := qs.known
	plain := len(related) == 0 && len(annotations) == 0 && len(known) == 0
	return func(t *Thread, row []Object) (Object, error) {
		obj, err := opts.fromDB(t, db, names, row[start:end])
		if err != nil || plain {
			return obj, err
		}
		for _, r := range related {
			if err := r.populate(t, row, obj, db); err != nil {
				return nil, err
			}
		}
		for i, a := range annotations {
			if err := object.SetAttr(t, obj, a, row[c.AnnotationColMap[i].Index]); err != nil {
				return nil, err
			}
		}
		for _, kr := range known {
			if getCached(obj, kr.field.nameStr) != nil {
				continue
			}
			pairs, err := kr.field.RelatedFields()
			if err != nil {
				return nil, err
			}
		objects:
			for _, o := range kr.objs {
				for _, p := range pairs {
					id, err := object.GetAttr(t, obj, p[0].(*Field).attnameStr)
					if err != nil {
						return nil, err
					}
					v, err := object.GetAttr(t, o, p[1].(*Field).attnameStr)
					if err != nil {
						return nil, err
					}
					if eq, err := object.Equal(t, id, v); err != nil {
						return nil, err
					} else if !eq {
						continue objects
					}
				}
				if err := object.SetAttr(t, obj, kr.field.nameStr, o); err != nil {
					return nil, err
				}
				break
			}
		}
		return obj, nil
	}, nil
}

// rows fetches everything.
func (qs *QuerySet) rows(t *Thread) ([]Object, error) {
	if qs.iterClass != nil && qs.ownIterable() {
		return qs.ownRows(t)
	}
	it, mk, err := qs.open(t, 0)
	if err != nil {
		return nil, err
	}
	out := []Object{}
	for {
		row, err := it.Next(t)
		if err != nil {
			return nil, err
		}
		if row == nil {
			return out, nil
		}
		if len(out) == cap(out) {
			out = slices.Grow(out, 1+it.Fetched())
		}
		o, err := mk(t, row)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
		if len(out)&1023 == 0 {
			if err := t.Checkpoint(1024); err != nil {
				return nil, err
			}
			if err := t.Alloc(1024 * 200); err != nil {
				return nil, err
			}
		}
	}
}

// rowIterator is what iterator() gives: rows as they are asked for, prefetches a chunk at a time.
type rowIterator struct {
	qs    *QuerySet
	chunk int
	it    *sql.RowIter
	mk    rowMaker
	buf   []Object
	pos   int
	done  bool
}

func (*rowIterator) Type() *Type { return rowIteratorType }

func (qs *QuerySet) iterate(t *Thread, chunk int) (Object, error) {
	if qs.iterClass != nil && qs.ownIterable() {
		return qs.ownIterate(t, chunk)
	}
	return &rowIterator{qs: qs, chunk: chunk}, nil
}

func (r *rowIterator) next(t *Thread) (Object, error) {
	if r.done {
		return nil, nil
	}
	if r.it == nil {
		var err error
		if r.it, r.mk, err = r.qs.open(t, r.chunk); err != nil {
			r.done = true
			return nil, err
		}
	}
	if r.pos < len(r.buf) {
		o := r.buf[r.pos]
		r.buf[r.pos] = nil
		r.pos++
		return o, nil
	}
	take := 1
	prefetch := r.qs.prefetch != nil && !r.qs.prefetchDone
	if prefetch {
		take = r.chunk
	}
	r.buf, r.pos = r.buf[:0], 0
	for len(r.buf) < take {
		row, err := r.it.Next(t)
		if err != nil {
			r.done = true
			return nil, err
		}
		if row == nil {
			break
		}
		o, err := r.mk(t, row)
		if err != nil {
			r.done = true
			return nil, err
		}
		r.buf = append(r.buf, o)
	}
	if len(r.buf) == 0 {
		r.done = true
		return nil, nil
	}
	if prefetch {
		if err := prefetchRelatedObjects(t, r.buf, r.qs.prefetch); err != nil {
			return nil, err
		}
	}
	o := r.buf[0]
	r.pos = 1
	return o, nil
}

// setIterableClass is qs._iterable_class = cls.
func setIterableClass(t *Thread, qs *QuerySet, v Object) error {
	cls, ok := v.(*Type)
	if !ok || !cls.IsSubtype(baseIterableType) {
		return object.TypeErrorf("_iterable_class must be a subclass of BaseIterable, not '%s'", object.TypeName(v))
	}
	for _, b := range cls.MRO { // which ends with baseIterableType and object, for one that derives from that alone
		for kind, native := range iterableClasses {
			if b == native {
				qs.iter, qs.iterClass = kind, cls
				return nil
			}
		}
	}
	return nil
}

var strIter = object.Intern("__iter__")
