package engine

import (
	"context"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
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

	// Tables that were made in a transaction go when that is rolled back.
	late       []madeTable
	rolledBack bool
}

type madeTable struct {
	model *object.Type
	sql   []string
}

func newSchemaMaker(conn sqlite.Conn) *schemaMaker {
	return &schemaMaker{conn: conn, made: map[*object.Type]bool{}}
}

// serve has the tables of a database made before its statements.
func (s *schemaMaker) serve(cfg *sqlite3.Config) {
	cfg.Conn, cfg.Prepare, cfg.RolledBack = s.conn, s.prepare, func() { s.rolledBack = true }
}

// lost forgets the tables that a rollback has taken away.
func (s *schemaMaker) lost(c sqlite.Conn) error {
	s.rolledBack = false
	late := s.late
	s.late = nil
	for _, mt := range late {
		r, err := c.Query(context.Background(), "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", []any{sql.Meta(mt.model).DBTable()})
		if err != nil {
			return err
		}
		if len(r.Rows) > 0 {
			s.late = append(s.late, mt)
			continue
		}
		delete(s.made, mt.model)
		s.n = 0
		for i := range s.list {
			if s.list[i].model == mt.model {
				s.list = append(s.list[:i], s.list[i+1:]...)
				break
			}
		}
	}
	return nil
}

func (s *schemaMaker) prepare(t *object.Thread, c sqlite.Conn, inTransaction bool) error {
	if s.rolledBack && len(s.late) > 0 {
		if err := s.lost(c); err != nil {
			return err
		}
	}
	all := models.AppsOf(t).Models()
	if len(all) == s.n {
		return nil
	}
	s.n = len(all)
	for _, m := range all {
		meta := sql.Meta(m)
		if s.made[m] || meta == nil || !meta.Managed() || meta.ConcreteModel() != m || models.DeclaredInTest(m) || models.Swapped(t, m) {
			continue
		}
		s.made[m] = true
		stmts, err := schema.CreateModel(t, m)
		if err != nil {
			return err
		}
		s.list = append(s.list, madeTable{m, stmts})
		if inTransaction {
			s.late = append(s.late, s.list[len(s.list)-1])
		}
		for _, text := range stmts {
			if err := c.Exec(context.Background(), text); err != nil {
				return err
			}
		}
	}
	return nil
}

// tables reads every table for the Database panel.
func (s *schemaMaker) tables() []*Table {
	out := []*Table{}
	var kept keeper
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
		tb.Columns = columnsOf(rs.Columns)
		tb.Rows = append(tb.Rows, kept.rows(rs.Rows)...)
		out = append(out, tb)
	}
	return out
}
