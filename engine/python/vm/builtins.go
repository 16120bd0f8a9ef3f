package vm

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// The builtins that look at the calling frame or run code.

// AddBuiltins puts them into the builtins namespace.
func AddBuiltins(d *object.Dict) {
	for name, fn := range map[string]object.NativeFunc{
		"__build_class__": buildClass, "__import__": importBuiltin, "globals": globals, "locals": locals, "vars": vars, "dir": dir,
		"eval": eval, "exec": exec, "compile": compileBuiltin, "breakpoint": breakpoint,
	} {
		d.SetName(name, object.NewBuiltin(name, fn))
	}
	d.SetName("super", SuperType)
}

func currentFrame(t *object.Thread, what string) (*Frame, error) {
	f, ok := t.Frame.(*Frame)
	if !ok {
		return nil, object.RuntimeErrorf("%s: no current frame", what)
	}
	return f, nil
}

func globals(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("globals", args, kw, 0, 0); err != nil {
		return nil, err
	}
	f, err := currentFrame(t, "globals()")
	if err != nil {
		return nil, err
	}
	return f.globals, nil
}

func locals(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("locals", args, kw, 0, 0); err != nil {
		return nil, err
	}
	f, err := currentFrame(t, "locals()")
	if err != nil {
		return nil, err
	}
	return f.Locals(), nil
}

func vars(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("vars", args, kw, 0, 1); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return locals(t, nil, nil)
	}
	d, err := object.GetAttrOpt(t, args[0], object.Intern("__dict__"))
	if err == nil && d == nil {
		err = object.TypeErrorf("vars() argument must have __dict__ attribute")
	}
	return d, err
}

func dir(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("dir", args, kw, 0, 1); err != nil {
		return nil, err
	}
	var names object.Object
	var err error
	if len(args) == 0 {
		f, ferr := currentFrame(t, "dir()")
		if ferr != nil {
			return nil, ferr
		}
		names, err = object.CallMethod(t, f.Locals(), "keys")
	} else {
		fn, lerr := object.LookupSpecial(t, args[0], "__dir__")
		if lerr != nil {
			return nil, lerr
		}
		if fn == nil {
			return nil, object.TypeErrorf("object does not provide __dir__")
		}
		names, err = object.CallArgs(t, fn)
	}
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, names)
	if err != nil {
		return nil, err
	}
	all := true
	for _, x := range items {
		_, ok := x.(*object.Str)
		all = all && ok
	}
	l := object.NewList(items)
	if all {
		sort.SliceStable(items, func(i, j int) bool { return items[i].(*object.Str).String() < items[j].(*object.Str).String() })
		return l, nil
	}
	return l, object.SortList(t, l, nil, false)
}

func breakpoint(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	return nil, object.RuntimeErrorf("breakpoint() needs a debugger, which is not part of the playground; use print() to look at values")
}

// namespaces sorts the globals and locals arguments of eval and exec.
func namespaces(t *object.Thread, name string, g, l object.Object) (*object.Dict, object.Object, error) {
	f, _ := t.Frame.(*Frame)
	if g == nil || g == object.None {
		if f == nil {
			return nil, nil, object.RuntimeErrorf("%s(): no current frame", name)
		}
		if l == nil || l == object.None {
			l = f.Locals()
		}
		return f.globals, l, nil
	}
	gd, ok := object.AsDict(g)
	if !ok {
		if name == "eval" {
			if g.Type().Slots.GetItem != nil {
				return nil, nil, object.TypeErrorf("globals must be a real dict; try eval(expr, {}, mapping)")
			}
			return nil, nil, object.TypeErrorf("globals must be a dict")
		}
		return nil, nil, object.TypeErrorf("%s() globals must be a dict, not %s", name, object.TypeName(g))
	}
	if l == nil || l == object.None {
		l = g // of a subclass of dict, the names of the code itself are asked of its own __getitem__
	} else if l.Type().Slots.GetItem == nil {
		if name == "eval" {
			return nil, nil, object.TypeErrorf("locals must be a mapping")
		}
		return nil, nil, object.TypeErrorf("locals must be a mapping or None, not %s", object.TypeName(l))
	}
	if gd.GetStr(strBuiltins) == nil {
		gd.SetStr(strBuiltins, t.RT.Builtins)
	}
	return gd, l, nil
}

