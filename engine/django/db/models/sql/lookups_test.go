package sql

import "testing"

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

func TestFixedPlaces(t *testing.T) {
	for _, c := range []struct {
		in     string
		places int
		want   string
	}{{"1", 2, "1.00"}, {"1.5", 2, "1.50"}, {"1.005", 2, "1.00"}, {"1.015", 2, "1.02"}, {"-0.125", 2, "-0.12"}, {"9.999", 2, "10.00"}, {"1e-07", 3, "0.000"}, {"1.2e+20", 1, "120000000000000000000.0"}} {
		if got := fixedPlaces(c.in, c.places); got != c.want {
			t.Errorf("%s to %d: %s, want %s", c.in, c.places, got, c.want)
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
