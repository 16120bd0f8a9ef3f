"""User, Group and Permission, and the abstract classes that projects make users of their own from."""

from asgiref.sync import sync_to_async

from django.apps import apps
from django.contrib import auth
from django.contrib.auth import hashers, signals
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PermissionManager(models.Manager):
    use_in_migrations = True

    def get_by_natural_key(self, codename, app_label, model):
        kinds = ContentType.objects.db_manager(self.db)
        return self.get(content_type=kinds.get_by_natural_key(app_label, model), codename=codename)


class Permission(models.Model):
    name = models.CharField(verbose_name=_("name"), max_length=255)
    content_type = models.ForeignKey(to=ContentType, on_delete=models.CASCADE, verbose_name=_("content type"))
    codename = models.CharField(verbose_name=_("codename"), max_length=100)
    objects = PermissionManager()

    class Meta:
        app_label = "auth"
        ordering = ["content_type__app_label", "content_type__model", "codename"]
        unique_together = [["content_type", "codename"]]
        verbose_name, verbose_name_plural = _("permission"), _("permissions")

    def natural_key(self):
        return (self.codename, *self.content_type.natural_key())

    natural_key.dependencies = ["contenttypes.contenttype"]

    def __str__(self):
        return f"{self.content_type} | {self.name}"


class GroupManager(models.Manager):
    use_in_migrations = True

    async def aget_by_natural_key(self, name):
        return await self.aget(name=name)

    def get_by_natural_key(self, name):
        return self.get(name=name)


class Group(models.Model):
    name = models.CharField(verbose_name=_("name"), unique=True, max_length=150)
    permissions = models.ManyToManyField(to=Permission, blank=True, verbose_name=_("permissions"))
    objects = GroupManager()

    class Meta:
        app_label = "auth"
        verbose_name, verbose_name_plural = _("group"), _("groups")

    def natural_key(self):
        return (self.name,)

    def __str__(self):
        return self.name


def _with_flags(fields, superuser):
    """The fields of an ordinary user or of a superuser, where a caller may not take from the latter what makes it one."""
    flags = "is_staff", "is_superuser"
    fields = {**dict.fromkeys(flags, superuser), **fields}
    for flag in flags:
        if superuser and fields[flag] is not True:
            raise ValueError(f"Superuser must have {flag}=True.")
    return fields


class UserManager(BaseUserManager):
    use_in_migrations = True

    def _create_user_object(self, username, email, password, **extra_fields):
        if not username:
            raise ValueError("The given username must be set")
        # A migration's model has no methods: the class of now knows how its usernames are written.
        current = apps.get_model(*self.model._meta.label.split("."))
        made = self.model(username=current.normalize_username(username), email=self.normalize_email(email), **extra_fields)
        made.password = hashers.make_password(password)
        return made

    def _create_user(self, username, email, password, **extra_fields):
        made = self._create_user_object(username, email, password, **extra_fields)
        made.save(using=self._db)
        return made

    async def _acreate_user(self, username, email, password, **extra_fields):
        made = self._create_user_object(username, email, password, **extra_fields)
        await made.asave(using=self._db)
        return made

    def create_user(self, username, email=None, password=None, **extra_fields):
        return self._create_user(username, email, password, **_with_flags(extra_fields, False))

    def create_superuser(self, username, email=None, password=None, **extra_fields):
        return self._create_user(username, email, password, **_with_flags(extra_fields, True))

    async def acreate_user(self, username, email=None, password=None, **extra_fields):
        return await self._acreate_user(username, email, password, **_with_flags(extra_fields, False))

    async def acreate_superuser(self, username, email=None, password=None, **extra_fields):
        return await self._acreate_user(username, email, password, **_with_flags(extra_fields, True))

    for _maker in (create_user, create_superuser, acreate_user, acreate_superuser):
        _maker.alters_data = True
    del _maker

    def with_perm(self, perm, is_active=True, include_superusers=True, backend=None, obj=None):
        if isinstance(backend, str):
            asked = auth.load_backend(backend)
        elif backend is not None:
            raise TypeError(f"backend must be a dotted import path string (got {backend!r}).")
        else:
            asked, *others = auth.get_backends() or [None]
            if others or asked is None:
                raise ValueError("You have multiple authentication backends configured and therefore must provide the `backend` argument.")
        find = getattr(asked, "with_perm", None)
        if find is None:
            return self.none()
        return find(perm, is_active=is_active, include_superusers=include_superusers, obj=obj)


# What a user may do is the backends' to say.


def _answering(method):
    """That method of each backend which has it."""
    return [getattr(backend, method) for backend in auth.get_backends() if hasattr(backend, method)]


def _permissions(kind, user, obj):
    return set().union(*(permissions(user, obj) for permissions in _answering(f"get_{kind}_permissions")))


def _allowed(method, *question):
    """Whether a backend says yes before one forbids it."""
    try:
        return any(answer(*question) for answer in _answering(method))
    except PermissionDenied:
        return False


def _has_each(user, perm_list, obj):
    if isinstance(perm_list, str) or not hasattr(perm_list, "__iter__"):
        raise ValueError("perm_list must be an iterable of permissions.")
    for perm in perm_list:
        if not user.has_perm(perm, obj):
            return False
    return True


async def _apart(method, *args):
    """A method's result, computed on the thread that may wait for the database."""
    return await sync_to_async(method)(*args)


