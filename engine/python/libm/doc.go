// Package libm has the elementary functions in the precision that C libraries give them.
//
// Python programs print what CPython's C library computes, to the last digit. Good C libraries round pow, exp, log and the
// trigonometric functions correctly in all but about one case in a hundred; Go's package math is off by one in the last place in
// every fifth. So these functions compute in double-double arithmetic (some 100 bits) and round once. That costs
// a microsecond or so, which a language whose every addition costs a tenth of that can afford.
//
// Where C libraries still go fdlibm's steps (erf, log10, the hyperbolic functions …), so do these, over the exact exp and log, and the functions
// for which package math, which descends from the same source, needs no help are not wrapped.
package libm
