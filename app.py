"""Starts the web page: ``python app.py``. POA_HOST and POA_PORT (or PORT) say where it listens."""

from __future__ import annotations

import os

from assistant.settings import Settings
from assistant.web import servir


def ajustes() -> Settings:
    """The settings, with the ``PORT`` that ``make run`` and hosting services give where POA_PORT doesn't say."""
    puerto = os.environ.get("PORT")
    return Settings(port=int(puerto)) if puerto and not os.environ.get("POA_PORT") else Settings()


if __name__ == "__main__":
    servir(ajustes())
