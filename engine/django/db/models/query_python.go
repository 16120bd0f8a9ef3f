package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The special methods and attributes of class QuerySet.

// qsMethod makes a method of QuerySet: params as pysig.New wants them, without self.
func qsMethod(name string, params []string, fn func(t *Thread, qs *QuerySet, a []Object) (Object, error)) object.Method {
	sig := pysig.New("QuerySet."+name, append([]string{"self"}, params...)...)
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := sig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		qs, err := querySetOf(a[0])
		if err != nil {
			return nil, err
		}
		return fn(t, qs, a[1:])
	}}
}

// qsResult gives a queryset as the result of a method.
func qsResult(qs *QuerySet, err error) (Object, error) {
	if err != nil {
		return nil, err
	}
	return qs.Self, nil
}

// filterMethod is filter() and exclude(), whose arguments need no binding: they are the commonest call of all.
func filterMethod(name string, negate bool) object.Method {
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		qs, err := querySetOf(args[0])
		if err != nil {
			return nil, err
		}
		if err := qs.notCombined(name); err != nil {
			return nil, err
		}
		q, err := filterConditions(t, args[1:], kw)
		if err != nil {
			return nil, err
		}
		return qsResult(qs.filterQ(t, q, negate, len(args) > 1 || kw.Len() > 0))
	}}
}

func init() {
	get := func(name string, f func(t *Thread, qs *QuerySet) (Object, error), set func(t *Thread, qs *QuerySet, v Object) error) object.GetSet {
		gs := object.GetSet{Name: name, Get: func(t *Thread, self Object) (Object, error) {
			qs, err := querySetOf(self)
			if err != nil {
				return nil, err
			}
			return f(t, qs)
		}}
		if set != nil {
			gs.Set = func(t *Thread, self, v Object) error {
				qs, err := querySetOf(self)
				if err != nil {
					return err
				}
				return set(t, qs, orNone(v))
			}
		}
		return gs
	}
	QuerySetType.Define(object.Spec{
		Doc: "Represent a lazy database lookup for a set of objects.",
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				qs := &QuerySet{}
				qs.Self = object.NewInstance(cls, qs)
				return qs.Self, nil
			},
			Init: initQuerySet,
			Repr: reprQuerySet,
			Iter: func(t *Thread, self Object) (Object, error) {
				qs, err := querySetOf(self)
				if err != nil {
					return nil, err
				}
				if err := qs.fetchAll(t); err != nil {
					return nil, err
				}
				return object.Iter(t, qs.result)
			},
			AIter: func(t *Thread, self Object) (Object, error) {
				return callTwin(t, "QuerySet", "__aiter__", self)
			},
			Len: func(t *Thread, self Object) (int, error) {
				qs, err := querySetOf(self)
				if err != nil {
					return 0, err
				}
				items, err := qs.fetch(t)
				return len(items), err
			},
			Bool: func(t *Thread, self Object) (bool, error) {
				qs, err := querySetOf(self)
				if err != nil {
					return false, err
				}
				items, err := qs.fetch(t)
				return len(items) > 0, err
			},
			GetItem: getItem,
			Binary: func() (b [object.NumBinaryOps]object.BinaryFunc) {
				b[object.And] = combineWith(sql.AND)
				b[object.Or] = combineWith(sql.OR)
				b[object.Xor] = combineWith(sql.XOR)
				return
			}(),
		},
		Methods: querySetMethods(),
		GetSets: []object.GetSet{
			get("model", func(t *Thread, qs *QuerySet) (Object, error) { return typeOrNone(qs.model), nil },
				func(t *Thread, qs *QuerySet, v Object) error { qs.model, _ = v.(*Type); return nil }),
			get("db", func(t *Thread, qs *QuerySet) (Object, error) {
				err := qs.pin(t)
				return str(qs.using()), err
			}, nil),
			get("_db", func(t *Thread, qs *QuerySet) (Object, error) { return strOrNoneObj(qs.db), nil },
				func(t *Thread, qs *QuerySet, v Object) error { qs.db = asStr(v); return nil }),
			get("query", func(t *Thread, qs *QuerySet) (Object, error) {
				q, err := qs.SQLQuery(t)
				if err != nil {
					return nil, err
				}
				return q, nil
			}, func(t *Thread, qs *QuerySet, v Object) error {
				if q, ok := native[*sql.Query](v); ok {
					qs.query = q
					if len(q.ValuesSelect) > 0 {
						qs.iter, qs.iterClass = iterValues, nil
					}
				}
				return nil
			}),
			get("_query", func(t *Thread, qs *QuerySet) (Object, error) { return qs.query, nil }, nil),
			get("_result_cache", func(t *Thread, qs *QuerySet) (Object, error) {
				if qs.result == nil {
					return none, nil
				}
				return qs.result, nil
			}, func(t *Thread, qs *QuerySet, v Object) error {
				qs.result, _ = object.AsList(v)
				return nil
			}),
			get("_hints", func(t *Thread, qs *QuerySet) (Object, error) {
				if qs.hints == nil {
					qs.hints = object.NewDict()
				}
				return qs.hints, nil
			}, nil),
			get("_fields", func(t *Thread, qs *QuerySet) (Object, error) {
				if !qs.hasFields {
					return none, nil
				}
				return object.NewTuple(append([]Object(nil), qs.fields...)...), nil
			}, nil),
			get("_prefetch_related_lookups", func(t *Thread, qs *QuerySet) (Object, error) {
				return object.NewTuple(append([]Object(nil), qs.prefetch...)...), nil
			}, nil),
			get("_prefetch_done", func(t *Thread, qs *QuerySet) (Object, error) { return object.NewBool(qs.prefetchDone), nil },
				func(t *Thread, qs *QuerySet, v Object) (err error) { qs.prefetchDone, err = truth(t, v); return }),
			get("_for_write", func(t *Thread, qs *QuerySet) (Object, error) { return object.NewBool(qs.forWrite), nil },
				func(t *Thread, qs *QuerySet, v Object) (err error) { qs.forWrite, err = truth(t, v); return }),
			get("_iterable_class", func(t *Thread, qs *QuerySet) (Object, error) {
				if qs.iterClass != nil && qs.iterClass.IsSubtype(iterableClasses[qs.iter]) {
					return qs.iterClass, nil
				}
				return iterableClasses[qs.iter], nil
			}, setIterableClass),
			get("_known_related_objects", func(t *Thread, qs *QuerySet) (Object, error) { return object.NewDict(), nil }, nil),
			get("ordered", func(t *Thread, qs *QuerySet) (Object, error) {
				b, err := qs.ordered(t)
				return object.NewBool(b), err
			}, nil),
		},
	})
}

