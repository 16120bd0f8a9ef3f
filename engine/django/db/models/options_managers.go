package models

import (
	"sort"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Options' managers.

func (o *Options) addManager(m *Manager) {
	o.localManagers = append(o.localManagers, m)
	o.apps.clearCache()
}

// managers is _meta.managers: those of the class and its bases, each a copy bound to this model.
func (o *Options) managers() []*Manager {
	c := o.cache()
	if c.managers != nil {
		return c.managers
	}
	type entry struct {
		depth int
		m     *Manager
	}
	var found []entry
	seen := map[string]bool{}
	depth := 0
	for _, b := range o.model.MRO {
		bo := optionsOf(b)
		if bo == nil {
			continue
		}
		for _, m := range bo.localManagers {
			if seen[m.name] {
				continue
			}
			seen[m.name] = true
			if m.model != o.model {
				m = m.copyFor(o.model)
			}
			found = append(found, entry{depth, m})
		}
		depth++
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].depth != found[j].depth {
			return found[i].depth < found[j].depth
		}
		return found[i].m.creation < found[j].m.creation
	})
	c.managers = []*Manager{}
	for _, e := range found {
		c.managers = append(c.managers, e.m)
	}
	return c.managers
}

func (o *Options) manager(name string) *Manager {
	for _, m := range o.managers() {
		if m.name == name {
			return m
		}
	}
	return nil
}

// defaultManager is _meta.default_manager; nil when the model has none.
func (o *Options) defaultManager(t *Thread) (*Manager, error) {
	name := o.defaultManagerName
	if name == "" && len(o.localManagers) == 0 {
		for _, b := range o.model.MRO[1:] {
			if bo := optionsOf(b); bo != nil {
				name = bo.defaultManagerName
				break
			}
		}
	}
	if name != "" {
		if m := o.manager(name); m != nil {
			return m, nil
		}
		return nil, object.ValueErrorf("%s has no manager named '%s'", o.objectName, name)
	}
	if ms := o.managers(); len(ms) > 0 {
		return ms[0], nil
	}
	return nil, nil
}

// baseManager is _meta.base_manager.
func (o *Options) baseManager(t *Thread) (*Manager, error) {
	name := o.baseManagerName
	if name == "" {
		for _, b := range o.model.MRO[1:] {
			if bo := optionsOf(b); bo != nil {
				if bo.baseManagerName != "" || !bo.abstract {
					name = bo.baseManagerName
					break
				}
			}
		}
	}
	if name != "" {
		if m := o.manager(name); m != nil {
			return m, nil
		}
		return nil, object.ValueErrorf("%s has no manager named '%s'", o.objectName, name)
	}
	c := o.cache()
	if c.base == nil {
		m := newManager(ManagerType)
		m.name, m.model, m.autoCreated = "_base_manager", o.model, true
		c.base = m
	}
	return c.base, nil
}
