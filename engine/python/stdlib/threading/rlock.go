package threading

import (
	"fmt"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// RLock is threading.RLock: a lock that its owner may take again.
type RLock struct {
	lock  Lock
	owner *object.Thread
	count int
}

// RLockType is the class.
var RLockType = object.Declare("RLock", "_thread")

// Type implements object.Object.
func (*RLock) Type() *object.Type { return RLockType }

func (l *RLock) acquire(t *object.Thread, blocking bool, timeout float64) (bool, error) {
	if l.owner == t {
		l.count++
		return true, nil
	}
	got, err := l.lock.Acquire(t, blocking, timeout)
	if got {
		l.owner, l.count = t, 1
	}
	return got, err
}

func (l *RLock) release(t *object.Thread) error {
	if l.owner != t {
		return object.RuntimeErrorf("cannot release un-acquired lock")
	}
	if l.count--; l.count > 0 {
		return nil
	}
	l.owner = nil
	return l.lock.Release()
}

func init() {
	acquire := func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		blocking, timeout, err := acquireArgs(t, a[1:], kw)
		if err != nil {
			return nil, err
		}
		got, err := a[0].(*RLock).acquire(t, blocking, timeout)
		return object.NewBool(got), err
	}
	release := func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, a[0].(*RLock).release(t)
	}
	RLockType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return &RLock{}, object.CheckArgs("RLock", args, kw, 0, 0)
			},
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				l := o.(*RLock)
				state, owner := "unlocked", int64(0)
				if l.owner != nil {
					state, owner = "locked", l.owner.ID
				}
				return fmt.Sprintf("<%s _thread.RLock object owner=%d count=%d at %s>", state, owner, l.count, object.Address(t, o)), nil
			},
		},
		Methods: []object.Method{
			{Name: "acquire", Fn: acquire},
			{Name: "release", Fn: release},
			{Name: "__enter__", Fn: acquire},
			{Name: "__exit__", Fn: release},
			// What threading.Condition needs: whether the calling thread has it, and giving up and taking again all its levels.
			{Name: "_is_owned", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*RLock).owner == t), nil
			}},
			{Name: "_release_save", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				l := a[0].(*RLock)
				if l.owner == nil {
					return nil, object.RuntimeErrorf("cannot release un-acquired lock")
				}
				n := l.count
				l.owner, l.count = nil, 0
				return object.NewInt(int64(n)), l.lock.Release()
			}},
			{Name: "_acquire_restore", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("_acquire_restore", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				l := a[0].(*RLock)
				n, _ := object.AsInt(a[1])
				_, err := l.lock.Acquire(t, true, -1)
				if err == nil {
					l.owner, l.count = t, int(n)
				}
				return object.None, err
			}},
		},
	})
}
