package sqlite

import (
	"context"
	"strings"
)

// This file gives the sessions of a database the transactions that connections to one SQLite file have with a rollback journal, which is what a Django project
// has, over the one connection that SQLite really sees. The rules are SQLite's (https://sqlite.org/lockingv3.html):
//
//   - BEGIN locks nothing. The first read of a transaction locks the database for reading, its first write for writing, until the transaction ends. A
//     statement outside of a transaction does so while it runs, and takes no time here.
//   - One session writes at a time. Others go on reading: they see what was before.
//   - A COMMIT waits until those who read in transactions have ended them, and lets nobody begin to read meanwhile.
//   - BEGIN IMMEDIATE locks for writing at once. BEGIN EXCLUSIVE waits for those who read in transactions, too, and then nobody else reads.
//   - Who has read in a transaction and would now write while another does is refused at once: each would wait for the other.
//
// SQLite's own connection has a transaction only while some session writes in one. That of a session that has only read is kept here, as the list of its
// savepoints. When another session reads while one writes, what was written is rolled back for a moment and then written again.

// maxRedo is how many statements are written again for the sake of a reader; after more, readers wait for the writer's end.
const maxRedo = 1000

// An action is what a statement means to the lock.
type action uint8

const (
	reading action = iota
	writing        // or anything else that is not listed
	beginning
	reserving // BEGIN IMMEDIATE
	excluding // BEGIN EXCLUSIVE
	committing
	rollingBack
	saving  // SAVEPOINT, RELEASE, ROLLBACK TO
	setting // of the connection, not of the file: it needs no lock
)

// redo is a statement of the open transaction, or a script: that has no sets of parameters.
type redo struct {
	sql  string
	sets [][]Value
}

// lockState is a session's part in the locking.
type lockState struct {
	began  bool     // a transaction that SQLite knows nothing of is open
	shared bool     // it has read
	held   []string // its savepoint statements so far
	// Of the session that writes:
	pending   bool // its COMMIT waits for readers
	exclusive bool // nobody else may read
	done      []redo
}

// errBusy is SQLITE_BUSY. Whoever may wait for it sets wait.
func errBusy(wait bool) *Error {
	e := newError(CodeBusy, "", "database is locked")
	e.Wait = wait
	return e
}

// actionOf finds out what a statement does from its first word.
func actionOf(sql string) action {
	sql = skipComments(sql)
	word, rest := firstWord(sql)
	switch word {
	case "SELECT", "VALUES", "EXPLAIN":
		return reading
	case "WITH":
		for rest != "" {
			if word, rest = firstWord(rest); word == "INSERT" || word == "UPDATE" || word == "DELETE" || word == "REPLACE" {
				return writing
			}
			if word == "" && rest != "" {
				rest = rest[1:]
			}
		}
		return reading
	case "PRAGMA":
		if !strings.Contains(sql, "=") {
			return reading
		}
		switch word, _ = firstWord(rest); word {
		case "BUSY_TIMEOUT", "CACHE_SIZE", "JOURNAL_SIZE_LIMIT", "MMAP_SIZE", "SYNCHRONOUS", "TEMP_STORE", "WAL_AUTOCHECKPOINT":
			return setting
		}
		return writing
	case "BEGIN":
		switch word, _ = firstWord(rest); word {
		case "IMMEDIATE":
			return reserving
		case "EXCLUSIVE":
			return excluding
		}
		return beginning
	case "COMMIT", "END":
		return committing
	case "SAVEPOINT", "RELEASE":
		return saving
	case "ROLLBACK":
		if word, rest = firstWord(rest); word == "TRANSACTION" {
			word, _ = firstWord(rest)
		}
		if word == "TO" {
			return saving
		}
		return rollingBack
	}
	return writing
}

func skipComments(sql string) string {
	for {
		sql = strings.TrimLeft(sql, " \t\r\n")
		end, n := -1, 0
		if strings.HasPrefix(sql, "--") {
			end, n = strings.IndexByte(sql, '\n'), 1
		} else if strings.HasPrefix(sql, "/*") {
			end, n = strings.Index(sql, "*/"), 2
		}
		if end < 0 {
			return sql
		}
		sql = sql[end+n:]
	}
}

// firstWord gives a text's first word in capitals and what follows it; "" if it begins with something else.
func firstWord(sql string) (word, rest string) {
	sql = strings.TrimLeft(sql, " \t\r\n")
	n := 0
	for n < len(sql) && (sql[n]|0x20 >= 'a' && sql[n]|0x20 <= 'z' || sql[n] == '_') {
		n++
	}
	return strings.ToUpper(sql[:n]), sql[n:]
}

