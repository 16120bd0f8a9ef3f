package sql

import (
	"math"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The look-ups themselves, on the classes that lookups.go has: exact, iexact, in, range, isnull, the ones with a pattern, and those of whole numbers and years.

// Exact is lhs = rhs.
type Exact struct{ prepValueLookup }

func (l *Exact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *Exact) PrepLookup(t *object.Thread) (object.Object, error) {
	if q, ok := l.Rhs.(*Query); ok {
		if !q.HasLimitOne() {
			return nil, object.ValueErrorf("The QuerySet value for an exact lookup must be limited to one result using slicing.")
		}
		if err := checkSelectedFields(q, "the exact", l.Lhs); err != nil {
			return nil, err
		}
		if !q.HasSelectFields() {
			q.ClearSelectClause()
			if err := q.AddFields(t, []string{"pk"}, true); err != nil {
				return nil, err
			}
		}
	}
	return l.Lookup.PrepLookup(t)
}

func (l *Exact) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	// boolfield = True is written as the field alone.
	if b, ok := l.Rhs.(object.Bool); ok {
		cond, err := isConditional(t, l.Lhs)
		if err != nil && !isFieldError(err) {
			return "", nil, err
		}
		if cond {
			s, params, err := processLHS(t, l.lk(), c)
			if err == nil && !bool(b) {
				s = "NOT " + s
			}
			return s, params, err
		}
	}
	return l.builtinLookup.AsSQL(t, c, ctx)
}

// integerLookup adds IntegerFieldOverflow and IntegerFieldFloatRounding to a comparison.
type integerLookup struct{ prepValueLookup }

func (l *integerLookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

// outOfRange tells whether an int does not fit the left side's column: -1 below, 1 above, 0 fits.
func (l *Lookup) outOfRange(t *object.Thread) (int, error) {
	var below, above bool
	switch v := l.Rhs.(type) {
	case object.Int:
		f, err := OutputField(t, l.Lhs)
		if err != nil {
			return 0, err
		}
		below = strings.HasPrefix(f.InternalType(t), "Positive") && v < 0
	case *object.BigInt:
		below, above = v.Sign() < 0, v.Sign() > 0
	}
	switch {
	case below:
		return -1, nil
	case above:
		return 1, nil
	}
	return 0, nil
}

func (l *integerLookup) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	n, err := l.outOfRange(t)
	if err != nil {
		return "", nil, err
	}
	name := l.lookupName()
	if n < 0 && (name == "gt" || name == "gte") || n > 0 && (name == "lt" || name == "lte") {
		return "", nil, fullResultSet()
	}
	if n != 0 {
		return "", nil, emptyResultSet()
	}
	return l.prepValueLookup.ProcessRHS(t, c)
}

func (l *integerLookup) PrepLookup(t *object.Thread) (object.Object, error) {
	if f, ok := l.Rhs.(object.Float); ok {
		if name := l.lookupName(); name == "gte" || name == "lt" {
			up := math.Ceil(float64(f))
			if math.IsNaN(up) || math.IsInf(up, 0) {
				return l.prepValueLookup.PrepLookup(t)
			}
			l.Rhs = object.NewInt(int64(up))
		}
	}
	return l.prepValueLookup.PrepLookup(t)
}

// IntegerFieldExact is Exact that knows its column's range.
type IntegerFieldExact struct{ Exact }

func (l *IntegerFieldExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *IntegerFieldExact) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	n, err := l.outOfRange(t)
	if err != nil {
		return "", nil, err
	}
	if n != 0 {
		return "", nil, emptyResultSet()
	}
	return l.Exact.ProcessRHS(t, c)
}

// IExact is LIKE without wildcards.
type IExact struct{ builtinLookup }

func (l *IExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *IExact) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	s, params, err := l.builtinLookup.ProcessRHS(t, c)
	if err == nil && len(params) > 0 {
		x, err := likeEscape(t, params[0])
		if err != nil {
			return "", nil, err
		}
		params = append(Params{object.NewStr(x)}, params[1:]...)
	}
	return s, params, err
}

// likeEscape is prep_for_like_query.
func likeEscape(t *object.Thread, v object.Object) (string, error) {
	s, err := object.ToStr(t, v)
	if err != nil {
		return "", err
	}
	if !strings.ContainsAny(s, `\%_`) {
		return s, nil
	}
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s), nil
}

