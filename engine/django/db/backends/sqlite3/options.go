package sqlite3

import (
	"context"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// settings.DATABASES' OPTIONS: timeout (lock.go), transaction_mode and init_command. A program here may set them after the tables have been made and filled, which has
// connected it already; so what says how transactions begin is looked at when one does.

// option gives one of them; nil when it is not set.
func (w *Wrapper) option(t *object.Thread, option string) (object.Object, error) {
	if t.RT.Modules.GetName("django.conf") == nil {
		return nil, nil // nobody can have set it
	}
	databases, err := databases(t)
	if err != nil {
		return nil, err
	}
	value, err := object.GetItem(t, databases, object.NewStr(w.alias))
	for _, name := range []string{"OPTIONS", option} {
		if err != nil {
			return nil, err
		}
		if value, err = object.CallMethod(t, value, "get", object.NewStr(name)); value == object.None {
			return nil, err
		}
	}
	return value, err
}

// begin is what starts a transaction.
func (w *Wrapper) begin(t *object.Thread) (string, error) {
	mode, err := w.option(t, "transaction_mode")
	if mode == nil || err != nil {
		return "BEGIN", err
	}
	text, err := object.ToStr(t, mode)
	if err != nil {
		return "", err
	}
	switch upper := strings.ToUpper(text); upper {
	case "DEFERRED", "EXCLUSIVE", "IMMEDIATE":
		return "BEGIN " + upper, nil
	}
	return "", object.Errorf(exceptions.ImproperlyConfigured,
		"settings.DATABASES['%s']['OPTIONS']['transaction_mode'] is improperly configured to '%s'. Use one of 'DEFERRED', 'EXCLUSIVE', 'IMMEDIATE', or None.", w.alias, text)
}

// configure does to a new connection what the options ask for.
func (w *Wrapper) configure(t *object.Thread) error {
	if _, err := w.begin(t); err != nil {
		return err
	}
	init, err := w.option(t, "init_command")
	if init == nil || err != nil {
		return err
	}
	text, err := object.ToStr(t, init)
	if err != nil {
		return err
	}
	for _, command := range strings.Split(text, ";") {
		if command = strings.TrimSpace(command); command == "" {
			continue
		}
		try := func() (*sqlite.ResultSet, error) { return w.sess.Query(context.Background(), command, nil) }
		_, err := try()
		if waiting(err) {
			_, err = w.await(t, nil, err, try)
		}
		if err != nil {
			return w.translate(t, err)
		}
	}
	return nil
}