class PermissionsMixin(models.Model):
    is_superuser = models.BooleanField(
        default=False, verbose_name=_("superuser status"),
        help_text=_("Designates that this user has all permissions without explicitly assigning them."),
    )
    groups = models.ManyToManyField(
        to=Group, related_name="user_set", related_query_name="user", blank=True, verbose_name=_("groups"),
        help_text=_("The groups this user belongs to. A user will get all permissions granted to each of their groups."),
    )
    user_permissions = models.ManyToManyField(
        to=Permission, related_name="user_set", related_query_name="user", blank=True, verbose_name=_("user permissions"),
        help_text=_("Specific permissions for this user."),
    )

    class Meta:
        abstract = True

    def has_perm(self, perm, obj=None):
        return self.is_active and self.is_superuser or _allowed("has_perm", self, perm, obj)

    async def ahas_perm(self, perm, obj=None):
        return await _apart(self.has_perm, perm, obj)

    def has_perms(self, perm_list, obj=None):
        return _has_each(self, perm_list, obj)

    async def ahas_perms(self, perm_list, obj=None):
        return await _apart(self.has_perms, perm_list, obj)

    def has_module_perms(self, app_label):
        return self.is_active and self.is_superuser or _allowed("has_module_perms", self, app_label)

    async def ahas_module_perms(self, app_label):
        return await _apart(self.has_module_perms, app_label)

    def get_user_permissions(self, obj=None):
        return _permissions("user", self, obj)

    async def aget_user_permissions(self, obj=None):
        return await _apart(self.get_user_permissions, obj)

    def get_group_permissions(self, obj=None):
        return _permissions("group", self, obj)

    async def aget_group_permissions(self, obj=None):
        return await _apart(self.get_group_permissions, obj)

    def get_all_permissions(self, obj=None):
        return _permissions("all", self, obj)

    async def aget_all_permissions(self, obj=None):
        return await _apart(self.get_all_permissions, obj)


class AbstractUser(AbstractBaseUser, PermissionsMixin):
    username_validator = UnicodeUsernameValidator()

    username = models.CharField(
        unique=True, max_length=150, verbose_name=_("username"), validators=[username_validator],
        error_messages={"unique": _("A user with that username already exists.")},
        help_text=_("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    )
    first_name = models.CharField(verbose_name=_("first name"), blank=True, max_length=150)
    last_name = models.CharField(verbose_name=_("last name"), blank=True, max_length=150)
    email = models.EmailField(verbose_name=_("email address"), blank=True)
    is_staff = models.BooleanField(
        default=False, verbose_name=_("staff status"), help_text=_("Designates whether the user can log into this admin site.")
    )
    is_active = models.BooleanField(
        default=True, verbose_name=_("active"),
        help_text=_("Designates whether this user should be treated as active. Unselect this instead of deleting accounts."),
    )
    date_joined = models.DateTimeField(default=timezone.now, verbose_name=_("date joined"))

    objects = UserManager()

    REQUIRED_FIELDS, USERNAME_FIELD, EMAIL_FIELD = ["email"], "username", "email"

    class Meta:
        abstract = True
        verbose_name, verbose_name_plural = _("user"), _("users")

    def get_short_name(self):
        return self.first_name

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def clean(self):
        super().clean()
        manager = type(self).objects
        self.email = manager.normalize_email(self.email)

    def email_user(self, subject, message, from_email=None, **kwargs):
        raise NotImplementedError("email_user() is not part of the playground: no mail leaves it")


class User(AbstractUser):
    class Meta(AbstractUser.Meta):
        app_label = "auth"
        swappable = "AUTH_USER_MODEL"


def _no_row():
    raise NotImplementedError("Django doesn't provide a DB representation for AnonymousUser.")


class AnonymousUser:
    """Whoever has not signed in: it has no row, and the permissions that backends give to everybody."""

    id = pk = None
    username = ""
    is_anonymous, is_authenticated = True, False
    is_active = is_staff = is_superuser = False

    groups = property(lambda self: Group.objects.none())
    user_permissions = property(lambda self: Permission.objects.none())

    def get_username(self):
        return self.username

    __str__ = lambda self: "AnonymousUser"
    __hash__ = lambda self: 1  # all are equal

    def __eq__(self, other):
        return isinstance(other, type(self))

    def __int__(self):
        raise TypeError("Cannot cast AnonymousUser to int. Are you trying to use it in place of User?")

    def save(self):
        _no_row()

    def delete(self):
        _no_row()

    def set_password(self, raw_password):
        _no_row()

    def check_password(self, raw_password):
        _no_row()

    def has_perm(self, perm, obj=None):
        return _allowed("has_perm", self, perm, obj)

    def has_perms(self, perm_list, obj=None):
        return _has_each(self, perm_list, obj)

    def has_module_perms(self, module):
        return _allowed("has_module_perms", self, module)

    def get_user_permissions(self, obj=None):
        return _permissions("user", self, obj)

    def get_group_permissions(self, obj=None):
        return set()

    def get_all_permissions(self, obj=None):
        return _permissions("all", self, obj)

    ahas_perm, ahas_perms = PermissionsMixin.ahas_perm, PermissionsMixin.ahas_perms

    async def ahas_module_perms(self, module):
        return await _apart(self.has_module_perms, module)

    aget_user_permissions, aget_all_permissions = PermissionsMixin.aget_user_permissions, PermissionsMixin.aget_all_permissions

    async def aget_group_permissions(self, obj=None):
        return self.get_group_permissions(obj)


def update_last_login(sender, user, **kwargs):
    """Notes when a user signed in last."""
    if getattr(type(user), "last_login", None) is None:
        return
    user.last_login = timezone.now()
    user.save(update_fields=("last_login",))


signals.user_logged_in.connect(update_last_login, dispatch_uid="update_last_login")
