"""Sessions in the database."""

from asgiref.sync import sync_to_async

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError, both, step
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, IntegrityError, router, transaction
from django.utils.timezone import now


class SessionStore(SessionBase):
    @classmethod
    def get_model_class(cls):
        from django.contrib.sessions.models import Session

        return Session

    model = property(lambda self: self.get_model_class())

    def _rows(self, key):
        return self.model.objects.filter(session_key=key)

    @both
    def exists(self, session_key):
        return (yield step(self._rows(session_key), "exists"))

    @both
    def _get_session_from_db(self):
        try:
            return (yield step(self.model.objects, "get", session_key=self.session_key, expire_date__gt=now()))
        except (SuspiciousOperation, self.model.DoesNotExist):
            self._session_key = None

    @both
    def load(self):
        row = yield step(self, "_get_session_from_db")
        return {} if row is None else self.decode(row.session_data)

    @both
    def create(self):
        made = False
        while not made:
            self._session_key = yield step(self, "_get_new_session_key")
            try:
                yield step(self, "save", must_create=True)
                made = True
            except CreateError:
                pass  # somebody else has the key by now
        self.modified = True

    @both
    def create_model_instance(self, data):
        key = yield step(self, "_get_or_create_session_key")
        text = self.encode(data)
        end = yield step(self, "get_expiry_date")
        return self.model(expire_date=end, session_data=text, session_key=key)

    @both
    def save(self, must_create=False):
        if self.session_key is None:
            return (yield step(self, "create"))
        data = yield step(self, "_get_session", no_load=must_create)
        row = yield step(self, "create_model_instance", data)
        yield step(self, "_write", row, must_create)

    def _write(self, row, must_create):
        alias = router.db_for_write(self.model, instance=row)
        how = "force_insert" if must_create else "force_update"
        try:
            with transaction.atomic(using=alias):
                row.save(using=alias, **{how: True})
        except DatabaseError as e:
            # A new key that is there already, and an old one that no longer is.
            if must_create and isinstance(e, IntegrityError):
                raise CreateError
            if not (must_create or isinstance(e, IntegrityError)):
                raise UpdateError
            raise

    async def _awrite(self, row, must_create):
        await sync_to_async(self._write)(row, must_create)

    @both
    def delete(self, session_key=None):
        key = session_key if session_key is not None else self.session_key
        if key is not None:
            try:
                row = yield step(self.model.objects, "get", session_key=key)
                yield step(row, "delete")
            except self.model.DoesNotExist:
                pass  # it is gone already

    @classmethod
    def _over(cls):
        return cls.get_model_class().objects.filter(expire_date__lt=now())

    @classmethod
    def clear_expired(cls):
        cls._over().delete()

    @classmethod
    async def aclear_expired(cls):
        await cls._over().adelete()
