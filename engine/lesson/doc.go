// Package lesson is what a course author writes and a learner works through:
// text, steps with checks, quizzes.
//
// A lesson is a folder of text files. Package engine/lesson/source reads such
// a folder into a Lesson; it needs a Markdown renderer and a YAML reader,
// which must not be linked into the WebAssembly program, so they live there
// and not here. The page and the worker get the Lesson as JSON.
//
// # Checking a step
//
// CheckWith runs the learner's program and then, in the same process, the step's
// checks: ordinary unittest classes that import the module shelf (see
// checklib/shelf.py). They may look at the source, at the models, at
// the record of the learner's run, and may call the learner's functions.
// What they say becomes a Verdict.
//
// All that is needed of an engine is a Runner: something that runs a program
// and, when main.py has ended, in the same process, a few hidden files that it
// gets from a callback. The callback is given the result of the learner's run,
// which becomes the text of the hidden module shelf_record; so the checks see
// the run without any native code, and the same checks can be run by another
// engine, as the tests do.
//
// # Verifying a lesson
//
// Verify proves a lesson before anyone sees it: each step's solution and
// variants pass, its starter fails, each listed beginner mistake fails with
// its own message, and each program of a quiz or try-it does what the lesson
// says it does.
package lesson
