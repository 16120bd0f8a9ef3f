// Package sqlite3 is Django's SQLite backend (django.db.backends.sqlite3): connections, cursors, transactions, the adaptation of parameters
// and the translation of errors, over package engine/sqlite.
//
// # One database, a connection a thread
//
// As in Django every thread has a connection of its own to the run's one in-memory database; the first use makes it (a session of the
// sqlite.Conn). A statement costs virtual time on the thread that runs it, so other threads and the event loop go on meanwhile; that is
// all that "not blocking" means, and what the timeline shows.
//
// # Refusal under an event loop
//
// Where Django decorates methods with async_unsafe, a call from a thread whose event loop is running raises SynchronousOnlyOperation, in
// the same places: connecting, making a cursor, transaction control.
package sqlite3

import (
	"context"
	"slices"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// Config is what a run says about its database.
type Config struct {
	Conn sqlite.Conn
	// Latency is the virtual time that a statement takes; nil: none. Transaction control (BEGIN, SAVEPOINT, COMMIT …) is free, so that
	// a view's time is its number of queries times the latency.
	Latency func(sql string) time.Duration
	// Began is called when a statement begins, Record when it has finished or failed, with the same Record; nil: nobody looks.
	Began  func(t *object.Thread, r *Record)
	Record func(t *object.Thread, r *Record)
	// Prepare is called before each statement: it makes the tables of models that have none yet; nil: nothing to do.
	// c is the connection that the statement is for, on which a transaction may be under way: another one could not write then.
	Prepare func(t *object.Thread, c sqlite.Conn, inTransaction bool) error
	// RolledBack is called when a transaction or a savepoint has been rolled back; nil: nobody asks.
	RolledBack func()
	// Other opens the database of another alias of settings.DATABASES when it is first asked for; nil: there is one database.
	Other func(ctx context.Context) (*Config, error)
	// Locate tells which line of the learner's files t is at; nil: nobody asks.
	Locate func(t *object.Thread) Origin
}

// Origin is a place in the learner's program.
type Origin struct {
	File, Func string
	Line       int
}

// Record describes one executed statement.
type Record struct {
	SQL    string
	Params []object.Object   // as Django passes them
	Sets   [][]object.Object // executemany: one list a row; Params is then nil
	Origin Origin
	// Thread runs it; Async is set when an async call waits for it (it runs on a database thread for the event loop).
	Thread     string
	Async      bool
	Start, End time.Duration // virtual
	Real       time.Duration
	// Number counts the run's statements from 1, for whoever set Began.
	Number int32
	// Lazy says what is loaded because an attribute was read, while somebody looks.
	Lazy    object.LazyLoad
	Columns []sqlite.Column
	Rows    [][]sqlite.Value
	Changes int64
	Err     error
}

type configKey struct{}

// Configure sets the run's database. It must be called before the program's first query.
func Configure(rt *object.Runtime, c *Config) { rt.SetState(configKey{}, c) }

// ConfigOf is the run's configuration, or nil.
func ConfigOf(rt *object.Runtime) *Config {
	c, _ := rt.State(configKey{}, func() any { return (*Config)(nil) }).(*Config)
	return c
}

// Wrapper is DatabaseWrapper: a thread's connection.
type Wrapper struct {
	wrappers *object.List // execute_wrappers; nil until somebody asks for them
	alias    string
	cfg      *Config
	late     bool        // another database than the first: it is opened when something is asked of it, and cfg is the first's until then
	sess     sqlite.Conn // nil until connected
	since    time.Time   // what elapsed counts from
	raw      *object.Instance
	dict     *object.Dict

	autocommit    bool
	implicitBegin bool // autocommit is off by the program's own set_autocommit: sqlite3 begins before the first write
	inTransaction bool
	inAtomicBlock bool
	needsRollback bool
	rollbackExc   *object.Exception
	closedInTx    bool
	commitOnExit  bool
	savepointIDs  object.List // of the open atomic blocks: str, or None for those without a savepoint. A program may change the list itself
	atomicBlocks  []*atomicBlock
	runOnCommit   []commitHook
	runHooksOnSet bool

	placed placed // the last text with placeholders

	// logging is force_debug_cursor: CaptureQueriesContext switches it on.
	logging bool
	log     object.List // connection.queries_log

	// forbidden is what a test has been forbidden to do.
	forbidden *forbidden
}

type atomicBlock struct{ fromTestCase bool }

type commitHook struct {
	sids   []string
	fn     object.Object
	robust bool
}

// WrapperType is the class.
var WrapperType = object.Declare("DatabaseWrapper", "django.db.backends.sqlite3.base")

func (*Wrapper) Type() *object.Type { return WrapperType }

// InstDict implements object.HasDict.
func (w *Wrapper) InstDict(create bool) *object.Dict {
	if w.dict == nil && create {
		w.dict = object.NewDict()
	}
	return w.dict
}

type wrapperKey struct{ alias string }

// ConnectionDoesNotExist is django.utils.connection.ConnectionDoesNotExist.
var ConnectionDoesNotExist = object.DeclareException("ConnectionDoesNotExist", "django.utils.connection", object.ExceptionType)

// For gives the thread's connection of this alias.
func For(t *object.Thread, alias string) (*Wrapper, error) {
	if w, ok := t.Local[wrapperKey{alias}].(*Wrapper); ok {
		return w, nil
	}
	cfg := ConfigOf(t.RT)
	late := alias != sql.DefaultDBAlias
	if late {
		aliases, err := Aliases(t)
		if err != nil {
			return nil, err
		}
		if cfg == nil || cfg.Other == nil || !slices.Contains(aliases, alias) {
			return nil, object.Errorf(ConnectionDoesNotExist, "The connection '%s' doesn't exist.", alias)
		}
	}
	if cfg == nil || cfg.Conn == nil {
		return nil, object.Errorf(exceptions.ImproperlyConfigured, "settings.DATABASES is improperly configured. Please supply the ENGINE value. Check settings documentation for more details.")
	}
	w := &Wrapper{alias: alias, cfg: cfg, late: late, autocommit: true}
	t.Local[wrapperKey{alias}] = w
	return w, nil
}

type othersKey struct{}

// otherConfig gives the database of an alias beside "default", which every thread shares.
func otherConfig(t *object.Thread, cfg *Config, alias string) (*Config, error) {
	var err error
	others := t.RT.State(othersKey{}, func() any { return map[string]*Config{} }).(map[string]*Config)
	if others[alias] == nil {
		if others[alias], err = cfg.Other(t.RT.Context()); err != nil {
			return nil, err
		}
	}
	return others[alias], nil
}

func databases(t *object.Thread) (object.Object, error) {
	m, err := t.RT.Import(t, "django.conf")
	if err != nil {
		return nil, err
	}
	settings, err := object.GetAttrName(t, m, "settings")
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, settings, "DATABASES")
}

