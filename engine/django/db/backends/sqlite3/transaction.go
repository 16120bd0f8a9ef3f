package sqlite3

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"strconv"
)

// Transactions: what BaseDatabaseWrapper and transaction.Atomic do between them.

// TransactionManagementErrorType is django.db.transaction.TransactionManagementError.
var TransactionManagementErrorType = object.DeclareException("TransactionManagementError", "django.db.transaction", utils.ProgrammingError)

func tme(msg string) *object.Exception {
	return object.Errorf(TransactionManagementErrorType, "%s", msg)
}

func (w *Wrapper) validateNoBrokenTransaction() error {
	if !w.needsRollback {
		return nil
	}
	e := tme("An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.")
	if w.rollbackExc != nil {
		e.Cause, e.Context, e.SuppressContext = w.rollbackExc, w.rollbackExc, true
	}
	return e
}

func (w *Wrapper) validateNoAtomicBlock() error {
	if w.inAtomicBlock {
		return tme("This is forbidden when an 'atomic' block is active.")
	}
	return nil
}

// control runs BEGIN, SAVEPOINT and the like.
func (w *Wrapper) control(t *object.Thread, text string) error {
	if err := AsyncUnsafe(t); err != nil {
		return err
	}
	_, err := w.run(t, text, []object.Object{}, nil, true)
	return err
}

type savepointCounter struct{}

// savepoints are the names in savepoint_ids; "" for None.
func (w *Wrapper) savepoints() []string {
	var out []string
	for _, o := range w.savepointIDs.Items {
		s, _ := object.AsStr(o)
		out = append(out, s)
	}
	return out
}

// savepoint is _savepoint: names count up through the run, so that each statement can be told apart.
func (w *Wrapper) savepoint(t *object.Thread) (string, error) {
	if err := AsyncUnsafe(t); err != nil {
		return "", err
	}
	n := t.RT.State(savepointCounter{}, func() any { return new(int) }).(*int)
	*n++
	sid := "s" + strconv.Itoa(*n)
	return sid, w.control(t, `SAVEPOINT "`+sid+`"`)
}

func (w *Wrapper) savepointRollback(t *object.Thread, sid string) error {
	if err := w.control(t, `ROLLBACK TO SAVEPOINT "`+sid+`"`); err != nil {
		return err
	}
	w.rolledBack()
	kept := w.runOnCommit[:0]
	for _, h := range w.runOnCommit {
		in := false
		for _, s := range h.sids {
			in = in || s == sid
		}
		if !in {
			kept = append(kept, h)
		}
	}
	w.runOnCommit = kept
	return nil
}

func (w *Wrapper) savepointCommit(t *object.Thread, sid string) error {
	return w.control(t, `RELEASE SAVEPOINT "`+sid+`"`)
}

func (w *Wrapper) rolledBack() {
	if w.cfg.RolledBack != nil {
		w.cfg.RolledBack()
	}
}

// commit and rollback are the connection's own calls; outside of a transaction they do nothing in SQLite, but Django makes them.
func (w *Wrapper) commit(t *object.Thread) error {
	if err := AsyncUnsafe(t); err != nil {
		return err
	}
	if w.sess != nil {
		if w.inTransaction {
			if err := w.control(t, "COMMIT"); err != nil {
				return err
			}
		} else {
			w.note(t, "COMMIT", nil, nil)
		}
	}
	w.runHooksOnSet = true
	return nil
}

func (w *Wrapper) rollback(t *object.Thread) error {
	if err := AsyncUnsafe(t); err != nil {
		return err
	}
	if w.sess != nil {
		if w.inTransaction {
			if err := w.control(t, "ROLLBACK"); err != nil {
				return err
			}
			w.rolledBack()
		} else {
			w.note(t, "ROLLBACK", nil, nil)
		}
	}
	w.needsRollback = false
	w.runOnCommit = nil
	return nil
}

