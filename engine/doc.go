// Package engine runs a learner's Django program: the facade over everything under engine/.
//
//	engine/
//	  python/    the language: syntax, compile, vm, the object model, builtins, the standard library, tracebacks
//	  django/    the ORM and the bits of Django around it, asgiref included
//	  sqlite/    one interface, two drivers: go-sqlite3 on wazero; the browser's bridge
//	  lesson/    lessons: text, steps, checks, quizzes, grading
//	  latency/   how long a simulated statement takes
//	  timeline/  a trace as lanes and spans, sums and sentences, an account of each line
//	  compare/   the same done in several ways: many requests for a view, a function both ways
//	  plainjson/ JSON without reflection, for what crosses between page and engine
//	  trace/     what a run tells about itself: the stream of events and its JSON Schema
//
// It knows no browser: natively (tests, the shelf command, pages rendered at build time) and compiled to WebAssembly it is the same code. Arrows
// point one way: django → python and sqlite, lesson → engine's results as JSON, nothing → web.
//
// A run is one call of [Run]: a fresh runtime and database, the models imported and their tables made, seed.py, then main.py as __main__. Time is virtual
// (see object.Scheduler), so a run is instant and the same every time. What happens is reported as [Event]s while it happens and as
// one [Result] at the end; both have a stable JSON form.
package engine
