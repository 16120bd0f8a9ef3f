package sqlite

// cacheSize is how many prepared statements a database keeps. Django's SQL for one program is a few dozen texts.
const cacheSize = 128

// A stmtCache maps SQL texts to a fixed number of slots, evicting by the clock algorithm (a slot used since the hand last passed it gets a second
// chance). Slots have numbers so that the browser's host can keep the statements themselves and be told which one is meant by four bytes.
type stmtCache[S any] struct {
	slots [cacheSize]cacheSlot[S]
	index map[string]int
	hand  int
	last  int // the slot found last, which is asked for again most often
}

type cacheSlot[S any] struct {
	sql  string
	used bool
	stmt S
}

// find returns the slot of sql, or -1.
func (c *stmtCache[S]) find(sql string) int {
	i := c.last
	if c.slots[i].sql != sql || sql == "" {
		var ok bool
		if i, ok = c.index[sql]; !ok {
			return -1
		}
		c.last = i
	}
	c.slots[i].used = true
	return i
}

// claim gives sql a slot, whose former statement is handed to evict if there was one.
func (c *stmtCache[S]) claim(sql string, evict func(S)) int {
	if c.index == nil {
		c.index = make(map[string]int, cacheSize)
	}
	for c.slots[c.hand].used {
		c.slots[c.hand].used = false
		c.hand = (c.hand + 1) % cacheSize
	}
	i := c.hand
	c.hand = (c.hand + 1) % cacheSize
	c.drop(i, evict)
	c.slots[i].sql = sql // not yet used: a text that comes only once shall not push out those that come again
	c.index[sql] = i
	return i
}

// drop empties slot i.
func (c *stmtCache[S]) drop(i int, evict func(S)) {
	s := &c.slots[i]
	if at, ok := c.index[s.sql]; ok && at == i {
		delete(c.index, s.sql)
		evict(s.stmt)
	}
	*s = cacheSlot[S]{}
}

// clear empties every slot.
func (c *stmtCache[S]) clear(evict func(S)) {
	for i := range c.slots {
		c.drop(i, evict)
	}
}
