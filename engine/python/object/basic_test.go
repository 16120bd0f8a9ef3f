package object

import "testing"

func newThread(t testing.TB) *Thread {
	rt := NewRuntime(Limits{})
	return rt.Sched.Main()
}

func TestSmoke(t *testing.T) {
	th := newThread(t)
	three, err := newRange(NewInt(0), NewInt(3), NewInt(1))
	if err != nil {
		t.Fatal(err)
	}
	l := NewList([]Object{NewInt(1), Float(1.5), NewStr("a'b"), None, True, NewTuple(NewInt(2)), three})
	r, err := Repr(th, l)
	if err != nil {
		t.Fatal(err)
	}
	if want := `[1, 1.5, "a'b", None, True, (2,), range(0, 3)]`; r != want {
		t.Errorf("got %s, want %s", r, want)
	}
	e := ValueErrorf("x %d", 1).(*Exception)
	if r, _ := Repr(th, e); r != "ValueError('x 1')" {
		t.Error(r)
	}
	v, err := BinaryOp(th, Pow, NewInt(2), NewInt(100))
	if err != nil || FormatInt(v) != "1267650600228229401496703205376" {
		t.Error(v, err)
	}
	_, err = BinaryOp(th, Add, NewInt(2), NewStr("a"))
	if err == nil || err.Error() != "TypeError: unsupported operand type(s) for +: 'int' and 'str'" {
		t.Error(err)
	}
}
