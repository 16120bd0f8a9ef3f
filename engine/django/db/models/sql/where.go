package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// WhereNodeType and its siblings are the classes of django.db.models.sql.where.
var (
	WhereNodeType   = object.Declare("WhereNode", "django.db.models.sql.where", NodeType)
	NothingNodeType = object.Declare("NothingNode", "django.db.models.sql.where")
	ExtraWhereType  = object.Declare("ExtraWhere", "django.db.models.sql.where")
)

// WhereNode is a tree of resolved conditions.
type WhereNode struct {
	Base
	Connector string
	Negated   bool
	Children  []Expression
	resolved  bool
}

// NewWhere is WhereNode(children, connector).
func NewWhere(connector string, children ...Expression) *WhereNode {
	w := &WhereNode{Connector: connector, Children: children}
	w.init(WhereNodeType, w)
	return w
}

func (w *WhereNode) create(children []Expression) *WhereNode {
	n := NewWhere(w.Connector, children...)
	n.Negated = w.Negated
	return n
}

// Empty tells whether the node has no children (Python's falsehood).
func (w *WhereNode) Empty() bool { return w == nil || len(w.Children) == 0 }

// Add is Node.add(data, conn_type).
func (w *WhereNode) Add(data Expression, connector string) {
	w.aggregate, w.overClause = unknown, unknown
	if w.Connector != connector {
		inner := w.create(w.Children)
		w.Connector = connector
		w.Children = []Expression{inner, data}
		return
	}
	if d, ok := data.(*WhereNode); ok && !d.Negated && (d.Connector == connector || len(d.Children) == 1) {
		w.Children = append(w.Children[:len(w.Children):len(w.Children)], d.Children...)
		return
	}
	w.Children = append(w.Children[:len(w.Children):len(w.Children)], data)
}

// Clone copies the tree; leaves are shared.
func (w *WhereNode) Clone() *WhereNode {
	c := w.create(nil)
	c.Children = make([]Expression, len(w.Children))
	for i, ch := range w.Children {
		if n, ok := ch.(*WhereNode); ok {
			c.Children[i] = n.Clone()
		} else {
			c.Children[i] = ch
		}
	}
	c.resolved, c.aggregate, c.overClause = false, w.aggregate, w.overClause
	return c
}

// Copy implements Expression.
func (w *WhereNode) Copy() Expression {
	c := *w
	c.Children = w.Children[:len(w.Children):len(w.Children)]
	c.copied(&c)
	return &c
}

func (w *WhereNode) SourceExpressions() []Expression      { return w.Children }
func (w *WhereNode) SetSourceExpressions(es []Expression) { w.Children = es }

// splitHavingQualify gives the parts that belong to WHERE, to HAVING and to an outer query over window functions; nil for none.
func (w *WhereNode) splitHavingQualify(negated, mustGroupBy bool) (where, having, qualify *WhereNode, err error) {
	agg, over := w.ContainsAggregate(), w.ContainsOverClause()
	if !agg && !over {
		return w, nil, nil, nil
	}
	inNegated := negated != w.Negated
	connected := inNegated && w.Connector == AND || !inNegated && w.Connector == OR || w.Connector == XOR
	if connected && agg && !over {
		return nil, w, nil, nil
	}
	var wp, hp, qp []Expression
	for _, c := range w.Children {
		if n, ok := c.(*WhereNode); ok {
			a, b, q, err := n.splitHavingQualify(inNegated, mustGroupBy)
			if err != nil {
				return nil, nil, nil, err
			}
			if a != nil {
				wp = append(wp, a)
			}
			if b != nil {
				hp = append(hp, b)
			}
			if q != nil {
				qp = append(qp, q)
			}
			continue
		}
		switch {
		case c.ContainsOverClause():
			qp = append(qp, c)
		case containsAggregate(nil, c):
			hp = append(hp, c)
		default:
			wp = append(wp, c)
		}
	}
	if connected && len(qp) > 0 {
		if len(wp) == 0 || !mustGroupBy {
			return nil, nil, w, nil
		}
		return nil, nil, nil, object.NotImplementedErrorf("Heterogeneous disjunctive predicates against window functions are not implemented when performing conditional aggregation.")
	}
	mk := func(cs []Expression) *WhereNode {
		if len(cs) == 0 {
			return nil
		}
		return w.create(cs)
	}
	return mk(wp), mk(hp), mk(qp), nil
}

