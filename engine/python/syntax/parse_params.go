package syntax

// params tells the parameters of a def from those of a lambda.
type params struct {
	end         kind // what stands behind the list
	annotations bool
}

var (
	defParams    = params{tokRPar, true}
	lambdaParams = params{tokColon, false}
)

// optionalParameters parses a parameter list, which may be empty. If it does not match, nothing
// has been consumed and the caller will miss what should follow.
func (p *parser) optionalParameters(in params) *Arguments {
	if p.at(in.end) {
		return &Arguments{Pos: p.toks[p.pos].pos()}
	}
	mark := p.pos
	if p.diag {
		if !p.quiet {
			p.invalidParameters(in)
			p.pos = mark
		}
		if !p.diagnoseParameters(in) {
			p.pos = mark
		}
		return &Arguments{}
	}
	a := &Arguments{}
	if !p.parameters(in, a) {
		p.pos = mark
	}
	a.Pos = Pos{Line: int(p.toks[mark].line), Col: int(p.toks[mark].col)}
	a.EndLine, a.EndCol = int(p.toks[p.pos-1].endLine), int(p.toks[p.pos-1].endCol)
	return a
}

// parameters parses one or more parameters.
func (p *parser) parameters(in params, a *Arguments) bool {
	var star, slash bool
	for {
		switch p.kind() {
		case tokSlash:
			if slash || star || len(a.Args) == 0 {
				return false
			}
			slash = true
			p.pos++
			a.PosOnlyArgs, a.Args = a.Args, nil
		case tokStar:
			if star {
				return false
			}
			star = true
			p.pos++
			if !p.starParameter(in, a) {
				return false
			}
		case tokDoubleStar:
			p.pos++
			if a.KwArg = p.parameter(in, false); a.KwArg == nil {
				return false
			}
			p.accept(tokComma)
			return p.at(in.end)
		default:
			if !p.plainParameter(in, a, star) {
				return false
			}
		}
		if p.at(in.end) {
			return true
		}
		if !p.accept(tokComma) {
			return false
		}
		if p.at(in.end) {
			return true
		}
	}
}

// starParameter is what follows "*".
func (p *parser) starParameter(in params, a *Arguments) bool {
	if p.at(tokComma) {
		// A bare star needs a parameter behind it.
		return p.ahead() == tokName
	}
	a.VarArg = p.parameter(in, in.annotations)
	return a.VarArg != nil
}

func (p *parser) plainParameter(in params, a *Arguments, star bool) bool {
	arg := p.parameter(in, false)
	if arg == nil {
		return false
	}
	var value Expr
	if p.accept(tokEqual) {
		if value = p.expression(); value == nil {
			return false
		}
	}
	if star {
		a.KwOnlyArgs = append(a.KwOnlyArgs, arg)
		a.KwDefaults = append(a.KwDefaults, value)
		return true
	}
	a.Args = append(a.Args, arg)
	if value != nil {
		a.Defaults = append(a.Defaults, value)
	}
	return value != nil || len(a.Defaults) == 0
}

// parameter is `NAME [":" annotation]`; the annotation of a *parameter may be
// starred.
func (p *parser) parameter(in params, starAnnotation bool) *Arg {
	start := p.pos
	name, ok := p.name()
	if !ok {
		return nil
	}
	a := &Arg{Arg: name}
	if in.annotations && p.accept(tokColon) {
		if starAnnotation {
			a.Annotation = p.starExpression()
		} else {
			a.Annotation = p.expression()
		}
		if a.Annotation == nil {
			return nil
		}
	}
	a.Pos = p.since(start)
	return a
}
