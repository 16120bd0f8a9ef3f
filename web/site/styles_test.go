package site

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	block    = regexp.MustCompile(`(?s):root[^{]*\{(.*?)\}`)
	property = regexp.MustCompile(`--([\w-]+):\s*([^;]+);`)
)

// themes reads the custom properties of each :root block of tokens.css.
func themes(t *testing.T) []map[string]string {
	t.Helper()
	css, err := os.ReadFile("../styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, b := range block.FindAllStringSubmatch(string(css), -1) {
		properties := map[string]string{}
		for _, p := range property.FindAllStringSubmatch(b[1], -1) {
			properties[p[1]] = p[2]
		}
		all = append(all, properties)
	}
	if len(all) != 4 {
		t.Fatalf("tokens.css has %d :root blocks; light, dark by the system, dark by choice and touch were expected", len(all))
	}
	return all
}

// TestDarkThemesAgree holds that dark by the system and dark by choice are
// the same dark.
func TestDarkThemesAgree(t *testing.T) {
	all := themes(t)
	if fmt.Sprint(all[1]) != fmt.Sprint(all[2]) {
		t.Errorf("the two dark blocks of tokens.css differ:\n%v\n%v", all[1], all[2])
	}
}

// TestContrast computes the contrast of every text colour on every surface
// that it is used on.
func TestContrast(t *testing.T) {
	all := themes(t)
	surfaces := []string{"paper", "surface", "sunken"}
	pairs := map[string][]string{
		"ink": append([]string{"accent-soft", "good-soft", "bad-soft", "note-soft"}, surfaces...), "ink-soft": surfaces, "ink-faint": surfaces,
		"accent": append([]string{"accent-soft", "bad-soft", "note-soft", "good-soft"}, surfaces...), "accent-strong": surfaces, "on-accent": {"accent", "accent-strong"},
		"good": {"surface", "paper", "good-soft"}, "bad": {"surface", "paper", "bad-soft"}, "note": {"surface", "paper", "note-soft"},
		"surface":      {"good", "bad"},
		"code-keyword": surfaces, "code-string": surfaces, "code-number": surfaces, "code-comment": surfaces, "code-name": surfaces,
	}
	for name, theme := range map[string]map[string]string{"light": all[0], "dark": all[1]} {
		for text, grounds := range pairs {
			for _, ground := range grounds {
				if ratio := contrast(t, theme[text], theme[ground]); ratio < 4.5 {
					t.Errorf("%s: --%s on --%s has a contrast of %.2f, less than 4.5", name, text, ground, ratio)
				}
			}
		}
		for _, ground := range surfaces {
			if ratio := contrast(t, theme["line-strong"], theme[ground]); ratio < 3 {
				t.Errorf("%s: --line-strong on --%s has a contrast of %.2f, less than 3", name, ground, ratio)
			}
		}
	}
}

// contrast is WCAG's ratio of two colours.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) != 6 {
		t.Fatalf("%q is not a colour of six digits", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
