"""Scans: what the reader of pictures gives, and which of its figures it doubts.

Those that read a page need Tesseract with Spanish; without it they are skipped, and fail where ``POA_EXIGE_OCR`` is set.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import apoyo_ocr as scan
import numpy as np
import pytest
from apoyo_index import fila, informe, leer
from PIL import Image, ImageDraw

from index import dudas
from index.poa import Celda, ErrorDeLectura, Fuente, Hallazgo, Informe
from index.readers import ocr, ocr_anchos, ocr_cifras, ocr_pagina, ocr_rejilla, ocr_relectura, ocr_tesseract, ocr_trazos
from index.readers.hoja import CeldaLeida, Hoja, partir
from index.readers.limites import LIMITES
from index.readers.ocr_cifras import Lectura
from index.readers.ocr_piezas import Pieza

_CUAL = 2
_GASTADA = (scan.girar(1.8), scan.agrisar(), scan.salpicar(0.004), scan.comprimir(60))


@pytest.fixture(scope="module")
def tesseract() -> None:
    """Tesseract and its Spanish."""
    try:
        ocr_tesseract.exigir()
    except ErrorDeLectura as falta:
        if os.environ.get("POA_EXIGE_OCR"):
            pytest.fail(f"{falta} (POA_EXIGE_OCR)")
        pytest.skip(str(falta))


@pytest.fixture(scope="module")
def avisos() -> list[tuple[int, int]]:
    """What the reader told while it read the scan."""
    return []


@pytest.fixture(scope="module")
def hoja(tesseract: None, avisos: list[tuple[int, int]]) -> Hoja:
    """A scan of a form of ours, askew, grey and grainy, behind a blank page."""
    forma = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    pagina = scan.danar(scan.paginas(scan.dibujar([forma]))[0], *_GASTADA)
    blanca = Image.new("L", (800, 600), 255)
    return ocr.leer(scan.guardar([blanca, pagina], "TIFF"), avisar=lambda n, total: avisos.append((n, total)))[0]


@pytest.fixture(scope="module")
def leidos(hoja: Hoja) -> tuple[Informe, ...]:
    """The reports of the scan."""
    return scan.leer_hojas([hoja])


@pytest.fixture(scope="module")
def oro() -> Informe:
    """The same form read as text."""
    return scan.informes_de_texto(scan.PUERTO_CLARO)[_CUAL]


# --- a whole scan ---------------------------------------------------------------------------------------------------


def test_99_of_100_figures_of_a_worn_scan_are_right_and_every_wrong_one_is_flagged(leidos: Any, oro: Informe) -> None:
    cotejo = scan.cotejar(leidos, [oro])
    avisadas = scan.avisadas(leidos, dudas.hallazgos)
    assert cotejo.total == 72
    assert cotejo.buenas >= 0.99 * cotejo.total, cotejo.malas
    assert {m[:3] for m in cotejo.malas} <= avisadas.citadas
    assert len(avisadas.nombradas) <= 0.15 * cotejo.total


def test_nothing_is_invented_in_a_blank_cell(leidos: Any, oro: Informe) -> None:
    assert scan.cotejar(leidos, [oro]).inventadas == 0


def test_a_scan_gives_the_identity_of_its_form(leidos: tuple[Informe, ...], oro: Informe) -> None:
    (i,) = leidos
    assert (i.municipio, i.ejercicio, i.corte, i.ramo, i.programa, i.unidad) == (
        oro.municipio, oro.ejercicio, oro.corte, oro.ramo, oro.programa, oro.unidad,
    )  # fmt: skip
    assert [m.numero for m in i.metas] == [m.numero for m in oro.metas]
    assert len(i.firmas) == 3


def test_every_cell_of_a_scan_has_its_page_its_place_and_its_confidence(hoja: Hoja) -> None:
    celdas = [c for r in hoja.renglones for c in r.celdas if c.texto]
    assert hoja.formato == "imagen" and len(celdas) > 100
    for c in celdas:
        assert c.celda.fuente.pagina == 2 and c.celda.fuente.bbox is not None and c.celda.confianza is not None
        x0, y0, x1, y1 = c.celda.fuente.bbox
        # A legal sheet lying, a little larger for having been turned.
        assert 0 <= x0 < x1 <= 1060 and 0 <= y0 < y1 <= 680
        assert 0 <= c.celda.confianza <= 1


def test_a_cell_stands_where_the_scan_prints_it(hoja: Hoja) -> None:
    forma = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    pagina = scan.danar(scan.paginas(scan.dibujar([forma]))[0], *_GASTADA)
    absoluta = next(c for r in hoja.renglones for c in r.celdas if c.texto == "5,270")
    assert absoluta.celda.fuente.bbox is not None
    x0, y0, x1, y1 = (v * 200 / 72 for v in absoluta.celda.fuente.bbox)
    recorte = np.asarray(pagina)[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1]
    assert (recorte < 100).mean() > 0.08 and x1 - x0 < 120 and y1 - y0 < 60


def test_merged_headings_stand_once_and_cover_their_columns(hoja: Hoja) -> None:
    encabezado = next(r for r in hoja.renglones if len(r.celdas) == 15)
    assert (encabezado.celdas[1].filas, encabezado.celdas[1].columnas) == (3, 1)
    assert (encabezado.celdas[4].filas, encabezado.celdas[4].columnas) == (1, 8)
    assert all(not c.texto for c in encabezado.celdas[5:12])


def test_the_reader_tells_that_it_is_alive_while_it_reads_a_page(hoja: Hoja, avisos: list[tuple[int, int]]) -> None:
    assert avisos[-1] == (2, 2) and avisos.count((1, 2)) >= 4


def test_a_page_of_150_dots_per_inch_is_enlarged_and_keeps_its_points(tesseract: None, oro: Informe) -> None:
    forma = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    chica = scan.danar(scan.paginas(scan.dibujar([replace(forma, tabla=forma.tabla[:5])]), 150)[0], scan.comprimir(70))
    renglones, _ = ocr.leer_pagina(chica, 1, (1008.0, 612.0))
    (leido,) = scan.leer_hojas([Hoja("imagen", tuple(renglones))])
    cotejo = scan.cotejar([leido], [replace(oro, metas=oro.metas[:2])])
    assert not cotejo.metas_perdidas and cotejo.buenas >= 0.97 * cotejo.total, cotejo.malas
    assert all(c.celda.fuente.bbox and c.celda.fuente.bbox[2] <= 1010 for r in renglones for c in r.celdas)


def test_a_long_batch_tells_that_it_is_waited_for_and_leaves_no_file(
    tesseract: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(ocr_tesseract, "_LATIDO", 0.05)
    avisos: list[None] = []
    forma = scan.paginas(scan.dibujar([scan.formas(scan.PUERTO_CLARO)[_CUAL]]), 100)[0]
    palabras = ocr_tesseract.leer([np.asarray(forma)], ocr_tesseract.BLOQUE, avisar=lambda: avisos.append(None))
    assert len(avisos) > 3 and palabras[0] and not list(tmp_path.iterdir())


@pytest.mark.parametrize("fondo", [False, True], ids=["heading on paper", "heading white on a ground"])
def test_a_table_without_rules_reads_as_one_with_them(tesseract: None, fondo: bool, oro: Informe) -> None:
    entera = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    forma = replace(entera, tabla=entera.tabla[:7])
    dibujo = scan.dibujar([forma], scan.Estilo(rayada=False, fondo=fondo))
    pagina = scan.danar(scan.paginas(dibujo)[0], scan.girar(1.4))
    renglones, apartados = ocr.leer_pagina(pagina, 4, (1008.0, 612.0))
    assert apartados == []
    leidos = scan.leer_hojas([Hoja("imagen", tuple(renglones))])
    cotejo = scan.cotejar(leidos, [replace(oro, metas=oro.metas[:4])])
    assert not cotejo.metas_perdidas and not cotejo.inventadas
    assert {m[:3] for m in cotejo.malas} <= scan.avisadas(leidos, dudas.hallazgos).citadas
    assert cotejo.buenas >= 0.98 * cotejo.total, cotejo.malas


def test_a_table_without_rules_and_without_its_heading_is_set_aside_with_its_reason(tesseract: None) -> None:
    """Nothing tells under which heading of the page before its figures stand."""
    pagina = scan.paginas(scan.dibujar([scan.formas(scan.PUERTO_CLARO)[1]], scan.Estilo(rayada=False)))[0]
    sin_titulos = np.asarray(pagina).copy()
    sin_titulos[: int(0.41 * len(sin_titulos))] = 255
    renglones, apartados = ocr.leer_pagina(Image.fromarray(sin_titulos), 4, (1008.0, 612.0))
    assert [a.lugar for a in apartados] == ["página 4"] and "rayas" in apartados[0].motivo
    assert not any(c.texto == "48" for r in renglones for c in r.celdas)


# --- broken and hostile pictures ------------------------------------------------------------------------------------


def _bytes(formato: str, imagen: Image.Image) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, formato)
    return salida.getvalue()


_RUIDO = Image.fromarray(np.random.default_rng(1).integers(0, 255, (300, 300), dtype=np.uint8))
_ROTAS = {
    "vacia": b"",
    "basura": b"\x89PNG\r\n\x1a\n" + b"nada" * 40,
    "otro formato": _bytes("GIF", _RUIDO),
    "PNG cortado": _bytes("PNG", _RUIDO)[:2000],
    "JPEG cortado": _bytes("JPEG", _RUIDO)[:300],
    "TIFF cortado": _bytes("TIFF", _RUIDO)[:3000],
    "texto": b"RAMO\t60\tARTE",
}


@pytest.mark.parametrize("contenido", _ROTAS.values(), ids=_ROTAS)
def test_a_broken_picture_is_one_line_with_its_remedy(contenido: bytes) -> None:
    with pytest.raises(ErrorDeLectura, match="imagen") as falla:
        ocr.leer(contenido)
    assert "\n" not in str(falla.value) and falla.value.remedio


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked() -> None:
    bomba = Image.new("1", (30_000, 30_000))
    with pytest.raises(ErrorDeLectura, match="millones de puntos"):
        ocr.leer(_bytes("PNG", bomba))


def test_a_picture_of_too_many_pages_is_refused() -> None:
    paginas = [Image.new("L", (20, 20), 255)] * 4
    with pytest.raises(ErrorDeLectura, match="4 páginas"):
        ocr.leer(scan.guardar(paginas, "TIFF"), replace(LIMITES, paginas=3))


def test_a_picture_of_one_dot_is_set_aside(tesseract: None) -> None:
    (hoja,) = ocr.leer(_bytes("PNG", Image.new("L", (1, 1), 255)))
    assert not hoja.renglones and "pequeña" in hoja.apartados[0].motivo


def test_without_tesseract_the_remedy_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr_tesseract.exigir.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    try:
        with pytest.raises(ErrorDeLectura, match="tesseract-ocr-spa"):
            ocr.leer(_bytes("PNG", _RUIDO))
    finally:
        ocr_tesseract.exigir.cache_clear()


@pytest.mark.parametrize("cuartos", [1, 2, 3], ids=["on its left side", "on its head", "on its right side"])
def test_a_page_is_read_upright_however_it_was_laid(tesseract: None, cuartos: int, oro: Informe) -> None:
    forma = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    imagen = scan.paginas(scan.dibujar([forma]))[0].rotate(90 * cuartos, expand=True)
    hojas = ocr.leer(scan.guardar([imagen], "TIFF"))
    cotejo = scan.cotejar(scan.leer_hojas(hojas), [oro])
    assert cotejo.malas == () and cotejo.total == 72
    absoluta = next(c for r in hojas[0].renglones for c in r.celdas if c.texto == "5,270")
    assert absoluta.celda.fuente.bbox is not None
    x0, y0, x1, y1 = (round(v * 200 / 72) for v in absoluta.celda.fuente.bbox)
    assert (np.asarray(imagen)[y0 : y1 + 1, x0 : x1 + 1] < 100).mean() > 0.08


# --- cutting --------------------------------------------------------------------------------------------------------


def _cortada(*danos: scan.Dano) -> tuple[ocr_pagina.Pagina, ocr_rejilla.Rayas, list[ocr_rejilla.Rejilla]]:
    forma = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    imagen = scan.danar(scan.paginas(scan.dibujar([forma]))[0], *danos)
    pagina = ocr_pagina.preparar(ocr_pagina.a_gris(imagen)[0])
    rayas = ocr_rejilla.rayas(pagina)
    recta = ocr_rejilla.enderezar(pagina, rayas)
    if recta is not None:
        pagina = ocr_pagina.rehacer(pagina.gris, recta)
        rayas = ocr_rejilla.rayas(pagina)
    return pagina, rayas, ocr_rejilla.rejillas(pagina, rayas)


@pytest.mark.parametrize(
    "dano",
    [scan.girar(-3), scan.inclinar(0.012), scan.fotocopiar(), scan.salpicar(0.02)],
    ids=["askew", "perspective", "photocopy", "salt"],
)
def test_a_damaged_form_has_all_its_cells_and_its_blank_ones_are_blank(dano: scan.Dano) -> None:
    pagina, rayas, rejillas = _cortada(dano)
    (rejilla,) = rejillas
    # 3 rows of headings (7 tall cells, 1 + 4 + 8 below each other) and 8 rows of 15.
    assert (rejilla.columnas, len(rejilla.huecos)) == (15, 20 + 8 * 15)
    tinta = ocr_trazos.sin_rayas(pagina, rayas)
    filas = sorted({h.fila for h in rejilla.huecos if h.columna == 0})[1:]
    impresas = scan.formas(scan.PUERTO_CLARO)[_CUAL].tabla[3:]
    for fila_, textos in zip(filas, impresas, strict=True):
        for hueco in (h for h in rejilla.huecos if h.fila == fila_):
            assert (ocr_trazos.en_celda(tinta, hueco.caja) is not None) == bool(textos[hueco.columna])


@pytest.mark.parametrize("lugar", [0.42, 0.5, 0.58])
def test_the_ring_of_a_stamp_parts_no_cell(lugar: float) -> None:
    def sellar(imagen: Image.Image, _: np.random.Generator) -> Image.Image:
        sellada = imagen.copy()
        x, y = sellada.width * lugar, sellada.height * 0.43
        ImageDraw.Draw(sellada).ellipse((x, y, x + 330, y + 330), outline=95, width=5)
        return sellada

    (limpia,), (sellada,) = _cortada()[2], _cortada(sellar)[2]
    assert (sellada.filas, sellada.columnas) == (limpia.filas, limpia.columnas)


def test_the_angle_of_a_page_is_found_to_a_tenth_of_a_degree() -> None:
    forma = scan.formas(scan.PUERTO_CLARO)[_CUAL]
    pagina = scan.paginas(scan.dibujar([forma]), 100)[0]
    for grados in (-3.0, -0.4, 1.7):
        girada = ocr_pagina.a_gris(scan.danar(pagina, scan.girar(grados)))[0]
        assert ocr_pagina.angulo(girada) == pytest.approx(-grados, abs=0.1)


# --- several readings of one figure ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lecturas, texto, confianza",
    [
        ([Lectura("218", 0.9), Lectura("218", 0.9), Lectura("218", 1, True)], "218", ocr_cifras.UNANIMES),
        ([Lectura("218", 0.9), Lectura("218", 0.9), Lectura("", 1, True)], "218", ocr_cifras.DOS_SIN_GLIFOS),
        ([Lectura("4", 0.9), Lectura("1", 0.9), Lectura("1", 1, True)], "1", ocr_cifras.MAYORIA),
        ([Lectura("4", 0.9), Lectura("1", 0.8)], "4", ocr_cifras.SOLA),
        ([Lectura("x", 0.9), Lectura("", 0.8)], "", 0.0),
    ],
)
def test_a_figure_is_what_most_readings_give_and_as_sure_as_they_agree(
    lecturas: list[Lectura], texto: str, confianza: float
) -> None:
    assert ocr_cifras.decidir(lecturas) == (texto, confianza)


def test_a_reading_that_is_not_as_wide_as_what_is_printed_gives_way_to_one_that_is() -> None:
    anchos = ocr_anchos.medir([("56%", 2.6), ("33%", 2.6), ("0%", 1.85), ("218", 2.2), ("100%", 3.1)])
    assert anchos.cabe("50%", 2.6) and not anchos.cabe("0%", 2.6)
    lecturas = [Lectura(x, 0.96, cabe=anchos.cabe(x, 2.6)) for x in ("0%", "0%", "0%", "50%")]
    assert ocr_cifras.decidir(lecturas) == ("50%", ocr_cifras.SOLA)
    assert ocr_cifras.decidir(lecturas[:3])[1] < dudas.SEGURA


def test_the_pages_mark_of_thousands_settles_a_point_only_where_a_reading_has_it() -> None:
    de_la_pagina = [([Lectura(x, 0.9)] * 3, x, ocr_cifras.UNANIMES) for x in ("24,000", "6,000", "5,270") * 2]
    leida = ([Lectura("2.620", 0.9), Lectura("2,620", 0.8)], "2.620", ocr_cifras.MAYORIA)
    nunca = ([Lectura("3.420", 0.9)] * 3, "3.420", ocr_cifras.UNANIMES)
    decimal = ([Lectura("402.75", 0.9)] * 3, "402.75", ocr_cifras.UNANIMES)
    assert ocr_cifras.con_sus_miles([*de_la_pagina, leida, nunca, decimal])[6:] == [
        ("2,620", ocr_cifras.MAYORIA), ("3.420", ocr_cifras.PARTIDAS), ("402.75", ocr_cifras.UNANIMES),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "previo, numero, es",
    [("8", "8.1", True), ("8.1", "8.2", True), ("8.9", "9", True), ("1.1", "12", False), ("8.1", "8.3", False)],
)
def test_a_number_comes_right_after_another(previo: str, numero: str, es: bool) -> None:
    assert ocr_cifras.sigue(previo.split("."), numero.split(".")) is es


@pytest.mark.parametrize(
    "previo, numero, con",
    [("1.2", "13", "1.3"), ("1.2.9", "1210", "1.2.10"), ("1.2", "1.3", ""), ("1.2", "15", ""), ("12", "13", ""), ("", "13", "")],
)
def test_a_number_whose_point_was_not_seen_is_the_one_that_comes_next(previo: str, numero: str, con: str) -> None:
    partes = [tuple(x.split(".")) if x else () for x in (previo, numero, con)]
    assert ocr_cifras.con_puntos(partes[0], partes[1]) == partes[2]


def test_a_column_of_numbers_gives_back_a_point_that_was_not_seen_and_doubts_it() -> None:
    def columna(*textos: str) -> list[Pieza]:
        blanco = ocr_trazos.Trozo((0, 0, 9, 9), np.full((9, 9), 255, np.uint8), True, 9.0)
        return [Pieza(blanco, (0, 0), n, t, 0.99, lecturas=[Lectura(t, 0.99)]) for n, t in enumerate(textos)]

    numeros = columna("1", "1.1", "1.2", "13", "1.4")
    cifras = columna("12", "13", "130", "2", "21")
    ocr_relectura.numerar_columnas(numeros)
    ocr_relectura.numerar_columnas(cifras)
    assert [p.texto for p in numeros] == ["1", "1.1", "1.2", "1.3", "1.4"]
    assert [p.confianza < dudas.NUMERO for p in numeros] == [False, False, False, True, False]
    assert [p.texto for p in cifras] == ["12", "13", "130", "2", "21"]


def test_a_number_that_a_signature_hides_is_the_one_between_its_neighbours_and_is_in_doubt() -> None:
    def columna(*textos: str) -> list[Pieza]:
        blanco = ocr_trazos.Trozo((0, 0, 9, 9), np.full((9, 9), 255, np.uint8), True, 9.0)
        suyas = [Pieza(blanco, (0, 0), n, t, 0.99, lecturas=[Lectura(t, 0.99)]) for n, t in enumerate(textos)]
        suyas[1].confianza, suyas[1].lecturas = 0.7, []
        return suyas

    for tapado, hueco in (("7,", "3"), ("W", "3"), ("7", "4")):
        numeros = columna("1", tapado, hueco, "4" if hueco == "3" else "5", "5" if hueco == "3" else "6")
        ocr_relectura.numerar_columnas(numeros)
        # Between 1 and 4 there are two: none is chosen.
        assert numeros[1].texto == ("2" if hueco == "3" else tapado)
        assert (numeros[1].confianza < dudas.NUMERO) is (hueco == "3")


def test_a_figure_behind_a_speck_is_read_without_it_and_is_in_doubt() -> None:
    assert ocr_cifras.decidir([Lectura(".49", 0.9), Lectura(".49", 0.8)]) == ("49", ocr_cifras.SOLA)
    assert ocr_cifras.decidir([Lectura("1.", 0.9), Lectura("1.", 0.9)]) == ("", 0.0)  # the point that closes a number


def test_a_letter_alone_among_figures_may_be_a_figure_and_a_word_is_none() -> None:
    assert ocr_cifras.puede_ser_cifra("l") and ocr_cifras.puede_ser_cifra("3.4.1; 3.4.2")
    assert not ocr_cifras.puede_ser_cifra("P") and not ocr_cifras.puede_ser_cifra("ND")


# --- doubts ---------------------------------------------------------------------------------------------------------


def _dudas(renglon: str, sin_duda: float = 0.99, **confianzas: float) -> dict[str, Hallazgo]:
    """The doubts about one row read by OCR; ``__`` stands for the point of a field's name."""
    (leido,) = leer(informe(renglon)).informes
    (m,) = leido.metas
    por_campo = {k.replace("__", "."): v for k, v in confianzas.items()}
    celdas = {c: Celda(x.literal, Fuente(pagina=1), por_campo.get(c, sin_duda)) for c, x in m.celdas.items()}
    return {h.campo: h for h in dudas.hallazgos(replace(leido, metas=(replace(m, celdas=celdas),)))}


