class SerializerDoesNotExist(KeyError):
    pass


class SerializationError(Exception):
    pass


class DeserializationError(Exception):
    pass


class M2MDeserializationError(Exception):
    pass


class DeserializedObject:
    def __init__(self, obj, m2m_data=None, deferred_fields=None):
        self.object, self.m2m_data, self.deferred_fields = obj, m2m_data, deferred_fields

    def __repr__(self):
        return "<%s: %s(pk=%s)>" % (self.__class__.__name__, self.object._meta.label, self.object.pk)

    def save(self, save_m2m=True, using=None, **kwargs):
        self.object.save_base(using=using, raw=True, **kwargs)
        if self.m2m_data and save_m2m:
            for accessor_name, object_list in self.m2m_data.items():
                getattr(self.object, accessor_name).set(object_list)
        self.m2m_data = None
