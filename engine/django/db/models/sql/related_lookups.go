package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const relatedModule = "django.db.models.fields.related_lookups"

// The classes of django.db.models.fields.related_lookups.
var (
	RelatedInType                 = object.Declare("RelatedIn", relatedModule, InType)
	RelatedExactType              = object.Declare("RelatedExact", relatedModule, ExactType)
	RelatedLessThanType           = object.Declare("RelatedLessThan", relatedModule, LessThanType)
	RelatedGreaterThanType        = object.Declare("RelatedGreaterThan", relatedModule, GreaterThanType)
	RelatedGreaterThanOrEqualType = object.Declare("RelatedGreaterThanOrEqual", relatedModule, GreaterThanOrEqualType)
	RelatedLessThanOrEqualType    = object.Declare("RelatedLessThanOrEqual", relatedModule, LessThanOrEqualType)
	RelatedIsNullType             = object.Declare("RelatedIsNull", relatedModule, IsNullType)
)

// relatedTarget is lhs.output_field.path_infos[-1].target_fields[-1], nil when the left side is no relation.
func relatedTarget(t *object.Thread, lhs Expression) (Field, error) {
	fs, err := relatedTargets(t, lhs)
	if err != nil || len(fs) == 0 {
		return nil, err
	}
	return fs[len(fs)-1], nil
}

func relatedTargets(t *object.Thread, lhs Expression) ([]Field, error) {
	f, err := OutputField(t, lhs)
	if err != nil {
		return nil, err
	}
	rel, ok := f.(Relational)
	if !ok || !f.Info().IsRelation {
		return nil, nil
	}
	infos, err := rel.PathInfos(nil)
	if err != nil || len(infos) == 0 {
		return nil, err
	}
	return infos[len(infos)-1].TargetFields, nil
}

// unnest puts the fields of composite keys in their place.
func unnest(fs []Field) []Field {
	for _, f := range fs {
		if key := f.Info(); key.Name == "pk" && key.Model != nil && len(Meta(key.Model).PKFields()) > 1 {
			return Meta(key.Model).PKFields()
		}
	}
	return fs
}

// normalizedValue is get_normalized_value(value, lhs): a model instance becomes the values of the fields that the relation points to.
func normalizedValue(t *object.Thread, v object.Object, lhs Expression) ([]object.Object, error) {
	switch x := v.(type) {
	case object.Int, *object.Str:
		return []object.Object{v}, nil
	case *object.Tuple:
		return x.Items, nil
	}
	if _, isClass := v.(*object.Type); isClass || Meta(classOf(t, v)) == nil {
		if tu, ok := object.AsTuple(v); ok {
			return tu.Items, nil
		}
		return []object.Object{v}, nil
	}
	pk, err := object.GetAttrName(t, v, "pk")
	if err != nil {
		return nil, err
	}
	if !pkIsSet(pk) {
		return nil, object.ValueErrorf("Model instances passed to related filters must be saved.")
	}
	targets, err := relatedTargets(t, lhs)
	if err != nil {
		return nil, err
	}
	if targets == nil {
		return []object.Object{pk}, nil
	}
	out := make([]object.Object, 0, len(targets))
	for _, f := range unnest(targets) {
		for !classOf(t, v).IsSubtype(f.Info().Model) && f.Info().Remote != nil {
			next := f.TargetField()
			if next == nil {
				break
			}
			f = next
		}
		x, err := object.GetAttrName(t, v, f.Info().Attname)
		if err != nil {
			if isAttributeError(err) {
				// The relation points to a model whose key is the instance's own: Restaurant where Place is asked for.
				if tu, ok := object.AsTuple(pk); ok {
					return tu.Items, nil
				}
				return []object.Object{pk}, nil
			}
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// pkIsSet is _is_pk_set().
func pkIsSet(pk object.Object) bool {
	if tu, ok := object.AsTuple(pk); ok {
		for _, x := range tu.Items {
			if x == object.None {
				return false
			}
		}
		return true
	}
	return pk != object.None
}

// prepRelated is RelatedLookupMixin.get_prep_lookup up to super().
func prepRelated(t *object.Thread, l *Lookup) error {
	if _, pairs := l.Lhs.(*ColPairs); pairs || HasResolveExpression(l.Rhs) {
		return nil
	}
	vs, err := normalizedValue(t, l.Rhs, l.Lhs)
	if err != nil {
		return err
	}
	if len(vs) == 0 {
		return object.IndexErrorf("tuple index out of range")
	}
	l.Rhs = vs[0]
	if !prepares(l.lk()) {
		return nil
	}
	f, err := relatedTarget(t, l.Lhs)
	if err != nil || f == nil {
		return err
	}
	l.Rhs, err = f.GetPrepValue(t, l.Rhs)
	return err
}

// relatedCompare is RelatedExact's siblings gt, gte, lt and lte.
type relatedCompare struct{ prepValueLookup }

func (l *relatedCompare) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *relatedCompare) PrepLookup(t *object.Thread) (object.Object, error) {
	if err := prepRelated(t, &l.Lookup); err != nil {
		return nil, err
	}
	return l.prepValueLookup.PrepLookup(t)
}

func (l *relatedCompare) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		return relatedTuple(t, c, &l.Lookup, cp)
	}
	return l.prepValueLookup.AsSQL(t, c, ctx)
}

