package object

import (
	"embed"
	"strings"
	"sync"
)

// This file gives built-in functions and types their __doc__ and __text_signature__. The texts are CPython's (docs.txt, which gen_docs.py writes; they are under
// the licence of the Python Software Foundation): a program that prints one expects to see that. They are read when somebody asks for the first.

//go:embed docs.txt
var docsFile embed.FS

type docEntry struct{ signature, text string }

var docs = sync.OnceValue(func() map[string]docEntry {
	out := map[string]docEntry{}
	for _, part := range strings.Split("\n"+EmbeddedFiles(docsFile, "docs.txt")(), "\n@@ ")[1:] {
		head, text, _ := strings.Cut(part, "\n")
		name, signature, _ := strings.Cut(head, "\t")
		out[name] = docEntry{signature, text}
	}
	return out
})

// docOf is the __doc__ of a built-in thing by its qualified name, or None.
func docOf(name string) Object {
	if e, ok := docs()[name]; ok {
		return NewStr(e.text)
	}
	return None
}

// signatureOf is the __text_signature__.
func signatureOf(name string) Object {
	if e := docs()[name]; e.signature != "" {
		return NewStr(e.signature)
	}
	return None
}

// docName is the name under which a function's texts are.
func docName(f *Builtin) string {
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

// typeDoc stands in a built-in type's __dict__ for the text that is read when it is asked for.
type typeDoc struct{ of *Type }

var typeDocType = Declare("getset_descriptor", "builtins")

// Type implements Object.
func (*typeDoc) Type() *Type { return typeDocType }

func init() {
	typeDocType.Define(Spec{Final: true, Slots: Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			return docOf(self.(*typeDoc).of.Name), nil
		},
	}})
}
