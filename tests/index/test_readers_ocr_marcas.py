"""Stamps and signatures over a scanned form: what they cover is read where it can be told from them, and doubted."""

from __future__ import annotations

import apoyo_ocr as scan
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index import dudas
from index.poa import Informe
from index.readers import ocr, ocr_marcas, ocr_pagina, ocr_rejilla, ocr_tesseract, ocr_tintas

_CUAL = 2
_AZUL, _GRIS, _PLUMA = (45, 60, 170), (140, 140, 140), (60, 60, 60)


@pytest.fixture(scope="module")
def tesseract() -> None:
    ocr_tesseract.exigir()


@pytest.fixture(scope="module")
def oro() -> Informe:
    return scan.informes_de_texto(scan.PUERTO_CLARO)[_CUAL]


def _hoja(*danos: scan.Dano) -> Image.Image:
    return scan.danar(scan.paginas(scan.dibujar([scan.formas(scan.PUERTO_CLARO)[_CUAL]]))[0], *danos)


@pytest.mark.parametrize(
    "danos",
    [(scan.sellar(_AZUL), scan.girar(0.6), scan.comprimir(75)), (scan.sellar(_GRIS),), (scan.firmar(_PLUMA), scan.girar(-0.5))],
    ids=["blue stamp", "grey stamp", "pen"],
)
def test_what_a_paler_or_coloured_mark_crosses_is_read_and_what_is_misread_is_told(
    tesseract: None, danos: tuple[scan.Dano, ...], oro: Informe
) -> None:
    informes = scan.leer_hojas(ocr.leer(scan.guardar([_hoja(*danos)])))
    cotejo = scan.cotejar(informes, [oro])
    assert not cotejo.metas_perdidas
    assert cotejo.inventadas == 0
    assert cotejo.buenas >= cotejo.total - 1
    assert {x[:3] for x in cotejo.malas} <= scan.avisadas(informes, dudas.hallazgos).citadas


@pytest.mark.parametrize("dano", [scan.sellar((12, 12, 12)), scan.firmar((12, 12, 12))], ids=["stamp", "pen"])
def test_what_a_black_mark_hides_is_told_and_the_rest_of_its_rows_is_read(tesseract: None, dano: scan.Dano, oro: Informe) -> None:
    informes = scan.leer_hojas(ocr.leer(scan.guardar([_hoja(dano, scan.girar(0.6))])))
    cotejo = scan.cotejar(informes, [oro])
    assert not cotejo.metas_perdidas
    assert cotejo.inventadas == 0
    assert cotejo.buenas >= 0.75 * cotejo.total
    assert sum(bool(leida) for *_, leida in cotejo.malas) <= 1
    assert {x[:3] for x in cotejo.malas} <= scan.avisadas(informes, dudas.hallazgos).citadas


def test_a_row_whose_number_a_black_mark_hides_is_no_other_goals(tesseract: None, oro: Informe) -> None:
    informes = scan.leer_hojas(ocr.leer(scan.guardar([_hoja(scan.sellar((12, 12, 12), (0.12, 0.55)), scan.girar(0.6))])))
    cotejo = scan.cotejar(informes, [oro])
    perdidas = len(cotejo.metas_perdidas)
    assert 0 < perdidas == sum("no tiene número de meta" in a.motivo for i in informes for a in i.apartados)
    assert {m.numero for i in informes for m in i.metas} <= {m.numero for m in oro.metas}
    assert len(cotejo.malas) == sum(len(scan.cifras_de(m)) for m in oro.metas if f"{oro.unidad}/{m.numero}" in cotejo.metas_perdidas)


# --- coloured ink ---------------------------------------------------------------------------------------------------


def _papel() -> Image.Image:
    """A ruled sheet with black words in its cells."""
    hoja = Image.new("RGB", (1400, 1000), "white")
    lapiz = ImageDraw.Draw(hoja)
    for x in range(100, 1301, 150):
        lapiz.line((x, 100, x, 900), fill="black", width=3)
    for y in range(100, 901, 80):
        lapiz.line((100, y, 1300, y), fill="black", width=3)
    for x in range(130, 1200, 150):
        for y in range(130, 880, 80):
            lapiz.text((x, y), "1,250", fill="black", font=ImageFont.load_default(24))
    return hoja


def _negros(gris: np.ndarray) -> int:
    return int((gris < 120).sum())


def test_a_blue_ring_is_taken_off_and_the_print_below_it_stays() -> None:
    limpia = np.asarray(_papel().convert("L"))
    sellada = scan.sellar(_AZUL, (0.5, 0.5), 1.2)(_papel(), np.random.default_rng(0))
    gris, donde = ocr_tintas.separar(sellada)
    assert donde is not None
    cubierto = donde > 0
    assert (gris[cubierto & (limpia > 250)] > 200).mean() > 0.99
    assert _negros(gris) == pytest.approx(_negros(limpia), rel=0.01)
    assert (gris[~cubierto] == np.asarray(sellada.convert("L"))[~cubierto]).all()


