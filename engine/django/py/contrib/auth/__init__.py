"""Users: who may sign in, who has, and what they may do."""

import inspect

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

REDIRECT_FIELD_NAME = "next"
SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY = "_auth_user_id", "_auth_user_backend", "_auth_user_hash"


def load_backend(path):
    made = import_string(path)
    return made()


def _get_backends(return_tuples=False):
    pairs = [(load_backend(path), path) for path in settings.AUTHENTICATION_BACKENDS]
    if not pairs:
        raise ImproperlyConfigured("No authentication backends have been defined. Does AUTHENTICATION_BACKENDS contain anything?")
    return pairs if return_tuples else [backend for backend, _ in pairs]


def get_backends():
    return _get_backends()


def _clean_credentials(credentials):
    hidden = ("api", "token", "key", "secret", "password", "signature")
    return {k: "********************" if any(h in k.lower() for h in hidden) else v for k, v in credentials.items()}


def _asked(request, credentials):
    """The backends that take such credentials, with their paths."""
    for backend, path in _get_backends(return_tuples=True):
        try:
            inspect.signature(backend.authenticate).bind(request, **credentials)
        except TypeError:
            continue
        yield backend, path


def authenticate(request=None, **credentials):
    from django.contrib.auth.signals import user_login_failed

    for backend, path in _asked(request, credentials):
        try:
            user = backend.authenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is not None:
            user.backend = path
            return user
    user_login_failed.send(sender=__name__, credentials=_clean_credentials(credentials), request=request)


async def aauthenticate(request=None, **credentials):
    from django.contrib.auth.signals import user_login_failed

    for backend, path in _asked(request, credentials):
        try:
            user = await backend.aauthenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is not None:
            user.backend = path
            return user
    await user_login_failed.asend(sender=__name__, credentials=_clean_credentials(credentials), request=request)


def _get_user_session_key(request):
    key = request.session[SESSION_KEY]
    return get_user_model()._meta.pk.to_python(key)


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


def _known(user):
    return user if getattr(user, "is_authenticated", True) else None


def logout(request):
    from django.contrib.auth.signals import user_logged_out

    user = _known(getattr(request, "user", None))
    user_logged_out.send(sender=user.__class__, request=request, user=user)
    request.session.flush()
    _anonymous(request)


async def alogout(request):
    from django.contrib.auth.signals import user_logged_out

    user = _known(await request.auser() if hasattr(request, "auser") else None)
    await user_logged_out.asend(sender=user.__class__, request=request, user=user)
    await request.session.aflush()
    _let_auser_give(request, _anonymous(request))


def get_user_model():
    """The model that settings.AUTH_USER_MODEL names."""
    label = settings.AUTH_USER_MODEL
    if label == "auth.User":
        from django.contrib.auth.models import User

        return User
    try:
        return apps.get_model(label, require_ready=False)
    except (LookupError, ValueError) as e:
        wrong = "must be of the form 'app_label.model_name'" if isinstance(e, ValueError) else f"refers to model '{label}' that has not been installed"
        raise ImproperlyConfigured(f"AUTH_USER_MODEL {wrong}")


def _verified(session, user):
    """Whether the session was begun with the password that the user has."""
    known = session.get(HASH_SESSION_KEY)
    return not hasattr(user, "get_session_auth_hash") or known and constant_time_compare(known, user.get_session_auth_hash())


def _session_backend(session):
    """The backend that the session's user signed in by."""
    path = session[BACKEND_SESSION_KEY] if SESSION_KEY in session and BACKEND_SESSION_KEY in session else None
    return load_backend(path) if path in settings.AUTHENTICATION_BACKENDS else None


def get_user(request):
    from django.contrib.auth.models import AnonymousUser

    session = request.session
    if backend := _session_backend(session):
        user = backend.get_user(_get_user_session_key(request))
        if user is not None:
            if _verified(session, user):
                return user
            session.flush()
    return AnonymousUser()


async def aget_user(request):
    from django.contrib.auth.models import AnonymousUser

    session = request.session
    await session.ahas_key(SESSION_KEY)  # loads it
    if backend := _session_backend(session):
        user = await backend.aget_user(_get_user_session_key(request))
        if user is not None:
            if _verified(session, user):
                return user
            await session.aflush()
    return AnonymousUser()


def get_permission_codename(action, opts):
    return f"{action}_{opts.model_name}"


def update_session_auth_hash(request, user):
    """Keeps a user signed in whose password has just been changed."""
    session = request.session
    session.cycle_key()
    if request.user == user and hasattr(user, "get_session_auth_hash"):
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()


async def aupdate_session_auth_hash(request, user):
    session = request.session
    await session.acycle_key()
    if request.user == user and hasattr(user, "get_session_auth_hash"):
        await session.aset(HASH_SESSION_KEY, user.get_session_auth_hash())
