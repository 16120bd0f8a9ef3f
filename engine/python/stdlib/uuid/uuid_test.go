package uuid_test

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/uuid"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

func TestGo(t *testing.T) {
	for _, s := range []string{"12345678123456781234567812345678", "12345678-1234-5678-1234-567812345678", "{12345678-1234-5678-1234-567812345678}", "urn:uuid:12345678-1234-5678-1234-567812345678"} {
		u, ok := uuid.Parse(s)
		if !ok || u.Hex() != "12345678123456781234567812345678" || u.String() != "12345678-1234-5678-1234-567812345678" {
			t.Error(s, u, ok)
		}
	}
	for _, s := range []string{"", "1234", "g2345678123456781234567812345678", "12345678-1234-5678-1234-56781234567"} {
		if u, ok := uuid.Parse(s); ok {
			t.Error(s, u)
		}
	}
	// Two runs give the same random UUIDs, and one run never the same twice.
	a, b := object.NewRuntime(object.Limits{}), object.NewRuntime(object.Limits{})
	x, y := uuid.Random(a), uuid.Random(b)
	if x.Bytes() != y.Bytes() || x.Bytes() == uuid.Random(a).Bytes() {
		t.Error(x, y)
	}
}