def test_a_report_whose_file_holds_its_text_has_no_doubts() -> None:
    (leido,) = leer(informe(fila("1.- Uno", absoluto="9"))).informes
    assert not list(dudas.hallazgos(leido))


@pytest.mark.parametrize(
    "codigo, dudoso",
    [
        ("IMDO1", True),
        ("IMD01", True),
        ("3O1", True),
        ("OP1", True),
        ("PC7", False),
        ("201", False),
        ("IMM", False),
        ("DS-34", False),
    ],
)
def test_a_code_in_which_a_letter_and_a_digit_look_alike_is_in_doubt(codigo: str, dudoso: bool) -> None:
    (leido,) = leer(informe(fila("1.- Uno"))).informes
    celdas = leido.celdas | {"unidad": Celda(codigo, Fuente(pagina=1), 0.99)}
    assert ["unidad" for h in dudas.hallazgos(replace(leido, unidad=codigo, celdas=celdas)) if h.campo == "unidad"] == (
        ["unidad"] if dudoso else []
    )


def test_a_badly_read_figure_is_in_doubt_unless_its_sum_confirms_it() -> None:
    confirmada = _dudas(fila("1.- Uno", anual="8", trimestres="2 1 2 3 2 2 2 2", absoluto="8"), alcanzado__T2=0.4)
    assert not confirmada
    sola = _dudas(fila("1.- Uno", anual="8", trimestres="_ _ _ _ _ _ 8 8", absoluto="8"), alcanzado__T4=0.4)
    assert list(sola) == ["alcanzado.T4"]


