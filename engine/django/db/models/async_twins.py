"""The async methods of querysets, models and related managers: each runs its synchronous twin through
sync_to_async. The classes here only give the functions their names."""

from asgiref.sync import sync_to_async


class QuerySet:
    def __aiter__(self):
        async def generator():
            await sync_to_async(self._fetch_all)()
            for item in self._result_cache:
                yield item

        return generator()

    async def aiterator(self, chunk_size=2000):
        if chunk_size <= 0:
            raise ValueError("Chunk size must be strictly positive.")
        lookups = self._prefetch_related_lookups
        rows = (self.prefetch_related(None) if lookups else self).iterator(chunk_size)

        def next_slice():
            chunk = []
            for row in rows:
                chunk.append(row)
                if len(chunk) == chunk_size:
                    break
            return chunk

        while True:
            chunk = await sync_to_async(next_slice)()
            if chunk and lookups:
                await aprefetch_related_objects(chunk, *lookups)
            for row in chunk:
                yield row
            if len(chunk) < chunk_size:
                break

    async def aaggregate(self, *args, **kwargs):
        return await sync_to_async(self.aggregate)(*args, **kwargs)

    async def acount(self):
        return await sync_to_async(self.count)()

    async def aget(self, *args, **kwargs):
        return await sync_to_async(self.get)(*args, **kwargs)

    async def acreate(self, **kwargs):
        return await sync_to_async(self.create)(**kwargs)

    async def abulk_create(
        self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, update_fields=None,
        unique_fields=None,
    ):
        return await sync_to_async(self.bulk_create)(
            objs=objs,
            batch_size=batch_size,
            ignore_conflicts=ignore_conflicts,
            update_conflicts=update_conflicts,
            update_fields=update_fields,
            unique_fields=unique_fields,
        )

    async def abulk_update(self, objs, fields, batch_size=None):
        return await sync_to_async(self.bulk_update)(objs=objs, fields=fields, batch_size=batch_size)

    async def aget_or_create(self, defaults=None, **kwargs):
        return await sync_to_async(self.get_or_create)(defaults=defaults, **kwargs)

    async def aupdate_or_create(self, defaults=None, create_defaults=None, **kwargs):
        return await sync_to_async(self.update_or_create)(
            defaults=defaults, create_defaults=create_defaults, **kwargs
        )

    async def aearliest(self, *fields):
        return await sync_to_async(self.earliest)(*fields)

    async def alatest(self, *fields):
        return await sync_to_async(self.latest)(*fields)

    async def afirst(self):
        return await sync_to_async(self.first)()

    async def alast(self):
        return await sync_to_async(self.last)()

    async def ain_bulk(self, id_list=None, *, field_name="pk"):
        return await sync_to_async(self.in_bulk)(id_list=id_list, field_name=field_name)

    async def adelete(self):
        return await sync_to_async(self.delete)()

    async def aupdate(self, **kwargs):
        return await sync_to_async(self.update)(**kwargs)

    async def aexists(self):
        return await sync_to_async(self.exists)()

    async def acontains(self, obj):
        return await sync_to_async(self.contains)(obj=obj)

    async def aexplain(self, *, format=None, **options):
        return await sync_to_async(self.explain)(format=format, **options)


class RawQuerySet:
    def __aiter__(self):
        async def generator():
            for item in await sync_to_async(list)(self):
                yield item

        return generator()


class Model:
    async def asave(self, *args, force_insert=False, force_update=False, using=None, update_fields=None):
        if args:
            from django.utils.deprecation import positional_asave

            force_insert, force_update, using, update_fields = positional_asave(*args, rest=(force_insert, force_update, using, update_fields))
        return await sync_to_async(self.save)(
            force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields,
        )

    async def adelete(self, using=None, keep_parents=False):
        return await sync_to_async(self.delete)(using=using, keep_parents=keep_parents)

    async def arefresh_from_db(self, using=None, fields=None, from_queryset=None):
        return await sync_to_async(self.refresh_from_db)(
            using=using, fields=fields, from_queryset=from_queryset
        )


class RelatedManager:
    async def aadd(self, *objs, bulk=True):
        return await sync_to_async(self.add)(*objs, bulk=bulk)

    async def acreate(self, **kwargs):
        return await sync_to_async(self.create)(**kwargs)

    async def aget_or_create(self, **kwargs):
        return await sync_to_async(self.get_or_create)(**kwargs)

    async def aupdate_or_create(self, **kwargs):
        return await sync_to_async(self.update_or_create)(**kwargs)

    async def aremove(self, *objs, bulk=True):
        return await sync_to_async(self.remove)(*objs, bulk=bulk)

    async def aclear(self, *, bulk=True):
        return await sync_to_async(self.clear)(bulk=bulk)

    async def aset(self, objs, *, bulk=True, clear=False):
        return await sync_to_async(self.set)(objs=objs, bulk=bulk, clear=clear)


class ManyRelatedManager:
    async def aadd(self, *objs, through_defaults=None):
        return await sync_to_async(self.add)(*objs, through_defaults=through_defaults)

    async def acreate(self, *, through_defaults=None, **kwargs):
        return await sync_to_async(self.create)(through_defaults=through_defaults, **kwargs)

    async def aget_or_create(self, *, through_defaults=None, **kwargs):
        return await sync_to_async(self.get_or_create)(through_defaults=through_defaults, **kwargs)

    async def aupdate_or_create(self, *, through_defaults=None, **kwargs):
        return await sync_to_async(self.update_or_create)(through_defaults=through_defaults, **kwargs)

    async def aremove(self, *objs):
        return await sync_to_async(self.remove)(*objs)

    async def aclear(self):
        return await sync_to_async(self.clear)()

    async def aset(self, objs, *, clear=False, through_defaults=None):
        return await sync_to_async(self.set)(objs=objs, clear=clear, through_defaults=through_defaults)


async def aprefetch_related_objects(model_instances, *related_lookups):
    from django.db.models.query import prefetch_related_objects

    return await sync_to_async(prefetch_related_objects)(model_instances, *related_lookups)
