
from apoyo import EJEMPLOS, Poa
from pathlib import Path
def test_repara(poa: Poa, tmp_path: Path) -> None:
    assert poa("ingest", EJEMPLOS[0]).codigo == 0
    from assistant.settings import Settings
    from index import schema, integridad
    from sqlalchemy import text
    s = Settings()
    m = schema.abrir(s.url)
    with m.begin() as con:
        con.execute(text("DELETE FROM metas_fts"))
        con.execute(text("UPDATE metas SET vigente = false"))
        con.execute(text("UPDATE metas SET serie = 'x'"))
        con.execute(text("INSERT INTO observaciones (huella, texto) VALUES ('h', 'nada')"))
        con.execute(text("INSERT INTO pendientes (municipio) VALUES ('Puerto Claro')"))
    print([d.que for d in integridad.revisar(m)])
    m.dispose()
    r = poa("doctor", "--repair", "--json")
    print(r.json["repairs"], [c for c in r.json["checks"] if c["status"] == "problem"])
    assert r.codigo == 0 and len(r.json["repairs"]) >= 5
    print(poa("backup", "/tmp/me/x.zip").error)