def test_a_sum_that_fails_casts_doubt_on_its_uncertain_figures_only() -> None:
    halladas = _dudas(fila("1.- Uno", anual="8", trimestres="2 1 2 8 2 2 2 2", absoluto="8"), alcanzado__T2=0.93)
    assert list(halladas) == ["alcanzado.T2"]
    assert halladas["alcanzado.T2"].regla == "cifra_dudosa" and halladas["alcanzado.T2"].gravedad == "warning"


def test_a_sum_that_fails_though_all_was_read_with_certainty_is_shown_once() -> None:
    halladas = _dudas(fila("1.- Uno", anual="8", trimestres="2 1 2 8 2 2 2 2", absoluto="8"))
    assert list(halladas) == ["avance_absoluto"]
    assert ("1", "alcanzado.T2") in halladas["avance_absoluto"].citas


def test_a_percentage_confirms_itself_and_no_quantity() -> None:
    renglon = fila("1.- Uno", anual="827", trimestres="_ _ _ _ 827 218 _ _", absoluto="218", relativo="26%")
    assert not _dudas(renglon, avance_relativo=0.5)
    assert list(_dudas(renglon, meta_anual=0.5)) == ["meta_anual"]


def test_a_goals_number_that_two_readings_give_differently_is_in_doubt() -> None:
    assert list(_dudas(fila("8.2.- Uno"), descripcion=0.5)) == ["descripcion"]


