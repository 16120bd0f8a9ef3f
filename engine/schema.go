package engine

import (
	"context"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3/schema"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// schemaMaker makes the tables of models as they are declared: those of models.py before seed.py, those of main.py before the first statement.
type schemaMaker struct {
	conn sqlite.Conn
	made map[*object.Type]bool
	list []madeTable
	n    int // models seen
}

type madeTable struct {
	model *object.Type
	sql   []string
}

func newSchemaMaker(conn sqlite.Conn) *schemaMaker {
	return &schemaMaker{conn: conn, made: map[*object.Type]bool{}}
}

func (s *schemaMaker) prepare(t *object.Thread) error {
	all := models.AppsOf(t).Models()
	if len(all) == s.n {
		return nil
	}
	s.n = len(all)
	for _, m := range all {
		meta := sql.Meta(m)
		if s.made[m] || meta == nil || !meta.Managed() || meta.ConcreteModel() != m || models.DeclaredInTest(m) {
			continue
		}
		s.made[m] = true
		stmts, err := schema.CreateModel(t, m)
		if err != nil {
			return err
		}
		s.list = append(s.list, madeTable{m, stmts})
		for _, text := range stmts {
			if err := s.conn.Exec(context.Background(), text); err != nil {
				return err
			}
		}
	}
	return nil
}

// tables reads every table for the Database panel.
func (s *schemaMaker) tables() []*Table {
	out := []*Table{}
	for _, mt := range s.list {
		meta := sql.Meta(mt.model)
		tb := &Table{Name: meta.DBTable(), Model: meta.ObjectName(), Columns: []Column{}, Rows: [][]any{}}
		if len(mt.sql) > 0 {
			tb.SQL = mt.sql[0]
		}
		name := `"` + meta.DBTable() + `"`
		count, err := s.conn.Query(context.Background(), "SELECT COUNT(*) FROM "+name, nil)
		if err != nil {
			continue // dropped or renamed by the program itself
		}
		if n, ok := count.Rows[0][0].(int64); ok {
			tb.RowCount = int(n)
		}
		rs, err := s.conn.Query(context.Background(), "SELECT * FROM "+name+" LIMIT ?", []any{int64(maxTableRows)})
		if err != nil {
			continue
		}
		for _, c := range rs.Columns {
			tb.Columns = append(tb.Columns, Column{Name: c.Name, Type: columnType(c.DeclType)})
		}
		for _, row := range rs.Rows {
			tb.Rows = append(tb.Rows, cells(row))
		}
		out = append(out, tb)
	}
	return out
}
