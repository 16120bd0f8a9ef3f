import logging
import logging.handlers
import sys


def _resolve(name):
    parts = name.split(".")
    used = parts[0]
    found = __import__(used)
    for part in parts[1:]:
        used += "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


def _value(value):
    """A value of the dict, with "ext://name" looked up."""
    if isinstance(value, str) and value.startswith("ext://"):
        return _resolve(value[6:])
    return value


def _made(config):
    """An object that the dict describes by a factory under "()"."""
    config = dict(config)
    factory = config.pop("()")
    props = config.pop(".", None)
    if not callable(factory):
        factory = _resolve(factory)
    result = factory(**{k: _value(v) for k, v in config.items() if k.isidentifier()})
    for name, value in (props or {}).items():
        setattr(result, name, value)
    return result


def _formatter(config):
    if "()" in config:
        try:
            return _made(config)
        except TypeError as e:
            if "'format'" not in str(e):
                raise
            # A class of logging.Formatter's kind has it by its other name.
            config = dict(config)
            config["fmt"] = config.pop("format")
            return _made(config)
    cls = config.get("class")
    cls = _resolve(cls) if cls else logging.Formatter
    return cls(config.get("format"), config.get("datefmt"), config.get("style", "%"), validate=config.get("validate", True))


def _filter(config):
    return _made(config) if "()" in config else logging.Filter(config.get("name", ""))


def _add_filters(target, names, filters):
    for name in names:
        try:
            target.addFilter(name if callable(name) or hasattr(name, "filter") else filters[name])
        except Exception as e:
            raise ValueError(f"Unable to add filter {name!r}") from e


def _handler(config, formatters, filters):
    config = dict(config)
    formatter = config.pop("formatter", None)
    level = config.pop("level", None)
    names = config.pop("filters", None)
    if formatter:
        try:
            formatter = formatters[formatter]
        except KeyError as e:
            raise ValueError(f"Unable to set formatter {formatter!r}") from e
    if "()" in config:
        handler = _made(config)
    else:
        cls = _resolve(config.pop("class"))
        handler = cls(**{k: _value(v) for k, v in config.items() if k.isidentifier()})
    if formatter:
        handler.setFormatter(formatter)
    if level is not None:
        handler.setLevel(level)
    if names:
        _add_filters(handler, names, filters)
    return handler


def _logger(logger, config, handlers, filters, incremental=False):
    if config.get("level") is not None:
        logger.setLevel(logging._checkLevel(config["level"]))
    if not incremental:
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        for name in config.get("handlers") or ():
            try:
                logger.addHandler(handlers[name])
            except Exception as e:
                raise ValueError(f"Unable to add handler {name!r}") from e
        _add_filters(logger, config.get("filters") or (), filters)
    if config.get("propagate") is not None:
        logger.propagate = config["propagate"]


class DictConfigurator:
    def __init__(self, config):
        self.config = config

    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")

        def each(section, make):
            made = {}
            for name in sorted(config.get(section, {})):
                try:
                    made[name] = make(config[section][name])
                except Exception as e:
                    raise ValueError(f"Unable to configure {section[:-1]} {name!r}") from e
            return made

        incremental = config.get("incremental", False)
        formatters, filters, handlers = {}, {}, {}
        if not incremental:
            if config.get("disable_existing_loggers", True):
                for name, logger in logging.root.manager.loggerDict.items():
                    if isinstance(logger, logging.Logger) and name not in config.get("loggers", {}):
                        # A child of a named logger goes on.
                        if not any(name.startswith(named + ".") for named in config.get("loggers", {})):
                            logger.disabled = True
            formatters = each("formatters", _formatter)
            filters = each("filters", _filter)
            handlers = each("handlers", lambda c: _handler(c, formatters, filters))
        for name, c in config.get("loggers", {}).items():
            logger = logging.getLogger(name)
            logger.disabled = False
            try:
                _logger(logger, c, handlers, filters, incremental)
            except Exception as e:
                raise ValueError(f"Unable to configure logger {name!r}") from e
        if config.get("root"):
            try:
                _logger(logging.getLogger(), config["root"], handlers, filters, incremental)
            except Exception as e:
                raise ValueError("Unable to configure root logger") from e


dictConfigClass = DictConfigurator


def dictConfig(config):
    dictConfigClass(config).configure()


def fileConfig(*args, **kwargs):
    raise NotImplementedError("logging.config.fileConfig() is not supported here: there are no files in the playground; use dictConfig()")


def listen(*args, **kwargs):
    raise NotImplementedError("logging.config.listen() is not supported here: there is no network in the playground")
