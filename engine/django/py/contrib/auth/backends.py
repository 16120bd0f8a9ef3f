from asgiref.sync import sync_to_async

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q


def _permission_model():
    from django.contrib.auth.models import Permission

    return Permission


class BaseBackend:
    """Knows nobody and allows nothing: a backend says more."""

    def authenticate(self, request, **kwargs):
        pass

    def get_user(self, user_id):
        pass

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    get_group_permissions = get_user_permissions

    def get_all_permissions(self, user_obj, obj=None):
        own = self.get_user_permissions(user_obj, obj=obj)
        return own.union(self.get_group_permissions(user_obj, obj=obj))

    def has_perm(self, user_obj, perm, obj=None):
        return perm in self.get_all_permissions(user_obj, obj=obj)

    async def aauthenticate(self, request, **kwargs):
        in_thread = sync_to_async(self.authenticate)
        return await in_thread(request, **kwargs)

    async def aget_user(self, user_id):
        in_thread = sync_to_async(self.get_user)
        return await in_thread(user_id)


class ModelBackend(BaseBackend):
    """Users are the rows of settings.AUTH_USER_MODEL."""

    def _login(self, username, password, kwargs):
        """The model and the username to look for; None for that when there is nothing to look for."""
        model = get_user_model()
        if username is None:
            username = kwargs.get(model.USERNAME_FIELD)
        return model, None if password is None else username

    def _let_in(self, user, right=True):
        return user if right and self.user_can_authenticate(user) else None

    def authenticate(self, request, username=None, password=None, **kwargs):
        model, wanted = self._login(username, password, kwargs)
        if wanted is not None:
            try:
                user = model._default_manager.get_by_natural_key(wanted)
            except model.DoesNotExist:
                model().set_password(password)  # takes as long as a check does
            else:
                return self._let_in(user, user.check_password(password))

    async def aauthenticate(self, request, username=None, password=None, **kwargs):
        model, wanted = self._login(username, password, kwargs)
        if wanted is not None:
            try:
                user = await model._default_manager.aget_by_natural_key(wanted)
            except model.DoesNotExist:
                model().set_password(password)
            else:
                return self._let_in(user, await user.acheck_password(password))

    def user_can_authenticate(self, user):
        return getattr(user, "is_active", True)

    def get_user(self, user_id):
        model = get_user_model()
        try:
            return self._let_in(model._default_manager.get(pk=user_id))
        except model.DoesNotExist:
            return None

    async def aget_user(self, user_id):
        model = get_user_model()
        try:
            return self._let_in(await model._default_manager.aget(pk=user_id))
        except model.DoesNotExist:
            return None

    # Permissions: of whole models only, and kept at the user once they are known

    def _get_user_permissions(self, user_obj):
        return user_obj.user_permissions.all()

    def _get_group_permissions(self, user_obj):
        groups = get_user_model()._meta.get_field("groups")
        return _permission_model().objects.filter(**{"group__" + groups.related_query_name(): user_obj})

    def get_group_permissions(self, user_obj, obj=None):
        return self._get_permissions(user_obj, obj, "group")

    def _kept(self, user_obj, obj, attribute, find):
        if obj is not None or user_obj.is_anonymous or not user_obj.is_active:
            return set()
        if attribute not in vars(user_obj):
            setattr(user_obj, attribute, find())
        return getattr(user_obj, attribute)

    def _get_permissions(self, user_obj, obj, from_name):
        def find():
            if user_obj.is_superuser:
                found = _permission_model().objects.all()
            else:
                found = getattr(self, f"_get_{from_name}_permissions")(user_obj)
            pairs = found.order_by().values_list("content_type__app_label", "codename")
            return {".".join(pair) for pair in pairs}

        return self._kept(user_obj, obj, f"_{from_name}_perm_cache", find)

    def get_user_permissions(self, user_obj, obj=None):
        return self._get_permissions(user_obj, obj, "user")

    def has_perm(self, user_obj, perm, obj=None):
        return user_obj.is_active and super().has_perm(user_obj, perm, obj=obj)

    def get_all_permissions(self, user_obj, obj=None):
        both = super().get_all_permissions
        return self._kept(user_obj, obj, "_perm_cache", lambda: both(user_obj))

    def has_module_perms(self, user_obj, app_label):
        return user_obj.is_active and app_label in {perm.partition(".")[0] for perm in self.get_all_permissions(user_obj)}

    def with_perm(self, perm, is_active=True, include_superusers=True, obj=None):
        permission = _permission_model()
        if isinstance(perm, permission):
            wanted = Q(pk=perm.pk)
        elif not isinstance(perm, str):
            raise TypeError("The `perm` argument must be a string or a permission instance.")
        elif perm.count(".") != 1:
            raise ValueError("Permission name should be in the form app_label.permission_codename.")
        else:
            label, codename = perm.split(".")
            wanted = Q(codename=codename, content_type__app_label=label)
        users = get_user_model()._default_manager
        if obj is not None:
            return users.none()
        holds = Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk"))
        chosen = Exists(permission.objects.filter(holds & wanted))
        if include_superusers:
            chosen |= Q(is_superuser=True)
        return users.filter(chosen if is_active is None else chosen & Q(is_active=is_active))


class AllowAllUsersModelBackend(ModelBackend):
    def user_can_authenticate(self, user):
        return True
