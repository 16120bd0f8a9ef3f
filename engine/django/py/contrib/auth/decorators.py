from functools import wraps
from urllib.parse import quote, urlsplit

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import resolve_url


def _to_login(request, login_url, redirect_field_name):
    from django.http import HttpResponseRedirect

    path = request.get_full_path()
    url = str(resolve_url(login_url or settings.LOGIN_URL))
    query = urlsplit(url).query
    return HttpResponseRedirect(f"{url}{'&' if query else '?'}{redirect_field_name}={quote(path, safe='/')}")


def user_passes_test(test_func, login_url=None, redirect_field_name="next"):
    def decorator(view_func):
        if iscoroutinefunction(view_func):
            test = test_func if iscoroutinefunction(test_func) else sync_to_async(test_func)

            async def wrapper(request, *args, **kwargs):
                user = await request.auser() if hasattr(request, "auser") else request.user
                if await test(user):
                    return await view_func(request, *args, **kwargs)
                return _to_login(request, login_url, redirect_field_name)
        else:
            test = async_to_sync(test_func) if iscoroutinefunction(test_func) else test_func

            def wrapper(request, *args, **kwargs):
                if test(request.user):
                    return view_func(request, *args, **kwargs)
                return _to_login(request, login_url, redirect_field_name)

        wrapper.login_url, wrapper.redirect_field_name = login_url, redirect_field_name
        return wraps(view_func)(wrapper)

    return decorator


def login_required(function=None, redirect_field_name="next", login_url=None):
    decorator = user_passes_test(lambda u: u.is_authenticated, login_url=login_url, redirect_field_name=redirect_field_name)
    return decorator(function) if function else decorator


def login_not_required(view_func):
    view_func.login_required = False
    return view_func


def permission_required(perm, login_url=None, raise_exception=False):
    perms = (perm,) if isinstance(perm, str) else perm

    def decorator(view_func):
        if iscoroutinefunction(view_func):
            async def check_perms(user):
                if await user.ahas_perms(perms):
                    return True
                if raise_exception:
                    raise PermissionDenied
                return False
        else:
            def check_perms(user):
                if user.has_perms(perms):
                    return True
                if raise_exception:
                    raise PermissionDenied
                return False
        return user_passes_test(check_perms, login_url=login_url)(view_func)

    return decorator
