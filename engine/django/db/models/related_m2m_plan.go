package models

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// The two steps of add() that programs replace to see how the rest copes: what is to be done, and which rows are missing.

var (
	strAddPlan = object.Intern("_get_add_plan")
	strMissing = object.Intern("_get_missing_target_ids")
)

// addPlan is _get_add_plan: may conflicts be ignored, must signals be sent, and is one INSERT enough?
func (m *Manager) addPlan(t *Thread, sourceName string) (ignore, signal, fast bool) {
	r := m.related
	ignore = optionsOf(r.through).autoCreated != nil
	signal = (r.reverse || sourceName == r.sourceName) && signalsOf(t).m2mChanged.HasListeners(r.through)
	return ignore, signal, ignore && !signal
}

// plan is self._get_add_plan(), the program's where it has one.
func (m *Manager) plan(t *Thread, db string, source *Field) (ignore, signal, fast bool, err error) {
	if userAttr(m.Self.Class, strAddPlan) == nil {
		ignore, signal, fast = m.addPlan(t, source.Name)
		return ignore, signal, fast, nil
	}
	v, err := object.CallMethodKw(t, m.Self, strAddPlan, []Object{str(db), str(source.Name)}, nil)
	if err != nil {
		return false, false, false, err
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return false, false, false, err
	}
	if len(items) != 3 {
		return false, false, false, object.ValueErrorf("_get_add_plan() must give three values, not %d", len(items))
	}
	var flags [3]bool
	for i, x := range items {
		if flags[i], err = object.Truth(t, x); err != nil {
			return false, false, false, err
		}
	}
	return flags[0], flags[1], flags[2], nil
}

// missingTargets is _get_missing_target_ids: those of ids that have no row yet.
func (m *Manager) missingTargets(t *Thread, source, target, db string, ids Object) (Object, error) {
	qs, err := defaultQuerySet(t, m.related.through)
	if err != nil {
		return nil, err
	}
	if qs, err = qs.onDB(db).values(t, []Object{str(target)}, nil); err != nil {
		return nil, err
	}
	qs.iter = iterFlat
	d := object.NewDict()
	d.SetName(source, m.related.relatedVal[0])
	d.SetName(target+"__in", ids)
	if qs, err = qs.filterDict(t, d, false); err != nil {
		return nil, err
	}
	have, err := qs.fetch(t)
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, ids, "difference", object.NewList(have))
}

// missing is self._get_missing_target_ids().
func (m *Manager) missing(t *Thread, source, target, db string, ids Object) (Object, error) {
	if userAttr(m.Self.Class, strMissing) == nil {
		return m.missingTargets(t, source, target, db, ids)
	}
	return object.CallMethodKw(t, m.Self, strMissing, []Object{str(source), str(target), str(db), ids}, nil)
}

func addPlanMethod(cls string) object.Method {
	return relMethod(cls, "_get_add_plan", []string{"db", "source_field_name"}, func(t *Thread, m *Manager, a []Object) (Object, error) {
		ignore, signal, fast := m.addPlan(t, asStr(a[1]))
		return object.NewTuple(object.NewBool(ignore), object.NewBool(signal), object.NewBool(fast)), nil
	})
}

func missingMethod(cls string) object.Method {
	return relMethod(cls, "_get_missing_target_ids", []string{"source_field_name", "target_field_name", "db", "target_ids"},
		func(t *Thread, m *Manager, a []Object) (Object, error) {
			return m.missingTargets(t, asStr(a[0]), asStr(a[1]), asStr(a[2]), a[3])
		})
}
