package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// LookupExpr is a look-up: lhs operator rhs.
type LookupExpr = lookupLike

// lookupLike is implemented by every look-up. The methods may be overridden in Python; use the functions of the same names.
type lookupLike interface {
	Expression
	asLookup() *Lookup
	// PrepLookup is get_prep_lookup().
	PrepLookup(t *object.Thread) (object.Object, error)
	// ProcessLHS is process_lhs(compiler, connection, lhs); a nil lhs is the look-up's own.
	ProcessLHS(t *object.Thread, c *SQLCompiler, lhs Expression) (string, Params, error)
	ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error)
	// DBPrepLookup is get_db_prep_lookup(value, connection).
	DBPrepLookup(t *object.Thread, v object.Object, c *SQLCompiler) (string, Params, error)
	// RHSOp is get_rhs_op(connection, rhs).
	RHSOp(t *object.Thread, c *SQLCompiler, rhs string) (string, error)
}

var (
	strGetPrepLookup   = object.Intern("get_prep_lookup")
	strProcessLHS      = object.Intern("process_lhs")
	strProcessRHS      = object.Intern("process_rhs")
	strGetDBPrepLookup = object.Intern("get_db_prep_lookup")
	strGetRHSOp        = object.Intern("get_rhs_op")
	strPrepareRHS      = object.Intern("prepare_rhs")
	strCanUseNone      = object.Intern("can_use_none_as_rhs")
	strBilateral       = object.Intern("bilateral")
)

// Lookup is the base of all look-ups, and what a Python subclass of Lookup is.
type Lookup struct {
	Base
	Lhs       Expression
	Rhs       object.Object
	noPrepare bool
	bilateral []object.Object
}

func (l *Lookup) asLookup() *Lookup { return l }

func (l *Lookup) lookupName() string { return classStr(l.self, strLookupName) }

func (l *Lookup) lk() lookupLike { return l.self.(lookupLike) }

func (l *Lookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

// rhsExpr is the right side as an expression, nil for a plain value.
func (l *Lookup) rhsExpr() Expression {
	e, _ := l.Rhs.(Expression)
	return e
}

func (l *Lookup) rhsIsDirect() bool { return l.rhsExpr() == nil }

func (l *Lookup) SourceExpressions() []Expression {
	if e := l.rhsExpr(); e != nil {
		return []Expression{l.Lhs, e}
	}
	return []Expression{l.Lhs}
}

func (l *Lookup) SetSourceExpressions(es []Expression) {
	l.Lhs = es[0]
	if len(es) > 1 && es[1] != nil {
		l.Rhs = es[1]
	}
}

func (l *Lookup) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	c := copyOf(t, l.self)
	lk, ok := c.(lookupLike)
	if !ok {
		return c, nil
	}
	n := lk.asLookup()
	n.isSummary = r.Summarize
	var err error
	if n.Lhs, err = Resolve(t, l.Lhs, q, r); err != nil {
		return nil, err
	}
	n.Rhs, err = ResolveObject(t, l.Rhs, q, r)
	return c, err
}

func (l *Lookup) ResolveOutputField(t *object.Thread) (Field, error) {
	return newField("BooleanField"), nil
}

func (l *Lookup) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	return sql, params, nil
}

func (l *Lookup) GroupByCols(t *object.Thread) ([]Expression, error) {
	return groupBySources(t, l.self)
}

func (l *Lookup) sameAs(t *object.Thread, o Expression) bool {
	m := o.(lookupLike).asLookup()
	if !l.rhsIsDirect() || !m.rhsIsDirect() {
		return l.rhsIsDirect() == m.rhsIsDirect()
	}
	eq, err := object.Equal(t, l.Rhs, m.Rhs)
	return eq && err == nil
}

func (l *Lookup) isTupleLookup() bool {
	_, ok := l.self.(*tupleLookup)
	return ok
}

