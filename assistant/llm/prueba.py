"""One question to the configured model, for ``poa doctor``: does it write, and does it give a plan in our form?"""

from __future__ import annotations

import time

from assistant.llm import ejemplos, propuesta
from assistant.llm.instrucciones import plantilla
from assistant.llm.modelo import Modelo
from assistant.llm.redaccion import pautar

_RENGLON = "La meta **1** registra \ue000f0\ue001 \ue000c0\ue001."


def probar(nombre: str, base_url: str, segundos: float) -> tuple[float, tuple[bool, float]]:
    """Seconds of a wording; whether a proposed plan has the form asked, and its seconds. Raises ``FallaDelModelo``."""
    modelo = Modelo(nombre, base_url, segundos)
    pauta = pautar([_RENGLON])
    inicio = time.monotonic()
    pedido = plantilla("redactar").format_messages(texto=pauta.texto, orden="Mantenga el orden de los renglones.", reparo="")
    modelo.escribir(pedido, modelo.limite())
    medio = time.monotonic()
    muestra = ejemplos.cargar()[0]
    pedido = plantilla("leer").format_messages(
        vocabulario="ejercicio: 2020", ejemplos=f"<pregunta>\n{muestra.pregunta}\n</pregunta>\n{muestra.json()}", pregunta=muestra.pregunta
    )
    hecha = propuesta.leer(modelo.estructurar(pedido, propuesta.esquema(), modelo.limite()).texto)
    return medio - inicio, (hecha is not None, time.monotonic() - medio)
