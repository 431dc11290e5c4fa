"""A summary against the store: each sentence as an answer's line, and what only a summary promises.

Every sentence cites; the text is its sentences and nothing else; a figure in words stands only where a sentence begins,
is listed and says its value; a figure is followed by the measure of the goal that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.estilo import PALABRAS_NUMERO, de_letras, oraciones
from assistant.marcas import MARCA, citadas
from assistant.verify import verificar
from assistant.wording import medida
from index.textos import plegar

if TYPE_CHECKING:
    from assistant.execute import Lector
    from assistant.link import Vocabulario

_CITA = re.compile(r"«[^»]*»|“[^”]*”")
#: Words that may follow a goal's figure besides its measure.
_TRAS_CIFRA = frozenset("de del en a y con por para frente cuando pero que como se lo la las los no sin su sus cifra difiere programado programados programada programadas mientras frente".split())


def verificar_resumen(resumen: Mapping[str, Any], lector: Lector, voc: Vocabulario) -> list[str]:
    """What does not check, one line each in Spanish; [] when all of it does."""
    if resumen.get("status") != "answered":
        return verificar(resumen, lector, voc)
    dichas = [str(o.get("text") or "") for o in resumen.get("sentences") or []]
    problemas = [*_cubren(str(resumen.get("answer")), dichas), *_marcas(resumen.get("sentences") or [])]
    en_cifras, figuras, faltas = _en_cifras(dichas, resumen.get("figures") or [])
    problemas += faltas
    problemas += verificar({**resumen, "answer": "\n".join(en_cifras), "figures": figuras}, lector, voc)
    problemas += _palabras_numero(en_cifras, resumen, voc)
    problemas += _medidas(en_cifras, resumen, lector)
    return list(dict.fromkeys(problemas))


def verificar_editado(editado: Mapping[str, Any], resumen: Mapping[str, Any], lector: Lector, voc: Vocabulario) -> list[str]:
    """What no longer resolves of a summary that was edited by hand, sentence by sentence: those left as they were
    written did resolve, and a slip in one says nothing of the others."""
    intactas = {o["text"] for o in resumen["sentences"]}
    problemas: list[str] = []
    for oracion in editado["sentences"]:
        if oracion["text"] in intactas:
            continue
        suyas = [f for f in resumen["figures"] if _esta(f, oracion)]
        citas = [c for c in resumen["citations"] if c["n"] in oracion["citations"]]
        sola = {**editado, "answer": oracion["text"], "sentences": [oracion], "figures": suyas, "citations": citas}
        problemas += [f"«{_corta(oracion['text'])}»: {p}" for p in verificar_resumen(sola, lector, voc)]
    return list(dict.fromkeys(problemas)) if editado["sentences"] else ["El resumen no tiene oraciones."]


def _esta(figura: Mapping[str, Any], oracion: Mapping[str, Any]) -> bool:
    """Whether a figure of the summary still stands in a sentence, with what it cites."""
    dicha = re.search(rf"(?<![\w.,]){re.escape(figura['text'])}(?!\w)", oracion["text"])
    return dicha is not None and set(figura["citations"]) <= set(oracion["citations"])


def _corta(oracion: str) -> str:
    return oracion if len(oracion) <= 70 else f"{oracion[:70].rstrip()}…"


def es_resumen(respuesta: Any) -> bool:
    """Whether a saved JSON is a summary."""
    return isinstance(respuesta, dict) and "sentences" in respuesta


def con_oraciones(texto: str, resumen: Mapping[str, Any]) -> dict[str, Any]:
    """A summary with another text (as an exported file shows it), its sentences cut and their citations read again."""
    partes = [o for p in texto.split("\n") for o in oraciones(p)]
    return {**resumen, "answer": texto, "sentences": [{"text": o, "citations": citas_de(o)} for o in partes]}


def citas_de(oracion: str) -> list[int]:
    """The citations that a sentence's markers name."""
    return list(dict.fromkeys(n for m in MARCA.finditer(oracion) for n in citadas(m.group(1))))