// AsSQL gives the condition's text, or raises EmptyResultSet when nothing can match and FullResultSet when everything does.
func (w *WhereNode) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	fullNeeded, emptyNeeded := len(w.Children), 1
	if w.Connector != AND {
		fullNeeded, emptyNeeded = 1, len(w.Children)
	}
	if w.Connector == XOR {
		return w.xorAsSQL(t, c)
	}
	var parts []string
	var params Params
	if len(w.Children) > 1 {
		parts = make([]string, 0, len(w.Children))
	}
	for _, ch := range w.Children {
		s, ps, err := c.Compile(t, ch)
		switch {
		case err == nil && s != "":
			parts = append(parts, s)
			if params == nil {
				params = ps[:len(ps):len(ps)]
			} else {
				params = append(params, ps...)
			}
		case err == nil:
			fullNeeded--
		case isEmptyResultSet(err):
			emptyNeeded--
		case isFullResultSet(err):
			fullNeeded--
		default:
			return "", nil, err
		}
		if emptyNeeded == 0 {
			if w.Negated {
				return "", nil, fullResultSet()
			}
			return "", nil, emptyResultSet()
		}
		if fullNeeded == 0 {
			if w.Negated {
				return "", nil, emptyResultSet()
			}
			return "", nil, fullResultSet()
		}
	}
	var s string
	if len(parts) == 1 {
		s = parts[0]
	} else {
		s = strings.Join(parts, " "+w.Connector+" ")
	}
	if s == "" {
		return "", nil, fullResultSet()
	}
	switch {
	case w.Negated:
		s = "NOT (" + s + ")"
	case len(parts) > 1 || w.resolved:
		s = "(" + s + ")"
	}
	return s, params, nil
}

// xorAsSQL rewrites a XOR b XOR …: SQLite has no such operator. It is true when an odd number of operands are.
func (w *WhereNode) xorAsSQL(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	lhs := NewWhere(OR, w.Children...)
	var sum Expression
	for _, ch := range w.Children {
		one := newCase(newInt(0), newWhen(ch, newInt(1)))
		if sum == nil {
			sum = one
		} else {
			sum = newCombined(CombinedExpressionType, sum, opAdd, one)
		}
	}
	if len(w.Children) > 2 {
		sum = newFunc(modType, sum, newInt(2))
	}
	exact, err := NewLookup(t, ExactType, newInt(1), sum)
	if err != nil {
		return "", nil, err
	}
	n := NewWhere(AND, lhs, exact)
	n.Negated = w.Negated
	return n.AsSQL(t, c, nil)
}

func (w *WhereNode) GroupByCols(t *object.Thread) ([]Expression, error) { return groupBySources(t, w) }

// relabelAliases is relabel_aliases(change_map): it changes w.
func (w *WhereNode) relabelAliases(m AliasMap) {
	var out []Expression
	for i, ch := range w.Children {
		if n, ok := ch.(*WhereNode); ok {
			n.relabelAliases(m)
			continue
		}
		if r := ch.RelabeledClone(m); r != ch {
			if out == nil {
				out = append([]Expression(nil), w.Children...)
			}
			out[i] = r
		}
	}
	if out != nil {
		w.Children = out
	}
}

// RelabeledClone implements Expression.
func (w *WhereNode) RelabeledClone(m AliasMap) Expression {
	c := w.Clone()
	c.resolved = w.resolved
	c.relabelAliases(m)
	return c
}