// note records what Django asks of the connection and SQLite never hears.
func (w *Wrapper) note(t *object.Thread, text string, params []object.Object, err error) {
	if w.cfg.Record == nil {
		return
	}
	r := &Record{SQL: text, Params: params, Thread: t.Name, Start: t.RT.Sched.Now(), End: t.RT.Sched.Now(), Err: err}
	r.Origin, r.Async = w.locate(t)
	if w.cfg.Began != nil {
		w.cfg.Began(t, r)
	}
	w.cfg.Record(t, r)
}

// setAutocommit is set_autocommit; begin is force_begin_transaction_with_broken_autocommit.
func (w *Wrapper) setAutocommit(t *object.Thread, on, begin bool) error {
	if err := w.validateNoAtomicBlock(); err != nil {
		return err
	}
	if w.closedInTx {
		w.closedInTx = false
		if w.sess != nil {
			w.sess.Close()
			w.sess = nil
		}
	}
	if err := w.connect(t); err != nil {
		return err
	}
	if begin && !on {
		text, err := w.begin(t)
		if err == nil {
			err = w.control(t, text)
		}
		if err != nil {
			return err
		}
	} else {
		w.implicitBegin = !on
		if on && w.inTransaction {
			if err := w.control(t, "COMMIT"); err != nil {
				return err
			}
		}
	}
	w.autocommit = on
	if on && w.runHooksOnSet {
		w.runHooksOnSet = false
		return w.runCommitHooks(t)
	}
	return nil
}

func (w *Wrapper) runCommitHooks(t *object.Thread) error {
	if err := w.validateNoAtomicBlock(); err != nil {
		return err
	}
	hooks := w.runOnCommit
	w.runOnCommit = nil
	for _, h := range hooks {
		if err := w.callHook(t, h.fn, h.robust, " during transaction"); err != nil {
			return err
		}
	}
	return nil
}

// callHook calls a function of on_commit(). What a robust one raises is logged.
func (w *Wrapper) callHook(t *object.Thread, fn object.Object, robust bool, when string) error {
	_, err := object.Call(t, fn, nil, nil)
	e := object.AsException(err)
	if !robust || e == nil || !e.Class.IsSubtype(object.ExceptionType) {
		return err
	}
	name, err := object.GetAttrName(t, fn, "__qualname__")
	if err != nil {
		return err
	}
	text, err := object.ToStr(t, name)
	if err != nil {
		return err
	}
	logging, err := t.RT.Import(t, "logging")
	if err != nil {
		return err
	}
	logger, err := object.CallMethod(t, logging, "getLogger", object.NewStr("django.db.backends.base"))
	if err != nil {
		return err
	}
	_, err = object.CallMethodKw(t, logger, object.Intern("error"),
		[]object.Object{object.NewStr("Error calling " + text + " in on_commit()" + when + " (%s)."), e}, object.Kw("exc_info", e))
	return err
}

// onCommit is transaction.on_commit.
func (w *Wrapper) onCommit(t *object.Thread, fn object.Object, robust bool) error {
	switch {
	case !object.IsCallable(fn):
		return object.TypeErrorf("on_commit()'s callback must be a callable.")
	case w.inAtomicBlock:
		w.runOnCommit = append(w.runOnCommit, commitHook{w.savepoints(), fn, robust})
		return nil
	case !w.autocommit:
		return tme("on_commit() cannot be used in manual transaction management")
	}
	return w.callHook(t, fn, robust, "")
}

