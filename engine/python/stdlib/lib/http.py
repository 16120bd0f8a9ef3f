__all__ = ["HTTPStatus", "HTTPMethod"]


def __getattr__(name):
    # Whoever wants http.cookies alone need not wait for seventy members of enumerations.
    if name in __all__:
        import _http_enums

        value = globals()[name] = getattr(_http_enums, name)
        return value
    raise AttributeError(f"module 'http' has no attribute '{name}'")


def __dir__():
    return sorted({*globals(), *__all__})
