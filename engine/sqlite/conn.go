package sqlite

import (
	"context"
	"errors"
	"sync"
	"time"
)

// A driver is one platform's SQLite: what native.go and bridge_js.go implement. A driver is used by one goroutine at
// a time (conn's lock sees to it) except for interrupt.
type driver interface {
	// run prepares sql, or finds it prepared, and runs it once for each set of parameters. The result's Changes are summed
	// over the sets; its rows are kept only if keepRows is set.
	run(ctx context.Context, sql string, sets [][]Value, keepRows bool) (*ResultSet, error)
	// script runs statements until the text ends and reports whether a transaction is open afterwards.
	script(ctx context.Context, sql string) (inTransaction bool, err error)
	function(f Function) error
	interrupt()
	serialize() ([]byte, error)
	deserialize(data []byte) error
	setLimits(l Limits) error
	setClock(now func() time.Time) error
	close() error
}

// setup runs on every new database. temp_store keeps SQLite's scratch files off any disk.
const setup = "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"

// Open opens a new in-memory database on the driver of the platform.
func Open(ctx context.Context, o Options) (Conn, error) {
	d, err := openDriver(ctx)
	if err != nil {
		return nil, err
	}
	if _, err = d.script(ctx, setup); err == nil {
		err = d.setLimits(o.Limits.withDefaults())
	}
	if err != nil {
		d.close()
		return nil, err
	}
	return &conn{db: &database{driver: d, conns: 1, sqlLength: o.Limits.withDefaults().SQLLength}}, nil
}

// A database is what the sessions of one Open share.
type database struct {
	mu     sync.Mutex
	driver driver
	conns  int
	writer *conn          // the session whose transaction SQLite's connection has
	shared map[*conn]bool // the sessions that have read in transactions that are open

	// SQLite says no more of a statement that is too long than "string or blob too big", so it is refused here.
	sqlLength int
}

// A conn is one session.
type conn struct {
	db     *database
	closed bool
	parent *conn          // what it was opened from
	opened map[*conn]bool // and what was opened from it
	lock   lockState
	sql    string // the last statement, and
	action action // what it does: loops send one again and again
}

var oneRun = [][]Value{nil}

func (c *conn) Query(ctx context.Context, sql string, params []Value) (*ResultSet, error) {
	sets := oneRun
	if len(params) > 0 {
		sets = [][]Value{params}
	}
	return c.run(ctx, sql, sets, true)
}

func (c *conn) QueryMany(ctx context.Context, sql string, params [][]Value) (*ResultSet, error) {
	if len(params) == 0 {
		return &ResultSet{}, nil
	}
	return c.run(ctx, sql, params, false)
}

func (c *conn) run(ctx context.Context, sql string, sets [][]Value, keepRows bool) (*ResultSet, error) {
	if err := checkParams(sets); err != nil {
		return nil, err
	}
	if err := c.enter(ctx, sql); err != nil {
		return nil, err
	}
	defer c.db.mu.Unlock()
	if sql != c.sql {
		c.sql, c.action = sql, actionOf(sql)
	}
	do := c.action
	if do != setting && (do != reading || c.lock.began || c.db.writer != nil) {
		if rs, handled, err := c.arbitrate(ctx, sql, sets, keepRows, do); handled || err != nil {
			return rs, err
		}
	}
	rs, err := c.db.driver.run(ctx, sql, sets, keepRows)
	if do == setting {
		if rs != nil {
			rs.InTransaction = c.db.writer == c || c.lock.began
		}
		return rs, err
	}
	if do != reading && (c.db.writer == c || rs != nil && rs.InTransaction) && len(c.lock.done) <= maxRedo {
		c.lock.done = append(c.lock.done, redo{sql, sets})
	}
	if err == nil {
		if c.db.writer == c || rs.InTransaction {
			c.leave(rs.InTransaction)
			c.lock.exclusive = c.lock.exclusive || do == excluding
		}
		rs.InTransaction = rs.InTransaction || c.lock.began
		return rs, nil
	}
	// A failed statement may have rolled its transaction back (a deferred constraint, a full disk), and says nothing about it; only the
	// session that has one needs to know.
	if c.db.writer == c {
		if open, e := c.db.driver.script(context.Background(), ""); e == nil {
			c.leave(open)
		}
	}
	return nil, err
}

func (c *conn) Exec(ctx context.Context, script string) error {
	if err := c.enter(ctx, script); err != nil {
		return err
	}
	defer c.db.mu.Unlock()
	if c.db.writer != c {
		if _, handled, err := c.arbitrate(ctx, script, nil, false, writing); handled || err != nil {
			return err
		}
	}
	open, err := c.db.driver.script(ctx, script)
	c.lock.done = append(c.lock.done, redo{sql: script})
	c.leave(open)
	return err
}

// enter takes the database for sql, a statement or script of c. When it returns nil the caller must unlock.
func (c *conn) enter(ctx context.Context, sql string) error {
	c.db.mu.Lock()
	var err error
	switch {
	case c.closed:
		err = errClosed()
	case ctx.Err() != nil:
		err = errCancelled()
	case c.db.sqlLength >= 0 && len(sql) > c.db.sqlLength:
		err = newError(CodeTooBig, "", "query string is too large")
	}
	if err != nil {
		c.db.mu.Unlock()
	}
	return err
}

// leave notes whether SQLite's connection now has a transaction of c's.
func (c *conn) leave(inTransaction bool) {
	if inTransaction {
		c.db.writer = c
	} else {
		c.unlock()
	}
}

func (c *conn) RegisterFunc(f Function) error {
	if err := checkFunction(f); err != nil {
		return err
	}
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	if c.closed {
		return errClosed()
	}
	return c.db.driver.function(f)
}

// Interrupt does not take the lock: the statement that it stops holds it.
func (c *conn) Interrupt() { c.db.driver.interrupt() }

func (c *conn) Session() (Conn, error) {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	if c.closed {
		return nil, errClosed()
	}
	c.db.conns++
	session := &conn{db: c.db, parent: c}
	if c.opened == nil {
		c.opened = map[*conn]bool{}
	}
	c.opened[session] = true
	return session, nil
}

func (c *conn) Serialize() ([]byte, error) {
	if err := c.enter(context.Background(), ""); err != nil {
		return nil, err
	}
	defer c.db.mu.Unlock()
	return c.db.driver.serialize()
}

func (c *conn) Deserialize(data []byte) error {
	if err := c.enter(context.Background(), ""); err != nil {
		return err
	}
	defer c.db.mu.Unlock()
	return c.db.driver.deserialize(data)
}

func (c *conn) SetLimits(l Limits) error {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	if c.closed {
		return errClosed()
	}
	l = l.withDefaults()
	c.db.sqlLength = l.SQLLength
	return c.db.driver.setLimits(l)
}

func (c *conn) SetClock(now func() time.Time) error {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	if c.closed {
		return errClosed()
	}
	return c.db.driver.setClock(now)
}

func (c *conn) Close() error {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	return c.close()
}

// close does it with the lock held. A program leaves connections of its threads open, so whoever opened them all closes them.
func (c *conn) close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	var errs []error
	for session := range c.opened {
		errs = append(errs, session.close())
	}
	c.opened = nil
	if c.parent != nil {
		delete(c.parent.opened, c)
	}
	c.db.conns--
	if c.db.writer != c {
		c.unlock()
	}
	switch {
	case c.db.conns == 0:
		errs = append(errs, c.db.driver.close())
	case c.db.writer == c:
		c.unlock()
		_, err := c.db.driver.script(context.Background(), "ROLLBACK")
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