// reprQuerySet shows the first twenty rows; it asks for one more to know whether there are others.
func reprQuerySet(t *Thread, self Object) (string, error) {
	qs, err := querySetOf(self)
	if err != nil {
		return "", err
	}
	var items []Object
	if qs.result != nil {
		if items, err = qs.fetch(t); err != nil {
			return "", err
		}
	} else {
		c, err := qs.slice(t, 0, reprOutputSize+1)
		if err != nil {
			return "", err
		}
		if items, err = c.fetch(t); err != nil {
			return "", err
		}
	}
	more := false
	if len(items) > reprOutputSize {
		items, more = items[:reprOutputSize], true
	}
	shown := append([]Object(nil), items...)
	if more {
		shown = append(shown, str("...(remaining elements truncated)..."))
	}
	r, err := object.Repr(t, object.NewList(shown))
	return "<" + object.TypeName(self) + " " + r + ">", err
}

// getItem is qs[k].
func getItem(t *Thread, self, key Object) (Object, error) {
	qs, err := querySetOf(self)
	if err != nil {
		return nil, err
	}
	if s, ok := key.(*object.Slice); ok {
		bound := func(o Object) (int, bool, error) {
			if isNone(o) {
				return 0, false, nil
			}
			if neg, err := object.Less(t, o, object.NewInt(0)); err != nil {
				return 0, false, err
			} else if neg {
				return 0, false, object.ValueErrorf("Negative indexing is not supported.")
			}
			v, err := toInt(t, o)
			if err != nil {
				return 0, false, err
			}
			n, err := toIndex(t, v)
			return n, true, err
		}
		start, _, err := bound(s.Start)
		if err != nil {
			return nil, err
		}
		stop, hasStop, err := bound(s.Stop)
		if err != nil {
			return nil, err
		}
		if qs.result != nil {
			if err := qs.fetchAll(t); err != nil {
				return nil, err
			}
			return object.GetItem(t, qs.result, key)
		}
		if !hasStop {
			stop = -1
		}
		c, err := qs.slice(t, start, stop)
		if err != nil {
			return nil, err
		}
		if isNone(s.Step) {
			return c.Self, nil
		}
		items, err := c.fetch(t)
		if err != nil {
			return nil, err
		}
		return object.GetItem(t, object.NewList(append([]Object(nil), items...)), object.NewSlice(none, none, s.Step))
	}
	if _, ok := object.AsBig(key); !ok {
		return nil, object.TypeErrorf("QuerySet indices must be integers or slices, not %s.", object.TypeName(key))
	}
	n, err := toIndex(t, key)
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, object.ValueErrorf("Negative indexing is not supported.")
	}
	if qs.result != nil {
		if err := qs.fetchAll(t); err != nil {
			return nil, err
		}
		return object.GetItem(t, qs.result, key)
	}
	c, err := qs.slice(t, n, n+1)
	if err != nil {
		return nil, err
	}
	items, err := c.fetch(t)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, object.IndexErrorf("list index out of range")
	}
	return items[0], nil
}

