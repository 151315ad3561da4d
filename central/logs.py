"""Log lines as JSON, one a line, on standard error: who asked what, how long it took, under one request id.

The id is bound where a request comes in (entrance.py) and goes along into the database threads. Nothing
secret is ever a value here: keys that could hold one are struck out, and bodies and headers are not logged.
"""

from __future__ import annotations

import logging
import logging.config
import re
from typing import Any, Final

import structlog
from structlog.typing import EventDict, WrappedLogger

_SECRET: Final = {"secret", "refresh", "access", "code", "authorization", "password", "token", "key"}
_BEARER: Final = re.compile(r"(?i)bearer\s+\S+|://[^/@\s:]+:[^/@\s]+@")
_SHARED: Final[list[Any]] = [  # Any: structlog's processors
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def set_up(level: str = "INFO") -> None:
    """Send everything this process logs, libraries included, to standard error as JSON."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": _SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        strike_secrets,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {"uvicorn.access": {"propagate": False}},  # entrance.py has one line a request
        }
    )


def strike_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Put dots where a value could let somebody in."""
    line.pop("color_message", None)  # uvicorn's, for a terminal
    for key, value in line.items():
        if key.lower() in _SECRET:
            line[key] = "…"
        elif isinstance(value, str):
            line[key] = _BEARER.sub("…", value)
    return line
