"""Files to take away: reproducible, well formed, safe, and read back by ``verify`` as a reader sees them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from assistant.export import FormatoDesconocido, exportar_documento
from assistant.exporta.cuadros import grafica_de
from assistant.exporta.docx import escribir as escribir_docx
from assistant.exporta.html import escribir as escribir_html
from assistant.exporta.md import escribir as escribir_md
from assistant.exporta.paquete import xml
from assistant.exporta.pliego import pliego_de
from assistant.relectura import ArchivoAjeno, leer, revisar
from assistant.resumen.peticion import Peticion
from assistant.summary import resumir, resumir_todo

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DOCUMENTOS = ("docx", "md", "html")


@pytest.fixture(scope="module")
def resumen(asistente: Any) -> dict[str, Any]:
    return resumir(asistente, Peticion(unidad="1104", ejercicio=2022, largo="pagina"))


@pytest.fixture(scope="module")
def lote(asistente: Any) -> list[dict[str, Any]]:
    return resumir_todo(asistente, Peticion(municipio="Valle Sereno", ejercicio=2022))


def _escrito(asistente: Any, datos: list[dict[str, Any]], ruta: Path) -> Path:
    exportar_documento(ruta, datos, asistente.lector)
    return ruta


def _problemas(asistente: Any, ruta: Path) -> list[str]:
    return [p for _, malos in revisar(leer(ruta), asistente.lector, asistente.voc) for p in malos]


@pytest.mark.parametrize("formato", [*DOCUMENTOS, "xlsx", "csv"])
def test_the_same_store_gives_the_same_bytes(asistente: Any, tmp_path: Path, formato: str) -> None:
    escritos = [_escrito(asistente, [resumir(asistente, Peticion(unidad="301"))], tmp_path / f"{n}.{formato}") for n in range(2)]
    assert escritos[0].read_bytes() == escritos[1].read_bytes()


@pytest.mark.parametrize("formato", DOCUMENTOS)
def test_what_was_written_reads_back_and_checks(asistente: Any, resumen: Any, lote: Any, tmp_path: Path, formato: str) -> None:
    assert _problemas(asistente, _escrito(asistente, [resumen], tmp_path / f"uno.{formato}")) == []
    ruta = _escrito(asistente, lote, tmp_path / f"todos.{formato}")
    assert len(leer(ruta).secciones) == 6
    assert _problemas(asistente, ruta) == []


@pytest.mark.parametrize("formato", DOCUMENTOS)
def test_an_answer_is_written_and_read_back_too(asistente: Any, tmp_path: Path, formato: str) -> None:
    respuesta = asistente.ask("¿Qué metas de la unidad 1104 no se cumplieron en 2022?")
    assert _problemas(asistente, _escrito(asistente, [respuesta], tmp_path / f"r.{formato}")) == []


# -- altered files ---------------------------------------------------------------------------------------------------------
def _otro(digito: str) -> str:
    return str((int(digito) + 3) % 10)


def _alterar_docx(contenido: bytes, parte: str, etiqueta: str, cada: int) -> list[tuple[str, bytes]]:
    """The package with one digit of the part's texts altered, once for every so many digits."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as z:
        partes = {n: z.read(n) for n in z.namelist()}
    arbol = etree.fromstring(partes[parte])
    lugares = [(e, m.start()) for e in arbol.iter(etiqueta) for m in re.finditer(r"\d", e.text or "")]
    salida = []
    for e, i in lugares[::cada]:
        antes = e.text
        e.text = antes[:i] + _otro(antes[i]) + antes[i + 1 :]
        archivo = io.BytesIO()
        with zipfile.ZipFile(archivo, "w") as z:
            for n, c in partes.items():
                z.writestr(n, etree.tostring(arbol) if n == parte else c)
        salida.append((f"{antes[max(0, i - 30) : i + 10]!r}", archivo.getvalue()))
        e.text = antes
    return salida


@pytest.mark.parametrize(("parte", "etiqueta", "cada"), [("word/document.xml", f"{W}t", 23), ("word/footnotes.xml", f"{W}t", 23), ("word/charts/chart1.xml", f"{C}v", 5)])
def test_a_digit_altered_anywhere_in_a_word_file_is_caught(asistente: Any, resumen: Any, tmp_path: Path, parte: str, etiqueta: str, cada: int) -> None:
    contenido = _escrito(asistente, [resumen], tmp_path / "r.docx").read_bytes()
    mutantes = _alterar_docx(contenido, parte, etiqueta, cada)
    assert len(mutantes) > 2
    for donde, mutante in mutantes:
        (tmp_path / "m.docx").write_bytes(mutante)
        assert _problemas(asistente, tmp_path / "m.docx"), donde


