package sqlite

import "fmt"

// isWindow reports whether f may be used with OVER, by making one aggregate to look at.
func isWindow(f Function) bool {
	_, ok := f.Aggregate().(WindowAggregate)
	return ok
}

// safely turns a panic in a registered function into an error: unwinding through SQLite's frames would leave it in pieces.
func safely(do func() (Value, error)) (v Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			v, err = nil, fmt.Errorf("an SQL function failed: %v", p)
		}
	}()
	return do()
}
