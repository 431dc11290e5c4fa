"""What is set before Gradio is imported: nothing phones home, and the import does no work that only its authors need.

While it is imported, Gradio 6 reads the source of each of its components to keep type stubs (.pyi) up to date in its
installed folder: nearly half of the import's time, and a write outside our data. Stubs serve editors, not the page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from types import ModuleType

_DIBUJOS = "matplotlib"
_MODULO, _FUNCION = "gradio.component_meta", "create_or_modify_pyi"


def preparar() -> None:
    """Call before the first ``import gradio``. Calling it again, or later, does no harm."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # Its queue keeps a record of events, and sums it up (in pandas) after each of them; nobody reads it.
    os.environ |= {"GRADIO_ANALYTICS_MAX_EVENTS": "100", "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**9)}
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if find_spec(_DIBUJOS) is None:
        # Gradio looks for it before and after each event; that it is not there is known from here on.
        sys.modules.setdefault(_DIBUJOS, None)  # type: ignore[arg-type]
    if _MODULO not in sys.modules and not any(isinstance(b, _SinPyi) for b in sys.meta_path):
        sys.meta_path.insert(0, _SinPyi())


class _SinPyi(MetaPathFinder):
    """Finds one module as always, and leaves out of it the function that writes stubs."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != _MODULO:
            return None
        sys.meta_path.remove(self)
        hallado = PathFinder.find_spec(fullname, path, target)
        if hallado is not None and hallado.loader is not None:
            ejecutar = hallado.loader.exec_module

            def sin_escribir(modulo: ModuleType) -> None:
                ejecutar(modulo)
                if hasattr(modulo, _FUNCION):
                    setattr(modulo, _FUNCION, lambda *args, **kwargs: None)

            hallado.loader.exec_module = sin_escribir  # type: ignore[method-assign, assignment]
        return hallado
