package syntax

import "github.com/asyncshelf/asyncshelf/engine/python/unidata"

// runeByName returns the character that \N{name} stands for.
func runeByName(name string) (rune, bool) { return unidata.Lookup(name) }