// In is lhs IN (…).
type In struct{ listLookup }

func (l *In) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *In) PrepLookup(t *object.Thread) (object.Object, error) {
	if q, ok := l.Rhs.(*Query); ok {
		if err := checkSelectedFields(q, "the 'in'", l.Lhs); err != nil {
			return nil, err
		}
		q.ClearOrdering(false, true)
		if !q.HasSelectFields() {
			q.ClearSelectClause()
			if err := q.AddFields(t, []string{"pk"}, true); err != nil {
				return nil, err
			}
		}
	}
	return l.listLookup.PrepLookup(t)
}

func (l *In) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	if q, ok := l.Rhs.(*Query); ok && q.DB != "" && q.DB != c.Conn.Alias() {
		return "", nil, object.ValueErrorf("Subqueries aren't allowed across different databases. Force the inner query to be evaluated using `list(inner_query)`.")
	}
	if !l.rhsIsDirect() {
		return l.Lookup.ProcessRHS(t, c)
	}
	items, err := l.items(t)
	if err != nil {
		return "", nil, err
	}
	if items, err = distinctNotNone(t, items); err != nil {
		return "", nil, err
	}
	if len(items) == 0 {
		return "", nil, emptyResultSet()
	}
	sqls, params, err := l.batch(t, c, items)
	return "(" + strings.Join(sqls, ", ") + ")", params, err
}

// distinctNotNone keeps the first of equal values, without None. Unhashable values are all kept.
func distinctNotNone(t *object.Thread, items []object.Object) ([]object.Object, error) {
	seen := object.NewDictSize(len(items))
	out := make([]object.Object, 0, len(items))
	for _, v := range items {
		if v == object.None {
			continue
		}
		old, err := seen.Get(t, v)
		if err != nil {
			if !object.IsException(err, object.TypeErrorType) {
				return nil, err
			}
			out = out[:0]
			for _, v := range items {
				if v != object.None {
					out = append(out, v)
				}
			}
			return out, nil
		}
		if old != nil {
			continue
		}
		if err := seen.Set(t, v, object.True); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (l *In) RHSOp(t *object.Thread, c *SQLCompiler, rhs string) (string, error) {
	return "IN " + rhs, nil
}

// AsSQL splits nothing: SQLite has no max_in_list_size in Django's features (it limits parameters instead).
func (l *In) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if l.rhsIsDirect() && MaxInListSize > 0 {
		items, err := l.items(t)
		if err != nil {
			return "", nil, err
		}
		if len(items) > MaxInListSize {
			return l.split(t, c)
		}
	}
	return l.builtinLookup.AsSQL(t, c, ctx)
}

// split is split_parameter_list_as_sql.
func (l *In) split(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	ls, lp, sqls, rp, err := l.sides(t, c)
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	var params Params
	b.WriteByte('(')
	for start := 0; start < len(sqls); start += MaxInListSize {
		end := min(start+MaxInListSize, len(sqls))
		if start > 0 {
			b.WriteString(" OR ")
		}
		b.WriteString(ls + " IN (" + strings.Join(sqls[start:end], ", ") + ")")
		params = append(append(params, lp...), rp[start:min(end, len(rp))]...)
	}
	b.WriteByte(')')
	return b.String(), params, nil
}

// Range is lhs BETWEEN a AND b.
type Range struct{ listLookup }

func (l *Range) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *Range) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if !l.rhsIsDirect() || l.class.Flags&object.Heap != 0 {
		return l.builtinLookup.AsSQL(t, c, ctx)
	}
	ls, lp, sqls, rp, err := l.sides(t, c)
	if err != nil {
		return "", nil, err
	}
	if len(sqls) < 2 {
		return "", nil, object.IndexErrorf("tuple index out of range")
	}
	return ls + " BETWEEN " + sqls[0] + " AND " + sqls[1], joinParams(lp, rp), nil
}

func (l *Range) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	if !l.rhsIsDirect() {
		return l.Lookup.ProcessRHS(t, c)
	}
	items, err := l.items(t)
	if err != nil {
		return "", nil, err
	}
	sqls, params, err := l.batch(t, c, items)
	return strings.Join(sqls, " AND "), params, err
}

