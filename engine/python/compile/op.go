package compile

// Op is what an instruction does. Operands A, B, C are registers unless the comment says otherwise; A is usually the result.
// Args are registers too. Jump is the index of an instruction.
type Op uint8

const (
	OpNop Op = iota

	// Moving values.

	OpMove       // A = B
	OpCheckLocal // raise UnboundLocalError if A is unbound; Name
	OpDelLocal   // unbind A; Name
	OpClear      // unbind A without a check
	OpLoadGlobal // A = globals or builtins[Name]
	OpStoreGlobal
	OpDelGlobal
	OpLoadName // A = the namespace's, else as OpLoadGlobal
	OpStoreName
	OpDelName
	OpMakeCell       // A = new cell, holding B unless B < 0
	OpLoadDeref      // A = contents of cell B; Name
	OpStoreDeref     // contents of cell A = B
	OpDelDeref       // empty cell A; Name
	OpLoadClassDeref // A = the namespace's Name, else contents of cell B
	OpLoadAttr       // A = B.Name
	OpStoreAttr      // A.Name = B
	OpDelAttr        // del A.Name
	OpLoadMethod     // A, A+1 = B.Name prepared for OpCallMethod
	OpGetItem        // A = B[C]
	OpSetItem        // A[B] = C
	OpDelItem        // del A[B]
	OpBuildSlice     // A = slice(*Args)

	// Operators. The order of each group is relied upon: BinOp codes are object.BinOp's, compare codes object.CompareOp's.

	OpBinary  // A = B op C; Aux is the object.BinOp
	OpInPlace // A = B op= C; Aux the same
	OpNeg
	OpPos
	OpInvert
	OpNot
	OpCompare // A = B op C; D is the object.CompareOp
	OpIs
	OpIsNot
	OpIn
	OpNotIn

	// Jumps.

	OpJump
	OpJumpBack    // the same, backwards: charges the budget
	OpJumpIfTrue  // if B
	OpJumpIfFalse // if not B
	OpJumpIfNone
	OpJumpIfNotNone
	OpJumpCmp    // if B op C (D: the object.CompareOp)
	OpJumpNotCmp // if not B op C
	OpJumpIs
	OpJumpIsNot
	OpJumpIn
	OpJumpNotIn

	// Displays.

	OpBuildTuple // A = tuple(Args)
	OpBuildList
	OpBuildSet
	OpBuildMap   // Args: key, value, …
	OpListAppend // A.append(B)
	OpListExtend // A.extend(B), for displays
	OpArgsExtend // the same for *args of a call; C is the callee, for the message
	OpSetAdd
	OpSetUpdate
	OpMapAdd      // A[B] = C
	OpDictUpdate  // A.update(B), for displays
	OpDictMerge   // the same for **kwargs of a call; C is the callee, for the message
	OpListToTuple // A = tuple(B)
	OpBuildString // A = "".join(Args)
	OpFormat      // A = format(B, C); C < 0: no spec; D: the conversion ('s', 'r', 'a' or -1)
	OpUnpack      // Args = B
	OpUnpackEx    // Args = B with the starred one at index D

	// Iteration.

	OpGetIter   // A = iter(B); D: nobody else has the iterator, if it is a new generator
	OpForIter   // A = next(B) and Jump, which goes backwards, or at the end go on
	OpCloseIter // the loop over B is left early: close a generator that nobody else has
	OpGetLen    // A = len(B)

	// Calls.

	OpCall       // A = B(*Args); the last len(Aux.([]*object.Str)) are keywords
	OpCallKw     //
	OpCallMethod // A = what OpLoadMethod left in B, B+1, called with Args
	OpCallMethodKw
	OpCallAttr // A = B.Name(*Args): OpLoadMethod and OpCallMethod in one, for arguments without side effects
	OpCallEx   // A = B(*C, **D); D < 0: none. C is a tuple or list
	OpReturn   // return B
	OpMakeFunction
	OpLoadBuildClass
	OpLoadAssertionError

	// Exceptions.

	OpRaise       // raise B from C; < 0: absent
	OpReraise     // raise B again as it is
	OpPushExc     // start handling exception B; A keeps the one handled before
	OpPopExc      // go back to handling B
	OpJumpNoMatch // jump unless exception B matches C
	OpCheckGroup  // A = the part of group B that matches C, A+1 = the rest
	OpPrepReraise // A = what except* must raise: B the original, C the list of raised ones
	OpWithEnter   // prepare context manager B: A = bound __exit__, A+1, A+2 = __enter__ for OpCallMethod. D: asynchronous
	OpWithExit    // A = B(type, exc, traceback) of exception C

	// Imports.

	OpImportName // A = __import__(Name, fromlist Aux, level D)
	OpImportFrom // A = from B import Name
	OpImportStar // from B import *

	// Generators and coroutines.

	OpYield        // A = yield B
	OpYieldFrom    // A = yield from B, an iterator prepared by one of the next two
	OpGetYieldIter // A = iterator of B for yield from
	OpGetAwaitable // A = iterator of B for await; D: 0 await, 1 __aenter__, 2 __aexit__
	OpGetAIter     // A = aiter(B); D as in OpGetIter
	OpGetANext     // A = awaitable iterator of anext(B)
	OpEndAsyncFor  // if exception B is StopAsyncIteration go on, else raise it again

	// Patterns.

	OpMatchSequence // jump unless B is a sequence
	OpMatchMapping  // jump unless B is a mapping
	OpMatchKeys     // A = tuple of B's values for the keys in tuple C, or jump
	OpMatchClass    // A = tuple of attributes of B, an instance of C, or jump; Aux: names of keyword attributes, D: positional ones
	OpMapRest       // A = dict(B) without the keys in tuple C

	OpSetupAnnotations
	OpPrintExpr // sys.displayhook(B)
	OpSweep     // the end of a statement, in code with Sweep: temporaries from A on are not needed any more
	OpCount     // a statement begins: count it (Options.Count)

	NumOps = iota
)

