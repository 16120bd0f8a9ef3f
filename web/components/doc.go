// Package components renders the lesson page.
//
// Each file holds one component. The build calls them with a lesson and with
// the results of its starter code, so everything is readable before a script
// has arrived. The parts that change while a learner works (rows, statements,
// errors, verdicts) are also rendered once, empty, into <template> elements
// (see templates.templ); the page's script clones those and fills their
// slots. So each piece of markup is written here and nowhere else.
//
// A slot is an element with a data-slot attribute. Scripts set its text with
// textContent and never with markup; what a learner's program prints cannot
// become part of the page.
package components

//go:generate go run github.com/a-h/templ/cmd/templ@v0.3.977 generate
