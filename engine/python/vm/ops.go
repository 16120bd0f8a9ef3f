package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
)

// instrFuncs is the function of each operation. Some are replaced by special ones when code is linked: see specialize.
var instrFuncs [compile.NumOps]instrFunc

func init() {
	instrFuncs = [compile.NumOps]instrFunc{
		compile.OpNop:            opNop,
		compile.OpMove:           opMove,
		compile.OpCheckLocal:     opCheckLocal,
		compile.OpDelLocal:       opDelLocal,
		compile.OpClear:          opClear,
		compile.OpLoadGlobal:     opLoadGlobal,
		compile.OpStoreGlobal:    opStoreGlobal,
		compile.OpDelGlobal:      opDelGlobal,
		compile.OpLoadName:       opLoadName,
		compile.OpStoreName:      opStoreName,
		compile.OpDelName:        opDelName,
		compile.OpMakeCell:       opMakeCell,
		compile.OpLoadDeref:      opLoadDeref,
		compile.OpStoreDeref:     opStoreDeref,
		compile.OpDelDeref:       opDelDeref,
		compile.OpLoadClassDeref: opLoadClassDeref,
		compile.OpLoadAttr:       opLoadAttr,
		compile.OpStoreAttr:      opStoreAttr,
		compile.OpDelAttr:        opDelAttr,
		compile.OpLoadMethod:     opLoadMethod,
		compile.OpGetItem:        opGetItem,
		compile.OpSetItem:        opSetItem,
		compile.OpDelItem:        opDelItem,
		compile.OpBuildSlice:     opBuildSlice,

		compile.OpBinary:  opBinary,
		compile.OpInPlace: opInPlace,
		compile.OpNeg:     opNeg,
		compile.OpPos:     opPos,
		compile.OpInvert:  opInvert,
		compile.OpNot:     opNot,
		compile.OpCompare: opCompare,
		compile.OpIs:      opIs,
		compile.OpIsNot:   opIsNot,
		compile.OpIn:      opIn,
		compile.OpNotIn:   opNotIn,

		compile.OpJump:          opJump,
		compile.OpJumpBack:      opJumpBack,
		compile.OpJumpIfTrue:    opJumpIfTrue,
		compile.OpJumpIfFalse:   opJumpIfFalse,
		compile.OpJumpIfNone:    opJumpIfNone,
		compile.OpJumpIfNotNone: opJumpIfNotNone,
		compile.OpJumpCmp:       opJumpCmp,
		compile.OpJumpNotCmp:    opJumpNotCmp,
		compile.OpJumpIs:        opJumpIs,
		compile.OpJumpIsNot:     opJumpIsNot,
		compile.OpJumpIn:        opJumpIn,
		compile.OpJumpNotIn:     opJumpNotIn,

		compile.OpBuildTuple:  opBuildTuple,
		compile.OpBuildList:   opBuildList,
		compile.OpBuildSet:    opBuildSet,
		compile.OpBuildMap:    opBuildMap,
		compile.OpListAppend:  opListAppend,
		compile.OpListExtend:  opListExtend,
		compile.OpArgsExtend:  opArgsExtend,
		compile.OpSetAdd:      opSetAdd,
		compile.OpSetUpdate:   opSetUpdate,
		compile.OpMapAdd:      opMapAdd,
		compile.OpDictUpdate:  opDictUpdate,
		compile.OpDictMerge:   opDictMerge,
		compile.OpListToTuple: opListToTuple,
		compile.OpBuildString: opBuildString,
		compile.OpFormat:      opFormat,
		compile.OpUnpack:      opUnpack,
		compile.OpUnpackEx:    opUnpackEx,

		compile.OpGetIter:   opGetIter,
		compile.OpForIter:   opForIter,
		compile.OpCloseIter: opCloseIter,
		compile.OpGetLen:    opGetLen,

		compile.OpCall:               opCall,
		compile.OpCallKw:             opCallKw,
		compile.OpCallMethod:         opCallMethod,
		compile.OpCallMethodKw:       opCallMethodKw,
		compile.OpCallAttr:           opCallAttr,
		compile.OpCallEx:             opCallEx,
		compile.OpReturn:             opReturn,
		compile.OpMakeFunction:       opMakeFunction,
		compile.OpLoadBuildClass:     opLoadBuildClass,
		compile.OpLoadAssertionError: opLoadAssertionError,

		compile.OpRaise:       opRaise,
		compile.OpReraise:     opReraise,
		compile.OpPushExc:     opPushExc,
		compile.OpPopExc:      opPopExc,
		compile.OpJumpNoMatch: opJumpNoMatch,
		compile.OpCheckGroup:  opCheckGroup,
		compile.OpPrepReraise: opPrepReraise,
		compile.OpWithEnter:   opWithEnter,
		compile.OpWithExit:    opWithExit,

		compile.OpImportName: opImportName,
		compile.OpImportFrom: opImportFrom,
		compile.OpImportStar: opImportStar,

		compile.OpYield:        opYield,
		compile.OpYieldFrom:    opYieldFrom,
		compile.OpGetYieldIter: opGetYieldIter,
		compile.OpGetAwaitable: opGetAwaitable,
		compile.OpGetAIter:     opGetAIter,
		compile.OpGetANext:     opGetANext,
		compile.OpEndAsyncFor:  opEndAsyncFor,

		compile.OpMatchSequence: opMatchSequence,
		compile.OpMatchMapping:  opMatchMapping,
		compile.OpMatchKeys:     opMatchKeys,
		compile.OpMatchClass:    opMatchClass,
		compile.OpMapRest:       opMapRest,

		compile.OpSetupAnnotations: opSetupAnnotations,
		compile.OpPrintExpr:        opPrintExpr,
	}
}

// specialize replaces an instruction's function by one made for its operands.
func specialize(in *Instr, co *compile.Code) {}
