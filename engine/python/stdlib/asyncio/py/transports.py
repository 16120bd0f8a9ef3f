__all__ = ("BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport")

# Only what a transport is to be able to do: a program can write one for itself, over a queue for example.


def _abstract(*names):
    """Methods that a transport's class has to write."""
    made = {}
    for name in names:

        def method(self, *args):
            raise NotImplementedError

        method.__name__ = method.__qualname__ = name
        made[name] = method
    return made


class BaseTransport:
    __slots__ = ("_extra",)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        return self._extra.get(name, default)

    locals().update(_abstract("is_closing", "close", "set_protocol", "get_protocol"))


class ReadTransport(BaseTransport):
    __slots__ = ()
    locals().update(_abstract("is_reading", "pause_reading", "resume_reading"))


class WriteTransport(BaseTransport):
    __slots__ = ()
    locals().update(_abstract(
        "set_write_buffer_limits", "get_write_buffer_size", "get_write_buffer_limits", "write", "write_eof", "can_write_eof", "abort",
    ))

    def writelines(self, list_of_data):
        self.write(b"".join(list_of_data))


class Transport(ReadTransport, WriteTransport):
    __slots__ = ()


class DatagramTransport(BaseTransport):
    __slots__ = ()
    locals().update(_abstract("sendto", "abort"))


class SubprocessTransport(BaseTransport):
    __slots__ = ()
    locals().update(_abstract("get_pid", "get_returncode", "get_pipe_transport", "send_signal", "terminate", "kill"))
