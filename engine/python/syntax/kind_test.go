package syntax

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// Every type of expression has its name: those are the types with the method exprNode.
func TestKind(t *testing.T) {
	kinds := []Expr{
		&Attribute{}, &Await{}, &BinOp{}, &BoolOp{}, &Call{}, &Compare{}, &Constant{}, &Dict{}, &DictComp{}, &FormattedValue{}, &GeneratorExp{}, &IfExp{}, &JoinedStr{}, &Lambda{},
		&List{}, &ListComp{}, &Name{}, &NamedExpr{}, &Set{}, &SetComp{}, &Slice{}, &Starred{}, &Subscript{}, &Tuple{}, &UnaryOp{}, &Yield{}, &YieldFrom{},
	}
	for _, e := range kinds {
		if got, want := Kind(e), reflect.TypeOf(e).Elem().Name(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	source, err := os.ReadFile("expr.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(source), ") exprNode() "); n != len(kinds) {
		t.Errorf("there are %d types of expressions, and %d are known here", n, len(kinds))
	}
}