// setup is Lookup.__init__: the right side is prepared for the left side's field.
func (l *Lookup) setup(t *object.Thread, lhs, rhs object.Object) error {
	l.Rhs = rhs
	e, ok := AsExpression(t, lhs)
	var err error
	if !ok {
		e = NewValue(lhs)
		if items, isSeq := Sequence(lhs); isSeq && l.isTupleLookup() {
			if e, err = tupleOf(t, items); err != nil {
				return err
			}
			ok = true
		}
	}
	l.Lhs = e
	if l.Rhs, err = prepLookup(t, l.lk(), ok); err != nil {
		return err
	}
	if l.bilateral, err = bilateralTransforms(t, l.Lhs); err != nil {
		return err
	}
	if len(l.bilateral) > 0 {
		if _, isQuery := rhs.(*Query); isQuery {
			return object.NotImplementedErrorf("Bilateral transformations on nested querysets are not implemented.")
		}
	}
	return nil
}

// prepLookup is get_prep_lookup(). lhsIsExpr is false for a plain left side, which has no output_field to prepare with.
func prepLookup(t *object.Thread, l lookupLike, lhsIsExpr bool) (object.Object, error) {
	if override(l, strGetPrepLookup) != nil {
		return callOverride(t, l, strGetPrepLookup)
	}
	if !lhsIsExpr {
		lk := l.asLookup()
		if lk.rhsIsDirect() && !HasResolveExpression(lk.Rhs) && prepares(l) {
			return NewValue(lk.Rhs), nil
		}
		return lk.Rhs, nil
	}
	return l.PrepLookup(t)
}

func prepares(l lookupLike) bool {
	return !l.asLookup().noPrepare && classAttr(l, strPrepareRHS) != object.False
}

func (l *Lookup) PrepLookup(t *object.Thread) (object.Object, error) {
	if !prepares(l.lk()) || HasResolveExpression(l.Rhs) {
		return l.Rhs, nil
	}
	f, err := OutputField(t, l.Lhs)
	if err != nil {
		if isAttributeError(err) { // an F, or whatever has no output_field
			if l.rhsIsDirect() {
				return NewValue(l.Rhs), nil
			}
			return l.Rhs, nil
		}
		return nil, err
	}
	return f.GetPrepValue(t, l.Rhs)
}

func (l *Lookup) DBPrepLookup(t *object.Thread, v object.Object, c *SQLCompiler) (string, Params, error) {
	return "%s", Params{v}, nil
}

func dbPrepLookup(t *object.Thread, l lookupLike, v object.Object, c *SQLCompiler) (string, Params, error) {
	if override(l, strGetDBPrepLookup) != nil {
		r, err := callOverride(t, l, strGetDBPrepLookup, v, c.Conn)
		if err != nil {
			return "", nil, err
		}
		return sqlResult(t, r)
	}
	return l.DBPrepLookup(t, v, c)
}

func (l *Lookup) ProcessLHS(t *object.Thread, c *SQLCompiler, lhs Expression) (string, Params, error) {
	if lhs == nil {
		lhs = l.Lhs
	}
	if _, ok := lhs.(*Col); !ok {
		var err error
		if lhs, err = Resolve(t, lhs, c.Query, resolveDefault); err != nil {
			return "", nil, err
		}
	}
	s, params, err := c.Compile(t, lhs)
	if _, ok := lhs.(lookupLike); ok && err == nil {
		s = "(" + s + ")"
	}
	return s, params, err
}

// processLHS is process_lhs(compiler, connection).
func processLHS(t *object.Thread, l lookupLike, c *SQLCompiler) (string, Params, error) {
	if override(l, strProcessLHS) != nil {
		r, err := callOverride(t, l, strProcessLHS, c, c.Conn)
		if err != nil {
			return "", nil, err
		}
		return sqlResult(t, r)
	}
	return l.ProcessLHS(t, c, nil)
}

func (l *Lookup) applyBilateral(t *object.Thread, e Expression) (Expression, error) {
	for _, cls := range l.bilateral {
		x, err := applyTransform(t, cls, e)
		if err != nil {
			return nil, err
		}
		e = x
	}
	return e, nil
}

func (l *Lookup) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	value := l.Rhs
	if len(l.bilateral) > 0 {
		e := l.rhsExpr()
		if e == nil {
			f, err := OutputField(t, l.Lhs)
			if err != nil {
				return "", nil, err
			}
			e = NewValueAs(value, f)
		}
		e, err := l.applyBilateral(t, e)
		if err != nil {
			return "", nil, err
		}
		if e, err = Resolve(t, e, c.Query, resolveDefault); err != nil {
			return "", nil, err
		}
		value = e
	}
	if e, ok := value.(Expression); ok {
		s, params, err := c.Compile(t, e)
		if _, pairs := e.(*ColPairs); pairs && err == nil {
			return "", nil, object.ValueErrorf("CompositePrimaryKey cannot be used as a lookup value.")
		}
		// Parentheses keep precedence; doubled ones can change the meaning of a subquery, and a plain value needs none.
		if _, plain := e.(*Value); err == nil && !plain && s != "" && s[0] != '(' {
			s = "(" + s + ")"
		}
		return s, params, err
	}
	return dbPrepLookup(t, l.lk(), value, c)
}

