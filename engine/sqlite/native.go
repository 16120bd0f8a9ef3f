//go:build !js

package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/embed" // sqlite3.wasm, which the build also writes out for the browser
	"github.com/ncruces/go-sqlite3/ext/serdes"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// maxPages bounds the address space of each SQLite in WebAssembly pages of 64 KiB: 256 MiB, whatever Limits allow.
const maxPages = 4096

// initRuntime gives wazero its configuration, which go-sqlite3 takes from a package variable before its first use.
// Compiling sqlite3.wasm takes about a second, so the machine code is kept in the user's cache directory; where
// there is none, or it can't be written, each process compiles for itself.
var initRuntime = sync.OnceFunc(func() {
	sqlite3.RuntimeConfig = wazero.NewRuntimeConfig().
		WithMemoryLimitPages(maxPages).
		WithCoreFeatures(api.CoreFeaturesV2).
		WithCompilationCache(compilationCache())
})

func compilationCache() wazero.CompilationCache {
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "asyncshelf", "wazero")); err == nil {
			return cache
		}
	}
	return wazero.NewCompilationCache()
}

// native is the driver over go-sqlite3. Every native has an instance of sqlite3.wasm to itself, so its heap limit
// bounds it alone and closing it gives all memory back.
type native struct {
	conn   *sqlite3.Conn
	stmts  stmtCache[*nativeStmt]
	limits Limits
	budget budget
	clock  nativeClock
	dead   error // set when the instance trapped; nothing can be asked of it any more
}

// A nativeStmt is a prepared statement with what doesn't change between its runs.
type nativeStmt struct {
	*sqlite3.Stmt
	params   int
	readOnly bool
	columns  []Column
	prepared int // SQLite's count of re-preparations when columns was read
}

func openDriver(ctx context.Context) (driver, error) {
	initRuntime()
	c, err := sqlite3.OpenContext(ctx, ":memory:")
	if err != nil {
		return nil, nativeError(err, "")
	}
	n := &native{conn: c, limits: Limits{Steps: -1, Result: -1}}
	c.SetInterrupt(&n.budget)
	if err := quotedStrings(c); err != nil {
		c.Close()
		return nil, nativeError(err, "")
	}
	// Without ATTACH (and VACUUM, which attaches too) there is no way from SQL to a file.
	c.Limit(sqlite3.LIMIT_ATTACHED, 0)
	return n, nil
}

// quotedStrings lets "text" stand for a string where no column has that name: an old fault of SQL that SQLite's
// builds for Python still have, and that a learner's raw SQL may rely on.
func quotedStrings(c *sqlite3.Conn) error {
	_, err := c.Config(sqlite3.DBCONFIG_DQS_DML, true)
	return err
}

func (n *native) run(ctx context.Context, sql string, sets [][]Value, keepRows bool) (rs *ResultSet, err error) {
	defer n.rescue(&err)
	if n.dead != nil {
		return nil, n.dead
	}
	n.budget.start(ctx, n.limits.Steps)
	n.clock.start()
	stmt, err := n.prepare(sql)
	if err != nil {
		return nil, n.error(err, sql)
	}
	rs = &ResultSet{}
	if stmt != nil {
		if len(sets[0]) != stmt.params {
			return nil, errBindings(stmt.params, len(sets[0]))
		}
		if keepRows {
			rs.Columns = stmt.describe()
		}
		for _, params := range sets {
			if err := n.once(stmt, params, rs, keepRows); err != nil {
				return nil, n.error(err, sql)
			}
		}
	} else if len(sets[0]) != 0 {
		return nil, errBindings(0, len(sets[0]))
	}
	rs.LastInsertID = n.conn.LastInsertRowID()
	rs.InTransaction = !n.conn.GetAutocommit()
	return rs, nil
}

// prepare returns the statement for sql from the cache, or prepares it. Text without a statement gives nil.
func (n *native) prepare(sql string) (*nativeStmt, error) {
	if slot := n.stmts.find(sql); slot >= 0 {
		return n.stmts.slots[slot].stmt, nil
	}
	s, tail, err := n.conn.PrepareFlags(sql, sqlite3.PREPARE_PERSISTENT)
	if err != nil || s == nil {
		return nil, err
	}
	if tail != "" {
		if more, _, err := n.conn.Prepare(tail); more != nil || err != nil {
			more.Close()
			s.Close()
			return nil, errOneStatement()
		}
	}
	stmt := &nativeStmt{Stmt: s, params: s.BindCount(), readOnly: s.ReadOnly(), prepared: -1}
	n.stmts.slots[n.stmts.claim(sql, closeStmt)].stmt = stmt
	return stmt, nil
}

func closeStmt(s *nativeStmt) { s.Close() }

// describe returns the columns of s, reading them again when a change of schema made SQLite prepare s anew.
func (s *nativeStmt) describe() []Column {
	n := s.ColumnCount()
	if n == 0 {
		return nil
	}
	if prepared := s.Status(sqlite3.STMTSTATUS_REPREPARE, false); s.prepared != prepared || len(s.columns) != n {
		s.columns = make([]Column, n)
		for i := range s.columns {
			s.columns[i] = Column{Name: s.ColumnName(i), DeclType: s.ColumnDeclType(i)}
		}
		s.prepared = prepared
	}
	return s.columns
}

