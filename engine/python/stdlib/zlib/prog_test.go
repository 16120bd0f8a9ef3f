package zlib_test

import (
	"testing"

	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/progtest"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }
