package syntax

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Dump returns the tree below node in the notation of Python's ast.dump, for
// golden tests and for looking at trees. Strings are written as Python's
// ascii() writes them.
func Dump(node Node) string {
	d := dumper{}
	d.node(node)
	return d.b.String()
}

// DumpPositions is Dump with lineno, col_offset, end_lineno and end_col_offset
// behind the fields of each node that has them in CPython, columns in code points.
func DumpPositions(node Node) string {
	d := dumper{positions: true}
	d.node(node)
	return d.b.String()
}

type dumper struct {
	b         strings.Builder
	positions bool
	fields    int // fields written so far for the node being written
}

// open starts a node; close ends it.
func (d *dumper) open(name string) int {
	d.b.WriteString(name)
	d.b.WriteByte('(')
	saved := d.fields
	d.fields = 0
	return saved
}

func (d *dumper) close(saved int) {
	d.b.WriteByte(')')
	d.fields = saved
}

func (d *dumper) closeAt(p *Pos, saved int) {
	if d.positions {
		for _, f := range [...]struct {
			name string
			n    int
		}{{"lineno", p.Line}, {"col_offset", p.Col}, {"end_lineno", p.EndLine}, {"end_col_offset", p.EndCol}} {
			d.field(f.name)
			d.b.WriteString(strconv.Itoa(f.n))
		}
	}
	d.close(saved)
}

func (d *dumper) field(name string) {
	if d.fields > 0 {
		d.b.WriteString(", ")
	}
	d.fields++
	d.b.WriteString(name)
	d.b.WriteByte('=')
}

func (d *dumper) str(name, s string) {
	d.field(name)
	d.b.WriteString(asciiRepr(s))
}

// optStr writes the field unless it is absent.
func (d *dumper) optStr(name, s string) {
	if s != "" {
		d.str(name, s)
	}
}

func (d *dumper) word(name string, s fmt.Stringer) {
	d.field(name)
	d.b.WriteString(s.String())
	d.b.WriteString("()")
}

func (d *dumper) integer(name string, n int) {
	d.field(name)
	d.b.WriteString(strconv.Itoa(n))
}

func (d *dumper) flag(name string, v bool) {
	n := 0
	if v {
		n = 1
	}
	d.integer(name, n)
}

func (d *dumper) expr(name string, e Expr) {
	if e != nil {
		d.field(name)
		d.node(e)
	}
}

func dumpList[T Node](d *dumper, name string, list []T) {
	d.field(name)
	d.b.WriteByte('[')
	for i, n := range list {
		if i > 0 {
			d.b.WriteString(", ")
		}
		if any(n) == nil {
			d.b.WriteString("None")
		} else {
			d.node(n)
		}
	}
	d.b.WriteByte(']')
}

func (d *dumper) strs(name string, list []string) {
	d.field(name)
	d.b.WriteByte('[')
	for i, s := range list {
		if i > 0 {
			d.b.WriteString(", ")
		}
		d.b.WriteString(asciiRepr(s))
	}
	d.b.WriteByte(']')
}

func (d *dumper) node(n Node) {
	switch n := n.(type) {
	case Expr:
		d.exprNode(n)
	case Stmt:
		d.stmtNode(n)
	case Pattern:
		d.patternNode(n)
	default:
		d.partNode(n)
	}
}

