import json
import sys

from django.utils.functional import Promise


def _is(o, module, name):
    """isinstance() that does not import the module: without it there can be no such object."""
    module = sys.modules.get(module)
    return module is not None and isinstance(o, getattr(module, name))


class DjangoJSONEncoder(json.JSONEncoder):
    def default(self, o):
        if _is(o, "datetime", "datetime"):
            r = o.isoformat()
            if o.microsecond:
                r = r[:23] + r[26:]
            return r.removesuffix("+00:00") + "Z" if r.endswith("+00:00") else r
        if _is(o, "datetime", "date"):
            return o.isoformat()
        if _is(o, "datetime", "time"):
            if o.utcoffset() is not None:
                raise ValueError("JSON can't represent timezone-aware times.")
            r = o.isoformat()
            return r[:12] if o.microsecond else r
        if _is(o, "datetime", "timedelta"):
            from django.utils.duration import duration_iso_string

            return duration_iso_string(o)
        if isinstance(o, Promise) or _is(o, "decimal", "Decimal") or _is(o, "uuid", "UUID"):
            return str(o)
        return super().default(o)


def __getattr__(name):
    # A page that answers in JSON needs the encoder alone. (An import asks each module for its __path__.)
    if not name.startswith("__"):
        from django.core.serializers import json_format

        if hasattr(json_format, name):
            return getattr(json_format, name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
