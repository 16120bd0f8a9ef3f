package compile

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Constants and constant folding. Folding is limited to what cannot fail nor grow: signs of numbers, arithmetic of small
// numbers, tuples of constants.

// constant makes the object of a literal.
func constant(v any) object.Object {
	switch v := v.(type) {
	case nil:
		return object.None
	case bool:
		return object.NewBool(v)
	case int64:
		return object.NewInt(v)
	case *big.Int:
		return object.NewBig(v)
	case float64:
		return object.Float(v)
	case complex128:
		return object.Complex(v)
	case string:
		if isName(v) {
			return object.Intern(v)
		}
		return object.NewStr(v)
	case syntax.Bytes:
		return object.NewBytes([]byte(v))
	case syntax.Ellipsis:
		return object.Ellipsis
	case object.Object: // a tuple or frozenset in a tree that a program made
		return v
	}
	panic("compile: constant of an unknown type")
}

func isName(s string) bool {
	if len(s) == 0 || len(s) > 40 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			return false
		}
	}
	return true
}

// fold gives the value of a constant expression that is not a literal.
func (c *compiler) fold(e syntax.Expr) (object.Object, bool) {
	switch e := e.(type) {
	case *syntax.UnaryOp, *syntax.BinOp:
		v, ok := foldNumber(e, 0)
		if !ok {
			return nil, false
		}
		return constant(v), true
	case *syntax.Tuple:
		if e.Ctx != syntax.Load {
			return nil, false
		}
		return c.foldItems(e.Elts)
	case *syntax.Name:
		if e.Id == "__debug__" {
			return object.True, true
		}
	}
	return nil, false
}

func (c *compiler) foldItems(elts []syntax.Expr) (object.Object, bool) {
	items := make([]object.Object, len(elts))
	for i, x := range elts {
		if k, ok := x.(*syntax.Constant); ok {
			items[i] = constant(k.Value)
			continue
		}
		v, ok := c.fold(x)
		if !ok {
			return nil, false
		}
		items[i] = v
	}
	return object.NewTuple(items...), true
}

// foldSet gives the frozenset that CPython's compiler makes of a display of constants. It shows in the order of items: a set that takes in a
// frozenset has another table than one that was given its items one by one, and so has the frozenset itself.
func (c *compiler) foldSet(e *syntax.Set) (object.Object, bool) {
	items, ok := c.foldItems(e.Elts)
	if !ok {
		return nil, false
	}
	t := foldThread(items)
	f, err := object.NewFrozenSet(t, items)
	if err != nil {
		return nil, false
	}
	key, ok := setKey(f.Items())
	if same := c.sets[key]; ok && same != nil {
		return same, true
	}
	// merge_consts_recursive makes it anew, from its own order, to find equal constants in it.
	if f, err = object.NewFrozenSet(t, object.NewTuple(f.Items()...)); err != nil {
		return nil, false
	}
	if ok {
		if c.sets == nil {
			c.sets = map[string]object.Object{}
		}
		c.sets[key] = f
	}
	return f, true
}

// foldThread is a thread to hash and compare constants on: tuples count how deeply they are nested and how long they are. Others need none.
func foldThread(items object.Object) *object.Thread {
	tuple, _ := object.AsTuple(items)
	for _, v := range tuple.Items {
		if _, ok := object.AsTuple(v); ok {
			return object.NewRuntime(object.Limits{}).Sched.Main()
		}
	}
	return nil
}

// setKey is a text that frozensets have in common when they are one constant; ok is false for items that are not told apart here.
func setKey(items []object.Object) (key string, ok bool) {
	keys := make([]string, len(items))
	for i, v := range items {
		k := keyOf(v)
		if k.kind == "" {
			return "", false
		}
		keys[i] = fmt.Sprintf("%s %#v", k.kind, k.val)
	}
	order.Strings(keys)
	return strings.Join(keys, "\x00"), true
}

func foldNumber(e syntax.Expr, depth int) (any, bool) {
	if depth > 20 {
		return nil, false
	}
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.(type) {
		case int64, float64, complex128:
			return e.Value, true
		}
	case *syntax.UnaryOp:
		v, ok := foldNumber(e.Operand, depth+1)
		if !ok {
			return nil, false
		}
		return foldUnary(e.Op, v)
	case *syntax.BinOp:
		if !arithmetic(e.Op) {
			return nil, false
		}
		l, ok := foldNumber(e.Left, depth+1)
		if !ok {
			return nil, false
		}
		r, ok := foldNumber(e.Right, depth+1)
		if !ok {
			return nil, false
		}
		return foldBinary(e.Op, l, r)
	}
	return nil, false
}

func foldUnary(op syntax.UnaryOperator, v any) (any, bool) {
	switch v := v.(type) {
	case int64:
		switch {
		case op == syntax.USub && v != math.MinInt64:
			return -v, true
		case op == syntax.UAdd:
			return v, true
		case op == syntax.Invert:
			return ^v, true
		}
	case float64:
		if op == syntax.USub {
			return -v, true
		}
	case complex128:
		if op == syntax.USub {
			return -v, true
		}
	}
	return nil, false
}

func arithmetic(op syntax.Operator) bool {
	switch op {
	case syntax.Add, syntax.Sub, syntax.Mult, syntax.Pow:
		return true
	}
	return false
}

func foldBinary(op syntax.Operator, l, r any) (any, bool) {
	if op == syntax.Pow {
		return foldPow(l, r)
	}
	if a, ok := l.(int64); ok {
		if b, ok := r.(int64); ok {
			const small = 1 << 31
			if a <= -small || a >= small || b <= -small || b >= small {
				return nil, false
			}
			switch op {
			case syntax.Add:
				return a + b, true
			case syntax.Sub:
				return a - b, true
			}
			return a * b, true
		}
	}
	if cb, ok := r.(complex128); ok {
		// 1+2j; a real left operand keeps its sign of zero this way too.
		var ca complex128
		switch a := l.(type) {
		case int64:
			ca = complex(float64(a), 0)
		case float64:
			ca = complex(a, 0)
		default:
			return nil, false
		}
		switch op {
		case syntax.Add:
			return ca + cb, true
		case syntax.Sub:
			return ca - cb, true
		}
		return nil, false
	}
	a, ok1 := toFloat(l)
	b, ok2 := toFloat(r)
	if !ok1 || !ok2 {
		return nil, false
	}
	switch op {
	case syntax.Add:
		return a + b, true
	case syntax.Sub:
		return a - b, true
	}
	return a * b, true
}

func toFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		if v > -1<<53 && v < 1<<53 {
			return float64(v), true
		}
	case float64:
		return v, true
	}
	return 0, false
}

// foldPow folds powers of ints as 2**10 and 10**6.
func foldPow(l, r any) (any, bool) {
	a, ok1 := l.(int64)
	b, ok2 := r.(int64)
	if !ok1 || !ok2 || b < 0 || b > 62 || a < -1000 || a > 1000 {
		return nil, false
	}
	v := int64(1)
	for ; b > 0; b-- {
		if a != 0 && (v*a)/a != v || v > 1<<52 || v < -1<<52 {
			return nil, false
		}
		v *= a
	}
	return v, true
}

// Constant makes the object of a literal's value.
func Constant(v any) object.Object { return constant(v) }