// Aliases are the names of settings.DATABASES.
func Aliases(t *object.Thread) ([]string, error) {
	databases, err := databases(t)
	if err != nil {
		return nil, err
	}
	names, err := object.Collect(t, databases)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(names))
	for i, n := range names {
		out[i], _ = object.AsStr(n)
	}
	return out, nil
}

func init() {
	sql.Connections = func(t *object.Thread, alias string) (sql.Connection, error) {
		w, err := For(t, alias)
		if err != nil {
			return nil, err
		}
		return w, nil
	}
}

// Alias implements sql.Connection.
func (w *Wrapper) Alias() string { return w.alias }

// InAtomicBlock implements sql.Connection.
func (w *Wrapper) InAtomicBlock() bool { return w.inAtomicBlock }

// AsyncUnsafe is django.utils.asyncio.async_unsafe: it refuses under a running event loop.
func AsyncUnsafe(t *object.Thread) error {
	if t.RunningLoop == nil || asyncUnsafeAllowed(t) {
		return nil
	}
	return object.Errorf(exceptions.SynchronousOnlyOperation, "You cannot call this from an async context - use a thread or sync_to_async.")
}

// asyncUnsafeAllowed looks for DJANGO_ALLOW_ASYNC_UNSAFE in os.environ.
func asyncUnsafeAllowed(t *object.Thread) bool {
	m, ok := t.RT.Modules.GetName("os").(*object.Module)
	if !ok {
		return false
	}
	env := m.Dict.GetName("environ")
	if env == nil {
		return false
	}
	v, err := object.GetItem(t, env, object.NewStr("DJANGO_ALLOW_ASYNC_UNSAFE"))
	if err != nil {
		return false
	}
	s, _ := object.AsStr(v)
	return s != ""
}

// connect is ensure_connection.
func (w *Wrapper) connect(t *object.Thread) error {
	if w.sess != nil {
		return nil
	}
	if err := AsyncUnsafe(t); err != nil {
		return err
	}
	if w.late {
		cfg, err := otherConfig(t, w.cfg, w.alias)
		if err != nil {
			return err
		}
		w.cfg, w.late = cfg, false
	}
	if w.cfg.Conn == nil {
		return object.Errorf(exceptions.ImproperlyConfigured, "the run has no database")
	}
	sess, err := w.cfg.Conn.Session()
	if err != nil {
		return w.translate(t, err)
	}
	w.sess = sess
	w.raw = object.NewInstance(rawConnectionType, nil)
	w.inAtomicBlock, w.needsRollback, w.autocommit = false, false, true
	w.savepointIDs.Items, w.atomicBlocks, w.runOnCommit = nil, nil, nil
	if err := w.configure(t); err != nil {
		w.sess, w.raw = nil, nil
		sess.Close()
		return err
	}
	return nil
}

