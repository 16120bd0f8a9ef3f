package syntax

// Kind is the name of an expression's type: "Call", "ListComp".
func Kind(e Expr) string {
	switch e.(type) {
	case *Attribute:
		return "Attribute"
	case *Await:
		return "Await"
	case *BinOp:
		return "BinOp"
	case *BoolOp:
		return "BoolOp"
	case *Call:
		return "Call"
	case *Compare:
		return "Compare"
	case *Constant:
		return "Constant"
	case *Dict:
		return "Dict"
	case *DictComp:
		return "DictComp"
	case *FormattedValue:
		return "FormattedValue"
	case *GeneratorExp:
		return "GeneratorExp"
	case *IfExp:
		return "IfExp"
	case *JoinedStr:
		return "JoinedStr"
	case *Lambda:
		return "Lambda"
	case *List:
		return "List"
	case *ListComp:
		return "ListComp"
	case *Name:
		return "Name"
	case *NamedExpr:
		return "NamedExpr"
	case *Set:
		return "Set"
	case *SetComp:
		return "SetComp"
	case *Slice:
		return "Slice"
	case *Starred:
		return "Starred"
	case *Subscript:
		return "Subscript"
	case *Tuple:
		return "Tuple"
	case *UnaryOp:
		return "UnaryOp"
	case *Yield:
		return "Yield"
	case *YieldFrom:
		return "YieldFrom"
	}
	return ""
}
