package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// deleteSQL is SQLDeleteCompiler.as_sql: a plain DELETE where one table is enough, else one with a subquery.
func (c *SQLCompiler) deleteSQL(t *object.Thread) (string, Params, error) {
	q := c.Query
	q.initialAlias() // the base table must be there
	if q.countActiveTables() == 1 {
		return c.deleteFrom(t, q)
	}
	inner := q.Clone()
	inner.class = QueryType
	inner.ClearSelectClause()
	col, err := q.Meta().PK().GetCol(q.initialAlias(), nil)
	if err != nil {
		return "", nil, err
	}
	inner.Select = []Expression{col}
	outer := NewQuery(q.Model)
	if err := outer.AddFilter(t, "pk__in", inner); err != nil {
		return "", nil, err
	}
	return c.deleteFrom(t, outer)
}

func (c *SQLCompiler) deleteFrom(t *object.Thread, q *Query) (string, Params, error) {
	s := "DELETE FROM " + c.quoteNameUnlessAlias(q.baseTable())
	where, params, err := c.compileWhere(t, q.Where)
	if err != nil {
		return "", nil, err
	}
	if where != "" {
		s += " WHERE " + where
	}
	return s, params, nil
}

// ExecuteUpdate runs an UpdateQuery and the updates of parent tables that it brings; it gives the number of rows of the first one that ran.
func (q *Query) ExecuteUpdate(t *object.Thread, conn Connection) (int64, error) {
	c := q.compilerFor(conn, true)
	cur, err := c.execute(t)
	if err != nil {
		return 0, err
	}
	var rows int64
	ran := cur != nil
	if ran {
		rows = max(cur.RowCount(), 0)
		cur.Close()
	}
	related, err := q.relatedUpdates(t)
	if err != nil {
		return 0, err
	}
	for _, r := range related {
		n, err := r.ExecuteUpdate(t, conn)
		if err != nil {
			return 0, err
		}
		if !ran && n > 0 {
			rows, ran = n, true
		}
	}
	return rows, nil
}

// updateSQL is SQLUpdateCompiler.as_sql.
func (c *SQLCompiler) updateSQL(t *object.Thread) (string, Params, error) {
	q := c.Query
	if err := c.updateSetup(t); err != nil {
		return "", nil, err
	}
	if len(q.update.values) == 0 {
		return "", nil, nil
	}
	var b strings.Builder
	b.WriteString("UPDATE ")
	b.WriteString(c.quoteNameUnlessAlias(q.baseTable()))
	b.WriteString(" SET ")
	var params Params
	for i, v := range q.update.values {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(QuoteName(v.Field.Info().Column))
		b.WriteString(" = ")
		s, ps, err := c.updateValue(t, v)
		if err != nil {
			return "", nil, err
		}
		b.WriteString(s)
		params = append(params, ps...)
	}
	where, wp, err := c.compileWhere(t, q.Where)
	if err != nil {
		return "", nil, err
	}
	if where != "" {
		b.WriteString(" WHERE ")
		b.WriteString(where)
		params = append(params, wp...)
	}
	return b.String(), params, nil
}

var strPrepareDatabaseSave = object.Intern("prepare_database_save")

// updateValue is one value of SET.
func (c *SQLCompiler) updateValue(t *object.Thread, v FieldValue) (string, Params, error) {
	val := v.Value
	info := v.Field.Info()
	if e, ok := val.(Expression); ok {
		resolved, err := Resolve(t, e, c.Query, ResolveArgs{ForSave: true})
		if err != nil {
			return "", nil, err
		}
		if containsAggregate(t, resolved) {
			r, err := object.Repr(t, resolved)
			if err != nil {
				return "", nil, err
			}
			return "", nil, fieldError("Aggregate functions are not allowed in this query (%s=%s).", info.Name, r)
		}
		if resolved.ContainsOverClause() {
			r, err := object.Repr(t, resolved)
			if err != nil {
				return "", nil, err
			}
			return "", nil, fieldError("Window expressions are not allowed in this query (%s=%s).", info.Name, r)
		}
		if _, pairs := resolved.(*ColPairs); pairs {
			return "", nil, fieldError("Composite primary keys expressions are not allowed in this query (%s=F('pk')).", info.Name)
		}
		saved, err := v.Field.GetDBPrepSave(t, resolved, c.Conn)
		if err != nil {
			return "", nil, err
		}
		if resolved, ok = saved.(Expression); !ok { // JSON's null is a value for its field
			return "%s", Params{saved}, nil
		}
		s, params, err := c.Compile(t, resolved)
		if err != nil {
			return "", nil, err
		}
		ph, ok, err := v.Field.Placeholder(t, resolved, c, c.Conn)
		if err != nil {
			return "", nil, err
		}
		if ok {
			s = formatPositional(ph, s)
		}
		return s, params, nil
	}
	if val = Actual(t, val); MetaOf(val) != nil {
		if info.Remote == nil {
			r, err := object.Repr(t, val)
			if err != nil {
				return "", nil, err
			}
			s, err := object.ToStr(t, info.Self)
			if err != nil {
				return "", nil, err
			}
			return "", nil, object.TypeErrorf("Tried to update field %s with a model instance, %s. Use a value compatible with %s.", s, r, info.Self.Class.Name)
		}
		x, err := callOverride(t, val, strPrepareDatabaseSave, info.Self)
		if err != nil {
			return "", nil, err
		}
		val = x
	}
	val, err := v.Field.GetDBPrepSave(t, val, c.Conn)
	if err != nil {
		return "", nil, err
	}
	if e, ok := val.(Expression); ok {
		return c.Compile(t, e)
	}
	ph, ok, err := v.Field.Placeholder(t, val, c, c.Conn)
	if err != nil {
		return "", nil, err
	}
	if !ok {
		ph = "%s"
	}
	if val == object.None {
		return "NULL", nil, nil
	}
	return ph, Params{val}, nil
}

// updateSetup is SQLUpdateCompiler.pre_sql_setup: conditions on other tables move into a subquery.
func (c *SQLCompiler) updateSetup(t *object.Thread) error {
	q := c.Query
	before := q.refcounts()
	q.initialAlias() // the base table must be there
	if len(q.update.related) == 0 && q.countActiveTables() == 1 {
		return nil
	}
	inner := q.chainAs(QueryType)
	inner.SelectRelated = SelectRelated{}
	inner.ClearOrdering(true, true)
	inner.extra, inner.Select = nil, nil
	meta := inner.Meta()
	fields := []string{meta.PK().Info().Name}
	indexes := make([]int, len(q.update.related))
	for i, r := range q.update.related {
		path, err := meta.GetPathToParent(r.model)
		if err != nil {
			return err
		}
		for _, p := range path {
			if !p.JoinField.Info().PrimaryKey {
				// The parent is not reached along primary keys, so its own key must be selected.
				indexes[i] = len(fields)
			}
		}
		if indexes[i] > 0 {
			fields = append(fields, Meta(r.model).PK().Info().Name)
		}
	}
	if err := inner.AddFields(t, fields, true); err != nil {
		return err
	}
	q.ClearWhere()
	if len(q.update.related) > 0 {
		// The ids are fetched first, so that the first update does not change what the next ones find.
		it, err := inner.compilerFor(c.Conn, true).ResultsIter(t, ChunkSize)
		if err != nil {
			return err
		}
		rows, err := it.Rows(t)
		if err != nil {
			return err
		}
		idents := make([]object.Object, len(rows))
		related := map[*object.Type][]object.Object{}
		for n, row := range rows {
			idents[n] = row[0]
			for i, r := range q.update.related {
				related[r.model] = append(related[r.model], row[indexes[i]])
			}
		}
		if err := q.AddFilter(t, "pk__in", object.NewList(idents)); err != nil {
			return err
		}
		q.update.relatedIDs, q.update.hasIDs = related, true
	} else if err := q.AddFilter(t, "pk__in", inner); err != nil {
		return err
	}
	q.resetRefcounts(before)
	return nil
}

// insertStatement is one INSERT with its parameters.
type insertStatement struct {
	sql    string
	params Params
}

