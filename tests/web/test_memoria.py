"""The serving process keeps to a few heaps, however many threads take its memory."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

_GUION = """
import ctypes, sys, threading
from assistant.web import memoria
if sys.argv[2] == "si":
    assert memoria.pocos_montones()
c = ctypes.CDLL(None)
c.malloc.restype = ctypes.c_void_p
todos = threading.Barrier(8)
def tomar():
    todos.wait()
    for _ in range(50):
        c.malloc(ctypes.c_size_t(20_000))
    todos.wait()
hilos = [threading.Thread(target=tomar) for _ in range(8)]
[h.start() for h in hilos]
[h.join() for h in hilos]
c.fopen.restype = ctypes.c_void_p
f = ctypes.c_void_p(c.fopen(sys.argv[1].encode(), b"w"))
c.malloc_info(0, f)
c.fclose(f)
"""


def _montones(carpeta: Path, con: str) -> int:
    subprocess.run([sys.executable, "-c", _GUION, str(carpeta / con), con], check=True, timeout=60)
    return (carpeta / con).read_text().count("<heap")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="solo glibc tiene montones por hilo")
def test_threads_share_a_few_heaps(tmp_path: Path) -> None:
    assert _montones(tmp_path, "no") > 2
    assert _montones(tmp_path, "si") == 2