// AtomicEnter is Atomic.__enter__.
func (w *Wrapper) AtomicEnter(t *object.Thread, savepoint, durable, fromTestCase bool) error {
	if durable && len(w.atomicBlocks) > 0 && !w.atomicBlocks[len(w.atomicBlocks)-1].fromTestCase {
		return object.RuntimeErrorf("A durable atomic block cannot be nested within another atomic block.")
	}
	if !w.inAtomicBlock {
		w.commitOnExit, w.needsRollback = true, false
		if err := w.connect(t); err != nil {
			return err
		}
		if err := AsyncUnsafe(t); err != nil {
			return err
		}
		if !w.autocommit {
			w.inAtomicBlock, w.commitOnExit = true, false
		}
	}
	if w.inAtomicBlock {
		if savepoint && !w.needsRollback {
			sid, err := w.savepoint(t)
			if err != nil {
				return err
			}
			w.savepointIDs.Items = append(w.savepointIDs.Items, object.NewStr(sid))
		} else {
			w.savepointIDs.Items = append(w.savepointIDs.Items, object.None)
		}
	} else {
		if err := w.setAutocommit(t, false, true); err != nil {
			return err
		}
		w.inAtomicBlock = true
	}
	w.atomicBlocks = append(w.atomicBlocks, &atomicBlock{fromTestCase})
	return nil
}

// AtomicExit is Atomic.__exit__; failed says that an exception passes through. The error is one of its own.
func (w *Wrapper) AtomicExit(t *object.Thread, failed bool) (err error) {
	if n := len(w.atomicBlocks); n > 0 {
		w.atomicBlocks = w.atomicBlocks[:n-1]
	}
	sid := ""
	if n := len(w.savepointIDs.Items); n > 0 {
		sid, _ = object.AsStr(w.savepointIDs.Items[n-1])
		w.savepointIDs.Items = w.savepointIDs.Items[:n-1]
	} else {
		w.inAtomicBlock = false
	}
	defer func() {
		switch {
		case !w.inAtomicBlock:
			if w.closedInTx {
				w.closeBroken()
			} else if e := w.setAutocommit(t, true, false); err == nil {
				err = e
			}
		case len(w.savepointIDs.Items) == 0 && !w.commitOnExit:
			if w.closedInTx {
				w.closeBroken()
			} else {
				w.inAtomicBlock = false
			}
		}
	}()
	if w.closedInTx {
		return nil
	}
	if !failed && !w.needsRollback {
		if w.inAtomicBlock {
			if sid == "" {
				return nil
			}
			if err := w.savepointCommit(t, sid); err != nil {
				if e2 := firstError(w.savepointRollback(t, sid), func() error { return w.savepointCommit(t, sid) }); e2 != nil {
					w.needsRollback = true
				}
				return err
			}
			return nil
		}
		if err := w.commit(t); err != nil {
			if w.rollback(t) != nil {
				w.closeBroken()
			}
			return err
		}
		return nil
	}
	w.needsRollback = false
	if w.inAtomicBlock {
		if sid == "" {
			w.needsRollback = true
		} else if e := firstError(w.savepointRollback(t, sid), func() error { return w.savepointCommit(t, sid) }); e != nil {
			if object.AsException(e) == nil {
				return e
			}
			w.needsRollback = true
		}
		return nil
	}
	if e := w.rollback(t); e != nil {
		if object.AsException(e) == nil {
			return e
		}
		w.closeBroken()
	}
	return nil
}

func firstError(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}

func (w *Wrapper) closeBroken() {
	if w.sess != nil {
		w.sess.Close()
		w.sess, w.raw = nil, nil
	}
	w.closedInTx, w.inAtomicBlock, w.inTransaction, w.autocommit = false, false, false, true
}

// Atomic implements sql.Transaction.
func (w *Wrapper) Atomic(t *object.Thread, savepoint bool, fn func() error) error {
	if err := w.AtomicEnter(t, savepoint, false, false); err != nil {
		return err
	}
	err := fn()
	if e := w.AtomicExit(t, err != nil); e != nil {
		if ex, ok := e.(*object.Exception); ok && ex.Context == nil {
			ex.Context = object.AsException(err)
		}
		return e
	}
	return err
}

// MarkForRollbackOnError implements sql.Transaction.
func (w *Wrapper) MarkForRollbackOnError(t *object.Thread, fn func() error) error {
	err := fn()
	if err != nil && w.inAtomicBlock {
		w.needsRollback, w.rollbackExc = true, object.AsException(err)
	}
	return err
}
