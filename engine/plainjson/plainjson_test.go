package plainjson

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestWriter(t *testing.T) {
	w := Writer{Bytes: []byte("x")}
	w.Open('{')
	w.Key("a").Text("é\"\n")
	w.Key("b").List(2, func(i int) { w.Int(int64(i)) })
	w.Key("c").Objects(2, func(i int) {
		w.OptInt("n", int64(i))
		w.OptText("s", "")
		w.OptBool("t", i == 1)
	})
	w.Key("d").Texts([]string{"p", "q"})
	w.Key("e").Null()
	w.Key("f").Number(0.5)
	w.Key("g").Raw([]byte("[1]"))
	w.Key("h").Open('[')
	w.Close(']')
	w.Member("\"i").Bool(false)
	w.Close('}')
	want := `x{"a":"é\"\n","b":[0,1],"c":[{},{"n":1,"t":true}],"d":["p","q"],"e":null,"f":0.5,"g":[1],"h":[],"\"i":false}`
	if got := string(w.Bytes); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestText(t *testing.T) {
	for _, s := range []string{"", "plain", "\x00\x1f\x7f", "a\xffb\xc3", "\xff", "tab\t", "日本 \u2028 🗼", `"\`} {
		sameText(t, s)
	}
	for f, want := range map[float64]string{0: "0", 25: "25", -1.5: "-1.5", 1e21: "1e+21", math.Inf(1): "null", math.NaN(): "null", 0.1: "0.1", 12.34: "12.34", 7.005: "7.005", 0.001: "0.001", 0.0005: "0.0005", 1.0 / 3: "0.3333333333333333"} {
		if got := string(AppendNumber(nil, f)); got != want {
			t.Errorf("AppendNumber(%v) = %s, want %s", f, got, want)
		}
	}
}

func sameText(t *testing.T, s string) {
	t.Helper()
	var got, want string
	if err := json.Unmarshal(AppendText(nil, s), &got); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	b, _ := json.Marshal(s)
	json.Unmarshal(b, &want)
	if got != want {
		t.Errorf("%q became %q, want %q", s, got, want)
	}
}

func FuzzText(f *testing.F) {
	f.Add("a\"\\\n\xff日")
	f.Fuzz(sameText)
}

var texts = []string{
	`null`, `true`, ` false `, `0`, `-0`, `1`, `-12.50e+3`, `1E2`, `1e400`, `01`, `1.`, `.5`, `-`, `+1`, `1e`, `NaN`, `""`, `"a"`, `"\u00e9\n\/\b\f\r\t\\\""`, `"\ud83d\uddfc"`, `"\ud83d"`, `"\ud83dx"`,
	`"\ud83d\u0041"`, `"\udbff\ud83d\uddfc"`, `"\x"`, `"\u12"`, `"\u12g4"`, `"`, `"\`, `"\"`, "\"\n\"", "\"\xff\"", "\"\u2028\"", `[]`, `[1]`, `[1,]`, `[,1]`, `[1 2]`, `[`, `{}`, `{"a":1,"a":2}`, `{"a"}`, `{"a":}`,
	`{"a":1,}`, `{1:2}`, `{"a":{"b":[null,{"c":"d"}]}}`, `nul`, `nullx`, `truefalse`, ``, ` `, `1 1`, `{} x`, "\u00a01", `{"é":[[],{}]}`, `[true,false,null,"x",1.5]`,
}

func TestAny(t *testing.T) {
	for _, text := range texts {
		sameValue(t, text)
	}
	deep := strings.Repeat("[", maxDepth+1)
	if err := skip(deep); err == nil || !strings.HasPrefix(err.Error(), "values are nested too deeply at byte 500") {
		t.Errorf("nested too deeply: %v", err)
	}
}

func skip(text string) error {
	r := NewReader([]byte(text))
	r.Skip()
	return r.End()
}

func sameValue(t *testing.T, text string) {
	t.Helper()
	var want any
	err := json.Unmarshal([]byte(text), &want)
	r := NewReader([]byte(text))
	got := r.Any()
	if mine := r.End(); mine != nil && strings.Contains(mine.Error(), "too deeply") {
		return
	} else if (mine == nil) != (err == nil) {
		t.Errorf("%q: error %v, want %v", text, mine, err)
	} else if mine == nil && !reflect.DeepEqual(got, want) {
		t.Errorf("%q: %#v, want %#v", text, got, want)
	}
	if mine := skip(text); (mine == nil) != json.Valid([]byte(text)) {
		t.Errorf("skipping %q: error %v", text, mine)
	}
}

func FuzzReader(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(sameValue)
}

func TestReader(t *testing.T) {
	type file struct {
		name string
		n    int64
		f    float64
		ok   bool
		raw  string
	}
	read := func(text string) (files []file, err error) {
		r := NewReader([]byte(text))
		r.Object(func(key string) {
			if key != "files" {
				r.Skip()
				return
			}
			r.Array(func() {
				var x file
				r.Object(func(key string) {
					switch key {
					case "name":
						x.name = r.Text()
					case "n":
						x.n = r.Int()
					case "f":
						x.f = r.Number()
					case "ok":
						x.ok = r.Bool()
					case "raw":
						x.raw = string(r.Raw())
					default:
						r.Fail("a member is unknown")
					}
				})
				files = append(files, x)
			})
		})
		return files, r.End()
	}
	got, err := read(`{"x": [{}], "files": [{"name": "é\n", "n": -7, "f": 1.5, "ok": true, "raw": [1, {"a": 2}]}, {"name": null, "n": null, "f": null, "ok": null, "raw": null}, null]}`)
	if err != nil {
		t.Fatal(err)
	}
	if want := []file{{name: "é\n", n: -7, f: 1.5, ok: true, raw: `[1, {"a": 2}]`}, {raw: "null"}, {}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for text, want := range map[string]string{
		`[]`:                           "an object is expected at byte 0",
		`{"files": 1}`:                 "a list is expected at byte 10 in .files",
		`{"files": [{}, {"name": 1}]}`: "a text is expected at byte 24 in .files[1].name",
		`{"files": [{"n": "1"}]}`:      "a whole number is expected at byte 17 in .files[0].n",
		`{"files": [{"n": 1.5}]}`:      "a whole number is expected at byte 17 in .files[0].n",
		`{"files": [{"f": 1e999}]}`:    "the number is too large at byte 17 in .files[0].f",
		`{"files": [{"ok": 0}]}`:       "true or false is expected at byte 18 in .files[0].ok",
		`{"files": [{"raw": [1,]}]}`:   "a value is expected at byte 22 in .files[0].raw[1]",
		`{"files": [{"y": 1}]}`:        "a member is unknown at byte 16 in .files[0].y",
		`{"files": [{"name": "\q"}]}`:  "an escape is unknown at byte 21 in .files[0].name",
		`{"files": [] "x": 1}`:         "a comma is missing at byte 13",
		`{"files"}`:                    "a colon is missing at byte 8",
		`{} {}`:                        "there is more than one value at byte 3",
	} {
		if _, err := read(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
