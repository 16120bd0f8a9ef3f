"""Sessions in the database."""

from asgiref.sync import sync_to_async

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, IntegrityError, router, transaction
from django.utils import timezone


class SessionStore(SessionBase):
    @classmethod
    def get_model_class(cls):
        from django.contrib.sessions.models import Session

        return Session

    @property
    def model(self):
        return self.get_model_class()

    def _get_session_from_db(self):
        try:
            return self.model.objects.get(session_key=self.session_key, expire_date__gt=timezone.now())
        except (self.model.DoesNotExist, SuspiciousOperation):
            self._session_key = None

    async def _aget_session_from_db(self):
        try:
            return await self.model.objects.aget(session_key=self.session_key, expire_date__gt=timezone.now())
        except (self.model.DoesNotExist, SuspiciousOperation):
            self._session_key = None

    def load(self):
        s = self._get_session_from_db()
        return self.decode(s.session_data) if s else {}

    async def aload(self):
        s = await self._aget_session_from_db()
        return self.decode(s.session_data) if s else {}

    def exists(self, session_key):
        return self.model.objects.filter(session_key=session_key).exists()

    async def aexists(self, session_key):
        return await self.model.objects.filter(session_key=session_key).aexists()

    def create(self):
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue  # somebody else has the key by now
            self.modified = True
            return

    async def acreate(self):
        while True:
            self._session_key = await self._aget_new_session_key()
            try:
                await self.asave(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def create_model_instance(self, data):
        return self.model(session_key=self._get_or_create_session_key(), session_data=self.encode(data), expire_date=self.get_expiry_date())

    async def acreate_model_instance(self, data):
        return self.model(
            session_key=await self._aget_or_create_session_key(), session_data=self.encode(data), expire_date=await self.aget_expiry_date()
        )

    def _write(self, obj, must_create):
        using = router.db_for_write(self.model, instance=obj)
        try:
            with transaction.atomic(using=using):
                obj.save(force_insert=must_create, force_update=not must_create, using=using)
        except IntegrityError:
            if must_create:
                raise CreateError
            raise
        except DatabaseError:
            if not must_create:
                raise UpdateError
            raise

    def save(self, must_create=False):
        if self.session_key is None:
            return self.create()
        self._write(self.create_model_instance(self._get_session(no_load=must_create)), must_create)

    async def asave(self, must_create=False):
        if self.session_key is None:
            return await self.acreate()
        obj = await self.acreate_model_instance(await self._aget_session(no_load=must_create))
        await sync_to_async(self._write)(obj, must_create)

    def delete(self, session_key=None):
        session_key = self.session_key if session_key is None else session_key
        if session_key is None:
            return
        try:
            self.model.objects.get(session_key=session_key).delete()
        except self.model.DoesNotExist:
            pass

    async def adelete(self, session_key=None):
        session_key = self.session_key if session_key is None else session_key
        if session_key is None:
            return
        try:
            obj = await self.model.objects.aget(session_key=session_key)
            await obj.adelete()
        except self.model.DoesNotExist:
            pass

    @classmethod
    def clear_expired(cls):
        cls.get_model_class().objects.filter(expire_date__lt=timezone.now()).delete()

    @classmethod
    async def aclear_expired(cls):
        await cls.get_model_class().objects.filter(expire_date__lt=timezone.now()).adelete()