func (d *dumper) exprNode(n Expr) {
	name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax.")
	saved := d.open(name)
	switch n := n.(type) {
	case *BoolOp:
		d.word("op", n.Op)
		dumpList(d, "values", n.Values)
	case *NamedExpr:
		d.expr("target", n.Target)
		d.expr("value", n.Value)
	case *BinOp:
		d.expr("left", n.Left)
		d.word("op", n.Op)
		d.expr("right", n.Right)
	case *UnaryOp:
		d.word("op", n.Op)
		d.expr("operand", n.Operand)
	case *Lambda:
		d.field("args")
		d.node(n.Args)
		d.expr("body", n.Body)
	case *IfExp:
		d.expr("test", n.Test)
		d.expr("body", n.Body)
		d.expr("orelse", n.Orelse)
	case *Dict:
		dumpList(d, "keys", n.Keys)
		dumpList(d, "values", n.Values)
	case *Set:
		dumpList(d, "elts", n.Elts)
	case *ListComp:
		d.expr("elt", n.Elt)
		dumpList(d, "generators", n.Generators)
	case *SetComp:
		d.expr("elt", n.Elt)
		dumpList(d, "generators", n.Generators)
	case *DictComp:
		d.expr("key", n.Key)
		d.expr("value", n.Value)
		dumpList(d, "generators", n.Generators)
	case *GeneratorExp:
		d.expr("elt", n.Elt)
		dumpList(d, "generators", n.Generators)
	case *Await:
		d.expr("value", n.Value)
	case *Yield:
		d.expr("value", n.Value)
	case *YieldFrom:
		d.expr("value", n.Value)
	case *Compare:
		d.expr("left", n.Left)
		d.field("ops")
		d.b.WriteByte('[')
		for i, op := range n.Ops {
			if i > 0 {
				d.b.WriteString(", ")
			}
			d.b.WriteString(op.String() + "()")
		}
		d.b.WriteByte(']')
		dumpList(d, "comparators", n.Comparators)
	default:
		d.primaryFields(n)
	}
	d.closeAt(n.Span(), saved)
}

func (d *dumper) primaryFields(n Expr) {
	switch n := n.(type) {
	case *Call:
		d.expr("func", n.Func)
		dumpList(d, "args", n.Args)
		dumpList(d, "keywords", n.Keywords)
	case *FormattedValue:
		d.expr("value", n.Value)
		d.integer("conversion", n.Conversion)
		d.expr("format_spec", n.FormatSpec)
	case *JoinedStr:
		dumpList(d, "values", n.Values)
	case *Constant:
		d.field("value")
		d.b.WriteString(constantRepr(n.Value))
		d.optStr("kind", n.Kind)
	case *Attribute:
		d.expr("value", n.Value)
		d.str("attr", n.Attr)
		d.word("ctx", n.Ctx)
	case *Subscript:
		d.expr("value", n.Value)
		d.expr("slice", n.Slice)
		d.word("ctx", n.Ctx)
	case *Starred:
		d.expr("value", n.Value)
		d.word("ctx", n.Ctx)
	case *Name:
		d.str("id", n.Id)
		d.word("ctx", n.Ctx)
	case *List:
		dumpList(d, "elts", n.Elts)
		d.word("ctx", n.Ctx)
	case *Tuple:
		dumpList(d, "elts", n.Elts)
		d.word("ctx", n.Ctx)
	case *Slice:
		d.expr("lower", n.Lower)
		d.expr("upper", n.Upper)
		d.expr("step", n.Step)
	}
}

func (d *dumper) stmtNode(n Stmt) {
	name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax.")
	if name == "ExprStmt" {
		name = "Expr"
	}
	saved := d.open(name)
	switch n := n.(type) {
	case *FunctionDef:
		d.function(n.Name, n.Args, n.Body, n.DecoratorList, n.Returns)
	case *AsyncFunctionDef:
		d.function(n.Name, n.Args, n.Body, n.DecoratorList, n.Returns)
	case *ClassDef:
		d.str("name", n.Name)
		dumpList(d, "bases", n.Bases)
		dumpList(d, "keywords", n.Keywords)
		dumpList(d, "body", n.Body)
		dumpList(d, "decorator_list", n.DecoratorList)
	case *Return:
		d.expr("value", n.Value)
	case *Delete:
		dumpList(d, "targets", n.Targets)
	case *Assign:
		dumpList(d, "targets", n.Targets)
		d.expr("value", n.Value)
	case *AugAssign:
		d.expr("target", n.Target)
		d.word("op", n.Op)
		d.expr("value", n.Value)
	case *AnnAssign:
		d.expr("target", n.Target)
		d.expr("annotation", n.Annotation)
		d.expr("value", n.Value)
		d.flag("simple", n.Simple)
	case *Raise:
		d.expr("exc", n.Exc)
		d.expr("cause", n.Cause)
	case *Assert:
		d.expr("test", n.Test)
		d.expr("msg", n.Msg)
	case *Import:
		dumpList(d, "names", n.Names)
	case *ImportFrom:
		d.optStr("module", n.Module)
		dumpList(d, "names", n.Names)
		d.integer("level", n.Level)
	case *Global:
		d.strs("names", n.Names)
	case *Nonlocal:
		d.strs("names", n.Names)
	case *ExprStmt:
		d.expr("value", n.Value)
	default:
		d.blockFields(n)
	}
	d.closeAt(n.Span(), saved)
}

