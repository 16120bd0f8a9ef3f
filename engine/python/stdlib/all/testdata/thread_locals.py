import threading


class Settings(threading.local):
    limit = 3

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __setattr__(self, name, value):
        print("set", name, getattr(self, name, "nothing"), value)
        super().__setattr__(name, value)

    @property
    def twice(self):
        return self.size * 2

    @twice.setter
    def twice(self, value):
        self.size = value / 2


s = Settings(size=4, name="main")
s.size = 5
print(s.twice, s.limit, sorted(s.__dict__))
s.twice = 12
print(s.size, sorted(vars(s)))
s.limit = 9
print(s.limit, Settings.limit)
s.__dict__["extra"] = 1
print(s.extra)
del s.extra
for action in (lambda: s.extra, lambda: delattr(s, "extra"), lambda: setattr(s, "__dict__", {}), lambda: threading.local(1)):
    try:
        action()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


def other():
    print("other", sorted(s.__dict__), s.size, s.limit)
    s.size = 100


t = threading.Thread(target=other)
t.start()
t.join()
print(s.size)
