// Package all links every module of the playground's standard library into a program: import it for its side effects.
package all

import (
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/asyncio"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/bisect"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/collections"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/copy"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/functools"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/heapq"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/html"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/io"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/itertools"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/json"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/lib"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/logging"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/operator"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/re"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/sys"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/threading"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/traceback"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/typing"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/unittest"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/uuid"
)
