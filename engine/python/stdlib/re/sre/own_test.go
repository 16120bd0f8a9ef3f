package sre_test

import (
	"slices"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

func TestOwn(t *testing.T) {
	o := sre.Own{Source: `(é)?(\d+)-(x)?$`}
	for s, want := range map[string][]string{
		"12-x": {"12-x", "", "12", "x"}, "é7-": {"é7-", "é", "7", ""}, "7-\n": {"7-", "", "7", ""}, "a12-x": nil, "": nil,
	} {
		if got := o.Match(s); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