// ExecuteInsert runs an InsertQuery. It gives the returned columns of each row; nil when returning is empty.
func (q *Query) ExecuteInsert(t *object.Thread, conn Connection, returning []Field) ([][]object.Object, error) {
	c := q.compilerFor(conn, true)
	stmts, err := c.insertSQL(t, returning)
	if err != nil {
		return nil, err
	}
	var rows [][]object.Object
	for _, s := range stmts {
		cur, err := conn.Execute(t, s.sql, s.params)
		if err != nil {
			return nil, err
		}
		if len(returning) > 0 {
			rs, err := cur.Fetch(t, -1)
			if err != nil {
				return nil, err
			}
			rows = append(rows, rs...)
		}
		cur.Close()
	}
	if len(returning) == 0 {
		return nil, nil
	}
	table := q.Meta().DBTable()
	cols := make([]Expression, len(returning))
	for i, f := range returning {
		if cols[i], err = f.GetCol(table, nil); err != nil {
			return nil, err
		}
	}
	conv, err := c.converters(t, cols)
	if err != nil {
		return nil, err
	}
	if len(conv.cols) > 0 {
		for _, row := range rows {
			if err := conv.apply(t, row); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// insertSQL is SQLInsertCompiler.as_sql.
func (c *SQLCompiler) insertSQL(t *object.Thread, returning []Field) ([]insertStatement, error) {
	q := c.Query
	in := q.insert
	opts := q.Meta()
	var b strings.Builder
	if in.onConflict == "ignore" {
		b.WriteString("INSERT OR IGNORE INTO ")
	} else {
		b.WriteString("INSERT INTO ")
	}
	b.WriteString(QuoteName(opts.DBTable()))
	fields := in.fields
	var grid [][]object.Object // by field, then by object
	for _, f := range fields {
		col := make([]object.Object, len(in.objs))
		for i, obj := range in.objs {
			var err error
			if col[i], err = c.insertValue(t, f, obj); err != nil {
				return nil, err
			}
		}
		grid = append(grid, col)
	}
	b.WriteString(" (")
	if len(fields) == 0 {
		b.WriteString(QuoteName(opts.PK().Info().Column))
	}
	for i, f := range fields {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(QuoteName(f.Info().Column))
	}
	b.WriteString(") VALUES ")
	params := make(Params, 0, len(fields)*len(in.objs))
	for n := range in.objs {
		if n > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		if len(fields) == 0 {
			b.WriteString("NULL") // pk_default_value
		}
		for i, f := range fields {
			if i > 0 {
				b.WriteString(", ")
			}
			s, ps, err := c.insertSQLOf(t, f, grid[i][n])
			if err != nil {
				return nil, err
			}
			b.WriteString(s)
			params = append(params, ps...)
		}
		b.WriteByte(')')
	}
	if in.onConflict == "update" {
		b.WriteString(" ON CONFLICT(")
		for i, f := range in.uniqueFields {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(QuoteName(f.Info().Column))
		}
		b.WriteString(") DO UPDATE SET ")
		for i, f := range in.updateFields {
			if i > 0 {
				b.WriteString(", ")
			}
			col := QuoteName(f.Info().Column)
			b.WriteString(col + " = EXCLUDED." + col)
		}
	}
	for i, f := range returning {
		if i == 0 {
			b.WriteString(" RETURNING ")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(QuoteName(Meta(f.Info().Model).DBTable()) + "." + QuoteName(f.Info().Column))
	}
	return []insertStatement{{b.String(), params}}, nil
}

// insertValue is pre_save_val and prepare_value.
func (c *SQLCompiler) insertValue(t *object.Thread, f Field, obj object.Object) (object.Object, error) {
	var v object.Object
	var err error
	if c.Query.insert.raw {
		v, err = object.GetAttrName(t, obj, f.Info().Attname)
	} else {
		v, err = f.PreSave(t, obj, true)
	}
	if err != nil {
		return nil, err
	}
	if e, ok := v.(Expression); ok {
		if e, err = Resolve(t, e, c.Query, ResolveArgs{ForSave: true}); err != nil {
			return nil, err
		}
		// Only expressions that refer to no column can be inserted.
		if e.ContainsColumnReferences() {
			return nil, object.ValueErrorf("Failed to insert expression \"%s\" on %s. F() expressions can only be used to update, not to insert.", mustStr(t, e), mustStr(t, f.Info().Self))
		}
		if containsAggregate(t, e) {
			return nil, fieldError("Aggregate functions are not allowed in this query (%s=%s).", f.Info().Name, mustRepr(t, e))
		}
		if e.ContainsOverClause() {
			return nil, fieldError("Window expressions are not allowed in this query (%s=%s).", f.Info().Name, mustRepr(t, e))
		}
		v = e
	}
	return f.GetDBPrepSave(t, v, c.Conn)
}

// insertSQLOf is field_as_sql.
func (c *SQLCompiler) insertSQLOf(t *object.Thread, f Field, v object.Object) (string, Params, error) {
	if e, ok := v.(Expression); ok {
		return c.Compile(t, e)
	}
	ph, ok, err := f.Placeholder(t, v, c, c.Conn)
	if err != nil {
		return "", nil, err
	}
	if !ok {
		ph = "%s"
	}
	return ph, Params{v}, nil
}

func mustStr(t *object.Thread, o object.Object) string {
	s, err := object.ToStr(t, o)
	if err != nil {
		return object.TypeName(o)
	}
	return s
}

func mustRepr(t *object.Thread, o object.Object) string {
	s, err := object.Repr(t, o)
	if err != nil {
		return object.TypeName(o)
	}
	return s
}
