"""The vector store of observations: the texts of the reports, found by meaning.

SQL is the only truth. The vector of each distinct text is kept in the table ``embeddings``; the Chroma folder is a
cache made from it that can be thrown away. Layout of the folder given to ``ObservacionStore``::

    indice.json     what the index holds: the model, the Chroma folder in use, a version, the SQL state it mirrors
    chroma-XXXXXXXX the Chroma folder in use; a rebuild makes another one and swaps by replacing ``indice.json``
    sucio           there while a write is under way, or after one that died
    escritura.lock  one writer at a time

Whenever Chroma cannot be trusted (absent, broken, being written, behind SQL) the same question is answered exactly
from the vectors in SQL, and ``aviso`` says so.

Why plain ``chromadb`` and not langchain-chroma's ``Chroma``: its ``add_texts`` always embeds the texts again (there
is no way to hand it the vectors that SQL has), and it drops results whose document is None, so it would need a second
copy of every text. LangChain's ``Embeddings`` stays the interface to the models.
"""

from __future__ import annotations

import heapq
import json
import logging
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