@pytest.mark.parametrize(
    "numeros, dudosos",
    [
        (["8", "8.1", "8.2", "9"], []),
        (["1", "1.1", "12", "1.3"], ["12"]),
        (["3.4", "3.5", "36", "37"], ["36", "37"]),
        (["8", "8.1", "10", "10.1"], []),
    ],
)
def test_a_number_out_of_order_is_in_doubt_with_all_its_figures(numeros: list[str], dudosos: list[str]) -> None:
    (leido,) = leer(informe(*(fila(f"{i}.- Uno") for i in range(1, 5)))).informes
    metas = tuple(
        replace(m, numero=n, celdas={c: replace(x, confianza=0.99) for c, x in m.celdas.items()})
        for m, n in zip(leido.metas, numeros, strict=True)
    )
    halladas = [h for h in dudas.hallazgos(replace(leido, metas=metas)) if h.campo == "descripcion"]
    assert [h.meta for h in halladas] == dudosos
    assert all((h.meta, "alcanzado.T2") in h.citas for h in halladas)


def test_a_number_that_two_rows_of_a_scan_share_is_in_doubt_with_all_their_figures() -> None:
    (leido,) = leer(informe(fila("3.1.- Uno"), fila("3.2.- Dos"))).informes
    metas = tuple(
        replace(m, numero="3", celdas={c: replace(x, confianza=0.99) for c, x in m.celdas.items()}) for m in leido.metas
    )
    halladas = list(dudas.hallazgos(replace(leido, metas=metas)))
    assert [(h.meta, h.campo) for h in halladas] == [("3", "descripcion")] * 2
    assert ("3", "alcanzado.T2") in halladas[0].citas


def test_a_part_of_a_cell_is_as_sure_as_the_cell() -> None:
    entera = CeldaLeida("IMD01 Instituto", Celda("IMD01 Instituto", Fuente(pagina=1), 0.93))
    assert [(c.texto, c.celda.confianza) for c in partir(entera, [0, 6])] == [("IMD01", 0.93), ("Instituto", 0.93)]
