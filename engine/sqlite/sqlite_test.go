package sqlite_test

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite/sqlitetest"
)

func TestConformance(t *testing.T) { sqlitetest.Run(t) }
