// Package schema is the sqlite3 backend's schema editor: the statements that make a model's table, as Django's migrate sends them.
package schema

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// CreateModel gives the statements for a model: CREATE TABLE first, then its indexes. Many-to-many tables are models of their own.
func CreateModel(t *object.Thread, model *object.Type) ([]string, error) {
	o := models.OptionsOf(model)
	if o == nil || o.Abstract() || o.Proxy() {
		return nil, nil
	}
	e, err := newEditor(t, model)
	if err != nil {
		return nil, err
	}
	if err := e.createTable(); err != nil {
		return nil, err
	}
	if err := e.indexes(); err != nil {
		return nil, err
	}
	return e.out, nil
}

func newEditor(t *object.Thread, model *object.Type) (*editor, error) {
	o := models.OptionsOf(model)
	e := &editor{t: t, model: model, opts: o, table: o.DBTable()}
	if sql.Connections != nil {
		conn, err := sql.Connections(t, sql.DefaultDBAlias)
		if err != nil {
			return nil, err
		}
		e.conn = conn
	}
	return e, nil
}

// editor collects the statements of one model. deferred ones come after the table.
type editor struct {
	t        *object.Thread
	conn     sql.Connection
	model    *object.Type
	opts     *models.Options
	table    string   // the name to create the table by
	order    []string // names of fields in the order of the columns; nil: as declared
	out      []string
	deferred []string
}

func quote(name string) string { return sql.QuoteName(name) }

func quoteAll(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = quote(n)
	}
	return strings.Join(q, ", ")
}

// definition is a column as CREATE TABLE and ADD COLUMN have it: its name, type, CHECK and key; "" for a field without a column.
func (e *editor) definition(f *models.Field) (string, error) {
	if f.CompositeColumns() != nil {
		return "", nil
	}
	def, err := e.column(f)
	if err != nil || def == "" {
		return "", err
	}
	if c := f.DBCheck(e.t); c != "" {
		def += " CHECK (" + c + ")"
	}
	if s := f.DataTypeSuffix(e.t); s != "" {
		def += " " + s
	}
	if table, column, ok := f.ForeignKeyTarget(); ok {
		def += " REFERENCES " + quote(table) + " (" + quote(column) + ") DEFERRABLE INITIALLY DEFERRED"
	}
	return quote(f.Column) + " " + def, nil
}

// fields are the table's own fields, in the order asked for.
func (e *editor) fields() []*models.Field {
	if e.order == nil {
		return e.opts.LocalFields()
	}
	var out []*models.Field
	for _, name := range e.order {
		for _, f := range e.opts.LocalFields() {
			if f.Name == name {
				out = append(out, f)
			}
		}
	}
	return out
}

// createTable is table_sql and create_model.
func (e *editor) createTable() error {
	var parts []string
	for _, f := range e.fields() {
		def, err := e.definition(f)
		if err != nil {
			return err
		}
		if def != "" {
			parts = append(parts, def)
		}
	}
	for _, names := range e.opts.UniqueTogether() {
		cols := e.columns(names)
		e.deferred = append(e.deferred, "CREATE UNIQUE INDEX "+quote(e.indexName(cols, "_uniq"))+" ON "+quote(e.opts.DBTable())+" ("+quoteAll(cols)+")")
	}
	if pk, ok := e.opts.PK().(*models.Field); ok {
		if cols := pk.CompositeColumns(); cols != nil {
			parts = append(parts, "PRIMARY KEY ("+quoteAll(cols)+")")
		}
	}
	for _, c := range e.opts.Constraints() {
		s, err := e.constraint(c)
		if err != nil {
			return err
		}
		if s != "" {
			parts = append(parts, s)
		}
	}
	e.out = append(e.out, "CREATE TABLE "+quote(e.table)+" ("+strings.Join(parts, ", ")+")")
	e.out = append(e.out, e.deferred...)
	return nil
}

func (e *editor) columns(names []string) []string {
	var out []string
	for _, n := range names {
		if f := e.opts.FieldNamed(n); f != nil {
			out = append(out, f.Column)
		}
	}
	return out
}

// column is column_sql: type, default, nullability, key.
func (e *editor) column(f *models.Field) (string, error) {
	typ, err := f.DBType(e.t, e.conn)
	if err != nil || typ == "" {
		return "", err
	}
	parts := []string{typ}
	if c := f.Collation(); c != "" {
		parts = append(parts, "COLLATE "+quote(c))
	}
	expr, stored := f.GeneratedExpression()
	if f.HasDBDefault && !f.Generated {
		s, err := e.expression(f.DBDefault)
		if err != nil {
			return "", err
		}
		if _, plain := f.DBDefault.(*sql.Value); !plain {
			s = "(" + s + ")"
		}
		parts = append(parts, "DEFAULT "+s)
	}
	switch {
	case f.Generated:
		s, err := e.expression(expr)
		if err != nil {
			return "", err
		}
		kind := "VIRTUAL"
		if stored {
			kind = "STORED"
		}
		parts = append(parts, "GENERATED ALWAYS AS ("+s+") "+kind)
	case !f.Null:
		parts = append(parts, "NOT NULL")
	default:
		parts = append(parts, "NULL")
	}
	if f.PrimaryKey {
		parts = append(parts, "PRIMARY KEY")
	} else if f.Unique {
		parts = append(parts, "UNIQUE")
	}
	return strings.Join(parts, " "), nil
}

