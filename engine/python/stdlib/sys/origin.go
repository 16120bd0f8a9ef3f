package sys

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// addOrigins adds the functions that have the making of coroutines noted.
func addOrigins(m *object.Module) {
	m.SetFunc("get_coroutine_origin_tracking_depth", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("sys.get_coroutine_origin_tracking_depth", a, kw, 0, 0); err != nil {
			return nil, err
		}
		return object.NewInt(int64(t.RT.OriginDepth)), nil
	})
	sig := object.NewSignature("set_coroutine_origin_tracking_depth", "depth")
	m.SetFunc("set_coroutine_origin_tracking_depth", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := sig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		n, err := object.AsIndex(t, a[0])
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, object.ValueErrorf("depth must be >= 0")
		}
		t.RT.OriginDepth = n
		return object.None, nil
	})
}
