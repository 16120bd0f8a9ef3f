// Package postlink is what the build does to engine.wasm after Go's linker, and to SQLite's binary: it makes the download a fraction of what the linker wrote, without
// the program noticing.
//
//   - [Program.Strip] takes out what only stack traces with line numbers need.
//   - [Program.Instrument] adds a mark for every function. Run through the lessons (see package build), the program then shows what a page really calls: a third
//     of its functions, since a lesson needs neither decimal arithmetic nor window functions, and a start needs no error messages.
//   - [Program.Split] makes two modules of the program by that list. The first holds the functions on it and is what a page loads. The second holds the rest, shares
//     memory, table and globals with the first, and is loaded by the worker in the moment in which a function of it is called for the first time. The learner who
//     needs it waits once for a second download; nothing else tells the two kinds of function apart.
//     What the garbage collector has to know of the first module's functions goes into a section of its own, as columns that compress to a third; the worker writes it
//     into memory before the program runs (functions.go, wasm/src/functions.ts).
//     Embedded Python sources that no lesson imports, and the bodies of the functions in the others that none calls, are in the second, too (sources.go). So are
//     descriptions of types, and texts, that neither the functions of the first module nor the memory of the trained program lead to (reach.go).
//   - [Program.AddSnapshot] puts into the first module what the memory holds when the program has started, so that a page need not start it: that took half of the time from
//     the first touch to the first result. Functions that only the start calls are in the second module.
//   - [Program.Packed] writes the first module in a form that compresses a fifth better, which wasm/src/unpack.ts undoes in the browser.
//   - [Program.Shorten] replaces patterns of the compiler's by shorter instructions.
//
// Alternatives that were measured: wasm-opt gains 0.6 % (Go's functions are loops around one big table of resumption points, which its passes leave alone); builds of
// separate programs for separate parts would need a runtime each; TinyGo lacks what the engine needs of reflection and goroutines.
//
// How Go's functions look in WebAssembly, which all of this relies on: each takes the block to resume at and returns whether the goroutine is being unwound; each has a
// place in the one table, in the order of the functions; function values and return addresses hold that place, shifted by 16 bits. So a function may move to another module
// as long as its place in the table calls it. The layout of the tables for the garbage collector is that of the Go release named by their magic number. Whatever
// looks otherwise is refused with an error, and the build then serves the program as the linker wrote it.
package postlink
