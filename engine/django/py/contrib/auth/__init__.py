"""Users: who may sign in, who has, and what they may do."""

import inspect

from django.apps import apps as django_apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

SESSION_KEY = "_auth_user_id"
BACKEND_SESSION_KEY = "_auth_user_backend"
HASH_SESSION_KEY = "_auth_user_hash"
REDIRECT_FIELD_NAME = "next"


def load_backend(path):
    return import_string(path)()


def _get_backends(return_tuples=False):
    backends = []
    for path in settings.AUTHENTICATION_BACKENDS:
        backend = load_backend(path)
        backends.append((backend, path) if return_tuples else backend)
    if not backends:
        raise ImproperlyConfigured("No authentication backends have been defined. Does AUTHENTICATION_BACKENDS contain anything?")
    return backends


def get_backends():
    return _get_backends(return_tuples=False)


def _clean_credentials(credentials):
    hidden = ("api", "token", "key", "secret", "password", "signature")
    return {k: "********************" if any(h in k.lower() for h in hidden) else v for k, v in credentials.items()}


def _compatible(method, request, credentials):
    try:
        inspect.signature(method).bind(request, **credentials)
    except TypeError:
        return False
    return True


def authenticate(request=None, **credentials):
    from django.contrib.auth.signals import user_login_failed

    for backend, path in _get_backends(return_tuples=True):
        if not _compatible(backend.authenticate, request, credentials):
            continue
        try:
            user = backend.authenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is None:
            continue
        user.backend = path
        return user
    user_login_failed.send(sender=__name__, credentials=_clean_credentials(credentials), request=request)


async def aauthenticate(request=None, **credentials):
    from django.contrib.auth.signals import user_login_failed

    for backend, path in _get_backends(return_tuples=True):
        if not _compatible(backend.authenticate, request, credentials):
            continue
        try:
            user = await backend.aauthenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is None:
            continue
        user.backend = path
        return user
    await user_login_failed.asend(sender=__name__, credentials=_clean_credentials(credentials), request=request)


def _get_user_session_key(request):
    return get_user_model()._meta.pk.to_python(request.session[SESSION_KEY])


def _backend_path(user, backend):
    """The path of the backend that a user signs in by."""
    backend = backend or getattr(user, "backend", None)
    if backend is None:
        backends = _get_backends(return_tuples=True)
        if len(backends) != 1:
            raise ValueError(
                "You have multiple authentication backends configured and therefore must provide the `backend` argument or set the "
                "`backend` attribute on the user."
            )
        return backends[0][1]
    if not isinstance(backend, str):
        raise TypeError("backend must be a dotted import path string (got %r)." % backend)
    return backend


def _warn_of_fallback():
    import warnings

    from django.utils.deprecation import RemovedInDjango61Warning

    warnings.warn("Fallback to request.user when user is None will be removed.", RemovedInDjango61Warning, stacklevel=3)


async def _current(request):
    """The request's user: a request that no middleware has seen may have only one of the two ways to it."""
    return await request.auser() if hasattr(request, "auser") else request.user


def _is_another(request, user, session_auth_hash):
    """Whether the session is somebody else's, or was begun with an older password."""
    known = request.session.get(HASH_SESSION_KEY, "")
    return _get_user_session_key(request) != user.pk or session_auth_hash and not constant_time_compare(known, session_auth_hash)


def _note(request, user, backend, session_auth_hash):
    request.session.update({
        SESSION_KEY: user._meta.pk.value_to_string(user), BACKEND_SESSION_KEY: _backend_path(user, backend), HASH_SESSION_KEY: session_auth_hash,
    })
    if hasattr(request, "user"):
        request.user = user


def _hash_of(user):
    return user.get_session_auth_hash() if hasattr(user, "get_session_auth_hash") else ""


def login(request, user, backend=None):
    from django.contrib.auth.signals import user_logged_in

    if user is None:
        _warn_of_fallback()
        user = request.user
    session_auth_hash = _hash_of(user)
    if SESSION_KEY not in request.session:
        request.session.cycle_key()
    elif _is_another(request, user, session_auth_hash):
        request.session.flush()
    _note(request, user, backend, session_auth_hash)
    user_logged_in.send(sender=user.__class__, request=request, user=user)


