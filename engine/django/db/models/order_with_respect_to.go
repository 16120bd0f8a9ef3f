package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What Meta.order_with_respect_to brings: rows know their place among those that belong to the same other row, be it by a foreign key or by a generic one.

// isOrdered tells whether the model has order_with_respect_to.
func (o *Options) isOrdered() bool { return o.orderWithRespectTo != nil || o.orderGeneric != nil }

// orderedLike narrows qs (if it is given) to the rows that are ordered together with obj, and gives what they have in common.
func (o *Options) orderedLike(t *Thread, qs *QuerySet, obj Object) (*QuerySet, Object, error) {
	var names []string
	if g := o.orderGeneric; g != nil {
		names = []string{g.fkField, g.ctAttname(obj)}
	} else {
		names = []string{o.orderWithRespectTo.Attname}
	}
	common := make([]Object, len(names))
	for i, n := range names {
		v, err := object.GetAttrName(t, obj, n)
		if err != nil {
			return nil, nil, err
		}
		common[i] = v
		if qs != nil {
			if qs, err = qs.filterKw(t, n, v); err != nil {
				return nil, nil, err
			}
		}
	}
	return qs, object.NewTuple(common...), nil
}

// addGenericOrder adds the accessors of a model that has a GenericRelation to one ordered with respect to the generic key that the relation is the other side of.
func addGenericOrder(cls, other *Type, rel *genericOptions) {
	g := optionsOf(cls).orderGeneric
	if g == nil || g.ctField != rel.contentTypeField || g.fkField != rel.objectIDField {
		return
	}
	addOrderAccessors(cls, other, func(t *Thread, qs *QuerySet, self Object) (*QuerySet, error) {
		pk, err := pkOf(t, self)
		if err != nil {
			return nil, err
		}
		ct, err := contentTypeOf(t, self.Type(), g.concrete)
		if err != nil {
			return nil, err
		}
		if qs, err = qs.filterKw(t, g.fkField, pk); err != nil {
			return nil, err
		}
		return qs.filterKw(t, g.ctField, ct)
	})
}

// fillOrder gives a new row of a model with order_with_respect_to its place.
func fillOrder(t *Thread, self Object, opts *Options, using string) error {
	qs, err := baseQuerySet(t, opts.model)
	if err != nil {
		return err
	}
	if qs, _, err = opts.orderedLike(t, qs.onDB(using), self); err != nil {
		return err
	}
	e, err := nextOrderExpression(t)
	if err != nil {
		return err
	}
	d := object.NewDict()
	d.SetName("_order__max", e)
	r, err := aggregate(t, qs, []Object{object.EmptyTuple, d})
	if err != nil {
		return err
	}
	rd, _ := object.AsDict(r)
	return object.SetAttrName(t, self, "_order", orNone(rd.GetName("_order__max")))
}

// nextOrderExpression is Coalesce(ExpressionWrapper(Max("_order") + Value(1), output_field=IntegerField()), Value(0)).
func nextOrderExpression(t *Thread) (Object, error) {
	get := func(name string) (Object, error) {
		m, err := t.RT.Import(t, "django.db.models")
		if err != nil {
			return nil, err
		}
		return object.GetAttrName(t, m, name)
	}
	maxCls, err := get("Max")
	if err != nil {
		return nil, err
	}
	mx, err := object.Call(t, maxCls, []Object{str("_order")}, nil)
	if err != nil {
		return nil, err
	}
	sum, err := object.BinaryOp(t, object.Add, mx, sql.NewValue(object.NewInt(1)))
	if err != nil {
		return nil, err
	}
	wrapCls, err := get("ExpressionWrapper")
	if err != nil {
		return nil, err
	}
	out, err := object.Call(t, IntegerFieldType, nil, nil)
	if err != nil {
		return nil, err
	}
	w, err := object.Call(t, wrapCls, []Object{sum}, object.Kw("output_field", out))
	if err != nil {
		return nil, err
	}
	fm, err := t.RT.Import(t, "django.db.models.functions")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, fm, "Coalesce", w, sql.NewValue(object.NewInt(0)))
}

