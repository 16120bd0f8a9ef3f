package sql

import (
	"slices"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Connectors of Q and WhereNode.
const (
	AND = "AND"
	OR  = "OR"
	XOR = "XOR"
)

// NodeType is django.utils.tree.Node; QType is django.db.models.query_utils.Q.
var (
	NodeType = object.Declare("Node", "django.utils.tree")
	QType    = object.Declare("Q", "django.db.models.query_utils", NodeType)
)

// Q is a tree of conditions. A child is a (path, value) *object.Tuple, another Q, or a conditional expression.
type Q struct {
	Base
	Connector string
	Negated   bool
	Children  []object.Object
}

func newQ(connector string) *Q { return makeExpr(&Q{Connector: connector}, QType) }

// NewQ is Q(*args, **kwargs): keyword conditions come after the others, sorted by name.
func NewQ(t *object.Thread, args []object.Object, kw *object.Kwargs) (*Q, error) {
	q := newQ(AND)
	return q, initQ(t, q, args, kw)
}

// LookupsQ is Q(*args, **lookups) without Q's own keywords: what the conditions of a queryset have been looked through for already.
func LookupsQ(args []object.Object, lookups *object.Kwargs) *Q {
	q := newQ(AND)
	first, n := len(args), lookups.Len()
	q.Children = make([]object.Object, first, first+n)
	copy(q.Children, args)
	for i := range n {
		q.Children = append(q.Children, object.NewTuple(lookups.Names[i], lookups.Vals[i]))
	}
	sortLookups(q.Children[first:])
	return q
}

// sortLookups puts children that are pairs of a name and a value into the order of the names, as Q does with its keywords.
func sortLookups(pairs []object.Object) {
	name := func(o object.Object) string {
		s, _ := object.AsStr(o.(*object.Tuple).Items[0])
		return s
	}
	if len(pairs) > 1 {
		slices.SortFunc(pairs, func(a, b object.Object) int { return strings.Compare(name(a), name(b)) })
	}
}

// QFilter is Q((path, value)).
func QFilter(path string, value object.Object) *Q {
	q := newQ(AND)
	q.Children = []object.Object{object.NewTuple(object.NewStr(path), value)}
	return q
}

// AsQ gives the Q of a Python object, if it is one.
func AsQ(o object.Object) (*Q, bool) {
	q, ok := o.(*Q)
	return q, ok
}

// qOf wraps a conditional expression in a Q as Q(expression) does.
func qOf(o object.Object) *Q {
	if q, ok := o.(*Q); ok {
		return q
	}
	q := newQ(AND)
	q.Children = []object.Object{o}
	return q
}

func (q *Q) Copy() Expression {
	c := *q
	c.Children = append([]object.Object(nil), q.Children...)
	c.copied(&c)
	return &c
}

// Add is Node.add(data, conn_type): a node with the same connector, or one child, is squashed in.
func (q *Q) Add(data object.Object, connector string) {
	if q.Connector != connector {
		inner := q.Copy()
		q.Connector = connector
		q.Children = []object.Object{inner, data}
		return
	}
	if d, ok := data.(*Q); ok && !d.Negated && (d.Connector == connector || len(d.Children) == 1) {
		q.Children = append(q.Children, d.Children...)
		return
	}
	q.Children = append(q.Children, data)
}

// And combines two Qs as a & b.
func (q *Q) And(t *object.Thread, o *Q) (*Q, error) {
	r, err := q.combine(t, o, AND)
	if err != nil {
		return nil, err
	}
	return r.(*Q), nil
}

// Or combines two Qs as a | b.
func (q *Q) Or(t *object.Thread, o *Q) (*Q, error) {
	r, err := q.combine(t, o, OR)
	if err != nil {
		return nil, err
	}
	return r.(*Q), nil
}

// Invert is ~q.
func (q *Q) Invert() *Q {
	c := q.Copy().(*Q)
	c.Negated = !c.Negated
	return c
}

func (q *Q) combine(t *object.Thread, other object.Object, connector string) (object.Object, error) {
	cond, err := conditionalObject(t, other)
	if err != nil {
		return nil, err
	}
	if !cond {
		return nil, object.NewException(object.TypeErrorType, other)
	}
	if len(q.Children) == 0 {
		return other.(Expression).Copy(), nil
	}
	if o, ok := other.(*Q); ok && len(o.Children) == 0 {
		return q.Copy(), nil
	}
	r := makeExpr(&Q{Connector: connector}, q.class)
	r.Add(q, connector)
	r.Add(other, connector)
	return r, nil
}

func (q *Q) ResolveExpression(t *object.Thread, query *Query, r ResolveArgs) (Expression, error) {
	clause, joins, err := query.addQ(t, q, filterArgs{canReuse: r.Reuse, allowJoins: r.AllowJoins, summarize: r.Summarize, updateJoinTypes: true})
	if err != nil {
		return nil, err
	}
	// New joins become outer ones, so that rows are not filtered where Q is used as an expression.
	query.PromoteJoins(joins)
	return clause, nil
}

func (q *Q) Conditional(t *object.Thread) (bool, error) { return true, nil }

// ReplaceExpressions turns the conditions on replaced fields into look-ups of what replaces them.
func (q *Q) ReplaceExpressions(t *object.Thread, r *Replacements) (Expression, error) {
	if r.empty() {
		return q, nil
	}
	c := q.Copy().(*Q)
	for i, ch := range c.Children {
		if e, ok := ch.(Expression); ok {
			x, err := e.ReplaceExpressions(t, r)
			if err != nil {
				return nil, err
			}
			c.Children[i] = x
			continue
		}
		tu, ok := object.AsTuple(ch)
		if !ok || len(tu.Items) != 2 {
			continue
		}
		path, _ := object.AsStr(tu.Items[0])
		l, err := replacedLookup(t, r, path, tu.Items[1])
		if err != nil {
			return nil, err
		}
		if l != nil {
			c.Children[i] = l
		}
	}
	return c, nil
}

// replacedLookup gives the look-up that stands for path=rhs, nil when nothing replaces the path.
func replacedLookup(t *object.Thread, r *Replacements, path string, rhs object.Object) (Expression, error) {
	name := "exact"
	if i := strings.LastIndex(path, LookupSep); i >= 0 {
		path, name = path[:i], path[i+len(LookupSep):]
	}
	f := NewF(path)
	lhs, err := f.ReplaceExpressions(t, r)
	if err != nil || lhs == Expression(f) {
		return nil, err
	}
	cls, err := getLookup(t, lhs, name)
	if err != nil {
		return nil, err
	}
	if cls == nil {
		// The last part of the path may be a transform, with an "exact" that nobody wrote.
		tr, err := getTransform(t, lhs, name)
		if err != nil || tr == nil {
			return nil, err
		}
		if lhs, err = applyTransform(t, tr, lhs); err != nil {
			return nil, err
		}
		name = "exact"
		if cls, err = getLookup(t, lhs, name); err != nil {
			return nil, err
		}
	}
	if rhs == object.None && name == "exact" {
		if cls, err = getLookup(t, lhs, "isnull"); err != nil {
			return nil, err
		}
		rhs = object.True
	}
	if cls == nil {
		return nil, nil
	}
	return NewLookup(t, cls, lhs, rhs)
}

func (q *Q) sameAs(t *object.Thread, o Expression) bool {
	p := o.(*Q)
	if q.Connector != p.Connector || q.Negated != p.Negated || len(q.Children) != len(p.Children) {
		return false
	}
	for i := range q.Children {
		if eq, err := object.Equal(t, q.Children[i], p.Children[i]); err != nil || !eq && !sameHashable(t, q.Children[i], p.Children[i]) {
			return false
		}
	}
	return true
}

var sigQ = pysig.New("Q.__init__", "self", "*args", "_connector=", "_negated=", "**kwargs")

func initQ(t *object.Thread, q *Q, args []object.Object, kw *object.Kwargs) error {
	a, err := sigQ.Bind(prependSelf(q, args), kw)
	if err != nil {
		return err
	}
	q.Connector = AND
	if c := a[1]; c != nil && c != object.None {
		s, _ := object.AsStr(c)
		if s != AND && s != OR && s != XOR {
			return object.ValueErrorf("_connector must be one of 'AND', 'OR', 'XOR', or None.")
		}
		q.Connector = s
	}
	if a[2] != nil {
		if q.Negated, err = object.Truth(t, a[2]); err != nil {
			return err
		}
	}
	q.Children = append(q.Children, a[3].(*object.Tuple).Items...)
	d := a[4].(*object.Dict)
	first := len(q.Children)
	for pos := 0; ; {
		name, value, next, ok := d.Next(pos)
		if !ok {
			break
		}
		q.Children = append(q.Children, object.NewTuple(name, value))
		pos = next
	}
	sortLookups(q.Children[first:])
	return nil
}

// nodeStr is Node.__str__.
func nodeStr(t *object.Thread, connector string, negated bool, children []object.Object) (string, error) {
	parts := make([]string, len(children))
	for i, c := range children {
		s, err := object.ToStr(t, c)
		if err != nil {
			return "", err
		}
		parts[i] = s
	}
	s := "(" + connector + ": " + strings.Join(parts, ", ") + ")"
	if negated {
		s = "(NOT " + s + ")"
	}
	return s, nil
}

func init() {
	binary := func(conn string) object.BinaryFunc {
		return func(t *object.Thread, a, b object.Object) (object.Object, error) {
			return a.(*Q).combine(t, b, conn)
		}
	}
	NodeType.Define(object.Spec{Attrs: attrs("default", "DEFAULT")})
	str := func(t *object.Thread, o object.Object) (string, error) {
		q := o.(*Q)
		return nodeStr(t, q.Connector, q.Negated, q.Children)
	}
	var s object.Slots
	s.New, s.Init, s.Str = newOf(func() *Q { return &Q{Connector: AND} }), initOf(initQ), str
	s.Repr = func(t *object.Thread, o object.Object) (string, error) {
		x, err := str(t, o)
		return "<" + o.Type().Name + ": " + x + ">", err
	}
	s.Binary[object.And], s.Binary[object.Or], s.Binary[object.Xor] = binary(AND), binary(OR), binary(XOR)
	s.Invert = func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Q).Invert(), nil }
	s.Bool = func(t *object.Thread, o object.Object) (bool, error) { return len(o.(*Q).Children) > 0, nil }
	s.Len = func(t *object.Thread, o object.Object) (int, error) { return len(o.(*Q).Children), nil }
	s.Contains = func(t *object.Thread, o, v object.Object) (bool, error) {
		return object.Contains(t, object.NewList(o.(*Q).Children), v)
	}
	s.RichCompare = func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
		x, ok1 := a.(*Q)
		y, ok2 := b.(*Q)
		if !ok1 || !ok2 || op != object.EQ && op != object.NE {
			return object.NotImplemented, nil
		}
		return object.NewBool(Equal(t, x, y) == (op == object.EQ)), nil
	}
	s.Hash = hashQ
	QType.Define(object.Spec{
		Slots: s,
		GetSets: []object.GetSet{
			{Name: "children", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewList(append([]object.Object(nil), o.(*Q).Children...)), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				items, err := object.Collect(t, v)
				if err == nil {
					o.(*Q).Children = items
				}
				return err
			}},
			{Name: "connector", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(o.(*Q).Connector), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				o.(*Q).Connector, _ = object.AsStr(v)
				return nil
			}},
			{Name: "negated", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(o.(*Q).Negated), nil
			}},
			{Name: "referenced_base_fields", Get: referencedBaseFields},
		},
		Methods: append(qMethods(), replaceMethod(), resolveMethod(), copyMethod(), copyHook("__copy__"), copyHook("__deepcopy__"), reduceMethod(),
			object.Method{Name: "add", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("add", args[1:], kw, 2, 2); err != nil {
					return nil, err
				}
				c, _ := object.AsStr(args[2])
				args[0].(*Q).Add(args[1], c)
				return args[0], nil
			}},
			object.Method{Name: "negate", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				q := args[0].(*Q)
				q.Negated = !q.Negated
				return object.None, nil
			}},
			object.Method{Name: "deconstruct", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				q := args[0].(*Q)
				d := object.NewDict()
				if q.Connector != AND {
					d.SetName("_connector", object.NewStr(q.Connector))
				}
				if q.Negated {
					d.SetName("_negated", object.True)
				}
				return object.NewTuple(object.NewStr("django.db.models.Q"), object.NewTuple(append([]object.Object(nil), q.Children...)...), d), nil
			}},
		),
		Attrs: attrs("AND", AND, "OR", OR, "XOR", XOR, "default", AND, "conditional", true),
	})
}
