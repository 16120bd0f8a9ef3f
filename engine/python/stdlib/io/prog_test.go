package io_test

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }
