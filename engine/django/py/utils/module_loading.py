import importlib


def import_string(dotted_path):
    try:
        module_path, class_name = dotted_path.rsplit(".", 1)
    except ValueError as err:
        raise ImportError("%s doesn't look like a module path" % dotted_path) from err
    try:
        return getattr(importlib.import_module(module_path), class_name)
    except AttributeError as err:
        raise ImportError('Module "%s" does not define a "%s" attribute/class' % (module_path, class_name)) from err


def module_has_submodule(package, module_name):
    try:
        importlib.import_module(f"{package.__name__}.{module_name}")
    except ModuleNotFoundError as err:
        if err.name and err.name.startswith(package.__name__):
            return False
        raise
    return True


def cached_import(module_path, class_name):
    return getattr(importlib.import_module(module_path), class_name)


def autodiscover_modules(*args, **kwargs):
    """Imports a submodule of every installed app, where there is one."""
    from django.apps import apps

    for app_config in apps.get_app_configs():
        for module_to_search in args:
            try:
                importlib.import_module(f"{app_config.name}.{module_to_search}")
            except ModuleNotFoundError as err:
                if err.name != f"{app_config.name}.{module_to_search}":
                    raise
