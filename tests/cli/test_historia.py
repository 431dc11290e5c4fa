"""``poa history``: before and after of corrected reports."""

from __future__ import annotations

from pathlib import Path

from apoyo import EJEMPLOS, Poa


def _corregido(carpeta: Path) -> Path:
    """A sample with one figure written otherwise."""
    texto = EJEMPLOS[1].read_text(encoding="utf-8")
    ruta = carpeta / "corregido.txt"
    ruta.write_text(texto.replace("\t13670\t", "\t13671\t").replace("13,670", "13,671"), encoding="utf-8")
    return ruta


def test_a_correction_tells_what_was_and_what_is(poa: Poa, tmp_path: Path) -> None:
    poa("ingest", EJEMPLOS[1])
    poa("ingest", _corregido(tmp_path))
    r = poa("history", "--json")
    cambio = next(c for c in r.json if c["field"] == "avance_absoluto")
    assert (cambio["unidad"], cambio["meta"], cambio["before"], cambio["after"]) == ("304", "4", "13,670", "13,671")
    assert (cambio["document_before"], cambio["document_after"]) == (EJEMPLOS[1].name, "corregido.txt")
    texto = poa("history", "--unidad", "304")
    assert texto.codigo == 0 and "corregido.txt sustituye a" in texto.salida and "«13,670» → «13,671»" in texto.salida
    assert poa("history", "--unidad", "303", "--json").json == []


def test_without_corrections_it_says_so(poa: Poa) -> None:
    poa("ingest", EJEMPLOS[0])
    r = poa("history")
    assert r.codigo == 0 and r.salida == "" and "Ningún archivo corregido" in r.error