func toIndex(t *Thread, o Object) (int, error) { return object.AsIndex(t, o) }

// combineWith is & | ^ of two querysets.
func combineWith(connector string) object.BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		x, err := querySetOf(a)
		if err != nil {
			return object.NotImplemented, nil
		}
		y, ok := native[*QuerySet](b)
		if !ok {
			// Django asks the other operand for its query first.
			if _, err := object.GetAttrName(t, b, "query"); err != nil {
				return nil, err
			}
			return object.NotImplemented, nil
		}
		op := map[string]string{sql.AND: "&", sql.OR: "|", sql.XOR: "^"}[connector]
		if x.query.Combinator != "" || y.query.Combinator != "" {
			return nil, object.TypeErrorf("Cannot use %s operator with combined queryset.", op)
		}
		if err := x.mergeCheck(y); err != nil {
			return nil, err
		}
		xq, err := x.SQLQuery(t)
		if err != nil {
			return nil, err
		}
		yq, err := y.SQLQuery(t)
		if err != nil {
			return nil, err
		}
		switch connector {
		case sql.AND:
			if yq.IsEmpty() {
				return y.Self, nil
			}
			if xq.IsEmpty() {
				return x.Self, nil
			}
		default:
			if xq.IsEmpty() {
				return y.Self, nil
			}
			if yq.IsEmpty() {
				return x.Self, nil
			}
		}
		base := x
		if connector != sql.AND {
			if !xq.CanFilter() {
				if base, err = idsOf(t, x); err != nil {
					return nil, err
				}
			}
			if !yq.CanFilter() {
				if y, err = idsOf(t, y); err != nil {
					return nil, err
				}
				if yq, err = y.SQLQuery(t); err != nil {
					return nil, err
				}
			}
		}
		c, err := base.chain(t)
		if err != nil {
			return nil, err
		}
		c.mergeKnown(y)
		return qsResult(c, c.query.Combine(t, yq, connector))
	}
}

// idsOf is model._base_manager.filter(pk__in=qs.values("pk")): how a sliced queryset enters an OR.
func idsOf(t *Thread, qs *QuerySet) (*QuerySet, error) {
	base, err := baseQuerySet(t, qs.model)
	if err != nil {
		return nil, err
	}
	ids, err := qs.values(t, []Object{str("pk")}, nil)
	if err != nil {
		return nil, err
	}
	ids.iter = iterValues
	return base.filterKw(t, "pk__in", ids.Self)
}

// mergeCheck is _merge_sanity_check.
func (qs *QuerySet) mergeCheck(o *QuerySet) error {
	if !qs.hasFields {
		return nil
	}
	same := len(qs.query.ValuesSelect) == len(o.query.ValuesSelect)
	if same {
		for _, n := range qs.query.ValuesSelect {
			same = same && contains(o.query.ValuesSelect, n)
		}
	}
	if !same {
		return object.TypeErrorf("Merging '%s' classes must involve the same values in each case.", qs.Self.Class.Name)
	}
	return nil
}

func (qs *QuerySet) mergeKnown(o *QuerySet) {
	for _, k := range o.known {
		merged := false
		for i := range qs.known {
			if qs.known[i].field == k.field {
				qs.known = append([]knownRelated(nil), qs.known...)
				qs.known[i].objs = append(append([]Object(nil), qs.known[i].objs...), k.objs...)
				merged = true
			}
		}
		if !merged {
			qs.known = append(append([]knownRelated(nil), qs.known...), k)
		}
	}
}