def _cubren(texto: str, dichas: Sequence[str]) -> Iterable[str]:
    if " ".join(texto.split()) != " ".join(" ".join(dichas).split()):
        yield "El texto no es el de sus oraciones."
    if not dichas:
        yield "El resumen no tiene oraciones."


def _marcas(dichas: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for o in dichas:
        texto = str(o.get("text") or "")
        marcas = citas_de(texto)
        if not marcas:
            yield f"La oración «{texto[:60]}…» no cita nada."
        if len(oraciones(texto)) > 1:
            yield f"La oración «{texto[:60]}…» son varias: cada una debe citar."
        if sorted(marcas) != sorted(o.get("citations") or []):
            yield f"Las citas de la oración «{texto[:60]}…» no son las de sus marcas."


def _en_cifras(dichas: Sequence[str], figuras: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """The sentences and figures with the counts that are in words written in digits, as the verifier reads them."""
    faltas, salida, hechas = [], [], []
    en_letras = [f for f in figuras if not re.search(r"\d", str(f.get("text")))]
    for f in figuras:
        dicho = str(f.get("text"))
        if f in en_letras:
            if de_letras(dicho) != f.get("value"):
                faltas.append(f"La cifra «{dicho}» no es su valor, {f.get('value')}.")
            hechas.append({**f, "text": str(f.get("value"))})
        else:
            hechas.append(dict(f))
    pendientes = [(str(f.get("text")), str(f.get("value"))) for f in en_letras]
    for texto in dichas:
        if pendientes and re.match(rf"{re.escape(pendientes[0][0])}\b", texto):
            letras, numero = pendientes.pop(0)
            texto = numero + texto[len(letras) :]
        salida.append(texto)
    faltas += [f"La cifra «{p[0]}» no inicia una oración." for p in pendientes]
    return salida, hechas, faltas


def _palabras_numero(dichas: Sequence[str], resumen: Mapping[str, Any], voc: Vocabulario) -> Iterable[str]:
    """A count in words that no figure lists; names of offices and programmes may hold some."""
    nombres = plegar(" ".join([*(n.nombre for n in voc.nombres), *(str(c.get("literal")) for c in resumen.get("citations") or [])]))
    for texto in dichas:
        for palabra in re.findall(r"[^\W\d_]+", _CITA.sub(" ", texto)):
            if palabra.lower() in PALABRAS_NUMERO and plegar(palabra) not in nombres.split():
                yield f"«{palabra}» es un número en letras que no está entre las cifras."


def _medidas(dichas: Sequence[str], resumen: Mapping[str, Any], lector: Lector) -> Iterable[str]:
    """The words after a goal's quantity are its own measure, or words that go on with the sentence."""
    citas = {int(c["n"]): c for c in resumen.get("citations") or []}
    claves = list(dict.fromkeys(str(c["meta_id"]) for c in citas.values() if c.get("meta_id")))
    filas = lector.filas_por_clave(claves)
    for texto in dichas:
        limpio = _CITA.sub(lambda m: " " * len(m.group()), texto)
        for m in re.finditer(r"(?<![\w.,])\d[\d,.]*(?: %)? (?P<que>[^\W\d_]+(?: [^\W\d_]+){0,4})", limpio):
            if "%" in m.group() or re.search(r"\b(?:acción|principal|la|unidad|ramo|programa) $", limpio[: m.start()]):
                continue
            proxima = MARCA.search(texto, m.start())
            suyas = [citas[n] for n in citadas(proxima.group(1)) if n in citas] if proxima else []
            metas = {str(c["meta_id"]) for c in suyas if c.get("field") in ("avance_absoluto", "meta_anual") or str(c.get("field")).startswith(("programado.", "alcanzado."))}
            if not metas or any(c.get("kind") == "set" for c in suyas):
                continue
            dicho = plegar(m.group("que"))
            propias = {plegar(medida(str(filas[k].datos["unidad_medida"]), n)) for k in metas if k in filas for n in (1, 2)}
            if dicho.split()[0] not in _TRAS_CIFRA and not any(f"{dicho} ".startswith(f"{p} ") for p in propias):
                yield f"«{m.group('que').split()[0]}» no es la unidad de medida de la meta que cita."
