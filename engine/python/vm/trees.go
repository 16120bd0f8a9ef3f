package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// This file is what compile() does with syntax trees: it takes and gives those of the ast module, for programs that have imported it.

const onlyTree = 0x400 // ast.PyCF_ONLY_AST

// compileWithTrees is compile() where its arguments ask for a tree or are one; nil if they do not.
func compileWithTrees(t *object.Thread, a []object.Object) (object.Object, error) {
	m := t.RT.Modules.GetName("ast")
	if m == nil {
		return nil, nil
	}
	node, err := object.GetAttr(t, m, object.Intern("AST"))
	if err != nil {
		return nil, nil // it is being imported
	}
	cls, ok := node.(*object.Type)
	isTree := ok && object.IsInstance(a[0], cls)
	flags := 0
	if a[3] != nil {
		if flags, err = object.AsIndex(t, a[3]); err != nil {
			return nil, err
		}
	}
	if !isTree && flags&onlyTree == 0 {
		return nil, nil
	}
	switch mode, _ := object.AsStr(a[2]); mode {
	case "exec", "eval", "single":
	default:
		return nil, object.ValueErrorf("compile() mode must be 'exec', 'eval' or 'single'")
	}
	switch {
	case !isTree:
		return object.CallMethod(t, m, "_tree", a[0], a[1], a[2])
	case flags&onlyTree != 0:
		return a[0], nil
	}
	return object.CallMethod(t, m, "_compile", a[0], a[1], a[2], object.NewInt(int64(flags)))
}

// CompileTree compiles a syntax tree that a program has made.
func CompileTree(t *object.Thread, m *syntax.Module, o compile.Options) (*compile.Code, error) {
	o.Flags &= compile.TopLevelAwait | compile.FutureAnnotations
	if t.RT.FinalizersEnabled() {
		o.Flags |= compile.Sweep
	}
	code, _, err := compile.Compile(m, o)
	if err != nil {
		return nil, SyntaxException(err)
	}
	return code, nil
}

// SourceText is the text of a source that is given as str or bytes; what names the argument in the complaint about others.
func SourceText(t *object.Thread, o object.Object, what string) (string, error) {
	return sourceText(t, o, what, "<unknown>")
}

// ParseError is the exception of a mistake in a text; expression says that the text was to be one.
func ParseError(t *object.Thread, se *syntax.Error, text string, expression bool) error {
	if expression {
		return evalError(t, se, text)
	}
	return SyntaxException(se)
}
