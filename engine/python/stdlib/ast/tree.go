package ast

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// This file shows package syntax's trees to programs. The nodes of package syntax have the names and fields of Python's, so the way between the two is walked by
// reflection: a class of nodes.py says in _fields what to look for. It is walked in programs that ask for trees, which are few and small.

// goNames are the nodes that are called differently in Go.
var goNames = map[string]string{"ExprStmt": "Expr", "Alias": "alias", "Arg": "arg", "Arguments": "arguments", "Keyword": "keyword", "WithItem": "withitem", "MatchCase": "match_case", "Comprehension": "comprehension"}

func nodeName(t reflect.Type) string {
	if n := goNames[t.Name()]; n != "" {
		return n
	}
	return t.Name()
}

// goField finds the field of a Go node that a Python name stands for: optional_vars is OptionalVars.
func goField(v reflect.Value, name string) reflect.Value {
	want := strings.ReplaceAll(name, "_", "")
	return v.FieldByNameFunc(func(s string) bool { return strings.EqualFold(s, want) })
}

func attribute(t *thread, o value, name string) (value, error) {
	return object.GetAttr(t, o, object.Intern(name))
}

func setAttribute(t *thread, o value, name string, v value) error {
	return object.SetAttr(t, o, object.Intern(name), v)
}

// names reads an attribute that is a tuple of strings.
func names(t *thread, o value, attr string) ([]string, error) {
	v, err := attribute(t, o, attr)
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, x := range items {
		out[i], _ = object.AsStr(x)
	}
	return out, nil
}

// builder makes Python's nodes of syntax's.
type builder struct {
	t       *thread
	classes *object.Module
	lines   []string // of a text with columns to translate: Python counts bytes
	shared  map[string]value
	fields  map[string][2][]string // of a class: _fields, _attributes
}

// word is the one instance of an operator or context.
func (b *builder) word(name string) (value, error) {
	if v := b.shared[name]; v != nil {
		return v, nil
	}
	v, err := object.CallArgs(b.t, b.classes.Dict.GetStr(object.Intern(name)))
	b.shared[name] = v
	return v, err
}

func (b *builder) column(line, col int) value {
	if line >= 1 && line <= len(b.lines) {
		bytes := 0
		for _, r := range b.lines[line-1] {
			if col == 0 {
				break
			}
			col--
			bytes += utf8.RuneLen(r)
		}
		col += bytes
	}
	return object.NewInt(int64(col))
}

func (b *builder) node(v reflect.Value) (value, error) {
	if err := b.t.EnterLight(" during ast construction"); err != nil {
		return nil, err
	}
	defer b.t.LeaveLight()
	name := nodeName(v.Type())
	cls := b.classes.Dict.GetStr(object.Intern(name))
	known, ok := b.fields[name]
	if !ok {
		for i, attr := range [2]string{"_fields", "_attributes"} {
			var err error
			if known[i], err = names(b.t, cls, attr); err != nil {
				return nil, err
			}
		}
		b.fields[name] = known
	}
	o, err := object.CallArgs(b.t, cls)
	if err != nil {
		return nil, err
	}
	for _, f := range known[0] {
		x := value(object.None)
		if f == "type_ignores" {
			x = object.NewList(nil)
		} else if gf := goField(v, f); gf.IsValid() {
			if x, err = b.value(gf, name == "Constant" && f == "value" || name == "MatchSingleton"); err != nil {
				return nil, err
			}
		}
		if err := setAttribute(b.t, o, f, x); err != nil {
			return nil, err
		}
	}
	if len(known[1]) > 0 {
		p := v.Addr().Interface().(syntax.Node).Span()
		for i, x := range [4]value{object.NewInt(int64(p.Line)), b.column(p.Line, p.Col), object.NewInt(int64(p.EndLine)), b.column(p.EndLine, p.EndCol)} {
			if err := setAttribute(b.t, o, known[1][i], x); err != nil {
				return nil, err
			}
		}
	}
	return o, nil
}

// value makes what a field holds; constant says that it is a literal's value.
func (b *builder) value(v reflect.Value, constant bool) (value, error) {
	if constant {
		return compile.Constant(v.Interface()), nil
	}
	if s, ok := v.Interface().(fmt.Stringer); ok && v.Kind() == reflect.Uint8 {
		return b.word(s.String())
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return object.None, nil
		}
		if v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		return b.node(v.Elem())
	case reflect.Slice:
		items := make([]value, v.Len())
		for i := range items {
			var err error
			if items[i], err = b.value(v.Index(i), false); err != nil {
				return nil, err
			}
		}
		return object.NewList(items), nil
	case reflect.String:
		if v.Len() == 0 {
			return object.None, nil
		}
		return object.NewStr(v.String()), nil
	case reflect.Bool:
		if v.Bool() {
			return object.NewInt(1), nil
		}
		return object.NewInt(0), nil
	}
	return object.NewInt(v.Int()), nil
}

// treeOf makes the Python tree of a text.
func treeOf(t *thread, classes *object.Module, filename, text, mode string) (value, error) {
	modes := map[string]syntax.Mode{"exec": syntax.ModeExec, "eval": syntax.ModeEval, "single": syntax.ModeSingle}
	m, err := syntax.Parse(filename, text, modes[mode])
	if err != nil {
		return nil, err
	}
	b := &builder{t: t, classes: classes, shared: map[string]value{}, fields: map[string][2][]string{}}
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			b.lines = strings.Split(text, "\n")
			break
		}
	}
	if mode == "exec" {
		return b.node(reflect.ValueOf(m).Elem())
	}
	name, body := "Interactive", reflect.ValueOf(m.Body)
	if mode == "eval" {
		name, body = "Expression", reflect.ValueOf(&m.Body[0].(*syntax.ExprStmt).Value).Elem()
	}
	x, err := b.value(body, false)
	if err != nil {
		return nil, err
	}
	o, err := object.CallArgs(t, classes.Dict.GetStr(object.Intern(name)))
	if err != nil {
		return nil, err
	}
	return o, setAttribute(t, o, "body", x)
}
