package asyncio

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

// This file has what only a program sees that looks into handles or brings a loop of its own along: a subclass of AbstractEventLoop that runs
// handles as it likes. Tasks and futures reach such a loop through its own methods (override.go).

var (
	sigHandle = object.NewSignature("Handle", "callback", "args", "loop", "context=")
	sigTimer  = object.NewSignature("TimerHandle", "when", "callback", "args", "loop", "context=")
)

// newHandle is Handle(callback, args, loop, context=None), and TimerHandle with when in front.
func newHandle(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	h := &Handle{timer: cls.IsSubtype(TimerHandleType)}
	sig := sigHandle
	if h.timer {
		sig = sigTimer
	}
	b, err := sig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if h.timer {
		if err := h.at(t, b[0]); err != nil {
			return nil, err
		}
		b = b[1:]
	}
	h.fn = b[0]
	if h.args, err = object.Collect(t, b[1]); err != nil {
		return nil, err
	}
	loop, ok := b[2].(*Loop)
	if !ok {
		return nil, object.TypeErrorf("loop must be an event loop, not %s", object.TypeName(b[2]))
	}
	h.loop, h.origin = loop, loop.originHere(t)
	if h.ctx, err = contextArg(b[3]); err == nil && h.ctx == nil {
		h.ctx = contextvars.Copy(t)
	}
	return h, err
}

// at sets the timer's moment, which a program sees as the number that it has given.
func (h *Handle) at(t *object.Thread, when object.Object) (err error) {
	h.when, err = number(t, when)
	h.given = when
	return err
}

// moment is the timer's when as the program sees it.
func (h *Handle) moment() object.Object {
	if h.given != nil {
		return h.given
	}
	return object.Float(h.when)
}

// Weakly makes handles referents of weak references.
func (h *Handle) Weakly() func() object.Object { return object.WeakGetter(h) }

// callback is Handle._callback: None once the handle is cancelled.
func (h *Handle) callback() object.Object {
	switch {
	case h.fn != nil:
		return h.fn
	case h.native != nil:
		return object.NewBuiltin(h.name, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return object.None, h.native(t)
		})
	}
	return object.None
}

var handleAttrs = []object.GetSet{
	{Name: "_callback", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Handle).callback(), nil }},
	{Name: "_args", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
		if h := o.(*Handle); !h.cancelled {
			return object.NewTuple(h.args...), nil
		}
		return object.None, nil
	}},
	{Name: "_cancelled", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
		return object.NewBool(o.(*Handle).cancelled), nil
	}},
	{Name: "_loop", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Handle).loop, nil }},
	{Name: "_context", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Handle).ctx, nil }},
	{Name: "_source_traceback", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
		if s := o.(*Handle).origin.stack(t); s != nil {
			return s, nil
		}
		return object.None, nil
	}},
}

var timerAttrs = []object.GetSet{
	{Name: "_when", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Handle).moment(), nil }},
	{Name: "_scheduled", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
		h := o.(*Handle)
		return object.NewBool(h.scheduled || h.queued()), nil
	}, Set: func(t *object.Thread, o, v object.Object) error {
		b, err := object.Truth(t, v)
		o.(*Handle).scheduled = b
		return err
	}},
}

// queued tells whether a timer is among those of its loop.
func (h *Handle) queued() bool {
	l := h.loop.timers
	return h.index < len(l) && l[h.index] == h
}

// abstractMethods are those of AbstractEventLoop, which a subclass is to write.
const abstractMethods = `_timer_handle_cancelled run_forever run_until_complete stop is_running is_closed close shutdown_asyncgens shutdown_default_executor
	call_later call_at time create_future create_task call_soon_threadsafe run_in_executor set_default_executor getaddrinfo getnameinfo
	create_connection create_server start_tls create_unix_connection create_unix_server connect_accepted_socket sendfile create_datagram_endpoint
	connect_read_pipe connect_write_pipe subprocess_shell subprocess_exec add_reader remove_reader add_writer remove_writer sock_recv
	sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile add_signal_handler
	remove_signal_handler set_task_factory get_task_factory get_exception_handler set_exception_handler default_exception_handler
	call_exception_handler get_debug set_debug`

func abstractLoop() object.Spec {
	none := func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return nil, object.NewException(object.NotImplementedErrorType)
	}
	methods := []object.Method{{Name: "call_soon", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		args := append([]object.Object{object.NewInt(0)}, a[1:]...)
		return object.CallMethodKw(t, a[0], object.Intern("call_later"), args, kw)
	}}}
	for _, name := range strings.Fields(abstractMethods) {
		methods = append(methods, object.Method{Name: name, Fn: none})
	}
	return object.Spec{Methods: methods, Slots: object.Slots{
		New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			return &Loop{class: cls, slow: object.Float(0.1)}, nil
		},
	}}
}
