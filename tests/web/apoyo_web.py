"""Stores, a running page and a browser for the web tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from apoyo_base import url_de

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

RAIZ = Path(__file__).parents[2]
EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))
REAL = RAIZ.parent / "shared" / "data" / "imacum-2020-t4.txt"
PREGUNTA = "¿Qué metas no se cumplieron por COVID?"
ARGUMENTOS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def ajustes(carpeta: Path, archivos: list[Path]) -> Settings:
    """A fresh store in a folder with these files loaded."""
    elegidos = Settings(home=carpeta, database_url=url_de(carpeta))
    motor = abrir(elegidos.url)
    if archivos:
        ingerir(archivos, MetaStore(motor))
    motor.dispose()
    return elegidos


def asistente(carpeta: Path, archivos: list[Path]) -> Assistant:
    """An assistant over a fresh store."""
    return Assistant(ajustes(carpeta, archivos))


def puerto_libre() -> int:
    """A port that nobody listens at."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def pagina_servida(elegidos: Settings, puerto: int = 0) -> Iterator[str]:
    """``python app.py`` over a store, until it answers; its address."""
    puerto = puerto or puerto_libre()
    entorno = {k: v for k, v in os.environ.items() if not k.startswith("POA_") and k != "PORT"}
    entorno |= {
        "POA_HOME": str(elegidos.home),
        "POA_DATABASE_URL": elegidos.database_url,
        "POA_VECTORS": elegidos.vectors,
        "POA_PORT": str(puerto),
        "POA_AUTH": elegidos.auth,
        "POA_RATE_LIMIT": str(elegidos.rate_limit),
        "POA_LLM": elegidos.llm,
        "POA_LLM_BASE_URL": elegidos.llm_base_url,
    }
    direccion = f"http://127.0.0.1:{puerto}"
    registro = elegidos.home / "servidor.log"
    with registro.open("w") as salida:
        proceso = subprocess.Popen([sys.executable, "app.py"], cwd=RAIZ, env=entorno, stdout=salida, stderr=salida)
        try:
            _esperar(direccion, proceso, registro)
            yield direccion
        finally:
            proceso.terminate()
            try:
                proceso.wait(10)
            except subprocess.TimeoutExpired:
                proceso.kill()


def _esperar(direccion: str, proceso: subprocess.Popen[bytes], registro: Path) -> None:
    limite = time.monotonic() + 60
    while time.monotonic() < limite:
        if proceso.poll() is not None:
            raise RuntimeError(f"app.py terminó: {registro.read_text()}")
        try:
            urllib.request.urlopen(f"{direccion}/favicon.ico", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(registro.read_text())


@dataclass
class Visita:
    """A page in the browser, with all that it asked for and complained of."""

    pagina: Any
    peticiones: list[str] = field(default_factory=list)
    quejas: list[str] = field(default_factory=list)

    def preguntar(self, pregunta: str) -> None:
        """Type a question, press Enter, wait for its answer."""
        antes = self.pagina.locator(".turno").count()
        caja = self.pagina.locator("#pregunta input, #pregunta textarea")
        caja.fill(pregunta)
        caja.press("Enter")
        self.respuesta(antes + 1)

    def respuesta(self, turno: int) -> None:
        """Wait for the answer of a turn (the first is 1)."""
        ultimo = self.pagina.locator(".turno").nth(turno - 1)
        ultimo.locator(".respuesta:not(.espera)").wait_for()

    def ajenas(self) -> set[str]:
        """Addresses asked for beyond this machine."""
        return {u for u in self.peticiones if not u.startswith(("http://127.0.0.1:", "data:", "blob:"))}


@contextmanager
def navegador() -> Iterator[Any]:
    """Chromium, or a skipped test where it isn't installed (a failed one with POA_EXIGE_NAVEGADOR=1)."""
    chromium = shutil.which("chromium")
    if chromium is None:
        aviso = "no está instalado Chromium (apt install chromium)"
        if os.environ.get("POA_EXIGE_NAVEGADOR") == "1":
            pytest.fail(aviso)
        pytest.skip(aviso)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        abierto = p.chromium.launch(executable_path=chromium, args=ARGUMENTOS)
        try:
            yield abierto
        finally:
            abierto.close()


@contextmanager
def visita(abierto: Any, direccion: str, ancho: int = 1366, alto: int = 768, **mas: Any) -> Iterator[Visita]:
    """Open the page and wait until it can be used."""
    contexto = abierto.new_context(viewport={"width": ancho, "height": alto}, locale="es-MX", **mas)
    contexto.set_default_timeout(20_000)
    v = Visita(contexto.new_page())
    v.pagina.on("request", lambda r: v.peticiones.append(r.url))
    v.pagina.on("console", lambda m: v.quejas.append(m.text) if m.type == "error" else None)
    v.pagina.on("pageerror", lambda e: v.quejas.append(str(e)))
    v.pagina.on("dialog", lambda d: (v.quejas.append(f"diálogo: {d.message}"), d.dismiss()))
    v.pagina.goto(direccion)
    v.pagina.locator("#cabecera h1").wait_for()
    v.pagina.locator("#pregunta, .primera-vez").filter(visible=True).first.wait_for()
    try:
        yield v
    finally:
        contexto.close()
