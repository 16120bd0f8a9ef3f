package sqlite

import (
	"fmt"
	"testing"
)

func TestStmtCache(t *testing.T) {
	var c stmtCache[string]
	live := map[string]bool{}
	evict := func(s string) {
		if !live[s] {
			t.Errorf("%s was evicted twice, or never there", s)
		}
		delete(live, s)
	}
	put := func(sql string) int {
		i := c.claim(sql, evict)
		c.slots[i].stmt = sql
		live[sql] = true
		return i
	}
	if c.find("none") != -1 {
		t.Error("found what isn't there")
	}
	hot := put("hot")
	for i := range 10 * cacheSize {
		put(fmt.Sprint(i))
		if got := c.find("hot"); got != hot {
			t.Fatalf("after %d others, the statement in use is in slot %d, was in %d", i, got, hot)
		}
	}
	if len(live) != cacheSize || len(c.index) != cacheSize {
		t.Errorf("%d statements live, %d indexed, want %d", len(live), len(c.index), cacheSize)
	}
	c.drop(hot, evict)
	c.drop(hot, evict)
	if c.find("hot") != -1 || len(live) != cacheSize-1 {
		t.Error("dropped and still there")
	}
	c.clear(evict)
	if len(live) != 0 || len(c.index) != 0 {
		t.Errorf("%d statements left", len(live))
	}
}
