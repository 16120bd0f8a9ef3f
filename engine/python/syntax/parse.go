package syntax

// Parse parses src, which came from the named file. The error, if any, is an
// *Error.
func Parse(filename, src string, mode Mode) (*Module, error) {
	panic("stage 1: types only")
}
