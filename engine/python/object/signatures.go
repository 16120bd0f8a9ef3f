package object

import (
	"embed"
	"strings"
	"sync"
)

// This file gives built-in functions and methods their __text_signature__, which inspect.signature reads. signatures.txt, which gen_signatures.py writes, has a
// line for each: its name, a tab, what CPython 3.11 says. It is read when somebody asks for the first.

//go:embed signatures.txt
var signaturesFile embed.FS

var signatures = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(EmbeddedFiles(signaturesFile, "signatures.txt")()) {
		name, signature, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		out[name] = signature
	}
	return out
})

// signatureOf is the __text_signature__ of a built-in thing by its qualified name, or None.
func signatureOf(name string) Object {
	if s := signatures()[name]; s != "" {
		return NewStr(s)
	}
	return None
}

// qualified is the name under which a function's signature is.
func qualified(f *Builtin) string {
	if f.Self == nil {
		if f.Module != "" && f.Module != "builtins" {
			return ""
		}
		return f.Name
	}
	tp, ok := f.Self.(*Type)
	if !ok {
		tp = f.Self.Type()
	}
	for _, base := range tp.MRO {
		if base.Flags&Heap == 0 && base.Dict.GetName(f.Name) != nil {
			return base.Name + "." + f.Name
		}
	}
	return ""
}