func (l *Range) RHSOp(t *object.Thread, c *SQLCompiler, rhs string) (string, error) {
	return "BETWEEN " + rhs, nil
}

// Pattern is a LIKE look-up: contains, startswith, endswith and their i twins.
type Pattern struct{ builtinLookup }

func (l *Pattern) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *Pattern) RHSOp(t *object.Thread, c *SQLCompiler, rhs string) (string, error) {
	if !l.rhsIsDirect() || len(l.bilateral) > 0 {
		p, ok := patternOps[l.lookupName()]
		if !ok {
			return "", object.KeyError(object.NewStr(l.lookupName()))
		}
		return strings.Replace(p, "{}", strings.Replace(patternEsc, "{}", rhs, 1), 1), nil
	}
	return l.Lookup.RHSOp(t, c, rhs)
}

var strParamPattern = object.Intern("param_pattern")

func (l *Pattern) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	s, params, err := l.builtinLookup.ProcessRHS(t, c)
	if err != nil || !l.rhsIsDirect() || len(params) == 0 || len(l.bilateral) > 0 {
		return s, params, err
	}
	x, err := likeEscape(t, params[0])
	if err != nil {
		return "", nil, err
	}
	x = formatPositional(classStr(l.self, strParamPattern), x)
	return s, append(Params{object.NewStr(x)}, params[1:]...), nil
}

// IsNull is lhs IS [NOT] NULL.
type IsNull struct{ builtinLookup }

func (l *IsNull) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *IsNull) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	null, ok := l.Rhs.(object.Bool)
	if !ok {
		return "", nil, object.ValueErrorf("The QuerySet value for an isnull lookup must be True or False.")
	}
	if v, ok := l.Lhs.(*Value); ok {
		if (v.Value == object.None) == bool(null) {
			return "", nil, fullResultSet()
		}
		return "", nil, emptyResultSet()
	}
	s, params, err := processLHS(t, l.lk(), c)
	if null {
		return s + " IS NULL", params, err
	}
	return s + " IS NOT NULL", params, err
}

// YearLookup compares a date's year without extracting it, so that an index serves.
type YearLookup struct{ prepValueLookup }

func (l *YearLookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *YearLookup) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	ex, ok := l.Lhs.(*Extract)
	if !l.rhsIsDirect() || !ok {
		return l.builtinLookup.AsSQL(t, c, ctx)
	}
	inner := ex.Sources[0]
	s, params, err := l.lk().ProcessLHS(t, c, inner)
	if err != nil {
		return "", nil, err
	}
	if _, _, err := processRHS(t, l.lk(), c); err != nil {
		return "", nil, err
	}
	f, err := OutputField(t, inner)
	if err != nil {
		return "", nil, err
	}
	start, end, err := yearBounds(t, l.Rhs, isField(f, "DateTimeField"), ex.class.IsSubtype(extractIsoYearType))
	if err != nil {
		return "", nil, err
	}
	var bounds []object.Object
	if override(l.self, strGetBoundParams) == nil {
		bounds, err = l.boundParams(start, end)
	} else if v, e := callOverride(t, l.self, strGetBoundParams, start, end); e != nil {
		err = e
	} else {
		bounds, err = object.Collect(t, v)
	}
	if err != nil {
		return "", nil, err
	}
	if name := l.lookupName(); name == "exact" {
		s += " BETWEEN %s AND %s"
	} else {
		s += " " + formatPositional(operators[name], "%s")
	}
	return s, joinParams(params, Params(bounds)), nil
}

var strGetBoundParams = object.Intern("get_bound_params")

// boundParams is get_bound_params(start, finish): the ends of the year that the comparison needs.
func (l *YearLookup) boundParams(start, end object.Object) ([]object.Object, error) {
	switch cls := l.class; {
	case cls.IsSubtype(YearExactType):
		return []object.Object{start, end}, nil
	case cls.IsSubtype(YearGtType), cls.IsSubtype(YearLteType):
		return []object.Object{end}, nil
	case cls.IsSubtype(YearGteType), cls.IsSubtype(YearLtType):
		return []object.Object{start}, nil
	}
	return nil, object.NotImplementedErrorf("subclasses of YearLookup must provide a get_bound_params() method")
}