// close is DatabaseWrapper.close.
func (w *Wrapper) close(t *object.Thread) error {
	if err := AsyncUnsafe(t); err != nil {
		return err
	}
	w.runOnCommit = nil
	if w.closedInTx || w.sess == nil {
		return nil
	}
	if w.inAtomicBlock {
		w.closedInTx, w.needsRollback = true, true
		return nil
	}
	if w.inTransaction {
		_, _ = w.sess.Query(context.Background(), "ROLLBACK", nil)
		w.inTransaction = false
	}
	err := w.sess.Close()
	w.sess, w.raw = nil, nil
	return err
}

var rawConnectionType = object.Declare("Connection", "sqlite3").Define(object.Spec{})

// locate finds the line that caused a statement: the innermost of the learner's on this thread or, on a thread that works for a task, the line that awaits it.
func (w *Wrapper) locate(t *object.Thread) (o Origin, async bool) {
	if w.cfg.Locate != nil {
		o = w.cfg.Locate(t)
	}
	if j := t.Job; j != nil {
		if async = true; o.File == "" {
			o = Origin{File: j.File, Func: j.Func, Line: j.Line}
		}
	}
	return o, async
}

// runDirect executes one statement, charges its latency and records it.
func (w *Wrapper) runDirect(t *object.Thread, text string, params []object.Object, sets [][]object.Object, control bool) (*sqlite.ResultSet, error) {
	if err := w.connect(t); err != nil {
		return nil, err
	}
	if w.cfg.Prepare != nil {
		if err := w.cfg.Prepare(t, w.sess, w.inTransaction); err != nil {
			return nil, err
		}
	}
	q, values, err := w.bind(t, text, params)
	if err != nil {
		return nil, err
	}
	var many [][]sqlite.Value
	for _, s := range sets {
		var v []sqlite.Value
		if q, v, err = w.bind(t, text, s); err != nil {
			return nil, err
		}
		many = append(many, v)
	}
	if w.implicitBegin && !w.inTransaction && isWrite(q) {
		if _, err := w.sess.Query(context.Background(), "BEGIN", nil); err != nil {
			return nil, w.translate(t, err)
		}
		w.inTransaction = true
	}
	t.Settle()
	r := &Record{SQL: text, Params: params, Sets: sets, Thread: t.Name, Start: t.RT.Sched.Now(), Lazy: t.Lazy}
	if w.cfg.Record != nil || w.cfg.Began != nil {
		r.Origin, r.Async = w.locate(t)
	}
	if w.cfg.Began != nil {
		w.cfg.Began(t, r)
	}
	began := w.elapsed()
	try := func() (*sqlite.ResultSet, error) {
		if sets != nil {
			return w.sess.QueryMany(t.RT.Context(), q, many)
		}
		return w.sess.Query(t.RT.Context(), q, values)
	}
	rs, err := try()
	if err != nil && waiting(err) {
		rs, err = w.await(t, r, err, try)
	}
	r.Real = (w.elapsed() - began).Round(time.Microsecond) // browsers' clocks are no finer
	if rs != nil {
		w.inTransaction = rs.InTransaction
	}
	if !control && w.cfg.Latency != nil {
		if d := w.cfg.Latency(text); d > 0 {
			if serr := t.Sleep(d); serr != nil {
				return nil, serr
			}
			r.End = r.Start + d // also if others kept this thread from going on then
		}
	}
	if err != nil {
		err = w.translate(t, err)
	}
	if r.End == 0 {
		r.End = t.RT.Sched.Now()
	}
	if w.cfg.Record != nil {
		r.Err = err
		if rs != nil {
			r.Columns, r.Rows, r.Changes = rs.Columns, rs.Rows, rs.Changes
		}
		w.cfg.Record(t, r)
	}
	if w.logging || sql.Debug(t) {
		if control {
			params = nil
		}
		if lerr := w.logQuery(t, text, params, sets, r.End-r.Start); lerr != nil && err == nil {
			err = lerr
		}
	}
	return rs, err
}

// elapsed is the machine's time since it was first asked for. A duration between two moments needs no date, which is the dearer half of time.Now in a browser.
func (w *Wrapper) elapsed() time.Duration {
	if w.since.IsZero() {
		w.since = time.Now()
	}
	return time.Since(w.since)
}

func isWrite(q string) bool {
	for len(q) > 0 && (q[0] == ' ' || q[0] == '\n' || q[0] == '\t') {
		q = q[1:]
	}
	if len(q) < 6 {
		return false
	}
	switch q[:6] {
	case "INSERT", "UPDATE", "DELETE", "insert", "update", "delete":
		return true
	}
	return len(q) >= 7 && (q[:7] == "REPLACE" || q[:7] == "replace")
}