// constraint is constraint_sql: a part of CREATE TABLE, or "" with an index deferred.
func (e *editor) constraint(o object.Object) (string, error) {
	if c, ok := models.AsConstraint(o); ok {
		s, err := e.condition(c.Condition())
		return "CONSTRAINT " + quote(c.Name()) + " CHECK (" + s + ")", err
	}
	u, ok := models.AsUnique(o)
	if !ok {
		return "", nil
	}
	if u.Condition() == nil && len(u.Expressions()) == 0 {
		return "CONSTRAINT " + quote(u.Name()) + " UNIQUE (" + quoteAll(e.columns(u.Fields())) + ")", nil
	}
	s, err := e.index("CREATE UNIQUE INDEX", u.Name(), u.Fields(), u.Expressions(), u.Condition())
	if err == nil {
		e.deferred = append(e.deferred, s)
	}
	return "", err
}

// index is _create_index_sql.
func (e *editor) index(create, name string, fields []string, exprs []object.Object, cond *sql.Q) (string, error) {
	var cols []string
	for _, n := range fields {
		f := e.opts.FieldNamed(strings.TrimPrefix(n, "-"))
		if f == nil {
			continue
		}
		c := quote(f.Column)
		if strings.HasPrefix(n, "-") {
			c += " DESC"
		}
		cols = append(cols, c)
	}
	for _, x := range exprs {
		s, err := e.indexExpression(x)
		if err != nil {
			return "", err
		}
		cols = append(cols, s)
	}
	s := create + " " + quote(name) + " ON " + quote(e.opts.DBTable()) + " (" + strings.Join(cols, ", ") + ")"
	if cond != nil {
		w, err := e.condition(cond)
		if err != nil {
			return "", err
		}
		s += " WHERE " + w
	}
	return s, nil
}

// indexExpression is IndexExpression: anything but a column stands in parentheses.
func (e *editor) indexExpression(o object.Object) (string, error) {
	order := ""
	if ob, ok := o.(*sql.OrderBy); ok {
		order = " ASC"
		if ob.Descending {
			order = " DESC"
		}
		o = ob.Expression()
	}
	s, err := e.expression(o)
	if err != nil {
		return "", err
	}
	if _, isF := o.(*sql.F); !isF {
		s = "(" + s + ")"
	}
	return s + order, nil
}

// expression compiles an expression with its parameters written out.
func (e *editor) expression(o object.Object) (string, error) {
	x, ok := sql.AsExpression(e.t, o)
	if !ok {
		return "", object.TypeErrorf("'%s' object is no expression", object.TypeName(o))
	}
	q := sql.NewUnaliasedQuery(e.model)
	r, err := sql.Resolve(e.t, x, q, sql.ResolveArgs{})
	if err != nil {
		return "", err
	}
	s, params, err := q.GetCompiler(e.conn).Compile(e.t, r)
	if err != nil {
		return "", err
	}
	return e.literal(s, params)
}

// condition compiles a Q (or a boolean expression) for CHECK and WHERE.
func (e *editor) condition(o object.Object) (string, error) {
	qo, ok := sql.AsQ(o)
	if !ok {
		var err error
		if qo, err = sql.NewQ(e.t, []object.Object{o}, nil); err != nil {
			return "", err
		}
	}
	q := sql.NewUnaliasedQuery(e.model)
	where, err := q.BuildWhere(e.t, qo)
	if err != nil {
		return "", err
	}
	s, params, err := q.GetCompiler(e.conn).Compile(e.t, where)
	if err != nil {
		return "", err
	}
	return e.literal(s, params)
}

// literal puts parameters into the SQL: SQLite takes none in CREATE statements.
func (e *editor) literal(s string, params []object.Object) (string, error) {
	var b strings.Builder
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 >= len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 's':
			if n >= len(params) {
				return "", object.TypeErrorf("not enough arguments for format string")
			}
			v, err := e.value(params[n])
			if err != nil {
				return "", err
			}
			n++
			b.WriteString(v)
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), nil
}

// value is quote_value.
func (e *editor) value(o object.Object) (string, error) {
	switch v := object.Native(o).(type) {
	case object.Bool:
		if v {
			return "1", nil
		}
		return "0", nil
	case *object.Bytes:
		const hex = "0123456789abcdef"
		b := []byte("X'")
		for _, c := range v.B {
			b = append(b, hex[c>>4], hex[c&15])
		}
		return string(append(b, '\'')), nil
	}
	if o == object.None {
		return "NULL", nil
	}
	s, err := object.ToStr(e.t, o)
	if err != nil {
		return "", err
	}
	switch object.Native(o).(type) {
	case object.Int, *object.BigInt, object.Float:
		return s, nil
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'", nil
}

// indexName is _create_index_name.
func (e *editor) indexName(columns []string, suffix string) string {
	table := strings.Trim(e.opts.DBTable(), `"`)
	hash := models.NamesDigest(8, append([]string{table}, columns...)...) + suffix
	name := table + "_" + strings.Join(columns, "_") + "_" + hash
	const limit = 200
	if len(name) > limit {
		part := (limit - len(hash) - 2) / 2
		cols := strings.Join(columns, "_")
		name = table[:min(len(table), part)] + "_" + cols[:min(len(cols), part)] + "_" + hash
	}
	if name[0] == '_' || name[0] >= '0' && name[0] <= '9' {
		name = "D" + name[:len(name)-1]
	}
	return name
}

// indexes is _model_indexes_sql.
func (e *editor) indexes() error {
	for _, f := range e.opts.LocalFields() {
		if f.DBIndex() && !f.Unique {
			e.out = append(e.out, "CREATE INDEX "+quote(e.indexName([]string{f.Column}, ""))+" ON "+quote(e.opts.DBTable())+" ("+quote(f.Column)+")")
		}
	}
	for _, o := range e.opts.Indexes() {
		x, ok := models.AsIndex(o)
		if !ok {
			continue
		}
		s, err := e.index("CREATE INDEX", x.Name(), x.Fields(), x.Expressions(), x.Condition())
		if err != nil {
			return err
		}
		e.out = append(e.out, s)
	}
	return nil
}