// fillOrders is _handle_order_with_respect_to of bulk_create.
func fillOrders(t *Thread, qs *QuerySet, opts *Options, objs []Object) error {
	next := object.NewDict()
	for _, o := range objs {
		_, v, err := opts.orderedLike(t, nil, o)
		if err != nil {
			return err
		}
		n, err := next.Get(t, v)
		if err != nil {
			return err
		}
		if n == nil {
			if err := fillOrder(t, o, opts, qs.using()); err != nil {
				return err
			}
			if n, err = object.GetAttrName(t, o, "_order"); err != nil {
				return err
			}
		} else if err := object.SetAttrName(t, o, "_order", n); err != nil {
			return err
		}
		k, _ := object.AsInt(orNone(n))
		if err := next.Set(t, v, object.NewInt(k+1)); err != nil {
			return err
		}
	}
	return nil
}

// addOrderMethods adds what order_with_respect_to brings: get_next_in_order here, get_FOO_order on the other model.
func addOrderMethods(t *Thread, cls *Type, opts *Options) error {
	f, place := opts.orderWithRespectTo, opts.field("_order")
	step := func(next bool) func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
		return func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
			op, order, cache := "gt", "_order", object.Intern("__True_order_cache")
			if !next {
				op, order, cache = "lt", "-_order", object.Intern("__False_order_cache")
			}
			if o := instDict(self).GetStr(cache); o != nil {
				return o, nil
			}
			base, err := defaultQuerySet(t, self.Type())
			if err != nil {
				return nil, err
			}
			qs, _, err := opts.orderedLike(t, base, self)
			if err != nil {
				return nil, err
			}
			sub, err := base.values(t, []Object{str("_order")}, nil)
			if err != nil {
				return nil, err
			}
			sub.iter = iterValues
			pk, err := pkOf(t, self)
			if err != nil {
				return nil, err
			}
			if sub, err = sub.filterKw(t, metaOf(self).pk.Name, pk); err != nil {
				return nil, err
			}
			if qs, err = qs.filterKw(t, "_order__"+op, sub.Self); err != nil {
				return nil, err
			}
			if qs, err = qs.orderBy(t, []Object{str(order)}); err != nil {
				return nil, err
			}
			if qs, err = qs.slice(t, 0, 1); err != nil {
				return nil, err
			}
			o, err := qs.getOne(t, qs)
			if err == nil {
				instDict(self).SetStr(cache, o)
			}
			return o, err
		}
	}
	cls.SetClassAttr("get_next_in_order", newFieldMethod("get_next_in_order", place, step(true)))
	cls.SetClassAttr("get_previous_in_order", newFieldMethod("get_previous_in_order", place, step(false)))
	if f == nil || f.rel == nil {
		return nil // the models on the other side of a generic key say themselves that they are: see addGenericOrder
	}
	return opts.apps.lazyRelated(t, cls, f, []Object{f.rel.toArg}, func(t *Thread, found []*Type) error {
		addOrderAccessors(cls, found[0], func(t *Thread, qs *QuerySet, self Object) (*QuerySet, error) { return qs.filterKw(t, f.Name, self) })
		return nil
	})
}

// addOrderAccessors is make_foreign_order_accessors: get_FOO_order and set_FOO_order on the other model; near finds the rows of one of its instances.
func addOrderAccessors(cls, other *Type, near func(t *Thread, qs *QuerySet, self Object) (*QuerySet, error)) {
	opts := optionsOf(cls)
	place := opts.field("_order")
	name := opts.modelName + "_order"
	rows := func(t *Thread, self Object) (*QuerySet, error) {
		qs, err := defaultQuerySet(t, cls)
		if err != nil {
			return nil, err
		}
		return near(t, qs, self)
	}
	other.SetClassAttr("get_"+name, newFieldMethod("get_"+name, place, func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
		qs, err := rows(t, self)
		if err != nil {
			return nil, err
		}
		if qs, err = qs.values(t, []Object{str(opts.pk.Name)}, nil); err != nil {
			return nil, err
		}
		qs.iter = iterFlat
		return qs.Self, nil
	}))
	other.SetClassAttr("set_"+name, newFieldMethod("set_"+name, place, func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
		if len(args) < 1 {
			return nil, object.TypeErrorf("set_%s() missing 1 required positional argument: 'id_list'", name)
		}
		ids, err := object.Collect(t, args[0])
		if err != nil {
			return nil, err
		}
		var objs []Object
		for i, id := range ids {
			o, err := object.Call(t, cls, nil, object.Kw("pk", id, "_order", object.NewInt(int64(i))))
			if err != nil {
				return nil, err
			}
			objs = append(objs, o)
		}
		qs, err := rows(t, self)
		if err != nil {
			return nil, err
		}
		_, err = bulkUpdate(t, qs, []Object{object.NewList(objs), strList([]string{"_order"}), nil})
		return none, err
	}))
}