// processRHS is process_rhs(compiler, connection).
func processRHS(t *object.Thread, l lookupLike, c *SQLCompiler) (string, Params, error) {
	if override(l, strProcessRHS) != nil {
		r, err := callOverride(t, l, strProcessRHS, c, c.Conn)
		if err != nil {
			return "", nil, err
		}
		return sqlResult(t, r)
	}
	return l.ProcessRHS(t, c)
}

// RHSOp is BuiltinLookup's: the operator of the look-up's name.
func (l *Lookup) RHSOp(t *object.Thread, c *SQLCompiler, rhs string) (string, error) {
	name := l.lookupName()
	op, ok := operators[name]
	if !ok {
		return "", object.KeyError(object.NewStr(name))
	}
	return formatPositional(op, rhs), nil
}

func rhsOp(t *object.Thread, l lookupLike, c *SQLCompiler, rhs string) (string, error) {
	if override(l, strGetRHSOp) != nil {
		r, err := callOverride(t, l, strGetRHSOp, c.Conn, object.NewStr(rhs))
		if err != nil {
			return "", err
		}
		s, _ := object.AsStr(r)
		return s, nil
	}
	return l.RHSOp(t, c, rhs)
}

// builtinLookup is BuiltinLookup: lhs operator rhs with the backend's operator.
type builtinLookup struct{ Lookup }

func (l *builtinLookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *builtinLookup) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	ls, lp, err := processLHS(t, l.lk(), c)
	if err != nil {
		return "", nil, err
	}
	rs, rp, err := processRHS(t, l.lk(), c)
	if err != nil {
		return "", nil, err
	}
	op, err := rhsOp(t, l.lk(), c, rs)
	return ls + " " + op, joinParams(lp, rp), err
}

// prepValueLookup adds FieldGetDbPrepValueMixin: values go through the field's get_db_prep_value.
type prepValueLookup struct{ builtinLookup }

