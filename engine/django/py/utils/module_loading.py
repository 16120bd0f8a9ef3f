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