// once binds one set of parameters, runs the statement to its end and adds what it gave to rs.
func (n *native) once(s *nativeStmt, params []Value, rs *ResultSet, keepRows bool) (err error) {
	large := false
	for i, p := range params {
		if err := bind(s.Stmt, i+1, p); err != nil {
			return err
		}
		large = large || size(p) > 4096
	}
	defer func() {
		if e := s.Reset(); err == nil {
			err = e
		}
		if large { // don't keep copies of large parameters until the statement runs again
			s.ClearBindings()
		}
	}()
	before := n.conn.TotalChanges()
	var cells []Value
	width, weight := len(rs.Columns), int64(0)
	for n.step(s) {
		if !keepRows {
			continue
		}
		if len(cells) == 0 {
			// The first step may have prepared the statement anew.
			rs.Columns = s.describe()
			width = len(rs.Columns)
		}
		at := len(cells)
		cells = append(cells, make([]Value, width)...)
		if err := s.Columns(cells[at:]...); err != nil {
			return err
		}
		for i, v := range cells[at:] {
			if b, ok := v.([]byte); ok && b == nil {
				cells[at+i] = []byte{}
			}
			weight += 9 + int64(size(v))
		}
		if n.limits.Result >= 0 && weight > n.limits.Result {
			return errResult(n.limits.Result)
		}
	}
	if err := s.Err(); err != nil {
		return err
	}
	if keepRows && width > 0 {
		rs.Rows = rowsOf(cells, width)
	}
	// The changes of SQLite's last write stay visible to statements that write nothing; the total tells those apart.
	if !s.readOnly && n.conn.TotalChanges() != before {
		rs.Changes += n.conn.Changes()
	}
	return nil
}

// step is Stmt.Step, which asks the budget once for itself; that look is not a thousand steps.
func (n *native) step(s *nativeStmt) bool {
	n.budget.entering = true
	return s.Step()
}

// bind binds one parameter; checkParams has seen to its type.
func bind(s *sqlite3.Stmt, i int, v Value) error {
	switch v := v.(type) {
	case bool:
		return s.BindBool(i, v)
	case int:
		return s.BindInt64(i, int64(v))
	case int64:
		return s.BindInt64(i, v)
	case float64:
		return s.BindFloat(i, v)
	case string:
		return s.BindText(i, v)
	case []byte:
		return s.BindBlob(i, v)
	}
	return s.BindNull(i)
}

func (n *native) script(ctx context.Context, sql string) (inTransaction bool, err error) {
	defer n.rescue(&err)
	if n.dead != nil {
		return false, n.dead
	}
	n.budget.start(ctx, n.limits.Steps)
	n.clock.start()
	err = n.error(n.conn.Exec(sql), sql)
	return !n.conn.GetAutocommit(), err
}

func (n *native) interrupt() { n.budget.cancelled.Store(true) }

func (n *native) serialize() (data []byte, err error) {
	defer n.rescue(&err)
	n.budget.start(context.Background(), -1)
	data, err = serdes.Serialize(n.conn, "main")
	return data, n.error(err, "")
}

func (n *native) deserialize(data []byte) (err error) {
	defer n.rescue(&err)
	n.budget.start(context.Background(), -1)
	return n.error(serdes.Deserialize(n.conn, "main", data), "")
}

func (n *native) setLimits(l Limits) error {
	n.limits = l
	n.conn.HardHeapLimit(max(l.Memory, 0))
	n.conn.Limit(sqlite3.LIMIT_LENGTH, limitArg(l.Length))
	n.conn.Limit(sqlite3.LIMIT_VARIABLE_NUMBER, limitArg(l.Variables))
	return nil
}

// limitArg is n as sqlite3_limit wants it, which cuts what is too large down to what it was built for.
func limitArg(n int) int {
	const most = 1<<31 - 1
	if n < 0 || n > most {
		return most
	}
	return n
}

func (n *native) close() (err error) {
	defer n.rescue(&err) // an instance that trapped traps again
	if n.dead == nil {
		n.budget.start(context.Background(), -1)
		n.stmts.clear(closeStmt)
	}
	return n.error(n.conn.Close(), "")
}

// rescue turns the panics by which go-sqlite3 reports what it cannot mend into errors: memory that ran out, after
// which SQLite is sound, and traps of the instance, after which it isn't.
func (n *native) rescue(err *error) {
	switch p := recover(); p := p.(type) {
	case nil:
	case error:
		if p.Error() == "sqlite3: out of memory" {
			*err = errMemory()
			return
		}
		n.dead = newError(CodeInternal, "", "SQLite stopped working: %s. A statement that is nested too deeply does that; the next run begins with a new database", firstLine(p.Error()))
		*err = n.dead
	default:
		panic(p)
	}
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// error gives err the engine's form, naming the bound that was hit if there was one.
func (n *native) error(err error, sql string) error {
	if err == nil {
		return nil
	}
	e := nativeError(err, sql)
	if e.Code == CodeInterrupt && e.Limit == "" {
		if n.budget.spent() {
			return errSteps(n.budget.limit)
		}
		return errCancelled()
	}
	return e
}

// nativeError unwraps go-sqlite3's errors, which decorate SQLite's message.
func nativeError(err error, sql string) *Error {
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	code, ok := errors.AsType[sqlite3.ExtendedErrorCode](err)
	if !ok {
		return newError(CodeInternal, "", "%s", err)
	}
	e := &Error{Code: int(code.Code()), ExtendedCode: int(code), Offset: -1}
	general := strings.TrimPrefix(code.Error(), "sqlite3: ")
	e.Msg = strings.TrimPrefix(err.Error(), "sqlite3: ")
	// What SQLite said follows its code's general text, unless that was all.
	if special, ok := strings.CutPrefix(e.Msg, general+": "); ok {
		e.Msg = special
	}
	if detail, ok := errors.AsType[*sqlite3.Error](err); ok && detail.SQL() != "" {
		e.Offset = len(sql) - len(detail.SQL())
	}
	if e.Code == CodeNoMem {
		e.Limit = LimitMemory
	}
	return e
}
