package pysig

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

func TestMessages(t *testing.T) {
	n := object.None
	for _, c := range []struct {
		sig  *Sig
		args []object.Object
		kw   *object.Kwargs
		want string
	}{
		{New("ForeignKey.__init__", "self", "to", "on_delete", "**kwargs"), []object.Object{n, n}, nil,
			"ForeignKey.__init__() missing 1 required positional argument: 'on_delete'"},
		{New("F", "a", "b", "c"), nil, nil, "F() missing 3 required positional arguments: 'a', 'b', and 'c'"},
		{New("F", "a", "b="), []object.Object{n, n, n}, nil, "F() takes from 1 to 2 positional arguments but 3 were given"},
		{New("F"), []object.Object{n}, nil, "F() takes 0 positional arguments but 1 was given"},
		{New("F", "a"), []object.Object{n, n}, nil, "F() takes 1 positional argument but 2 were given"},
		{New("F", "a", "*", "k="), []object.Object{n, n}, object.Kw("k", n), "F() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given"},
		{New("F", "a", "*", "k"), []object.Object{n}, nil, "F() missing 1 required keyword-only argument: 'k'"},
		{New("F", "a"), []object.Object{n}, object.Kw("a", n), "F() got multiple values for argument 'a'"},
		{New("F", "a="), nil, object.Kw("x", n), "F() got an unexpected keyword argument 'x'"},
	} {
		_, err := c.sig.Bind(c.args, c.kw)
		if err == nil || object.AsException(err) == nil {
			t.Errorf("%s: no error", c.want)
			continue
		}
		if got, _ := object.AsStr(object.AsException(err).Arg(0)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
