package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// deferredLoading is deferred_loading: names, and whether they are deferred or the only ones loaded.
type deferredLoading struct {
	names     []string
	deferring bool
}

// DeferredLoading gives the names of defer() (deferring) or only() (not deferring).
func (q *Query) DeferredLoading() (names []string, deferring bool) {
	return q.deferred.names, q.deferred.deferring
}

// ClearDeferredLoading is clear_deferred_loading().
func (q *Query) ClearDeferredLoading() { q.deferred = deferredLoading{deferring: true} }

// AddDeferredLoading is add_deferred_loading(field_names).
func (q *Query) AddDeferredLoading(names []string) {
	d := q.deferred
	if d.deferring {
		q.deferred.names = unionStrings(d.names, names)
		return
	}
	if left := minusStrings(d.names, names); len(left) > 0 {
		q.deferred = deferredLoading{left, false}
		return
	}
	q.ClearDeferredLoading()
	if fresh := minusStrings(names, d.names); len(fresh) > 0 {
		q.deferred = deferredLoading{fresh, true}
	}
}

// AddImmediateLoading is add_immediate_loading(field_names).
func (q *Query) AddImmediateLoading(names []string) {
	var set []string
	for _, n := range names {
		if n == "pk" {
			n = q.Meta().PK().Info().Name
		}
		set = unionStrings(set, []string{n})
	}
	if q.deferred.deferring {
		q.deferred = deferredLoading{minusStrings(set, q.deferred.names), false}
		return
	}
	q.deferred = deferredLoading{set, false}
}

func minusStrings(a, b []string) []string {
	var out []string
next:
	for _, x := range a {
		for _, y := range b {
			if x == y {
				continue next
			}
		}
		out = append(out, x)
	}
	return out
}

// selectMask says which fields are loaded; nil or empty for all. A key is a field, a rel, or a filtered relation's name with its field.
type selectMask struct {
	fields []FieldOrRel
	names  []string // the filtered relation's alias, "" otherwise
	subs   []*selectMask
}

func (m *selectMask) empty() bool { return m == nil || len(m.fields) == 0 }

func (m *selectMask) has(f FieldOrRel) bool { _, ok := m.get("", f); return ok }

func (m *selectMask) get(name string, f FieldOrRel) (*selectMask, bool) {
	if m != nil {
		for i, x := range m.fields {
			if x == f && m.names[i] == name {
				return m.subs[i], true
			}
		}
	}
	return nil, false
}

func (m *selectMask) add(name string, f FieldOrRel) *selectMask {
	if s, ok := m.get(name, f); ok {
		return s
	}
	s := &selectMask{}
	m.fields, m.names, m.subs = append(m.fields, f), append(m.names, name), append(m.subs, s)
	return s
}

// getSelectMask is get_select_mask().
func (q *Query) getSelectMask(t *object.Thread) (*selectMask, error) {
	if len(q.deferred.names) == 0 {
		return nil, nil
	}
	tree := &RelatedNames{}
	for _, n := range q.deferred.names {
		d := tree
		for _, part := range splitName(n) {
			d = d.add(part)
		}
	}
	m := &selectMask{}
	if q.deferred.deferring {
		return m, q.deferMask(t, q.Meta(), tree, m)
	}
	return m, q.onlyMask(t, q.Meta(), tree, m)
}

// deferMask is _get_defer_select_mask.
func (q *Query) deferMask(t *object.Thread, opts Options, names *RelatedNames, m *selectMask) error {
	m.addKey(opts)
	taken := map[string]bool{}
	pop := func(name string) (*RelatedNames, bool) {
		if taken[name] {
			return nil, false
		}
		s, ok := names.Get(name)
		if ok {
			taken[name] = true
		}
		return s, ok
	}
	visit := func(f FieldOrRel) error {
		i := f.Info()
		sub, found := pop(i.Name)
		if i.Attname != "" {
			if _, isRel := f.(Rel); !isRel {
				if _, ok := pop(i.Attname); ok {
					found = true
				}
			}
		}
		if !found {
			m.add("", f)
			return nil
		}
		if sub == nil || len(sub.Names) == 0 {
			return nil
		}
		if !i.IsRelation {
			return fieldError("%s", sub.Names[0])
		}
		if i.ManyToMany {
			return nil
		}
		return q.deferMask(t, Meta(Meta(i.RelatedModel).ConcreteModel()), sub, m.add("", f))
	}
	for _, f := range opts.ConcreteFields() {
		if err := visit(f); err != nil {
			return err
		}
	}
	for _, r := range opts.RelatedObjects() {
		if err := visit(r); err != nil {
			return err
		}
	}
	for i, name := range names.Names {
		if taken[name] {
			continue
		}
		fr := q.filteredRelation(name)
		if fr == nil {
			if _, err := opts.GetField(t, name); err != nil {
				return err
			}
			continue
		}
		rel, err := opts.GetField(t, fr.RelationName)
		if err != nil {
			return err
		}
		if err := q.deferMask(t, Meta(Meta(rel.Info().RelatedModel).ConcreteModel()), names.Subs[i], m.add(name, rel)); err != nil {
			return err
		}
	}
	return nil
}

// addKey adds the fields of the primary key, which are always selected.
func (m *selectMask) addKey(opts Options) {
	for _, f := range opts.PKFields() {
		m.add("", f)
	}
}

// onlyMask is _get_only_select_mask.
func (q *Query) onlyMask(t *object.Thread, opts Options, names *RelatedNames, m *selectMask) error {
	m.addKey(opts)
	for i, name := range names.Names {
		sub := names.Subs[i]
		var f FieldOrRel
		var key string
		if fr := q.filteredRelation(name); fr != nil {
			rel, err := opts.GetField(t, fr.RelationName)
			if err != nil {
				return err
			}
			f, key = rel, name
		} else {
			x, err := opts.GetField(t, name)
			if err != nil {
				return err
			}
			f = x
		}
		fm := m.add(key, f)
		if len(sub.Names) == 0 {
			continue
		}
		if !f.Info().IsRelation {
			return fieldError("%s", sub.Names[0])
		}
		if err := q.onlyMask(t, Meta(Meta(f.Info().RelatedModel).ConcreteModel()), sub, fm); err != nil {
			return err
		}
	}
	return nil
}