// ReplaceExpressions implements Expression.
func (w *WhereNode) ReplaceExpressions(t *object.Thread, r *Replacements) (Expression, error) {
	if r.empty() {
		return w, nil
	}
	if x := r.get(t, w); x != nil {
		return x, nil
	}
	c := w.create(make([]Expression, len(w.Children)))
	for i, ch := range w.Children {
		var err error
		if c.Children[i], err = ch.ReplaceExpressions(t, r); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// ResolveExpression implements Expression: it resolves the sides of the lookups (those of an outer query, in a subquery).
func (w *WhereNode) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	c := w.Clone()
	if err := c.resolveNode(t, q, r); err != nil {
		return nil, err
	}
	c.resolved = true
	return c, nil
}

// resolveNode resolves in place. Lookups are replaced by copies, since they are shared between clones.
func (w *WhereNode) resolveNode(t *object.Thread, q *Query, r ResolveArgs) error {
	for i, ch := range w.Children {
		if n, ok := ch.(*WhereNode); ok {
			if err := n.resolveNode(t, q, r); err != nil {
				return err
			}
			continue
		}
		l, ok := ch.(lookupLike)
		if !ok {
			if ce, isCombined := ch.(*CombinedExpression); isCombined {
				x, err := Resolve(t, ce, q, r)
				if err != nil {
					return err
				}
				w.Children[i] = x
			}
			continue
		}
		c := l.Copy().(lookupLike)
		lk := c.asLookup()
		var err error
		if lk.Lhs, err = Resolve(t, lk.Lhs, q, r); err != nil {
			return err
		}
		if lk.Rhs, err = ResolveObject(t, lk.Rhs, q, r); err != nil {
			return err
		}
		w.Children[i] = c
	}
	return nil
}

func (w *WhereNode) ResolveOutputField(t *object.Thread) (Field, error) {
	return newField("BooleanField"), nil
}

func (w *WhereNode) Conditional(t *object.Thread) (bool, error) { return true, nil }

func (w *WhereNode) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	return sql, params, nil
}

func (w *WhereNode) DBConverters(t *object.Thread, conn Connection) ([]Converter, error) {
	return newField("BooleanField").DBConverters(t, conn)
}

// leaves lists the conditions below w.
func (w *WhereNode) leaves(out []Expression) []Expression {
	for _, ch := range w.Children {
		if n, ok := ch.(*WhereNode); ok {
			out = n.leaves(out)
		} else {
			out = append(out, ch)
		}
	}
	return out
}

func (w *WhereNode) sameAs(t *object.Thread, o Expression) bool {
	x := o.(*WhereNode)
	return w.Connector == x.Connector && w.Negated == x.Negated
}

// NothingNode matches nothing.
type NothingNode struct{ Base }

func newNothing() *NothingNode { return makeExpr(&NothingNode{}, NothingNodeType) }

func (n *NothingNode) Copy() Expression                                 { return n }
func (n *NothingNode) RelabeledClone(AliasMap) Expression               { return n }
func (n *NothingNode) GroupByCols(*object.Thread) ([]Expression, error) { return nil, nil }
func (n *NothingNode) ResolveExpression(*object.Thread, *Query, ResolveArgs) (Expression, error) {
	return n, nil
}
func (n *NothingNode) AsSQL(*object.Thread, *SQLCompiler, *Context) (string, Params, error) {
	return "", nil, emptyResultSet()
}

var sigWhere = pysig.New("WhereNode.__init__", "self", "children=", "connector=", "negated=")

// foreignNode is a child of a WhereNode that a program made: something with as_sql() that is no expression.
type foreignNode struct {
	Base
	of object.Object
}

func (n *foreignNode) Copy() Expression                                 { return n }
func (n *foreignNode) RelabeledClone(AliasMap) Expression               { return n }
func (n *foreignNode) GroupByCols(*object.Thread) ([]Expression, error) { return nil, nil }
func (n *foreignNode) ResolveExpression(*object.Thread, *Query, ResolveArgs) (Expression, error) {
	return n, nil
}
func (n *foreignNode) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	r, err := object.CallMethod(t, n.of, "as_sql", c, c.Conn)
	if err != nil {
		return "", nil, err
	}
	return sqlResult(t, r)
}
func (n *foreignNode) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return n.AsSQL(t, c, ctx)
}

