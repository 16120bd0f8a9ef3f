// Package compile turns a syntax tree into code objects for package vm.
//
// It works in two passes, as CPython's compiler does. The symbol table (symtable.go, analyze.go) decides for every
// name of every scope whether it is local, global, free or a cell; the generator (unit.go and the files named
// after what they translate) then emits instructions. Both report the mistakes that CPython finds at that
// stage, with its words, as *syntax.Error.
//
// # The machine's model
//
// The code is for a register machine, not for CPython's stack machine. A frame is one slice of values:
//
//	locals (parameters first) | cells and free variables | temporaries | constants
//
// and an instruction names its operands and its result by index into it, so that `total += i * 2` inside a
// function is two instructions (Binary t, i, 2; InPlace total, total, t) and not seven. Constants are
// registers too: frames are recycled per code object, so they are copied in once and every operand is read in the same way. What this
// costs is that a local used as an operand is read when the instruction runs and not when Python's order of evaluation
// says. That makes a difference in two cases, which the generator handles: a walrus may rebind the name in
// between (such names are copied first), and the name may be unbound (a CheckLocal is emitted
// in its place unless the name is known to be bound, see flow.go).
//
// Exceptions cost nothing until raised: each instruction knows its handler.
package compile
