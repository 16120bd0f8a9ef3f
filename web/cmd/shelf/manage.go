package main

import (
	"context"

	"github.com/asyncshelf/asyncshelf/engine"
)

// manageCommand runs a command of manage.py on the models of a program.
func manageCommand(ctx context.Context, args []string, s streams) error {
	if len(args) < 2 {
		return wrong("give a PATH and a command: shelf manage PATH check | makemigrations | sqlmigrate books 0001")
	}
	files, err := readProgram(args[0])
	if err != nil {
		return err
	}
	r, err := engine.Run(ctx, engine.Manage(engine.ProgramOf(files), args[1:]), engine.Options{})
	if err != nil {
		return err
	}
	result, err := engine.Marshal(r)
	if err != nil {
		return err
	}
	return report(result, false, s)
}
