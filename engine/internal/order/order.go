// Package order sorts texts. Every page's engine has sort.SliceStable, for spans and timers; sort.Strings and slices.Sort are another sort with a dozen functions, which
// a page would load for a few lists of names.
package order

import "sort"

// Strings sorts texts by their bytes.
func Strings(s []string) {
	sort.SliceStable(s, func(i, j int) bool { return s[i] < s[j] })
}

// Keys are the keys of a map, sorted.
func Keys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	Strings(keys)
	return keys
}
