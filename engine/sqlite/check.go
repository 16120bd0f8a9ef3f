package sqlite

// checkParams refuses values that SQLite has no storage class for, before a driver sees them.
func checkParams(sets [][]Value) error {
	for _, params := range sets {
		if len(params) != len(sets[0]) {
			return errBindings(len(sets[0]), len(params))
		}
		for i, p := range params {
			if !storable(p) {
				return newError(CodeMisuse, "", "Error binding parameter %d: type '%T' is not supported", i+1, p)
			}
		}
	}
	return nil
}

// storable reports whether v is a Value.
func storable(v Value) bool {
	switch v.(type) {
	case nil, bool, int, int64, float64, string, []byte:
		return true
	}
	return false
}

// maxArgs is SQLite's own bound on a function's arguments.
const maxArgs = 1000

// checkFunction finds mistakes in a registration, which are the engine's own and not a learner's.
func checkFunction(f Function) error {
	if f.Name == "" || len(f.Name) > 255 || f.NArg < -1 || f.NArg > maxArgs || (f.Scalar == nil) == (f.Aggregate == nil) {
		return newError(CodeMisuse, "", "sqlite: bad function registration %q", f.Name)
	}
	return nil
}
