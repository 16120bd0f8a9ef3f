// Package logging is Python's logging, in Python of our own: loggers, handlers that write to streams, formatters, filters, adapters, and
// configuration by dict. Handlers for files and sockets refuse by name.
package logging

import (
	"embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed *.py
var files embed.FS

func init() {
	for name, file := range map[string]string{"logging": "__init__", "logging.handlers": "handlers", "logging.config": "config"} {
		object.RegisterModule(&object.NativeModule{Name: name, Package: name == "logging", Read: object.EmbeddedFiles(files, file+".py")})
	}
}
