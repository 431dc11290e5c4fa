"""Hostile questions typed into the page in Chromium: nothing of them runs, nothing is asked of anybody, the page stays.

A page takes some of them, one after the other, and is opened anew for the next ones, so that kept conversations (named
by their first question) are painted too. Some more come by the address of a link.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from assistant.web.charla import MAX_LARGO

#: Questions that a page takes before it is opened anew; seconds that an answer is waited for.
POR_PAGINA, ESPERA = 50, 30.0
#: Written as code units: what is no valid text (half a surrogate) could not be sent as one.
_ESCRIBIR = """async codigos => {
  document.querySelectorAll('.toast-close').forEach(b => b.click());
  const caja = document.querySelector('#pregunta textarea, #pregunta input');
  let texto = '';
  for (let i = 0; i < codigos.length; i += 8192) texto += String.fromCharCode(...codigos.slice(i, i + 8192));
  const puesto = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(caja), 'value').set;
  puesto.call(caja, texto);
  caja.dispatchEvent(new Event('input', { bubbles: true }));
  caja.focus();
  // A person does not press Enter before the page has taken in what they typed.
  await new Promise(listo => requestAnimationFrame(() => setTimeout(listo, 50)));
  const turnos = [...document.querySelectorAll('.turno')];
  return turnos.length ? turnos[turnos.length - 1].id : '';
}"""
#: Whether there is an answer after that turn; or, of a blank question, that nothing was asked; or that what is too large
#: to be taken was refused where everybody sees it.
_CONTESTADA = """([antes, blanca]) => {
  const turnos = [...document.querySelectorAll('.turno')], ultimo = turnos[turnos.length - 1];
  if (ultimo && ultimo.id !== antes) return !!ultimo.querySelector('.respuesta:not(.espera)');
  return blanca || !!document.querySelector('.toast-body.error');
}"""
#: How many notices of an error stand on the page: Gradio's own, and its mark on what could not be updated.
_AVISOS = "() => document.querySelectorAll('.toast-body.error, #conversar span.error').length"
#: What hostile words would have done to the page.
_DANOS = """() => {
  const malos = [];
  if (window.__x !== undefined) malos.push('corrió un guion');
  for (const lugar of document.querySelectorAll('#charla, #sesiones, #lado, #detalle, #ejemplos'))
    for (const e of lugar.querySelectorAll('script, iframe, link, meta, object, embed, form, base, [onerror], [onload], [src], [href]')) {
      const lleva = e.getAttribute('href') ?? e.getAttribute('src');
      const propio = lleva !== null && ['A', 'IMG'].includes(e.tagName) && !e.hasAttribute('onerror') && !e.hasAttribute('onload')
        && new URL(lleva, location).origin === location.origin;
      if (!propio && !e.closest('button')) malos.push('entró ' + e.outerHTML.slice(0, 80));
    }
  const titulo = document.querySelector('#cabecera h1');
  if (!titulo || titulo.offsetParent === null) malos.push('la página no se ve');
  return malos;
}"""


@dataclass(slots=True)
class Visto:
    """What happened in the browser: questions, those answered in words, the slowest one, the last one, what went wrong."""

    preguntas: int = 0
    respondidas: int = 0
    peor: float = 0.0
    previa: str = ""
    fallas: list[str] = field(default_factory=list)


def probar(navegador: Any, direccion: str, preguntas: Sequence[str], por_enlace: Sequence[str] = ()) -> Visto:
    """Type questions into the page at an address, and open those that come by a link."""
    visto = Visto()
    contexto = navegador.new_context(viewport={"width": 1366, "height": 768}, locale="es-MX")
    contexto.on("page", lambda p: _vigilar(p, direccion, visto))
    for desde in range(0, len(preguntas), POR_PAGINA):
        pagina = contexto.new_page()
        pagina.goto(direccion)
        pagina.locator("#pregunta textarea, #pregunta input").first.wait_for()
        for pregunta in preguntas[desde : desde + POR_PAGINA]:
            _preguntar(pagina, pregunta, visto)
        pagina.wait_for_timeout(300)
        visto.previa = ""
        _revisar(pagina, f"las preguntas hasta la {desde + POR_PAGINA}", visto)
        pagina.close()
    for pregunta in por_enlace:
        pagina = contexto.new_page()
        pagina.goto(f"{direccion}/?q={quote(pregunta)}")
        pagina.locator(".turno .respuesta:not(.espera)").first.wait_for()
        visto.preguntas, visto.respondidas = visto.preguntas + 1, visto.respondidas + 1
        _revisar(pagina, f"el enlace {pregunta[:60]!r}", visto)
        pagina.close()
    contexto.close()
    return visto


def _vigilar(pagina: Any, direccion: str, visto: Visto) -> None:
    propias = (direccion, "data:", f"blob:{direccion}")
    pagina.on("request", lambda r: None if r.url.startswith(propias) else visto.fallas.append(f"pidió {r.url[:100]}"))
    pagina.on("dialog", lambda d: (visto.fallas.append(f"abrió un diálogo: {d.message[:60]}"), d.dismiss()))
    pagina.on("popup", lambda p: visto.fallas.append(f"abrió {p.url[:100]}"))
    pagina.on("pageerror", lambda e: visto.fallas.append(f"error en la página: {str(e)[:120]}"))


def _preguntar(pagina: Any, pregunta: str, visto: Visto) -> None:
    quien, inicio = f"{pregunta[:60]!r} ({len(pregunta):,} letras)", time.perf_counter()
    if len(visto.previa) <= MAX_LARGO and pagina.evaluate(_AVISOS):
        visto.fallas.append(f"{visto.previa[:60]!r}: avisó de un error")
    visto.previa = pregunta
    crudo = pregunta.encode("utf-16-le", "surrogatepass")
    antes = pagina.evaluate(_ESCRIBIR, [int.from_bytes(crudo[i : i + 2], "little") for i in range(0, len(crudo), 2)])
    pagina.keyboard.press("Enter")
    visto.preguntas += 1
    try:
        pagina.wait_for_function(_CONTESTADA, arg=[antes, not pregunta.strip()], timeout=ESPERA * 1000)
    except Exception:
        visto.fallas.append(f"{quien}: sin respuesta")
        return
    visto.respondidas += pagina.evaluate("() => !!document.querySelector('.turno:last-of-type .respuesta:not(.espera)')")
    visto.peor = max(visto.peor, time.perf_counter() - inicio)
    fallo = pagina.evaluate(
        "antes => { const t = [...document.querySelectorAll('.turno')].at(-1);"
        " return t && t.id !== antes ? (t.querySelector('.respuesta.falla')?.innerText ?? '') : ''; }",
        antes,
    )
    if fallo and len(pregunta) <= MAX_LARGO:  # a longer one is refused in words
        visto.fallas.append(f"{quien}: {fallo[:80]}")
    _revisar(pagina, quien, visto)


def _revisar(pagina: Any, quien: str, visto: Visto) -> None:
    visto.fallas += [f"{quien}: {mal}" for mal in pagina.evaluate(_DANOS)]