func (d *dumper) function(name string, args *Arguments, body []Stmt, decorators []Expr, returns Expr) {
	d.str("name", name)
	d.field("args")
	d.node(args)
	dumpList(d, "body", body)
	dumpList(d, "decorator_list", decorators)
	d.expr("returns", returns)
}

func (d *dumper) blockFields(n Stmt) {
	switch n := n.(type) {
	case *For:
		d.loop(n.Target, n.Iter, n.Body, n.Orelse)
	case *AsyncFor:
		d.loop(n.Target, n.Iter, n.Body, n.Orelse)
	case *While:
		d.expr("test", n.Test)
		dumpList(d, "body", n.Body)
		dumpList(d, "orelse", n.Orelse)
	case *If:
		d.expr("test", n.Test)
		dumpList(d, "body", n.Body)
		dumpList(d, "orelse", n.Orelse)
	case *With:
		dumpList(d, "items", n.Items)
		dumpList(d, "body", n.Body)
	case *AsyncWith:
		dumpList(d, "items", n.Items)
		dumpList(d, "body", n.Body)
	case *Match:
		d.expr("subject", n.Subject)
		dumpList(d, "cases", n.Cases)
	case *Try:
		d.try(n.Body, n.Handlers, n.Orelse, n.Finalbody)
	case *TryStar:
		d.try(n.Body, n.Handlers, n.Orelse, n.Finalbody)
	}
}

func (d *dumper) loop(target, iter Expr, body, orelse []Stmt) {
	d.expr("target", target)
	d.expr("iter", iter)
	dumpList(d, "body", body)
	dumpList(d, "orelse", orelse)
}

func (d *dumper) try(body []Stmt, handlers []*ExceptHandler, orelse, finalbody []Stmt) {
	dumpList(d, "body", body)
	dumpList(d, "handlers", handlers)
	dumpList(d, "orelse", orelse)
	dumpList(d, "finalbody", finalbody)
}

func (d *dumper) partNode(n Node) {
	switch n := n.(type) {
	case *Module:
		saved := d.open("Module")
		dumpList(d, "body", n.Body)
		d.field("type_ignores")
		d.b.WriteString("[]")
		d.close(saved)
	case *ExceptHandler:
		saved := d.open("ExceptHandler")
		d.expr("type", n.Type)
		d.optStr("name", n.Name)
		dumpList(d, "body", n.Body)
		d.closeAt(&n.Pos, saved)
	case *Alias:
		saved := d.open("alias")
		d.str("name", n.Name)
		d.optStr("asname", n.AsName)
		d.closeAt(&n.Pos, saved)
	case *WithItem:
		saved := d.open("withitem")
		d.expr("context_expr", n.ContextExpr)
		d.expr("optional_vars", n.OptionalVars)
		d.close(saved)
	case *MatchCase:
		saved := d.open("match_case")
		d.field("pattern")
		d.node(n.Pattern)
		d.expr("guard", n.Guard)
		dumpList(d, "body", n.Body)
		d.close(saved)
	case *Comprehension:
		saved := d.open("comprehension")
		d.expr("target", n.Target)
		d.expr("iter", n.Iter)
		dumpList(d, "ifs", n.Ifs)
		d.flag("is_async", n.IsAsync)
		d.close(saved)
	case *Arguments:
		d.arguments(n)
	case *Arg:
		saved := d.open("arg")
		d.str("arg", n.Arg)
		d.expr("annotation", n.Annotation)
		d.closeAt(&n.Pos, saved)
	case *Keyword:
		saved := d.open("keyword")
		d.optStr("arg", n.Arg)
		d.expr("value", n.Value)
		d.closeAt(&n.Pos, saved)
	}
}