var strBuiltins = object.Intern("__builtins__")

func builtinsModule(t *object.Thread) object.Object {
	if m := t.RT.Modules.GetName("builtins"); m != nil {
		return m
	}
	return t.RT.Builtins
}

// ownBuiltins gives the builtins that the globals name in place of the usual ones, as in eval(source, {"__builtins__": {}}); nil: none.
func ownBuiltins(t *object.Thread, globals *object.Dict) *object.Dict {
	switch b := globals.GetStr(strBuiltins).(type) {
	case *object.Dict:
		if b != t.RT.Builtins {
			return b
		}
	case *object.Module:
		if b.Dict != t.RT.Builtins {
			return b.Dict
		}
	}
	return nil
}

// loadOwnBuiltin is loadGlobal for a name that is not in the globals, which have builtins of their own. Nothing is remembered of it.
func (m *machine) loadOwnBuiltin(in *Instr, own *object.Dict) *Instr {
	v := own.GetStr(in.name)
	if v == nil {
		return m.fail(in, nameError(in.name))
	}
	in.cache.kind = cacheNone
	m.f.regs[in.a] = v
	return in.next
}

// execClosure checks exec's argument closure and gives its cells.
func execClosure(code *compile.Code, compiled bool, closure object.Object) ([]object.Object, error) {
	n := len(code.FreeVars)
	if closure == object.None {
		closure = nil
	}
	if !compiled && closure != nil {
		return nil, object.TypeErrorf("closure can only be used when source is a code object")
	}
	if n == 0 {
		if closure != nil {
			return nil, object.TypeErrorf("cannot use a closure with this code object")
		}
		return nil, nil
	}
	cells, ok := closure.(*object.Tuple)
	ok = ok && len(cells.Items) == n
	for i := 0; ok && i < n; i++ {
		_, ok = cells.Items[i].(*Cell)
	}
	if !ok {
		return nil, object.TypeErrorf("code object requires a closure of exactly length %d", n)
	}
	return cells.Items, nil
}

// ExecCode runs a module-level code object with these namespaces. A nil ns means globals.
func ExecCode(t *object.Thread, code *compile.Code, globals *object.Dict, ns object.Object) (object.Object, error) {
	return execCode(t, code, globals, ns, nil)
}

func execCode(t *object.Thread, code *compile.Code, globals *object.Dict, ns object.Object, cells []object.Object) (object.Object, error) {
	c := stateOf(t.RT).link(code)
	f := c.makeFrame()
	f.keep = true
	f.globals = globals
	copy(f.regs[c.freeReg:], cells)
	if d, ok := ns.(*object.Dict); ns != nil && (!ok || d != globals) {
		f.ns = ns
		f.nsDict = d
	}
	if code.Flags&genFlags != 0 {
		fn := newFunction(c, globals)
		return newGenerator(t, fn, f), nil
	}
	return runFrame(t, f)
}

func sourceText(t *object.Thread, o object.Object, what, file string) (string, error) {
	if s, ok := object.AsStr(o); ok {
		return s, nil
	}
	if b, ok := object.AsBytes(o); ok {
		return decodeSource(t, b, file)
	}
	kind := "code"
	if strings.HasPrefix(what, "compile") {
		kind = "AST"
	}
	return "", object.TypeErrorf("%s must be a string, bytes or %s object", what, kind)
}

