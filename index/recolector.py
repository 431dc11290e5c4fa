"""Python's collector of cyclic garbage, held while many objects are made and none is garbage.

Its passes over the objects of a large report take as long as making them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pausado() -> Iterator[None]:
    """Within: no passes of the collector; those that were held do not accumulate."""
    activo = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if activo:
            gc.enable()