func (l *prepValueLookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

// valueField is the field whose get_db_prep_value is used: the target of a foreign key.
func (l *Lookup) valueField(t *object.Thread) (Field, error) {
	f, err := OutputField(t, l.Lhs)
	if err != nil {
		return nil, err
	}
	if target := f.TargetField(); target != nil {
		return target, nil
	}
	return f, nil
}

func (l *prepValueLookup) DBPrepLookup(t *object.Thread, v object.Object, c *SQLCompiler) (string, Params, error) {
	f, err := l.valueField(t)
	if err != nil {
		return "", nil, err
	}
	x, err := f.GetDBPrepValue(t, v, c.Conn, true)
	return "%s", Params{x}, err
}

// listLookup adds FieldGetDbPrepValueIterableMixin: the right side is a list of values and expressions.
type listLookup struct{ builtinLookup }

func (l *listLookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *listLookup) PrepLookup(t *object.Thread) (object.Object, error) {
	if HasResolveExpression(l.Rhs) {
		return l.Rhs, nil
	}
	items, err := object.Collect(t, l.Rhs)
	if err != nil {
		return nil, err
	}
	out := make([]object.Object, len(items))
	var f Field
	prepared := prepares(l.lk())
	for i, v := range items {
		if prepared && !HasResolveExpression(v) {
			if f == nil {
				f, err = OutputField(t, l.Lhs)
				if isAttributeError(err) { // an F, or whatever has no output_field
					return object.NewList(items), nil
				}
				if err != nil {
					return nil, err
				}
			}
			if v, err = f.GetPrepValue(t, v); err != nil {
				return nil, err
			}
		}
		out[i] = v
	}
	return object.NewList(out), nil
}

// sides are the SQL and parameters of the left side, and those of each value of the right one.
func (l *listLookup) sides(t *object.Thread, c *SQLCompiler) (left string, lp Params, right []string, rp Params, err error) {
	if left, lp, err = processLHS(t, l.lk(), c); err != nil {
		return "", nil, nil, nil, err
	}
	items, err := l.items(t)
	if err != nil {
		return "", nil, nil, nil, err
	}
	right, rp, err = l.batch(t, c, items)
	return left, lp, right, rp, err
}

// batch is batch_process_rhs: the SQL of each value, and all parameters.
func (l *listLookup) batch(t *object.Thread, c *SQLCompiler, items []object.Object) ([]string, Params, error) {
	sqls := make([]string, 0, len(items))
	params := make(Params, 0, len(items))
	if len(l.bilateral) > 0 {
		f, err := OutputField(t, l.Lhs)
		if err != nil {
			return nil, nil, err
		}
		for _, v := range items {
			e, err := l.applyBilateral(t, NewValueAs(v, f))
			if err != nil {
				return nil, nil, err
			}
			if e, err = Resolve(t, e, c.Query, resolveDefault); err != nil {
				return nil, nil, err
			}
			s, ps, err := c.Compile(t, e)
			if err != nil {
				return nil, nil, err
			}
			sqls, params = append(sqls, s), append(params, ps...)
		}
		return sqls, params, nil
	}
	f, err := l.valueField(t)
	if err != nil {
		return nil, nil, err
	}
	jsonIn, _ := l.self.(jsonInLike)
	for _, v := range items {
		if _, isExpr := v.(Expression); !isExpr {
			if v, err = f.GetDBPrepValue(t, v, c.Conn, true); err != nil {
				return nil, nil, err
			}
		}
		s, ps := "%s", Params{v}
		if e, ok := AsExpression(t, v); ok {
			if e, err = Resolve(t, e, c.Query, resolveDefault); err != nil {
				return nil, nil, err
			}
			if s, ps, err = c.Compile(t, e); err != nil {
				return nil, nil, err
			}
		}
		if jsonIn != nil {
			s = jsonIn.paramSQL(s, v, ps)
		}
		sqls, params = append(sqls, s), append(params, ps...)
	}
	return sqls, params, nil
}

func (l *listLookup) items(t *object.Thread) ([]object.Object, error) {
	return object.Collect(t, l.Rhs)
}

// checkSelectedFields refuses a query on the right that selects more or fewer columns than the left side has.
func checkSelectedFields(q *Query, which string, lhs Expression) error {
	want, got := 1, 1
	if cp, ok := lhs.(*ColPairs); ok {
		want = len(cp.Sources)
	} else if fn, ok := lhs.(*Func); ok && fn.class.Name == "Tuple" {
		want = len(fn.Sources)
	}
	if q.hasSelected {
		got = 0
		for _, s := range q.selected {
			if s.name == "pk" && q.Model != nil {
				got += len(q.Meta().PKFields())
			} else {
				got++
			}
		}
	} else if q.Model != nil {
		got = len(q.Meta().PKFields())
	}
	if want == got {
		return nil
	}
	return object.ValueErrorf("The QuerySet value for %s lookup must have %d selected fields (received %d)", which, want, got)
}

var sigLookup = pysig.New("Lookup.__init__", "self", "lhs", "rhs")

func initLookup(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
	l, ok := o.(lookupLike)
	if !ok {
		return object.TypeErrorf("not a lookup")
	}
	a, err := sigLookup.Bind(prependSelf(o, args), kw)
	if err != nil {
		return err
	}
	return l.asLookup().setup(t, a[1], a[2])
}

// NewLookup is lookup_class(lhs, rhs).
func NewLookup(t *object.Thread, cls object.Object, lhs Expression, rhs object.Object) (lookupLike, error) {
	if tp, ok := cls.(*object.Type); ok && tp.Flags&object.Heap == 0 {
		if mk := lookupMakers[tp]; mk != nil {
			l := mk()
			l.base().init(tp, l)
			return l, l.asLookup().setup(t, lhs, rhs)
		}
	}
	o, err := object.CallArgs(t, cls, lhs, rhs)
	if err != nil {
		return nil, err
	}
	l, ok := o.(lookupLike)
	if !ok {
		return nil, object.TypeErrorf("%s is not a Lookup", object.TypeName(o))
	}
	return l, nil
}