func eval(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("eval", args, kw, 1, 3); err != nil {
		return nil, err
	}
	g, ns, err := namespaces(t, "eval", arg(args, 1), arg(args, 2))
	if err != nil {
		return nil, err
	}
	code, ok := args[0].(*compile.Code)
	if !ok {
		s, err := sourceText(t, args[0], "eval() arg 1", "<string>")
		if err != nil {
			return nil, err
		}
		for len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
			s = s[1:]
		}
		if code, err = CompileSource(t, compile.Options{Filename: "<string>", Source: s, Mode: syntax.ModeEval, NoText: true}); err != nil {
			return nil, err
		}
	}
	if len(code.FreeVars) > 0 {
		return nil, object.TypeErrorf("code object passed to eval() may not contain free variables")
	}
	return ExecCode(t, code, g, ns)
}

func exec(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := execSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	g, ns, err := namespaces(t, "exec", a[1], a[2])
	if err != nil {
		return nil, err
	}
	code, ok := a[0].(*compile.Code)
	if !ok {
		s, err := sourceText(t, a[0], "exec() arg 1", "<string>")
		if err != nil {
			return nil, err
		}
		if code, err = CompileSource(t, compile.Options{Filename: "<string>", Source: s, NoText: true}); err != nil {
			return nil, err
		}
	}
	cells, err := execClosure(code, a[0] == object.Object(code), a[3])
	if err != nil {
		return nil, err
	}
	_, err = execCode(t, code, g, ns, cells)
	return object.None, err
}

var (
	execSig    = object.NewSignature("exec", "source", "globals=", "locals=", "/", "*", "closure=")
	compileSig = object.NewSignature("compile", "source", "filename", "mode", "flags=", "dont_inherit=", "optimize=", "*", "_feature_version=")
)

func arg(args []object.Object, i int) object.Object {
	if i < len(args) {
		return args[i]
	}
	return nil
}

func compileBuiltin(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := compileSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if tree, err := compileWithTrees(t, a); tree != nil || err != nil {
		return tree, err
	}
	file, ok := object.AsStr(a[1])
	if !ok {
		if file, err = pathName(t, a[1]); err != nil {
			return nil, err
		}
	}
	text, err := sourceText(t, a[0], "compile() arg 1", file)
	if err != nil {
		return nil, err
	}
	o := compile.Options{Filename: file, Source: text, NoText: true}
	switch mode, _ := object.AsStr(a[2]); mode {
	case "exec":
	case "eval":
		o.Mode = syntax.ModeEval
	case "single":
		o.Mode = syntax.ModeSingle
	case "func_type":
		return nil, object.ValueErrorf("compile() mode 'func_type' requires flag PyCF_ONLY_AST")
	default:
		return nil, object.ValueErrorf("compile() mode must be 'exec', 'eval' or 'single'")
	}
	if a[3] != nil {
		n, err := object.AsIndex(t, a[3])
		if err != nil {
			return nil, err
		}
		const onlyAST = 0x400
		if n&onlyAST != 0 {
			return nil, object.ValueErrorf("compile() to a syntax tree (ast.PyCF_ONLY_AST) is not part of the playground")
		}
		o.Flags = compile.CodeFlags(n) & (compile.TopLevelAwait | compile.FutureAnnotations)
	}
	return CompileSource(t, o)
}

// CompileSource compiles source text; errors become Python exceptions, warnings go to stderr.
func CompileSource(t *object.Thread, o compile.Options) (*compile.Code, error) {
	if t.RT.FinalizersEnabled() {
		o.Flags |= compile.Sweep
	}
	code, warnings, err := compile.Source(o)
	if err != nil {
		if se, ok := errors.AsType[*syntax.Error](err); ok && o.Mode == syntax.ModeEval {
			return nil, evalError(t, se, o.Source)
		}
		return nil, SyntaxException(err)
	}
	for _, w := range warnings {
		if err := syntaxWarning(t, o, w); err != nil {
			return nil, err
		}
	}
	return code, nil
}

