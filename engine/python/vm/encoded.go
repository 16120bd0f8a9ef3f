package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Source text that is given as bytes, and file names that are no text.

// decodeSource decodes source text by the encoding that a comment in its first two lines names; without one it is UTF-8, which the parser sees to.
func decodeSource(t *object.Thread, b []byte, file string) (string, error) {
	rest := string(b)
	for range 2 {
		line, more, _ := strings.Cut(rest, "\n")
		trimmed := strings.TrimLeft(line, " \t\f")
		if name := codingComment(trimmed); name != "" {
			if c, err := object.CodecName(name); err == nil && (c == "utf-8" || c == "utf-8-sig") {
				break
			}
			text, err := object.Decode(t, b, name, "strict")
			if e, ok := err.(*object.Exception); ok {
				msg, err := object.ToStr(t, e)
				if err != nil {
					return "", err
				}
				at := object.NewTuple(object.NewStr(file), object.NewInt(0), object.NewInt(0), object.None)
				e, err := object.CallArgs(t, object.SyntaxErrorType, object.NewStr(msg), at)
				if err != nil {
					return "", err
				}
				return "", e.(*object.Exception)
			}
			return text, err
		}
		if trimmed != "" && trimmed[0] != '#' && trimmed[0] != '\r' {
			break
		}
		rest = more
	}
	return string(b), nil
}

// codingComment gives the encoding that a line such as "# -*- coding: latin-1 -*-" names.
func codingComment(line string) string {
	if !strings.HasPrefix(line, "#") {
		return ""
	}
	for {
		i := strings.Index(line, "coding")
		if i < 0 {
			return ""
		}
		line = line[i+len("coding"):]
		if line == "" || line[0] != ':' && line[0] != '=' {
			continue
		}
		name := strings.TrimLeft(line[1:], " \t")
		end := 0
		for end < len(name) && (name[end] == '-' || name[end] == '.' || name[end] == '_' || name[end] >= '0' && name[end] <= '9' || name[end]|0x20 >= 'a' && name[end]|0x20 <= 'z') {
			end++
		}
		if end > 0 {
			return name[:end]
		}
	}
}

// pathName is a file's name as text that is given as a path, or as bytes.
func pathName(t *object.Thread, o object.Object) (string, error) {
	if b, ok := object.AsBytes(o); ok {
		return object.Decode(t, b, "utf-8", "surrogateescape")
	}
	fn, err := object.LookupSpecial(t, o, "__fspath__")
	if err != nil {
		return "", err
	}
	if fn != nil {
		p, err := object.CallArgs(t, fn)
		if err != nil {
			return "", err
		}
		if s, ok := object.AsStr(p); ok {
			return s, nil
		}
	}
	return "", object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", object.TypeName(o))
}
