package all_test

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"

	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
)

// TestPrograms covers the modules of package lib and those that work together.
func TestPrograms(t *testing.T) { progtest.Run(t) }
