"""What a run of the bench says of what was promised."""

from __future__ import annotations

from typing import Any

from bench.escala.veredicto import renglones, tabla, veredicto


def _clase(ms: float, piso: float = 1, cpu: float = 1, **mas: Any) -> dict[str, Any]:
    de = {"p50": ms, "p95": ms}
    return {"ms": de, "piso_ms": {"p50": piso, "p95": piso}, "cpu_ms": {"p50": cpu, "p95": cpu}, "sobre_el_piso_ms": ms - piso, "completas": 1, "sin_comprobar": 0, **mas}


def _almacen(clases: dict[str, Any], frio: float = 800, sobre: float = 20) -> dict[str, Any]:
    return {"frio": {"ms": frio, "cpu_ms": frio}, "sobre_el_piso_ms": {"p50": sobre, "p95": sobre}, "memoria_mb": 100, "disco_mb": 1, "carga": {"metas": 33, "segundos": None}, "clases": clases}


def _fallas(almacenes: dict[str, Any]) -> dict[str, list[str]]:
    return {v["promesa"]: v["fallas"] for v in veredicto({"almacenes": almacenes}) if not v["cumple"]}


def test_a_run_within_what_was_promised_has_no_failure() -> None:
    chico = _almacen({"lista": _clase(20, rag_ms={"p50": 30, "p95": 30}), "híbrida": _clase(40)})
    grande = _almacen({"lista": _clase(30), "unidad, todo": _clase(400)})
    hecho = {"maquina": "una", "almacenes": {"100000": chico, "1000000": grande}}
    assert not _fallas(hecho["almacenes"])  # type: ignore[arg-type]
    assert "| lista | 20 |" in tabla(hecho) and "p95 +20.0" in tabla(hecho) and "NO CUMPLE" not in renglones(veredicto(hecho))


def test_each_promise_that_fails_says_what_fails_it() -> None:
    chico = _almacen({"lista": _clase(27, cpu=10, rag_ms={"p50": 5, "p95": 5}), "híbrida": _clase(151)}, sobre=25.1)
    grande = _almacen({"lista": _clase(251, cpu=13, completas=0.9), "unidad, todo": _clase(501)}, frio=1_100)
    fallas = _fallas({"100000": chico, "1000000": grande})
    assert fallas == {
        "100,000: exactas, p95 de todas a lo más su piso + 25 ms": ["+25.1"],
        "100,000: exactas de cada clase, p95 a lo más el piso + 25 ms": ["lista +26.0"],
        "100,000: híbridas, p95 menor a 150 ms": ["híbrida 151"],
        "1,000,000: exactas, p95 menor a 250 ms": ["lista 251"],
        "1,000,000: agrupadas de todo, p95 menor a 500 ms": ["unidad, todo 501"],
        "En frío, 1,000,000 metas cuestan lo que 100,000": ["800 → 1100 ms de CPU"],
        "Con lugar, 1,000,000 metas cuestan lo que 100,000": ["lista 10 → 13 ms de CPU"],
        "100,000: no más lento que un RAG llano, que solo busca": ["27 contra 5 ms"],
        "1,000,000: respuestas completas y comprobadas": ["lista"],
    }