// WhereOf is a condition that a program gave as a WhereNode: nil for None. It may be anything with as_sql().
func WhereOf(o object.Object) *WhereNode {
	if o == nil || o == object.None {
		return nil
	}
	if w, ok := o.(*WhereNode); ok {
		return w
	}
	if e, ok := o.(Expression); ok {
		return NewWhere(AND, e)
	}
	return NewWhere(AND, makeExpr(&foreignNode{of: o}, ExpressionType))
}

// ExtraWhere is a condition from extra(where=…).
type ExtraWhere struct {
	Base
	sqls   []string
	params Params
}

func (n *ExtraWhere) Copy() Expression                                 { return n }
func (n *ExtraWhere) RelabeledClone(AliasMap) Expression               { return n }
func (n *ExtraWhere) GroupByCols(*object.Thread) ([]Expression, error) { return nil, nil }
func (n *ExtraWhere) ResolveExpression(*object.Thread, *Query, ResolveArgs) (Expression, error) {
	return n, nil
}
func (n *ExtraWhere) AsSQL(*object.Thread, *SQLCompiler, *Context) (string, Params, error) {
	parts := make([]string, len(n.sqls))
	for i, s := range n.sqls {
		parts[i] = "(" + s + ")"
	}
	return strings.Join(parts, " AND "), n.params, nil
}

func init() {
	children := func(w *WhereNode) []object.Object {
		out := make([]object.Object, len(w.Children))
		for i, c := range w.Children {
			out[i] = c
		}
		return out
	}
	str := func(t *object.Thread, o object.Object) (string, error) {
		w := o.(*WhereNode)
		return nodeStr(t, w.Connector, w.Negated, children(w))
	}
	WhereNodeType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *WhereNode { return &WhereNode{Connector: AND} }),
			Init: func(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error {
				a, err := sigWhere.Bind(append([]object.Object{self}, args...), kw)
				if err != nil {
					return err
				}
				w := self.(*WhereNode)
				if a[1] != nil && a[1] != object.None {
					items, err := object.Collect(t, a[1])
					if err != nil {
						return err
					}
					for _, o := range items {
						e, ok := AsExpression(t, o)
						if !ok {
							f := makeExpr(&foreignNode{of: o}, ExpressionType)
							e = f
						}
						w.Children = append(w.Children, e)
					}
				}
				if a[2] != nil {
					if s, ok := object.AsStr(a[2]); ok && s != "" {
						w.Connector = s
					}
				}
				if a[3] != nil {
					w.Negated, err = object.Truth(t, a[3])
				}
				return err
			},
			Str: str,
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				s, err := str(t, o)
				return "<" + o.Type().Name + ": " + s + ">", err
			},
			Bool: func(t *object.Thread, o object.Object) (bool, error) { return !o.(*WhereNode).Empty(), nil },
			Len:  func(t *object.Thread, o object.Object) (int, error) { return len(o.(*WhereNode).Children), nil },
		},
		GetSets: []object.GetSet{
			{Name: "children", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewList(children(o.(*WhereNode))), nil
			}},
			{Name: "connector", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(o.(*WhereNode).Connector), nil
			}, Set: func(t *object.Thread, o, v object.Object) (err error) {
				o.(*WhereNode).Connector, err = object.ToStr(t, v)
				return err
			}},
			{Name: "negated", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(o.(*WhereNode).Negated), nil
			}, Set: func(t *object.Thread, o, v object.Object) (err error) {
				o.(*WhereNode).Negated, err = object.Truth(t, v)
				return err
			}},
		},
		Methods: append([]object.Method{copyMethod(), resolveMethod(), {Name: "negate", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			w := args[0].(*WhereNode)
			w.Negated = !w.Negated
			return object.None, nil
		}}}, asSQLMethods()...),
		Attrs: attrs("conditional", true),
	})
	NothingNodeType.Define(object.Spec{Slots: object.Slots{New: newOf(func() *NothingNode { return &NothingNode{} })}, Methods: asSQLMethods()})
	ExtraWhereType.Define(object.Spec{Methods: asSQLMethods()})
}