@pytest.mark.parametrize(("formato", "desde", "hasta"), [("md", "# ", "<!-- poa"), ("html", "<h1>", "<script type")])
def test_a_digit_altered_anywhere_in_a_text_file_is_caught(asistente: Any, resumen: Any, tmp_path: Path, formato: str, desde: str, hasta: str) -> None:
    texto = _escrito(asistente, [resumen], tmp_path / f"r.{formato}").read_text(encoding="utf-8")
    ruta = tmp_path / f"m.{formato}"
    for m in list(re.finditer(r"\d", texto[: texto.index(hasta)]))[::11]:
        antes = texto[: m.start()]
        en_marca = re.search(r"<[^>]*$|\[\^\d*$|<sup[^>]*><a[^>]*>\d*$", antes)
        if m.start() < texto.index(desde) or en_marca:
            continue
        ruta.write_text(antes + _otro(m.group()) + texto[m.end() :], encoding="utf-8")
        assert _problemas(asistente, ruta), antes[-40:] + texto[m.start() : m.end() + 20]


@pytest.mark.parametrize("formato", ["md", "html"])
@pytest.mark.parametrize(
    "cambiar",
    [
        lambda t: t.replace("De acuerdo con las observaciones", "El informe no vale nada. De acuerdo con las observaciones"),
        lambda t: t.replace("Dirección de Ecología y Medio Ambiente (unidad", "Dirección de Desarrollo Rural (unidad"),
        lambda t: re.sub(r"(se asienta: «\w+ )\w+", r"\1nunca", t, count=1),
        lambda t: t.replace("Conjunto de ", "Conjunto inventado de ", 1),
    ],
)
def test_a_word_altered_in_a_file_is_caught(asistente: Any, resumen: Any, tmp_path: Path, formato: str, cambiar: Callable[[str], str]) -> None:
    ruta = _escrito(asistente, [resumen], tmp_path / f"r.{formato}")
    texto = ruta.read_text(encoding="utf-8")
    assert cambiar(texto) != texto
    ruta.write_text(cambiar(texto), encoding="utf-8")
    assert _problemas(asistente, ruta)