// syntaxWarning prints a warning, or leaves it to the warnings module once the program has imported that. A filter there may make an error of it.
func syntaxWarning(t *object.Thread, o compile.Options, w compile.Warning) error {
	if m := t.RT.Modules.GetName("warnings"); m != nil {
		category := t.RT.Builtins.GetName("SyntaxWarning")
		if w.Deprecated {
			category = t.RT.Builtins.GetName("DeprecationWarning")
		}
		_, err := object.CallMethod(t, m, "warn_explicit", object.NewStr(w.Msg), category, object.NewStr(o.Filename), object.NewInt(int64(w.Pos.Line)))
		if object.IsException(err, category.(*object.Type)) {
			text := ""
			if lines := strings.SplitAfter(o.Source, "\n"); int(w.Pos.Line) <= len(lines) && !o.NoText {
				text = lines[w.Pos.Line-1]
			}
			return object.NewSyntaxError(object.SyntaxErrorType, w.Msg, o.Filename, text, int(w.Pos.Line), int(w.Pos.Col)+1, int(w.Pos.EndLine), int(w.Pos.EndCol)+1)
		}
		return err
	}
	if w.Deprecated {
		return nil // the filters at start leave such out where the module that has it is not the program
	}
	line, at := "", int(w.Pos.Line)
	for n, rest := 1, o.Source; n <= at; n++ {
		i := 0
		for i < len(rest) && rest[i] != '\n' {
			i++
		}
		if n == at {
			line = rest[:i]
			break
		}
		if i >= len(rest) {
			break
		}
		rest = rest[i+1:]
	}
	text := o.Filename + ":" + itoa(at) + ": SyntaxWarning: " + w.Msg + "\n"
	for len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
		line = line[1:]
	}
	if line != "" && !strings.HasPrefix(o.Filename, "<") {
		text += "  " + line + "\n"
	}
	return t.Write(2, text)
}

// evalError is the exception for an expression's mistake. The text of an expression isn't given a line end, and where it ends too early there is no column.
func evalError(t *object.Thread, se *syntax.Error, source string) error {
	if last := strings.Count(source, "\n") + 1; se.Line == last && !strings.HasSuffix(source, "\n") {
		e := *se
		e.Text = strings.TrimSuffix(e.Text, "\n")
		if end := utf8.RuneCountInString(e.Text); e.Col >= end && e.EndCol == e.Col {
			e.Col, e.EndCol = -1, -1
		}
		se = &e
	}
	exc := SyntaxException(se)
	if source == "" {
		for name, v := range map[string]object.Object{"lineno": object.Int(0), "end_lineno": object.Int(0), "text": object.NewStr("")} {
			if err := object.SetAttr(t, exc.(*object.Exception), object.Intern(name), v); err != nil {
				return err
			}
		}
	}
	return exc
}

// SyntaxException makes the Python exception of an error of the parser or compiler.
func SyntaxException(err error) error {
	se, ok := errors.AsType[*syntax.Error](err)
	if !ok {
		return err
	}
	cls := object.SyntaxErrorType
	switch se.Kind {
	case syntax.IndentationError:
		cls = object.IndentationErrorType
	case syntax.TabError:
		cls = object.TabErrorType
	case syntax.RecursionError:
		return object.RecursionErrorf("%s", se.Msg)
	case syntax.MemoryError:
		if se.Msg == "" {
			return object.NewException(object.MemoryErrorType)
		}
		return object.Errorf(object.MemoryErrorType, "%s", se.Msg)
	}
	if strings.Contains(se.Msg, "null bytes") {
		return object.NewSyntaxErrorWithoutPlace(cls, se.Msg) // nothing was read
	}
	endLine, endOffset := se.EndLine, se.EndCol+1
	if endLine == 0 {
		endOffset = 0
	}
	return object.NewSyntaxError(cls, se.Msg, se.Filename, se.Text, se.Line, se.Col+1, endLine, endOffset)
}
