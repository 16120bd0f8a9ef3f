package order

import (
	"slices"
	"testing"
)

func TestOrder(t *testing.T) {
	if got := Keys(map[string]int{"b": 1, "": 2, "é": 3, "a": 4, "B": 5}); !slices.Equal(got, []string{"", "B", "a", "b", "é"}) {
		t.Errorf("Keys: %q", got)
	}
	if got := Keys(map[string]bool{}); len(got) != 0 {
		t.Errorf("Keys of nothing: %q", got)
	}
}