type relatedExact struct{ Exact }

func (l *relatedExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *relatedExact) PrepLookup(t *object.Thread) (object.Object, error) {
	if err := prepRelated(t, &l.Lookup); err != nil {
		return nil, err
	}
	return l.Exact.PrepLookup(t)
}

func (l *relatedExact) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		return relatedTuple(t, c, &l.Lookup, cp)
	}
	return l.Exact.AsSQL(t, c, ctx)
}

type relatedIsNull struct{ IsNull }

func (l *relatedIsNull) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *relatedIsNull) PrepLookup(t *object.Thread) (object.Object, error) {
	if err := prepRelated(t, &l.Lookup); err != nil {
		return nil, err
	}
	return l.IsNull.PrepLookup(t)
}

func (l *relatedIsNull) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		return relatedTuple(t, c, &l.Lookup, cp)
	}
	return l.IsNull.AsSQL(t, c, ctx)
}

// RelatedIn is fk IN (…), whose values may be instances.
type RelatedIn struct{ In }

func (l *RelatedIn) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *RelatedIn) PrepLookup(t *object.Thread) (object.Object, error) {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		if q, ok := l.Rhs.(*Query); ok && !q.HasSelectFields() && cp.outputField.Info().RelatedModel == q.Model {
			names := make([]string, len(cp.Sources))
			for i, f := range cp.Sources {
				names[i] = f.Info().Name
			}
			if err := q.SetValues(t, names); err != nil {
				return nil, err
			}
		}
		return l.In.PrepLookup(t)
	}
	if l.rhsIsDirect() && !HasResolveExpression(l.Rhs) {
		items, err := object.Collect(t, l.Rhs)
		if err != nil {
			return nil, err
		}
		target, err := relatedTarget(t, l.Lhs)
		if err != nil {
			return nil, err
		}
		out := make([]object.Object, len(items))
		for i, v := range items {
			vs, err := normalizedValue(t, v, l.Lhs)
			if err != nil {
				return nil, err
			}
			if len(vs) == 0 {
				return nil, object.IndexErrorf("tuple index out of range")
			}
			out[i] = vs[0]
			if target != nil && !HasResolveExpression(out[i]) {
				if out[i], err = target.GetPrepValue(t, out[i]); err != nil {
					return nil, err
				}
			}
		}
		l.noPrepare = target != nil
		l.Rhs = object.NewList(out)
		return l.In.PrepLookup(t)
	}
	if q, ok := l.Rhs.(*Query); ok && !q.HasSelectFields() {
		f, err := OutputField(t, l.Lhs)
		if err != nil {
			return nil, err
		}
		if target := f.TargetField(); target != nil && !target.Info().PrimaryKey {
			name := target.Info().Name
			if f.Info().PrimaryKey && f.Info().Model == q.Model {
				// Restaurant.objects.filter(place__in=restaurants), where place is the key of Restaurant.
				name = f.Info().Name
			}
			if err := q.SetValues(t, []string{name}); err != nil {
				return nil, err
			}
		}
	}
	return l.In.PrepLookup(t)
}

func (l *RelatedIn) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		return relatedTuple(t, c, &l.Lookup, cp)
	}
	return l.In.AsSQL(t, c, ctx)
}

func init() {
	defLookup(RelatedInType, func() lookupLike { return &RelatedIn{} }, nil)
	defLookup(RelatedExactType, func() lookupLike { return &relatedExact{} }, nil)
	defLookup(RelatedIsNullType, func() lookupLike { return &relatedIsNull{} }, nil)
	for _, tp := range []*object.Type{RelatedLessThanType, RelatedGreaterThanType, RelatedGreaterThanOrEqualType, RelatedLessThanOrEqualType} {
		defLookup(tp, func() lookupLike { return &relatedCompare{} }, nil)
	}
}
