package sql

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
)

// The ratio and the order are those of Python's difflib.
func TestCloseMatches(t *testing.T) {
	names := []string{"exact", "iexact", "gt", "gte", "lt", "lte", "in", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith", "range", "isnull", "regex", "iregex"}
	for _, c := range []struct {
		word string
		want string
	}{
		{"startwith", "startswith istartswith"},
		{"starts", "startswith istartswith"},
		{"like", ""},
		{"gt__lt", ""},
		{"equals", ""},
	} {
		got := ""
		for i, m := range closeMatches(c.word, names, 3, 0.6) {
			if i > 0 {
				got += " "
			}
			got += m
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.word, got, c.want)
		}
	}
}

func TestQuantizeFloat(t *testing.T) {
	for _, c := range []struct {
		in             float64
		places, digits int
		want           string
	}{
		{1.5, 2, 6, "1.50"}, {1.005, 2, 6, "1.00"}, {1.015, 2, 6, "1.02"}, {-0.125, 2, 6, "-0.12"}, {9.999, 2, 6, "10.00"}, {1e-7, 3, 6, "0.000"},
		{99999.99, 2, 6, ""}, {9999.99, 2, 6, "9999.99"}, {123456789012345, 2, 20, ""}, {123456789.125, 1, 12, "123456789.1"}, {0, 2, 6, ""},
	} {
		got := ""
		if d := quantizeFloat(c.in, c.places, c.digits); d != nil {
			got = d.Text()
		}
		if got != c.want {
			t.Errorf("%g to %d places: %q, want %q", c.in, c.places, got, c.want)
		}
		if slow, ok := decimal.FromFloat(c.in).Rounded(15).Quantize(c.places, c.digits); got != "" && (!ok || slow.Text() != got) {
			t.Errorf("%g to %d places: %s, but Decimal says %s", c.in, c.places, got, slow.Text())
		}
	}
}

func TestNextPrefix(t *testing.T) {
	taken := []string{"T"}
	for _, want := range []string{"U", "V", "W", "X", "Y", "Z", "AA", "AB"} {
		got := nextPrefix("T", taken)
		if got != want {
			t.Fatalf("after %v: %s, want %s", taken, got, want)
		}
		taken = append(taken, got)
	}
}
