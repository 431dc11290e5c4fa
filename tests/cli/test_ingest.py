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


# --- what a file does not say of itself -----------------------------------------------------------------------------

SIN_IDENTIDAD = (
    "No.,Descripción,Unidad de medida,Meta anual,T1 Prog.,T1 Alc.,T2 Prog.,T2 Alc.,T3 Prog.,T3 Alc.,T4 Prog.,T4 Alc.\n"
    "1,Dar talleres,Taller,8,2,2,2,1,2,2,2,2\n2,Dar becas,Beca,4,1,1,1,1,1,1,1,0\n"
)
DICHO = ("--municipio", "Valle Alto", "--unidad", "201 Dirección de Cultura", "--corte", "2024-12-31")


@pytest.fixture
def anonimo(carpeta: Path) -> Path:
    (carpeta / "anonimo.csv").write_text(SIN_IDENTIDAD, encoding="utf-8")
    return carpeta / "anonimo.csv"


def test_a_file_that_does_not_say_whose_it_is_names_the_order_that_completes_it(poa: Poa, anonimo: Path) -> None:
    r = poa("ingest", anonimo, "--json")
    assert r.codigo == 1
    remedio = r.json["documents"][0]["set_aside"][0]["remedy"]
    assert all(opcion in remedio for opcion in ("--municipio", "--unidad", "--corte"))


def test_what_is_said_of_a_file_completes_it_without_a_citation_and_is_a_finding(poa: Poa, anonimo: Path) -> None:
    assert poa("ingest", anonimo, *DICHO, "--json").codigo == 0
    (uno, _) = poa("metas", "--json").json
    assert (uno["municipio"], uno["unidad"], uno["unidad_nombre"], uno["corte"], uno["ejercicio"]) == (
        "Valle Alto", "201", "Dirección de Cultura", "2024-12-31", 2024,
    )  # fmt: skip
    dichos = [h for h in poa("audit", "--json").json if h["rule"] == "indicado_al_cargar"]
    assert {h["field"] for h in dichos} == {"municipio", "unidad", "corte"} and all(h["printed"] == "" for h in dichos)
    respuesta = poa("ask", "¿Cuántas metas tiene la unidad 201?", "--json").json
    assert respuesta["total"] == 2 and all(c["literal"] in SIN_IDENTIDAD for c in respuesta["citations"] if c["kind"] == "cell")


def test_the_same_words_of_the_same_file_change_nothing_and_neither_do_none(poa: Poa, anonimo: Path) -> None:
    poa("ingest", anonimo, *DICHO)
    for argumentos in ((anonimo, *DICHO), (anonimo,)):
        r = poa("ingest", *argumentos, "--json")
        assert r.codigo == 0 and r.json["documents"][0]["status"] == "unchanged"


def test_other_words_of_the_same_file_take_the_place_of_the_first(poa: Poa, anonimo: Path) -> None:
    poa("ingest", anonimo, *DICHO)
    r = poa("ingest", anonimo, "--municipio", "Valle Alto", "--unidad", "202", "--corte", "30/06/2024", "--json")
    assert r.json["documents"][0]["status"] == "replaced"
    assert {(m["unidad"], m["corte"]) for m in poa("metas", "--all-cuts", "--json").json} == {("202", "2024-06-30")}


def test_what_is_printed_holds_over_what_is_said(poa: Poa) -> None:
    assert poa("ingest", REPORTE, *DICHO).codigo == 0
    assert {m["municipio"] for m in poa("metas", "--json").json} == {"Puerto Claro"}
    assert not [h for h in poa("audit", "--json").json if h["rule"] == "indicado_al_cargar"]


@pytest.mark.parametrize("argumentos", [
    ("--corte", "ayer"), ("--ejercicio", "24"), ("--municipio", "…"), ("--unidad", "x" * 200), ("--municipio", "Valle\u202eAlto"),
])  # fmt: skip
def test_what_can_not_be_said_is_bad_usage(poa: Poa, anonimo: Path, argumentos: tuple[str, str]) -> None:
    r = poa("ingest", anonimo, *argumentos)
    assert r.codigo == 2 and len(r.error.strip().splitlines()) == 1
