"""What the serving process asks of the memory's allocator, before its threads begin.

glibc gives each thread a heap of its own, and what a page frees in one (answers of a hundred kilobytes, by whichever thread
took the question) is of no use to the others: a server that runs for hours grows though nothing is kept. Two heaps are
as quick, since answers are computed one at a time.
"""

from __future__ import annotations

import ctypes
import platform

#: ``M_ARENA_MAX`` of malloc.h, and how many heaps there shall be.
_M_ARENA_MAX, _MONTONES = -8, 2


def pocos_montones() -> bool:
    """Keep the process to a few heaps. False where the C library is not glibc, which is all that has this."""
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _MONTONES))
