// Command shelf runs, tests, checks, builds and serves.
//
//	shelf run [--json] [--latency 25ms] PATH   run a .py file, a project folder or a .txtar case
//	shelf test [-v] [-k PATTERN] PATH...       run the tests in each PATH
//	shelf load PATH WAY...                     requests for views, served in several ways: wsgi:VIEW, asgi:VIEW
//	shelf both PATH FUNCTION...                functions run for the same callers, async or not
//	shelf manage PATH COMMAND [ARGUMENT...]    manage.py's check, makemigrations and sqlmigrate, shown
//	shelf new FOLDER                           write a small lesson to begin from
//	shelf check LESSON...                      prove a lesson: solutions pass, starters don't, every quiz key is true
//	shelf build -o DIR [LESSON...]             make the static site
//	shelf serve [LESSON...]                    build the site and serve it on localhost
//
// It exits with 0 when the program ended well (or the lesson is sound), with
// 1 when it raised (or is not), and with 2 when the command was wrong.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
)

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

const usage = `shelf: Django's async ORM, run without a server

  shelf run [--json] [--latency 25ms] PATH   run a .py file, a project folder or a .txtar case
  shelf test [-v] [-k PATTERN] PATH...       run the tests in each PATH: a project, a package, a folder of packages or a file
  shelf load PATH WAY...                     requests for views, served in several ways: wsgi:VIEW, wsgi*8:VIEW, asgi:VIEW
  shelf both PATH FUNCTION...                functions run for the same callers, async or not, compared
  shelf manage PATH COMMAND [ARGUMENT...]    manage.py's check, makemigrations and sqlmigrate, shown
  shelf new FOLDER                           write a small lesson to begin from
  shelf check LESSON...                      prove a lesson: solutions pass, starters don't, every quiz key is true
  shelf build -o DIR [LESSON...]             make the static site
  shelf serve [LESSON...]                    build the site and serve it on localhost

Exit status: 0 it ended well, 1 it raised or failed, 2 the command was wrong.
`

// A command is one subcommand. Its error decides the exit status.
type command func(ctx context.Context, args []string, io streams) error

type streams struct {
	out, err io.Writer
}

var commands = map[string]command{
	"run":    runCommand,
	"test":   testCommand,
	"load":   loadCommand,
	"both":   bothCommand,
	"manage": manageCommand,
	"new":    newCommand,
	"check":  checkCommand,
	"build":  buildCommand,
	"serve":  serveCommand,
}

// errFailed is the error of a program that raised or a lesson that is not
// sound; what is wrong has been printed already.
var errFailed = errors.New("failed")

// usageError is a command that was wrong.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func wrong(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(dispatch(ctx, os.Args[1:], streams{os.Stdout, os.Stderr}))
}

func dispatch(ctx context.Context, args []string, s streams) int {
	if len(args) == 0 {
		fmt.Fprint(s.err, usage)
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(s.out, usage)
		return exitOK
	}
	cmd, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(s.err, "shelf: there is no command %q\n\n%s", args[0], usage)
		return exitUsage
	}
	err := cmd(ctx, args[1:], s)
	var bad usageError
	var problems source.Problems
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &problems):
		fmt.Fprintln(s.err, problems)
		return exitFailed
	case errors.As(err, &bad):
		fmt.Fprintf(s.err, "shelf %s: %s\n", args[0], bad.message)
		return exitUsage
	default:
		fmt.Fprintf(s.err, "shelf %s: %v\n", args[0], err)
		return exitFailed
	}
}

// flags makes a flag set that reports mistakes as usage errors.
func flags(name string, s streams) *flag.FlagSet {
	f := flag.NewFlagSet("shelf "+name, flag.ContinueOnError)
	f.SetOutput(s.err)
	return f
}

// parse reads flags that may stand before, between and after the arguments,
// and gives the arguments.
func parse(f *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usageError{err.Error()}
		}
		if f.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
}
