// Package vm runs code objects: frames, functions, generators, coroutines, exception handling, the making of classes
// and the import of modules.
//
// # Frames and the machine
//
// A frame lives on the Go heap and holds one slice of values, its registers (see package compile). A machine runs
// frames: it holds the current one and calls one small Go function per instruction, which returns the next instruction. There is
// no switch: Go's code for huge functions is slow under WebAssembly, and the indirect call costs
// less there than a jump table. A call from Python to Python makes a new frame and
// goes on with its first instruction; a return goes back to the instruction behind the call. So Python's recursion uses no Go
// stack at all, and a generator or coroutine is a frame that somebody keeps.
//
// Go recursion remains where native code calls back into Python (a sort key, an __eq__ in a dict look-up): there a new
// machine runs inside the native function; Thread.EnterNative bounds the nesting.
//
// # Calls that return elsewhere
//
// What happens to a frame's result depends on why it was entered, its kind: the value goes to the calling instruction's register, or is
// dropped in favour of the new instance (__init__), or is the next item of a for loop over a generator, or ends the machine.
//
// # Exceptions
//
// An instruction that fails hands its error to machine.fail, which adds a traceback entry, and goes on at the instruction's handler or, when
// there is none, leaves the frame and looks at the calling instruction. The exception being handled is kept per frame
// (Frame.exc); Thread.Handling is the innermost of them.
//
// # Recycling
//
// Frames are recycled per code object, so their constants stay in place. A frame that somebody may still look at (a
// traceback's, one that sys._getframe or gi_frame gave out) is marked with keep and left to the collector. A generator has
// its frame to itself until it has ended.
package vm
