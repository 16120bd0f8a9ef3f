package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// formatNamed is template % data for the templates of expressions: %(name)s and %%. get gives a name's text.
func formatNamed(template string, get func(name string) (string, bool)) (string, error) {
	var b strings.Builder
	for i := 0; i < len(template); i++ {
		c := template[i]
		if c != '%' {
			b.WriteByte(c)
			continue
		}
		i++
		if i >= len(template) {
			return "", object.ValueErrorf("incomplete format")
		}
		switch template[i] {
		case '%':
			b.WriteByte('%')
		case '(':
			end := strings.IndexByte(template[i:], ')')
			if end < 0 {
				return "", object.ValueErrorf("incomplete format key")
			}
			name := template[i+1 : i+end]
			v, ok := get(name)
			if !ok {
				return "", object.KeyError(object.NewStr(name))
			}
			i += end + 1
			if i >= len(template) {
				return "", object.ValueErrorf("incomplete format")
			}
			if template[i] != 's' && template[i] != 'd' {
				return "", object.ValueErrorf("unsupported format character '%c' (0x%x) at index %d", template[i], template[i], i)
			}
			b.WriteString(v)
		default:
			return "", object.TypeErrorf("not enough arguments for format string")
		}
	}
	return b.String(), nil
}

// formatPositional is template % args for templates with plain %s.
func formatPositional(template string, args ...string) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(template); i++ {
		if template[i] == '%' && i+1 < len(template) {
			i++
			switch template[i] {
			case 's':
				if n < len(args) {
					b.WriteString(args[n])
					n++
				}
				continue
			case '%':
				b.WriteByte('%')
				continue
			}
			b.WriteByte('%')
		}
		b.WriteByte(template[i])
	}
	return b.String()
}
