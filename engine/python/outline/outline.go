// Package outline finds the bodies of functions in a Python source that can be left out until they are called (object/outline.go says what then stands there). The build
// asks it (wasm/build); the engine itself, which only reads outlines, does not.
//
// A body can be missing if nothing around it depends on what is in it but two things, which its mark says: that it makes its function a generator, and that it names
// the class that it is in. So the functions of the module and the methods of its classes qualify; functions within functions do not, since their bodies decide
// which variables of the outer one are cells. Whether that is so is not taken from the grammar: each body is compiled as it is and as a mark, and the two must look alike
// from outside.
package outline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// A Body is the body of a function, without its docstring.
type Body struct {
	Name     string // the function's qualified name
	From, To int    // where it stands in the source, in bytes
	Flags    object.OutlineFlags
	Lines    int // that end in it
}

// Mark overwrites the body's place with a mark.
func (b Body) Mark(place []byte, number int) { object.PutOutlineMark(place, b.Flags, b.Lines, number) }

// least is the length from which leaving a body out is worth a mark.
const least = 24

// finalizer is the method whose call depends on when garbage is collected, so that one cannot know from a run that others will not call it.
const finalizer = "__del__"

// Bodies gives the bodies that can be missing from a source, in its order. A source that does not compile has none.
func Bodies(source string) []Body {
	mod, err := syntax.Parse("", source, syntax.ModeExec)
	if err != nil || strings.IndexByte(source, 0) >= 0 {
		return nil
	}
	whole, _, err := compile.Compile(mod, compile.Options{Source: source})
	if err != nil {
		return nil
	}
	f := finder{source: source, starts: []int{0}}
	for i := range len(source) {
		if source[i] == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	syntax.Inspect(mod, f.visit)
	// Where the marks of an outline come to stand in its code, the whole code has the bodies, and tells their flags.
	bodies := f.those(whole, func(b *Body, _, whole *compile.Code) bool {
		b.Name = whole.Qualname.String()
		if whole.Flags&(compile.Generator|compile.AsyncGenerator) != 0 {
			b.Flags |= object.OutlineGenerator
		}
		if len(whole.FreeVars) > 0 {
			b.Flags |= object.OutlineClass
		}
		return true
	})
	f.bodies = bodies
	return f.those(whole, func(_ *Body, outline, whole *compile.Code) bool { return alike(outline, whole) })
}

// alike tells whether two functions are the same to those who call or make them.
func alike(a, b *compile.Code) bool {
	return a.Flags == b.Flags && a.FirstLine == b.FirstLine && a.Qualname == b.Qualname &&
		a.ArgCount == b.ArgCount && a.PosOnly == b.PosOnly && a.KwOnly == b.KwOnly && slices.Equal(a.FreeVars, b.FreeVars) &&
		slices.Equal(a.VarNames[:a.NumParams()], b.VarNames[:b.NumParams()])
}

// finder collects the bodies of a source.
type finder struct {
	source string
	starts []int // of the lines
	bodies []Body
}

// visit finds the functions that are in no other.
func (f *finder) visit(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.FunctionDef:
		f.body(n.Name, n.Body)
		return false
	case *syntax.AsyncFunctionDef:
		f.body(n.Name, n.Body)
		return false
	case syntax.Expr:
		return false
	}
	return true
}

func (f *finder) body(name string, list []syntax.Stmt) {
	if e, ok := list[0].(*syntax.ExprStmt); ok {
		if k, ok := e.Value.(*syntax.Constant); ok {
			if _, ok := k.Value.(string); ok {
				list = list[1:]
			}
		}
	}
	if len(list) == 0 || name == finalizer {
		return
	}
	switch list[0].(type) {
	case *syntax.FunctionDef, *syntax.AsyncFunctionDef, *syntax.ClassDef:
		return // it may begin with decorators, which stand before it
	}
	first, last := list[0].Span(), list[len(list)-1].Span()
	b := Body{From: f.offset(first.Line, first.Col), To: f.offset(last.EndLine, last.EndCol)}
	b.Lines = strings.Count(f.source[b.From:b.To], "\n")
	if b.To-b.From >= least && b.Lines <= 255 {
		f.bodies = append(f.bodies, b)
	}
}

// offset is where a column of a line is, in bytes.
func (f *finder) offset(line, col int) int {
	at := f.starts[line-1]
	for range col {
		_, n := utf8.DecodeRuneInString(f.source[at:])
		at += n
	}
	return at
}

// those gives the bodies that keep wants to keep, which it is given with their functions' code in the outline without all of them and in the whole.
func (f *finder) those(whole *compile.Code, keep func(b *Body, outline, whole *compile.Code) bool) []Body {
	outline := []byte(f.source)
	for i, b := range f.bodies {
		b.Mark(outline[b.From:b.To], i)
	}
	kept := make([]bool, len(f.bodies))
	if co, _, err := compile.Source(compile.Options{Source: object.ReadOutline(string(outline))}); err == nil {
		compile.EachMissing(co, whole, func(number int, outline, whole *compile.Code) {
			kept[number] = keep(&f.bodies[number], outline, whole)
		})
	}
	var out []Body
	for i, b := range f.bodies {
		if kept[i] {
			out = append(out, b)
		}
	}
	return out
}
