from urllib.error import HTTPError, URLError


def _refuse(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"urllib.request.{name}() is not supported here: there is no network in the playground")

    function.__name__ = function.__qualname__ = name
    return function


urlopen, urlretrieve, build_opener, install_opener, Request = map(
    _refuse, ("urlopen", "urlretrieve", "build_opener", "install_opener", "Request")
)
