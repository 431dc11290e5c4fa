"""A sample of ``bench.mutaciones``: whatever a file is, reports that every store takes or one clear line, in time."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from apoyo_base import EN_POSTGRES, url_de
from cuidado import comparando

from bench import mutaciones
from bench.hostil.bombas import CLASES
from bench.hostil.corpus import DIGITALES, Mutante, mutante

_POR_FORMATO = 60
#: Those that once did harm: a regular expression without end, a row without text, a field without cells, a form twice.
CONOCIDOS = {
    "html": (194, 1259, 1532, 2349, 4645, 8898),
    "texto": (82, 445, 508, 548, 812),
    "xlsx": (186,),
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str | None]:
    """On PostgreSQL, what is read is stored there too, and both stores must hold the same."""
    with comparando():
        yield url_de(tmp_path) if EN_POSTGRES else None


@pytest.mark.parametrize("formato", DIGITALES)
def test_a_changed_file_gives_reports_or_a_clear_line(formato: str, base: str | None) -> None:
    numeros = [*range(20_000, 20_000 + _POR_FORMATO), *CONOCIDOS.get(formato, ())]
    cuenta = mutaciones.probar((mutante(formato, n) for n in numeros), formato, base)
    assert not cuenta.fallas
    assert cuenta.archivos == len(numeros) and cuenta.con_informes >= 10 and cuenta.apartados >= 5


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="sin Tesseract")
def test_a_changed_scan_gives_reports_or_a_clear_line(base: str | None) -> None:
    assert not mutaciones.probar((mutante("imagen", n) for n in range(20_000, 20_004)), "imagen", base).fallas


def test_the_same_number_is_the_same_file() -> None:
    assert mutante("xlsx", 7).contenido == mutante("xlsx", 7).contenido != mutante("xlsx", 8).contenido


@pytest.mark.parametrize("clase", ["libro", "word"])
def test_declared_entities_are_refused_wherever_they_stand(clase: str, base: str | None) -> None:
    suyas = [Mutante("bomba", n, nombre, c, ("bomba",)) for n, (nombre, c) in enumerate(itertools.islice(CLASES[clase](), 5))]
    cuenta = mutaciones.probar(suyas, clase, base)
    assert not cuenta.fallas and cuenta.apartados >= 4 and not cuenta.cortados
    assert sum(n for motivo, n in cuenta.motivos.items() if "DTD" in motivo) >= 1


@pytest.mark.parametrize("linea", ["", "Traceback (most recent call last)", "KeyError: 'x'.", "sin punto final", "dos\nrenglones.", "x" * 700 + "."])
def test_what_is_no_clear_line_is_told(linea: str) -> None:
    assert not mutaciones.linea_clara(linea)
    assert mutaciones.linea_clara("está dañado: no se puede abrir.")