var opNames = [NumOps]string{
	"Nop", "Move", "CheckLocal", "DelLocal", "Clear", "LoadGlobal", "StoreGlobal", "DelGlobal", "LoadName", "StoreName", "DelName",
	"MakeCell", "LoadDeref", "StoreDeref", "DelDeref", "LoadClassDeref", "LoadAttr", "StoreAttr", "DelAttr", "LoadMethod",
	"GetItem", "SetItem", "DelItem", "BuildSlice", "Binary", "InPlace", "Neg", "Pos", "Invert", "Not", "Compare", "Is", "IsNot", "In", "NotIn",
	"Jump", "JumpBack", "JumpIfTrue", "JumpIfFalse", "JumpIfNone", "JumpIfNotNone", "JumpCmp", "JumpNotCmp", "JumpIs", "JumpIsNot", "JumpIn", "JumpNotIn",
	"BuildTuple", "BuildList", "BuildSet", "BuildMap", "ListAppend", "ListExtend", "ArgsExtend", "SetAdd", "SetUpdate", "MapAdd", "DictUpdate", "DictMerge",
	"ListToTuple", "BuildString", "Format", "Unpack", "UnpackEx", "GetIter", "ForIter", "CloseIter", "GetLen",
	"Call", "CallKw", "CallMethod", "CallMethodKw", "CallAttr", "CallEx", "Return", "MakeFunction", "LoadBuildClass", "LoadAssertionError",
	"Raise", "Reraise", "PushExc", "PopExc", "JumpNoMatch", "CheckGroup", "PrepReraise", "WithEnter", "WithExit",
	"ImportName", "ImportFrom", "ImportStar", "Yield", "YieldFrom", "GetYieldIter", "GetAwaitable", "GetAIter", "GetANext", "EndAsyncFor",
	"MatchSequence", "MatchMapping", "MatchKeys", "MatchClass", "MapRest", "SetupAnnotations", "PrintExpr", "Sweep", "Count",
}

// String is the operation's name.
func (o Op) String() string { return opNames[o] }

// operands tells which of A, B and C an operation uses, for listings.
func (o Op) operands() string {
	switch o {
	case OpNop, OpJump, OpJumpBack, OpImportStar, OpSetupAnnotations, OpStoreGlobal, OpDelGlobal, OpStoreName, OpDelName:
		if o == OpStoreGlobal || o == OpStoreName || o == OpImportStar {
			return "b"
		}
		return ""
	case OpCheckLocal, OpDelLocal, OpClear, OpLoadGlobal, OpLoadName, OpDelDeref, OpDelAttr, OpBuildSlice, OpBuildTuple, OpBuildList,
		OpBuildSet, OpBuildMap, OpBuildString, OpMakeFunction, OpLoadBuildClass, OpLoadAssertionError, OpImportName,
		OpSweep:
		return "a"
	case OpReturn, OpJumpIfTrue, OpJumpIfFalse, OpJumpIfNone, OpJumpIfNotNone, OpUnpack, OpUnpackEx, OpCloseIter, OpPopExc, OpReraise,
		OpEndAsyncFor, OpMatchSequence, OpMatchMapping, OpPrintExpr:
		return "b"
	case OpRaise, OpJumpCmp, OpJumpNotCmp, OpJumpIs, OpJumpIsNot, OpJumpIn, OpJumpNotIn, OpJumpNoMatch:
		return "bc"
	case OpGetItem, OpSetItem, OpBinary, OpInPlace, OpCompare, OpIs, OpIsNot, OpIn, OpNotIn, OpArgsExtend, OpMapAdd, OpDictMerge, OpFormat,
		OpCallEx, OpCheckGroup, OpPrepReraise, OpWithExit, OpMatchKeys, OpMatchClass, OpMapRest:
		return "abc"
	}
	return "ab"
}
