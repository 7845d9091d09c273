"""The shared cache of PORTAL_REDIS_URL: a help, and never what a page depends on."""

import logging
from collections.abc import Callable
from functools import partialmethod
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class RedisSpeicher(RedisCache):
    """Is empty and keeps nothing while the server does not answer; the log says so."""

    def antwortet(self) -> bool:
        """Tell whether the server answers now."""
        try:
            return bool(self._cache.get_client().ping())  # type: ignore[attr-defined]  # as Django's own methods
        except RedisError:
            return False

    def _oder(self, tun: Callable[..., Any], sonst: Any, *args: Any, **art: Any) -> Any:
        try:
            return tun(self, *args, **art)
        except RedisError as fehler:
            log.warning(
                "Der gemeinsame Zwischenspeicher antwortet nicht: %s", type(fehler).__name__
            )
            return sonst

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Give what is kept under `key`, else `default`."""
        return self._oder(RedisCache.get, default, key, default, version)

    add = partialmethod(_oder, RedisCache.add, False)
    set = partialmethod(_oder, RedisCache.set, None)
    touch = partialmethod(_oder, RedisCache.touch, False)
    delete = partialmethod(_oder, RedisCache.delete, False)
    has_key = partialmethod(_oder, RedisCache.has_key, False)
    get_many = partialmethod(_oder, RedisCache.get_many, {})
    set_many = partialmethod(_oder, RedisCache.set_many, [])
    delete_many = partialmethod(_oder, RedisCache.delete_many, None)
    clear = partialmethod(_oder, RedisCache.clear, False)
