"""The parameters of methods that are native here and that Django has in Python, for inspect.signature()."""

_PARAMETERS = {
    "Model": """
        __init__(*args, **kwargs)
        adelete(using=None, keep_parents=False)
        arefresh_from_db(using=None, fields=None, from_queryset=None)
        asave(*args, force_insert=False, force_update=False, using=None, update_fields=None)
        clean()
        clean_fields(exclude=None)
        delete(using=None, keep_parents=False)
        from_db(db, field_names, values)
        full_clean(exclude=None, validate_unique=True, validate_constraints=True)
        get_constraints()
        get_deferred_fields()
        refresh_from_db(using=None, fields=None, from_queryset=None)
        save(*args, force_insert=False, force_update=False, using=None, update_fields=None)
        save_base(raw=False, force_insert=False, force_update=False, using=None, update_fields=None)
        serializable_value(field_name)
        unique_error_message(model_class, unique_check)
        validate_constraints(exclude=None)
        validate_unique(exclude=None)
    """,
    "QuerySet": """
        __init__(model=None, query=None, using=None, hints=None)
        aaggregate(*args, **kwargs)
        abulk_create(objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, update_fields=None, unique_fields=None)
        abulk_update(objs, fields, batch_size=None)
        acontains(obj)
        acount()
        acreate(**kwargs)
        adelete()
        aearliest(*fields)
        aexists()
        aexplain(*, format=None, **options)
        afirst()
        aget(*args, **kwargs)
        aget_or_create(defaults=None, **kwargs)
        aggregate(*args, **kwargs)
        ain_bulk(id_list=None, *, field_name='pk')
        aiterator(chunk_size=2000)
        alast()
        alatest(*fields)
        alias(*args, **kwargs)
        all()
        annotate(*args, **kwargs)
        as_manager()
        aupdate(**kwargs)
        aupdate_or_create(defaults=None, create_defaults=None, **kwargs)
        bulk_create(objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, update_fields=None, unique_fields=None)
        bulk_update(objs, fields, batch_size=None)
        complex_filter(filter_obj)
        contains(obj)
        count()
        create(**kwargs)
        dates(field_name, kind, order='ASC')
        datetimes(field_name, kind, order='ASC', tzinfo=None)
        defer(*fields)
        delete()
        difference(*other_qs)
        distinct(*field_names)
        earliest(*fields)
        exclude(*args, **kwargs)
        exists()
        explain(*, format=None, **options)
        extra(select=None, where=None, params=None, tables=None, order_by=None, select_params=None)
        filter(*args, **kwargs)
        first()
        get(*args, **kwargs)
        get_or_create(defaults=None, **kwargs)
        in_bulk(id_list=None, *, field_name='pk')
        intersection(*other_qs)
        iterator(chunk_size=None)
        last()
        latest(*fields)
        none()
        only(*fields)
        order_by(*field_names)
        prefetch_related(*lookups)
        raw(raw_query, params=(), translations=None, using=None)
        resolve_expression(*args, **kwargs)
        reverse()
        select_for_update(nowait=False, skip_locked=False, of=(), no_key=False)
        select_related(*fields)
        union(*other_qs, all=False)
        update(**kwargs)
        update_or_create(defaults=None, create_defaults=None, **kwargs)
        using(alias)
        values(*fields, **expressions)
        values_list(*fields, flat=False, named=False)
    """,
    "Query": """
        add_filter(filter_lhs, filter_rhs)
        add_q(q_object, reuse_all=False)
        chain(klass=None)
        clone()
        get_compiler(using=None, connection=None, elide_empty=True)
    """,
    "BaseManager": """
        __init__(*args, **kwargs)
        all()
        check(**kwargs)
        contribute_to_class(cls, name)
        db_manager(using=None, hints=None)
        deconstruct()
        from_queryset(queryset_class, class_name=None)
        get_queryset()
    """,
}


def find(cls, name):
    """The parameters of method name of a native class, without self, as the text of a list in brackets; None if it is not known."""
    for base in cls.__mro__:
        owners = [base.__name__]
        if base.__name__ == "BaseManagerFromQuerySet" and name != "__init__":
            owners.append("QuerySet")
        for owner in owners:
            for line in _PARAMETERS.get(owner, "").split("\n"):
                method, bracket, rest = line.strip().partition("(")
                if bracket and method == name:
                    return bracket + rest
    return None