def test_wording_changed_without_touching_figures_still_checks(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    ruta = _escrito(asistente, [resumen], tmp_path / "r.md")
    ruta.write_text(ruta.read_text(encoding="utf-8").replace("Asimismo,", "De la misma manera,").replace("Cabe precisar", "Es de notar"), encoding="utf-8")
    assert _problemas(asistente, ruta) == []


@pytest.mark.parametrize(("nombre", "contenido"), [("a.docx", b"PK nada"), ("a.md", b"# Hola"), ("a.html", b"<p>Hola</p>"), ("b.md", b"<!-- poa:datos {no -->"), ("c.html", b"\xff\xfe")])
def test_a_foreign_file_is_refused_in_one_clear_line(tmp_path: Path, nombre: str, contenido: bytes) -> None:
    (tmp_path / nombre).write_bytes(contenido)
    with pytest.raises(ArchivoAjeno):
        leer(tmp_path / nombre)


# -- Word -----------------------------------------------------------------------------------------------------------------------
def test_every_marker_is_a_real_footnote_with_its_document_and_place(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(_escrito(asistente, [resumen], tmp_path / "r.docx")) as z:
        documento, notas = etree.fromstring(z.read("word/document.xml")), etree.fromstring(z.read("word/footnotes.xml"))
        for nombre in z.namelist():
            if nombre.endswith((".xml", ".rels")):
                etree.fromstring(z.read(nombre))
    llamadas = [r.get(f"{W}id") for r in documento.iter(f"{W}footnoteReference")]
    textos = {n.get(f"{W}id"): "".join(n.itertext()) for n in notas.iter(f"{W}footnote")}
    assert len(llamadas) == len(re.findall(r"\[[\d, ]+\]", resumen["answer"])) == len(textos) - 2
    assert all(re.search(r"renglón \d+|Conjunto de \d+ meta", textos[n]) for n in llamadas)
    assert "[" not in "".join(t.text or "" for t in documento.iter(f"{W}t") if "SELECT" not in (t.text or ""))


def test_python_docx_opens_it_with_the_table_of_goals(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    import docx

    d = docx.Document(str(_escrito(asistente, [resumen], tmp_path / "r.docx")))
    tabla = d.tables[0]
    assert [c.text for c in tabla.rows[0].cells] == ["Meta", "Descripción", "Unidad de medida", "Meta anual", "Alcanzado", "Avance", "Estado"]
    assert len(tabla.rows) == len(resumen["rows"]) + 1
    assert d.core_properties.created.year == 2022


def test_a_batch_has_a_table_of_contents_that_leads_to_each_section(asistente: Any, lote: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(_escrito(asistente, lote, tmp_path / "t.docx")) as z:
        documento = etree.fromstring(z.read("word/document.xml"))
        assert len([n for n in z.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n)]) == 6
    marcas = {b.get(f"{W}name") for b in documento.iter(f"{W}bookmarkStart")}
    enlaces = [h.get(f"{W}anchor") for h in documento.iter(f"{W}hyperlink")]
    assert len(enlaces) == 6 and set(enlaces) == marcas


@pytest.mark.lenta
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice no está instalado")
def test_libreoffice_opens_the_word_file_with_its_footnotes(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    _escrito(asistente, [resumen], tmp_path / "r.docx")
    orden = ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "r.docx")]
    subprocess.run(orden, check=True, capture_output=True, timeout=180)
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "r.pdf") as pdf:
        texto = " ".join(" ".join(p.get_textpage().get_text_bounded().split()) for p in pdf)
    assert "Dirección de Ecología y Medio Ambiente" in texto and "renglón" in texto and "Avance anual de cada meta" in texto


# -- the others --------------------------------------------------------------------------------------------------------------------
_MALO = "=cmd|'/c calc'!A1 <script>alert(1)</script> ]]> & \x07 | `x` -->"


@pytest.fixture
def malicioso(resumen: Any) -> dict[str, Any]:
    """A summary whose texts, from a hostile report, would break each format."""
    filas = [{**f, "descripcion": _MALO, "unidad_medida": _MALO, "unidad_nombre": _MALO} for f in resumen["rows"]]
    citas = [{**c, "literal": _MALO} if c["kind"] == "cell" else c for c in resumen["citations"]]
    return {**resumen, "rows": filas, "citations": citas, "answer": f"{_MALO} [1].", "title": _MALO}


def test_hostile_text_stays_text_in_every_document(malicioso: Any, tmp_path: Path) -> None:
    pliego = pliego_de([malicioso])
    escribir_html(tmp_path / "m.html", pliego)
    escribir_md(tmp_path / "m.md", pliego)
    escribir_docx(tmp_path / "m.docx", pliego)
    pagina = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "<script>alert" not in pagina and pagina.count("</script>") == 1
    assert "<script" not in (tmp_path / "m.md").read_text(encoding="utf-8").split("<!-- poa:datos")[0].replace("\\<script", "")
    assert (tmp_path / "m.md").read_text(encoding="utf-8").count("-->") == 1
    with zipfile.ZipFile(tmp_path / "m.docx") as z:
        for nombre in z.namelist():
            if nombre.endswith(".xml"):
                etree.fromstring(z.read(nombre))
    assert xml("\x07<&") == "\ufffd&lt;&amp;"


def test_the_page_asks_for_nothing_and_runs_nothing(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    pagina = _escrito(asistente, [resumen], tmp_path / "r.html").read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?!#)', pagina)
    assert "default-src 'none'" in pagina and "<svg" in pagina


def test_a_workbook_has_typed_cells_a_filter_and_a_heading_that_stays(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    libro = openpyxl.load_workbook(_escrito(asistente, [resumen], tmp_path / "r.xlsx"))
    assert libro.sheetnames == ["Metas", "Citas", "Consulta"]
    hoja = libro["Metas"]
    titulos = [c.value for c in hoja[1]]
    assert hoja.freeze_panes == "A2" and hoja.auto_filter.ref
    assert isinstance(hoja.cell(2, titulos.index("meta_anual") + 1).value, int | float)
    assert hoja.cell(2, titulos.index("corte") + 1).value.isoformat().startswith("2022-12-31")
    assert hoja.max_row == len(resumen["rows"]) + 1 and libro["Citas"].max_row > 20
    assert libro.properties.created.year == 2022


def test_a_csv_opens_in_a_spreadsheet_with_its_accents(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    crudo = _escrito(asistente, [resumen], tmp_path / "r.csv").read_bytes()
    assert crudo.startswith(b"\xef\xbb\xbf")
    filas = list(csv.DictReader(io.StringIO(crudo.decode("utf-8-sig"))))
    assert len(filas) == len(resumen["rows"]) and filas[0]["unidad_nombre"].startswith("DIRECCIÓN")


def test_the_json_of_a_summary_is_the_summary(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    assert json.loads(_escrito(asistente, [resumen], tmp_path / "r.json").read_text(encoding="utf-8"))["sentences"] == resumen["sentences"]


def test_an_unknown_suffix_is_refused_before_anything_is_written(asistente: Any, resumen: Any, tmp_path: Path) -> None:
    with pytest.raises(FormatoDesconocido):
        exportar_documento(tmp_path / "r.odt", [resumen], asistente.lector)
    assert not list(tmp_path.iterdir())


def test_the_chart_shows_each_goal_of_one_unit_or_the_goals_of_each_unit(resumen: Any, lote: Any) -> None:
    una, varias = grafica_de(resumen), grafica_de(lote[0])
    assert una is not None and not una.apilada and len(una.categorias) == len(resumen["rows"])
    assert varias is not None and varias.apilada and len(varias.categorias) == 5
    assert sum(v or 0 for _, valores in varias.series for v in valores) == len(lote[0]["rows"])
