package engine

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

func createModelTmp(t *object.Thread, m *object.Type) ([]string, error) {
	meta := sql.Meta(m)
	conn, err := sql.Connections(t, "default")
	if err != nil {
		return nil, err
	}
	var cols []string
	for _, f := range meta.ConcreteFields() {
		dt, err := f.DBType(t, conn)
		if err != nil {
			return nil, err
		}
		i := f.Info()
		c := `"` + i.Column + `" ` + dt
		if !i.Null {
			c += " NOT NULL"
		} else {
			c += " NULL"
		}
		if i.PrimaryKey {
			c += " PRIMARY KEY"
			if strings.Contains(f.InternalType(t), "AutoField") {
				c += " AUTOINCREMENT"
			}
		} else if i.Unique {
			c += " UNIQUE"
		}
		if tf := f.TargetField(); tf != nil {
			ti := tf.Info()
			c += ` REFERENCES "` + sql.Meta(ti.Model).DBTable() + `" ("` + ti.Column + `") DEFERRABLE INITIALLY DEFERRED`
		}
		cols = append(cols, c)
	}
	return []string{`CREATE TABLE "` + meta.DBTable() + `" (` + strings.Join(cols, ", ") + ")"}, nil
}
