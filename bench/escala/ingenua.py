"""What is built instead: plain RAG. Each goal's row is a passage in Chroma under the product's own embedding, and an answer
is written from the k passages nearest to the question; here only what they are is measured, the ceiling of that answer.

Passages carry their municipality, unit and year in words, which helps them. Stores of more than ``MAX_TEXTOS`` goals are
not embedded (at some thirty passages a second): their passages get random vectors, and only the time of a query counts.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

MAX_TEXTOS = 1_000
K = 10
_PASAJES = """
SELECT m.clave, m.municipio || ', ejercicio ' || m.ejercicio || ', unidad ' || m.unidad || ' ' || i.unidad_nombre || '. Meta ' ||
    m.numero || ': ' || m.descripcion || ' ' || m.unidad_medida || '. Meta anual ' || coalesce(m.meta_anual, '') || ', avance ' ||
    coalesce(m.absoluto, 'sin reporte') || ' (' || coalesce(m.avance_impreso, '') || '). ' || coalesce(o.texto, '')
FROM metas m JOIN informes i ON i.id = m.informe_id LEFT JOIN observaciones o ON o.id = m.observacion_id
WHERE m.vigente = 1 ORDER BY m.id"""


class Ingenua:
    """Top-k passages of a store."""

    def __init__(self, base: Path) -> None:
        import chromadb
        import numpy as np
        from chromadb.config import Settings

        from index.embeddings import E5Incluido

        con = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
        pasajes = con.execute(_PASAJES).fetchall()
        con.close()
        self.claves = [p[0] for p in pasajes]
        self.medible = len(pasajes) <= MAX_TEXTOS
        self._modelo = E5Incluido()
        cliente = chromadb.EphemeralClient(Settings(anonymized_telemetry=False, allow_reset=True))
        cliente.reset()
        self._coleccion = cliente.create_collection("pasajes", metadata={"hnsw:space": "cosine"}, embedding_function=None)
        azar = np.random.default_rng(1)
        for desde in range(0, len(pasajes), 5_000):
            lote = pasajes[desde : desde + 5_000]
            vectores: Any = self._modelo.embed_documents([p[1] for p in lote]) if self.medible else azar.standard_normal((len(lote), 384)).astype("float32")
            self._coleccion.add(ids=[str(desde + n) for n in range(len(lote))], embeddings=vectores)

    def buscar(self, pregunta: str) -> tuple[list[str], float]:
        """The goals of the k nearest passages, and the milliseconds that it took."""
        inicio = time.perf_counter()
        vector = self._modelo.embed_query(pregunta)
        hallados = self._coleccion.query(query_embeddings=[vector], n_results=min(K, len(self.claves)))
        return [self.claves[int(i)] for i in hallados["ids"][0]], (time.perf_counter() - inicio) * 1000
