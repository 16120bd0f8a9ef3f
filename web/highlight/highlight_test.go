package highlight

import (
	"strings"
	"testing"
)

// show writes tokens as class(text), plain text as it is.
func show(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if t.Class == "" {
			b.WriteString(t.Text)
			continue
		}
		name := t.Class[strings.LastIndex(t.Class, "-")+1:]
		b.WriteString(name + "⟨" + t.Text + "⟩")
	}
	return b.String()
}

func TestPython(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"model", "class Book(models.Model):\n    pages = 100", "keyword⟨class⟩ className⟨Book⟩(models.Model):\n    pages = number⟨100⟩"},
		{"coroutine", "async def f(): # go", "keyword⟨async⟩ keyword⟨def⟩ definition⟨f⟩(): comment⟨# go⟩"},
		{"attribute named like a keyword", "x.await()", "x.await()"},
		{"prefixed string", `print(f"{x}\"", None)`, `print(string⟨f"{x}\""⟩, bool⟨None⟩)`},
		{"unclosed string ends with its line", "'abc\nif", "string⟨'abc⟩\nkeyword⟨if⟩"},
		{"triple string", `"""a "b" ` + "\n" + `"""`, `string⟨"""a "b" ` + "\n" + `"""⟩`},
		{"decorator", "  @classmethod\na @ b", "  meta⟨@classmethod⟩\na @ b"},
		{"not ascii", "é = 'ß'", "é = string⟨'ß'⟩"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Python(c.src)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSQL(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"select", `SELECT "a"."id" FROM "a" WHERE "a"."pages" >= %s LIMIT 21`,
			`keyword⟨SELECT⟩ "a"."id" keyword⟨FROM⟩ "a" keyword⟨WHERE⟩ "a"."pages" >= bool⟨%s⟩ keyword⟨LIMIT⟩ number⟨21⟩`},
		{"quote in a string", `'it''s' = 'SELECT'`, `string⟨'it''s'⟩ = string⟨'SELECT'⟩`},
		{"types stay plain", `CREATE TABLE "t" ("id" integer)`, `keyword⟨CREATE⟩ keyword⟨TABLE⟩ "t" ("id" integer)`},
		{"unclosed", `'abc`, `string⟨'abc⟩`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(SQL(c.src)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestHTMLEscapes(t *testing.T) {
	if got, want := HTML(Python(`x = "<b>"`)), `x = <span class="tok-string">&#34;&lt;b&gt;&#34;</span>`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzScanners holds what the page relies on: no text is lost or invented.
func FuzzScanners(f *testing.F) {
	for _, seed := range []string{"", "class A:\n  x = 'é", `"""`, "SELECT %s 'a''", "\x80\"\\", "@", "f'\\", "\x80", "a\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for name, scan := range map[string]func(string) []Token{"python": Python, "sql": SQL} {
			var all strings.Builder
			for _, token := range scan(src) {
				all.WriteString(token.Text)
			}
			if got := all.String(); got != src && strings.ToValidUTF8(src, "") == src {
				t.Errorf("%s: tokens give %q for %q", name, got, src)
			}
			if got, want := len(Lines(scan(src))), strings.Count(src, "\n")+1; got != want && strings.ToValidUTF8(src, "") == src {
				t.Errorf("%s: %d lines for %q, want %d", name, got, src, want)
			}
		}
	})
}
