"""``poa ingest`` and ``poa forget``: what comes in, what is set aside, what goes out."""

from __future__ import annotations

import shutil
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from apoyo import EJEMPLOS, Poa

from assistant.carga import _SinAdelanto
from assistant.cli import avance
from index.escritura import Escritura, Ingreso
from index.ingest import Avance

REPORTE = next(r for r in EJEMPLOS if r.stem == "puerto-claro-2021-t2")


@pytest.fixture(autouse=True)
def _sin_vectores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of these tests need no vectors, which take a second a load."""
    monkeypatch.setattr("assistant.carga._sincronizar", lambda *_: (0, ()))
    monkeypatch.setattr("assistant.carga._adelanto", lambda *_: nullcontext(_SinAdelanto()))


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    (tmp_path / "entrada").mkdir()
    return tmp_path / "entrada"


def test_a_report_is_loaded_and_told_in_the_contracts_shape(poa: Poa) -> None:
    r = poa("ingest", REPORTE, "--json")
    assert r.codigo == 0 and r.error == ""
    assert r.json["documents"] == [{"path": str(REPORTE), "status": "loaded", "reports": 6, "metas": 44, "reason": None, "set_aside": []}]
    assert r.json["metas"] == 44 and r.json["observations"] > 0 and r.json["findings"] > 0 and r.json["elapsed_ms"] > 0


def test_the_same_file_twice_adds_nothing(poa: Poa) -> None:
    poa("ingest", REPORTE)
    antes = poa("metas", "--all-cuts", "--json").json
    r = poa("ingest", REPORTE, "--json")
    assert (r.codigo, r.json["documents"][0]["status"], r.json["metas"]) == (0, "unchanged", 0)
    assert poa("metas", "--all-cuts", "--json").json == antes


def test_the_same_report_with_other_bytes_replaces_the_earlier_one(poa: Poa, carpeta: Path) -> None:
    poa("ingest", REPORTE)
    copia = carpeta / REPORTE.name
    copia.write_bytes(REPORTE.read_bytes() + b"\n")
    r = poa("ingest", copia, "--json")
    assert (r.codigo, r.json["documents"][0]["status"]) == (0, "replaced")
    assert len(poa("metas", "--json").json) == 44


def test_a_folder_is_walked_and_what_is_no_report_is_skipped(poa: Poa, carpeta: Path) -> None:
    shutil.copy(REPORTE, carpeta)
    (carpeta / "video.mp4").write_bytes(b"\x00")
    (carpeta / "LEAME.md").write_text("# Notas")
    r = poa("ingest", carpeta, "--json")
    assert (r.codigo, len(r.json["documents"]), r.json["skipped"]) == (0, 1, 2)


def test_what_people_read_is_in_spanish(poa: Poa) -> None:
    r = poa("ingest", REPORTE)
    assert r.salida.startswith(f"{REPORTE.name}: cargado: 6 informes, 44 metas, ")
    assert poa("ingest", REPORTE).salida == f"{REPORTE.name}: sin cambios\n"


MALOS = {
    "vacio.txt": (b"", "vacío"),
    "blancos.txt": (b" \n\t\n", "vacío"),
    "binario.txt": (bytes(range(256)) * 8, "binario"),
    "hoja.xlsx": (b"PK\x03\x04" + bytes(200), "Excel"),
    "carta.txt": ("Estimado señor:\nLe escribo para saludarlo.\n".encode(), "carta.txt"),
}


@pytest.mark.parametrize("nombre", MALOS)
def test_a_file_that_is_no_report_gets_one_clear_line_and_the_others_load(poa: Poa, carpeta: Path, nombre: str) -> None:
    contenido, palabra = MALOS[nombre]
    malo = carpeta / nombre
    malo.write_bytes(contenido)
    r = poa("ingest", malo, REPORTE, "--json")
    assert r.codigo == 1
    assert [d["status"] for d in r.json["documents"]] == ["quarantined", "loaded"]
    assert r.json["documents"][0]["reason"] == r.error.strip()
    assert r.error.count("\n") == 1 and r.error.startswith(nombre) and palabra in r.error
    assert "Traceback" not in r.error


def test_a_missing_file_among_others_is_named_and_the_others_load(poa: Poa, carpeta: Path) -> None:
    r = poa("ingest", carpeta / "no-esta.txt", REPORTE, "--json")
    assert r.codigo == 1
    assert [d["status"] for d in r.json["documents"]] == ["quarantined", "loaded"]
    assert r.error == "no-esta.txt: no existe. Verifique la ruta del archivo.\n"


def test_a_missing_file_alone_is_bad_input(poa: Poa, carpeta: Path) -> None:
    r = poa("ingest", carpeta / "no-esta.txt")
    assert (r.codigo, r.salida) == (2, "") and r.error.count("\n") == 1


def test_an_empty_folder_is_bad_input(poa: Poa, carpeta: Path) -> None:
    r = poa("ingest", carpeta)
    assert r.codigo == 2 and "no hay ningún archivo de informe" in r.error


def test_a_row_that_cannot_be_read_is_set_aside_by_line_and_answers_warn(poa: Poa, carpeta: Path) -> None:
    lineas = REPORTE.read_text(encoding="utf-8").split("\n")
    n = next(i for i, linea in enumerate(lineas) if "\t2.3" in linea)
    celdas = lineas[n].split("\t")
    celdas[3:5] = ["ver anexo", "doce"]
    lineas[n] = "\t".join(celdas)
    roto = carpeta / "roto.txt"
    roto.write_text("\n".join(lineas), encoding="utf-8")
    r = poa("ingest", roto, "--json")
    documento = r.json["documents"][0]
    assert (r.codigo, documento["status"]) == (1, "partial")
    assert any(str(n + 1) in a["place"] and a["reason"] and a["remedy"] for a in documento["set_aside"])
    assert f"roto.txt, renglón {n + 1}" in r.error
    assert documento["metas"] >= 43
    respuesta = poa("ask", "¿Qué metas tiene la unidad 302?", "--json").json
    assert any("302" in a and str(n + 1) in a for a in respuesta["warnings"])


def test_forget_takes_a_document_out_with_all_that_came_from_it(poa: Poa) -> None:
    poa("ingest", *EJEMPLOS[:2])
    r = poa("forget", EJEMPLOS[0].name, "--json")
    assert r.codigo == 0 and r.json["forgotten"] == [EJEMPLOS[0].name]
    assert {f["corte"] for f in poa("metas", "--all-cuts", "--json").json} == {"2021-12-31"}
    assert poa("forget", EJEMPLOS[1]).codigo == 0, "a path names its file"
    assert poa("metas", "--json").json == []


def test_forgetting_the_last_cut_brings_the_earlier_one_back(poa: Poa) -> None:
    poa("ingest", *EJEMPLOS[:2])
    poa("forget", "puerto-claro-2021-t4.txt")
    assert {f["corte"] for f in poa("metas", "--json").json} == {"2021-06-30"}


def test_forgetting_what_is_not_loaded_is_bad_input(poa: Poa) -> None:
    r = poa("forget", "otro.txt")
    assert (r.codigo, r.salida) == (2, "") and "otro.txt" in r.error and r.error.count("\n") == 1


def _paquete(carpeta: Path) -> Path:
    ruta = carpeta / "paquete.zip"
    with zipfile.ZipFile(ruta, "w") as paquete:
        for reporte in EJEMPLOS[:2]:
            paquete.write(reporte, f"2021/{reporte.name}")
        paquete.writestr("notas/foto.gif", b"GIF89a")
    return ruta


def test_a_package_is_loaded_and_its_members_are_forgotten_by_the_name_that_they_were_shown_with(poa: Poa, carpeta: Path) -> None:
    ruta = _paquete(carpeta)
    r = poa("ingest", ruta, "--json")
    assert [d["path"] for d in r.json["documents"]] == [f"{ruta}/2021/{x.name}" for x in EJEMPLOS[:2]]
    assert (r.codigo, r.json["skipped"]) == (0, 1)
    assert poa("forget", f"{ruta}/2021/{EJEMPLOS[0].name}", "--json").json["forgotten"] == [f"paquete.zip/2021/{EJEMPLOS[0].name}"]
    assert poa("forget", f"{ruta}/2021/{EJEMPLOS[0].name}").codigo == 2
    assert poa("forget", f"paquete.zip/2021/{EJEMPLOS[1].name}").codigo == 0
    assert poa("metas", "--json").json == []


def test_a_name_inside_a_package_never_forgets_a_file_outside_of_it(poa: Poa) -> None:
    poa("ingest", EJEMPLOS[0])
    assert poa("forget", f"otro.zip/{EJEMPLOS[0].name}").codigo == 2
    assert len(poa("metas", "--json").json) == 44


def test_several_documents_end_in_a_table_by_status(poa: Poa, carpeta: Path) -> None:
    (carpeta / "malo.txt").write_text("Carta")
    r = poa("ingest", *EJEMPLOS[:2], carpeta / "malo.txt")
    assert "3 documentos" in r.salida and "cargados" in r.salida and "no se cargaron" in r.salida and " 88 " in r.salida
    assert "documentos" not in poa("ingest", EJEMPLOS[0]).salida


def test_an_interrupted_load_keeps_what_is_loaded_and_goes_on_when_it_is_repeated(
    poa: Poa, monkeypatch: pytest.MonkeyPatch
) -> None:
    abrir = Escritura.abrir

    def interrumpir(self: Escritura, nombre: str, *resto: Any) -> Ingreso | None:
        if nombre == EJEMPLOS[1].name:
            raise KeyboardInterrupt
        return abrir(self, nombre, *resto)

    monkeypatch.setattr(Escritura, "abrir", interrumpir)
    monkeypatch.setattr("index.ingest._JUNTAS", 1)
    r = poa("ingest", *EJEMPLOS, "--json")
    assert r.codigo == 130 and r.json["interrupted"] and [d["status"] for d in r.json["documents"]] == ["loaded"]
    assert r.error == "Se interrumpió la carga: 1 archivo quedó cargado; 3 faltan. Repita la misma orden para continuar donde se quedó.\n"
    monkeypatch.undo()
    monkeypatch.setattr("assistant.carga._sincronizar", lambda *_: (0, ()))
    monkeypatch.setattr("assistant.carga._adelanto", lambda *_: nullcontext(_SinAdelanto()))
    r = poa("ingest", *EJEMPLOS, "--json")
    assert (r.codigo, [d["status"] for d in r.json["documents"]]) == (0, ["unchanged", "loaded", "loaded", "loaded"])


def test_a_long_load_says_how_far_it_is_where_there_is_no_terminal(poa: Poa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avance, "CADA", 0.0)
    r = poa("ingest", *EJEMPLOS[:2], "--json")
    assert f"2 de 2: {EJEMPLOS[1].name}, 88 metas" in r.error
    assert r.json["metas"] == 88, "standard output is JSON alone"


def test_the_part_of_a_file_that_is_being_read_is_told(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avance, "CADA", 0.0)
    with avance.avance() as progreso:
        progreso(Avance("/datos/informe.pdf", 3, 40, 1234, 2, parte=2, partes=14))
    assert capfd.readouterr().err == "3 de 40: informe.pdf (3 de 14), 1,234 metas, 2 apartados\n"
