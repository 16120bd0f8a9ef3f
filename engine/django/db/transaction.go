package db

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// transactionSource is atomic() and what stands around it, over the connection's own AtomicEnter and AtomicExit.
//
//go:embed transaction.py
var transactionSource string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "django.db.transaction", Source: transactionSource, Init: func(t *object.Thread, m *object.Module) error {
		m.Set("TransactionManagementError", sqlite3.TransactionManagementErrorType)
		return nil
	}})
}
