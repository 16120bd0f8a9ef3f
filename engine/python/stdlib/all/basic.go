package all

import (
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/future"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/math"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/string"
)
