"""Starts the web page: ``python app.py``. POA_HOST and POA_PORT (or PORT) say where it listens."""

from __future__ import annotations

import os
import sys

from pydantic import ValidationError

from assistant.settings import Settings
from assistant.web import servir


def ajustes() -> Settings:
    """The settings, with the ``PORT`` that ``make run`` and hosting services give where POA_PORT doesn't say."""
    puerto = os.environ.get("PORT")
    if puerto and not os.environ.get("POA_PORT"):
        return Settings.model_validate({"port": puerto})
    return Settings()


if __name__ == "__main__":
    try:
        elegidos = ajustes()
    except ValidationError as e:
        campos = ", ".join(str(x["loc"][0]) for x in e.errors() if x["loc"])
        print(f"Hay ajustes que no se entienden ({campos}): revise las variables POA_… y PORT.", file=sys.stderr)
        sys.exit(2)
    servir(elegidos)