async def alogin(request, user, backend=None):
    from django.contrib.auth.signals import user_logged_in

    if user is None:
        _warn_of_fallback()
        user = await _current(request)
    session_auth_hash = _hash_of(user)
    if not await request.session.ahas_key(SESSION_KEY):
        await request.session.acycle_key()
    elif _is_another(request, user, session_auth_hash):
        await request.session.aflush()
    _note(request, user, backend, session_auth_hash)
    _let_auser_give(request, user)
    await user_logged_in.asend(sender=user.__class__, request=request, user=user)


def _let_auser_give(request, user):
    async def auser():
        return user

    if hasattr(request, "auser"):
        request.auser = auser


def _anonymous(request):
    from django.contrib.auth.models import AnonymousUser

    user = AnonymousUser()
    if hasattr(request, "user"):
        request.user = user
    return user


def logout(request):
    from django.contrib.auth.signals import user_logged_out

    user = getattr(request, "user", None)
    if not getattr(user, "is_authenticated", True):
        user = None
    user_logged_out.send(sender=user.__class__, request=request, user=user)
    request.session.flush()
    _anonymous(request)


async def alogout(request):
    from django.contrib.auth.signals import user_logged_out

    user = await request.auser() if hasattr(request, "auser") else None
    if not getattr(user, "is_authenticated", True):
        user = None
    await user_logged_out.asend(sender=user.__class__, request=request, user=user)
    await request.session.aflush()
    _let_auser_give(request, _anonymous(request))


def get_user_model():
    """The model that settings.AUTH_USER_MODEL names."""
    if settings.AUTH_USER_MODEL == "auth.User":
        from django.contrib.auth.models import User

        return User
    try:
        return django_apps.get_model(settings.AUTH_USER_MODEL, require_ready=False)
    except ValueError:
        raise ImproperlyConfigured("AUTH_USER_MODEL must be of the form 'app_label.model_name'")
    except LookupError:
        raise ImproperlyConfigured("AUTH_USER_MODEL refers to model '%s' that has not been installed" % settings.AUTH_USER_MODEL)


def _verified(session, user):
    """Whether the session was begun with the password that the user has."""
    known = session.get(HASH_SESSION_KEY)
    return not hasattr(user, "get_session_auth_hash") or known and constant_time_compare(known, user.get_session_auth_hash())


def get_user(request):
    from django.contrib.auth.models import AnonymousUser

    user = None
    if SESSION_KEY in request.session and BACKEND_SESSION_KEY in request.session:
        path = request.session[BACKEND_SESSION_KEY]
        if path in settings.AUTHENTICATION_BACKENDS:
            user = load_backend(path).get_user(_get_user_session_key(request))
            if user is not None and not _verified(request.session, user):
                request.session.flush()
                user = None
    return user or AnonymousUser()


async def aget_user(request):
    from django.contrib.auth.models import AnonymousUser

    user = None
    if await request.session.ahas_key(SESSION_KEY) and BACKEND_SESSION_KEY in request.session:
        path = request.session[BACKEND_SESSION_KEY]
        if path in settings.AUTHENTICATION_BACKENDS:
            user = await load_backend(path).aget_user(_get_user_session_key(request))
            if user is not None and not _verified(request.session, user):
                await request.session.aflush()
                user = None
    return user or AnonymousUser()


def get_permission_codename(action, opts):
    return "%s_%s" % (action, opts.model_name)


def update_session_auth_hash(request, user):
    """Keeps a user signed in whose password has just been changed."""
    request.session.cycle_key()
    if hasattr(user, "get_session_auth_hash") and request.user == user:
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


async def aupdate_session_auth_hash(request, user):
    await request.session.acycle_key()
    if hasattr(user, "get_session_auth_hash") and request.user == user:
        await request.session.aset(HASH_SESSION_KEY, user.get_session_auth_hash())
