package syntax

// Patterns of case clauses.
type (
	// MatchValue is a literal or dotted-name pattern.
	MatchValue struct {
		Pos
		Value Expr
	}

	// MatchSingleton is None, True or False; Value is nil or a bool.
	MatchSingleton struct {
		Pos
		Value any
	}

	// MatchSequence is a sequence pattern.
	MatchSequence struct {
		Pos
		Patterns []Pattern
	}

	// MatchMapping is a mapping pattern; Rest is "" without `**rest`.
	MatchMapping struct {
		Pos
		Keys     []Expr
		Patterns []Pattern
		Rest     string
	}

	// MatchClass is a class pattern.
	MatchClass struct {
		Pos
		Cls         Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}

	// MatchStar is `*name` in a sequence pattern; Name is "" for `*_`.
	MatchStar struct {
		Pos
		Name string
	}

	// MatchAs is `pattern as name`, a capture (Pattern nil) or the wildcard
	// (Pattern nil, Name "").
	MatchAs struct {
		Pos
		Pattern Pattern
		Name    string
	}

	// MatchOr is `a | b`.
	MatchOr struct {
		Pos
		Patterns []Pattern
	}
)

func (*MatchValue) patternNode()     {}
func (*MatchSingleton) patternNode() {}
func (*MatchSequence) patternNode()  {}
func (*MatchMapping) patternNode()   {}
func (*MatchClass) patternNode()     {}
func (*MatchStar) patternNode()      {}
func (*MatchAs) patternNode()        {}
func (*MatchOr) patternNode()        {}
