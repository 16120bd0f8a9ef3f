"""The model of a session's row, to derive own ones from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BaseSessionManager(models.Manager):
    def encode(self, session_dict):
        store = self.model.get_session_store_class()
        return store().encode(session_dict)

    def save(self, session_key, session_dict, expire_date):
        """Writes a session's row, or deletes it when there is nothing to keep."""
        row = self.model(session_key, self.encode(session_dict), expire_date)
        write = row.save if session_dict else row.delete
        write()
        return row


class AbstractBaseSession(models.Model):
    session_key = models.CharField(primary_key=True, max_length=40, verbose_name=_("session key"))
    session_data = models.TextField(verbose_name=_("session data"))
    expire_date = models.DateTimeField(db_index=True, verbose_name=_("expire date"))
    objects = BaseSessionManager()

    class Meta:
        verbose_name, verbose_name_plural = _("session"), _("sessions")
        abstract = True

    @classmethod
    def get_session_store_class(cls):
        raise NotImplementedError

    def get_decoded(self):
        store = self.get_session_store_class()
        return store().decode(self.session_data)

    def __str__(self):
        return self.session_key