def test_the_forms_own_colours_are_no_mark() -> None:
    hoja = _papel()
    lapiz = ImageDraw.Draw(hoja)
    lapiz.rectangle((100, 100, 1300, 180), fill=(31, 78, 120))  # the ground of a heading
    lapiz.rectangle((400, 340, 700, 400), outline=(0, 0, 160), width=3)  # a cell in a frame of colour
    lapiz.text((430, 355), "(1,250)", fill=(190, 0, 0), font=ImageFont.load_default(24))  # a figure in red
    for y in range(100, 901, 80):
        lapiz.line((100, y, 1300, y), fill=(0, 90, 40), width=3)
    gris, donde = ocr_tintas.separar(hoja)
    assert donde is None
    assert (gris == np.asarray(hoja.convert("L"))).all()


def test_frames_of_colour_beside_black_rules_take_no_print_with_them() -> None:
    hoja = _papel()
    lapiz = ImageDraw.Draw(hoja)
    for x0, y0, x1, y1 in ((106, 106, 450, 420), (556, 346, 800, 720)):
        lapiz.line((x0, y1, x0, y0), fill=_AZUL, width=1)
        lapiz.line((x0, y0, x1, y0), fill=_AZUL, width=1)
    for y in range(130, 880, 80):
        lapiz.text((580, y + 20), "7", fill=_AZUL, font=ImageFont.load_default(24))
    gris, _ = ocr_tintas.separar(hoja)
    assert _negros(gris) >= 0.99 * _negros(np.asarray(_papel().convert("L")))
    assert all((gris[y + 20 : y + 50, 578:600] < 150).sum() > 20 for y in range(130, 880, 80))


@pytest.mark.parametrize("modo", ["RGB", "L", "P", "RGBA", "CMYK"])
def test_a_picture_of_any_kind_is_as_grey_as_it_was(modo: str) -> None:
    imagen = _papel().convert(modo)
    gris, donde, _ = ocr_pagina.a_gris(imagen)
    assert donde is None
    assert int(np.abs(gris.astype(int) - np.asarray(imagen.convert("L"), int)).max()) <= 2


def test_a_colour_scan_that_is_larger_than_is_worked_on_loses_its_stamp_too() -> None:
    grande = scan.sellar(_AZUL, (0.5, 0.5), 5.0)(_papel().resize((5600, 4000)), np.random.default_rng(0))
    gris, donde, mapa = ocr_pagina.a_gris(grande)
    assert donde is not None and donde.any() and donde.shape == gris.shape
    assert max(gris.shape) == round(5600 * mapa[0, 0])
    assert (gris[donde > 0] > 200).mean() > 0.8


def test_where_the_form_prints_in_a_stamps_colour_only_its_strokes_are_taken() -> None:
    hoja = _papel()
    lapiz = ImageDraw.Draw(hoja)
    for y in range(130, 880, 80):
        lapiz.text((730, y), "1,250", fill=_AZUL, font=ImageFont.load_default(24))
        lapiz.text((1180, y), "1,250", fill=_AZUL, font=ImageFont.load_default(24))
    lapiz.ellipse((600, 300, 900, 600), outline=_AZUL, width=6)
    gris, donde = ocr_tintas.separar(hoja)
    assert donde is not None and donde[300:303, 740:760].any()
    # Blue figures in the middle of the ring, as those outside of it.
    assert (gris[450:480, 730:800] < 150).sum() == pytest.approx((gris[450:480, 1180:1250] < 150).sum(), rel=0.05)


# --- grey and black -------------------------------------------------------------------------------------------------


def _marcas(*danos: scan.Dano) -> tuple[ocr_pagina.Pagina, ocr_rejilla.Rayas, list[ocr_marcas.Marca]]:
    pagina = ocr_pagina.preparar(ocr_pagina.a_gris(_hoja(*danos))[0])
    rayas = ocr_rejilla.rayas(pagina)
    return pagina, rayas, ocr_marcas.hallar(pagina, rayas)


@pytest.mark.parametrize(
    "danos",
    [(), (scan.girar(2.7),), (scan.fotocopiar(),), (scan.borrar(1.1),), (scan.salpicar(0.02),)],
    ids=["clean", "askew", "photocopy", "blurred", "salt"],
)
def test_a_page_without_marks_has_none(danos: tuple[scan.Dano, ...]) -> None:
    assert not _marcas(*danos)[2]


def test_a_grey_stamp_is_found_and_taken_off() -> None:
    pagina, rayas, marcas = _marcas(scan.sellar(_GRIS))
    assert marcas
    limpia, quitadas, _ = ocr_marcas.aclarar(pagina, marcas, rayas)
    assert quitadas is not None
    sin_sello = _marcas()[0]
    assert int((limpia.tinta > 0).sum()) == pytest.approx(int((sin_sello.tinta > 0).sum()), rel=0.01)
    assert int((pagina.tinta > 0).sum()) > 1.02 * int((sin_sello.tinta > 0).sum())


def test_a_stamp_as_black_as_the_print_stays() -> None:
    pagina, rayas, marcas = _marcas(scan.sellar((0, 0, 0)))
    assert marcas
    _, quitadas, negra = ocr_marcas.aclarar(pagina, marcas, rayas)
    assert quitadas is None and negra is not None
    assert all((negra[m.zona][m.suya] > 0).all() for m in marcas)