// readers tells whether another session than c has read in a transaction that is open.
func (db *database) readers(c *conn) bool {
	for x := range db.shared {
		if x != c {
			return true
		}
	}
	return false
}

// share notes that c has read in its transaction.
func (c *conn) share() {
	if !c.lock.shared {
		c.lock.shared = true
		if c.db.shared == nil {
			c.db.shared = map[*conn]bool{}
		}
		c.db.shared[c] = true
	}
}

// unlock ends c's transaction, as far as the locks are concerned.
func (c *conn) unlock() {
	if c.lock.shared {
		delete(c.db.shared, c)
	}
	if c.db.writer == c {
		c.db.writer = nil
	}
	c.lock = lockState{}
}

// arbitrate does what a statement of a transaction means without SQLite, or says that SQLite is to run it: then handled is false.
func (c *conn) arbitrate(ctx context.Context, sql string, sets [][]Value, keepRows bool, do action) (rs *ResultSet, handled bool, err error) {
	w := c.db.writer
	if w == c {
		if do == committing && c.db.readers(c) {
			c.lock.pending = true
			return nil, true, errBusy(true)
		}
		return nil, false, nil
	}
	if c.lock.began {
		switch do {
		case beginning, reserving, excluding:
			return nil, true, newError(CodeError, "", "cannot start a transaction within a transaction")
		case committing, rollingBack:
			c.unlock()
			return &ResultSet{}, true, nil
		case saving:
			if c.saved(sql) {
				c.lock.held = append(c.lock.held, sql)
				return &ResultSet{InTransaction: true}, true, nil
			}
		}
	} else if do == beginning {
		c.lock.began = true
		return &ResultSet{InTransaction: true}, true, nil
	}
	if do == reading {
		switch {
		case w == nil:
			if c.lock.began {
				c.share()
			}
			return nil, false, nil
		case w.lock.pending && !c.lock.shared, w.lock.exclusive, len(w.lock.done) > maxRedo:
			return nil, true, errBusy(true)
		}
		rs, err = c.aside(ctx, sql, sets, keepRows)
		if rs != nil && c.lock.began {
			c.share()
			rs.InTransaction = true
		}
		return rs, true, err
	}
	if w != nil {
		return nil, true, errBusy(!c.lock.shared)
	}
	if c.lock.began {
		return nil, false, c.materialise()
	}
	if do != committing && do != rollingBack && do != reserving && c.db.readers(c) {
		return nil, true, errBusy(true)
	}
	return nil, false, nil
}

// saved tells whether a savepoint statement makes sense to a transaction that has only read.
func (c *conn) saved(sql string) bool {
	word, rest := firstWord(skipComments(sql))
	if word == "SAVEPOINT" {
		return true
	}
	name := lastWord(rest)
	for _, s := range openSavepoints(c.lock.held) {
		if s == name {
			return true
		}
	}
	return false
}

// openSavepoints are the savepoints that there are after some savepoint statements, the innermost last.
func openSavepoints(held []string) []string {
	var open []string
	for _, s := range held {
		word, rest := firstWord(skipComments(s))
		name := lastWord(rest)
		if word == "SAVEPOINT" {
			open = append(open, name)
			continue
		}
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] == name {
				if open = open[:i]; word == "ROLLBACK" { // which leaves the savepoint itself
					open = append(open, name)
				}
				break
			}
		}
	}
	return open
}

// lastWord is what a savepoint statement ends with: a name.
func lastWord(s string) string {
	s = strings.TrimRight(s, " \t\r\n;")
	return s[strings.LastIndexAny(s, " \t\r\n")+1:]
}

// materialise lets SQLite know of c's transaction, which is about to write.
func (c *conn) materialise() error {
	for _, sql := range append([]string{"BEGIN"}, c.lock.held...) {
		if _, err := c.db.driver.script(context.Background(), sql); err != nil {
			return err
		}
		c.lock.done = append(c.lock.done, redo{sql: sql, sets: oneRun})
	}
	c.db.writer = c
	return nil
}

// aside runs a statement that reads on what the database was before the open transaction: that is undone, and done again.
func (c *conn) aside(ctx context.Context, sql string, sets [][]Value, keepRows bool) (*ResultSet, error) {
	d := c.db.driver
	if _, err := d.script(context.Background(), "ROLLBACK"); err != nil {
		return nil, err
	}
	rs, err := d.run(ctx, sql, sets, keepRows)
	for _, r := range c.db.writer.lock.done {
		// What failed then fails now, to the same effect.
		if r.sets == nil {
			_, _ = d.script(context.Background(), r.sql)
		} else {
			_, _ = d.run(context.Background(), r.sql, r.sets, false)
		}
	}
	return rs, err
}
