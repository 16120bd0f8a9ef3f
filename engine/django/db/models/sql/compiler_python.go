package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What programs call of a compiler besides as_sql().

var (
	sigExecuteSQL  = pysig.New("SQLCompiler.execute_sql", "self", "result_type=", "chunked_fetch=", "chunk_size=")
	sigPreSQLSetup = pysig.New("SQLCompiler.pre_sql_setup", "self", "with_col_aliases=")
)

func compilerRepr(t *object.Thread, o object.Object) (string, error) {
	c := o.(*SQLCompiler)
	connection, err := object.Repr(t, c.Conn)
	return "<" + c.Type().Name + " model=" + c.Query.Model.Name + " connection=" + connection + " using='" + c.Conn.Alias() + "'>", err
}

// executeSQL is execute_sql(result_type) of a SELECT: one row (SINGLE, None without any), nothing (NO_RESULTS), or the rows in chunks (MULTI).
func executeSQL(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := sigExecuteSQL.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	c := args[0].(*SQLCompiler)
	kind := "multi"
	if a[1] != nil {
		if kind, _ = object.AsStr(a[1]); kind == "" {
			kind = "no results"
		}
	}
	if kind == "single" {
		row, err := c.executeSingle(t)
		if row == nil || err != nil {
			return object.None, err
		}
		return object.NewTuple(row...), nil
	}
	cur, err := c.execute(t)
	if err != nil {
		return nil, err
	}
	if cur == nil {
		if kind == "multi" {
			return object.Iter(t, object.NewList(nil))
		}
		return object.None, nil
	}
	switch kind {
	case "no results":
		cur.Close()
		return object.None, nil
	case "row count":
		defer cur.Close()
		return object.NewInt(cur.RowCount()), nil
	case "cursor":
		if o, ok := cur.(object.Object); ok {
			return o, nil
		}
		return object.None, nil
	}
	defer cur.Close()
	var chunks []object.Object
	for {
		rows, err := cur.Fetch(t, ChunkSize)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			return object.Iter(t, object.NewList(chunks))
		}
		chunk := make([]object.Object, len(rows))
		for i, row := range rows {
			if c.hasExtraSelect && len(row) > c.colCount {
				row = row[:c.colCount]
			}
			chunk[i] = object.NewTuple(row...)
		}
		chunks = append(chunks, object.NewList(chunk))
	}
}

var sigResultsIter = pysig.New("SQLCompiler.results_iter", "self", "results=", "tuple_expected=", "chunked_fetch=", "chunk_size=")

// resultsIter is results_iter(): an iterator over the rows, their values converted.
func resultsIter(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := sigResultsIter.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	chunk := 0
	if a[3] == object.True && a[4] != nil {
		if chunk, err = object.AsIndex(t, a[4]); err != nil {
			return nil, err
		}
	}
	it, err := args[0].(*SQLCompiler).ResultsIter(t, chunk)
	if err != nil {
		return nil, err
	}
	rows, err := it.Rows(t)
	if err != nil {
		return nil, err
	}
	out := make([]object.Object, len(rows))
	for i, row := range rows {
		if a[2] == object.True {
			out[i] = object.NewTuple(row...)
		} else {
			out[i] = object.NewList(row)
		}
	}
	return object.Iter(t, object.NewList(out))
}

// preSQLSetup is pre_sql_setup(): the columns that the ordering adds, the ordering and the grouping, each with its SQL.
func preSQLSetup(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := sigPreSQLSetup.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	extra, order, group, err := args[0].(*SQLCompiler).preSQLSetup(t, a[1] == object.True)
	if err != nil {
		return nil, err
	}
	pair := func(s string, params Params) object.Object {
		return object.NewTuple(object.NewStr(s), object.NewTuple(params...))
	}
	var extras, orders, groups []object.Object
	for _, x := range extra {
		extras = append(extras, object.NewTuple(exprObject(x.Expr), pair(x.SQL, x.Params), object.None))
	}
	for _, x := range order {
		orders = append(orders, object.NewTuple(exprObject(x.expr), pair(x.sql, x.params)))
	}
	for _, x := range group {
		groups = append(groups, pair(x.sql, x.params))
	}
	return object.NewTuple(object.NewList(extras), object.NewList(orders), object.NewList(groups)), nil
}
