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


#: So many new objects before a pass over the new ones, passes over those before one over the older, and so on.
_HOLGURA = (50_000, 20, 100)


def espaciado() -> None:
    """For a whole process: passes are rarer. An answer makes tens of thousands of objects and hardly any garbage; as
    Python comes, every few answers one of them waits for a pass over all that is loaded."""
    gc.set_threshold(*_HOLGURA)