func (d *dumper) arguments(n *Arguments) {
	saved := d.open("arguments")
	dumpList(d, "posonlyargs", n.PosOnlyArgs)
	dumpList(d, "args", n.Args)
	if n.VarArg != nil {
		d.field("vararg")
		d.node(n.VarArg)
	}
	dumpList(d, "kwonlyargs", n.KwOnlyArgs)
	dumpList(d, "kw_defaults", n.KwDefaults)
	if n.KwArg != nil {
		d.field("kwarg")
		d.node(n.KwArg)
	}
	dumpList(d, "defaults", n.Defaults)
	d.close(saved)
}

func (d *dumper) patternNode(n Pattern) {
	saved := d.open(strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax."))
	switch n := n.(type) {
	case *MatchValue:
		d.expr("value", n.Value)
	case *MatchSingleton:
		d.field("value")
		d.b.WriteString(constantRepr(n.Value))
	case *MatchSequence:
		dumpList(d, "patterns", n.Patterns)
	case *MatchMapping:
		dumpList(d, "keys", n.Keys)
		dumpList(d, "patterns", n.Patterns)
		d.optStr("rest", n.Rest)
	case *MatchClass:
		d.expr("cls", n.Cls)
		dumpList(d, "patterns", n.Patterns)
		d.strs("kwd_attrs", n.KwdAttrs)
		dumpList(d, "kwd_patterns", n.KwdPatterns)
	case *MatchStar:
		d.optStr("name", n.Name)
	case *MatchAs:
		if n.Pattern != nil {
			d.field("pattern")
			d.node(n.Pattern)
		}
		d.optStr("name", n.Name)
	case *MatchOr:
		dumpList(d, "patterns", n.Patterns)
	}
	d.closeAt(n.Span(), saved)
}

// constantRepr writes the value of a Constant as Python would.
func constantRepr(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		return floatRepr(v)
	case complex128:
		// A literal is never more than an imaginary part.
		return strings.TrimSuffix(floatRepr(imag(v)), ".0") + "j"
	case string:
		return asciiRepr(v)
	case Bytes:
		return "b" + quote(string(v), false)
	case Ellipsis:
		return "Ellipsis"
	}
	return fmt.Sprintf("<%T>", v)
}

func floatRepr(f float64) string {
	if math.IsInf(f, 0) {
		return "inf"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	exp, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if exp < -4 || exp >= 16 {
		return s
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// asciiRepr is Python's ascii() for a WTF-8 string.
func asciiRepr(s string) string { return quote(s, true) }

// quote writes s as a Python literal, either as text or byte by byte.
func quote(s string, text bool) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var b strings.Builder
	b.WriteByte(q)
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if text && c >= 0x80 {
			c, size = decodeWTF8(s[i:])
		}
		i += size
		switch {
		case c == rune(q) || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c >= ' ' && c < 0x7f:
			b.WriteRune(c)
		case c < 0x100:
			fmt.Fprintf(&b, `\x%02x`, c)
		case c < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			fmt.Fprintf(&b, `\U%08x`, c)
		}
	}
	b.WriteByte(q)
	return b.String()
}

// decodeWTF8 returns the first code point of s and its length in bytes.
func decodeWTF8(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2]&0xC0 == 0x80 {
		return 0xD000 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}
