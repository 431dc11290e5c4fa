/* Runs before Gradio's scripts. Who is in and how they leave; what a refusal says; and whose conversations these are:
   another account in the same browser does not see the last one's. */
(() => {
  "use strict";
  const dato = (nombre) => document.querySelector(`meta[name="poa-${nombre}"]`)?.content ?? "";
  const usuario = dato("usuario");

  try {
    const GUARDADO = "metas-a-la-vista", DUENO = "metas-a-la-vista-de";
    const dueno = localStorage.getItem(DUENO);
    if (dueno !== null && dueno !== usuario) localStorage.removeItem(GUARDADO);
    if (usuario || dueno !== null) localStorage.setItem(DUENO, usuario);
  } catch { /* a browser that keeps nothing has nothing to hide */ }

  function avisar(texto) {
    let aviso = document.getElementById("poa-aviso");
    if (!aviso) {
      aviso = document.createElement("div");
      aviso.id = "poa-aviso";
      aviso.setAttribute("role", "alert");
      document.body.append(aviso);
    }
    aviso.textContent = texto;
    aviso.hidden = false;
    clearTimeout(avisar.reloj);
    avisar.reloj = setTimeout(() => { aviso.hidden = true; }, 8000);
  }

  const pedir = window.fetch;
  window.fetch = async function (...args) {
    const respuesta = await pedir.apply(this, args);
    if (usuario && respuesta.status === 401) {
      apartar();
      const volver = encodeURIComponent(location.pathname + location.search);
      location.assign(`/entrar?motivo=caduco&volver=${volver}`);
    } else if ([403, 413, 429, 503].includes(respuesta.status) && !/\/queue\/join/.test(respuesta.url)) {
      /* What the page's queue refuses, Gradio tells in a notice of its own, with our words. */
      respuesta.clone().json().then((d) => d.error && avisar(d.error)).catch(() => {});
    }
    return respuesta;
  };

  /* What was being asked when the session ended waits for the same person to come back. */
  const POR_PREGUNTAR = "metas-a-la-vista-por-preguntar";
  const caja = () => document.querySelector("#pregunta input, #pregunta textarea");
  function apartar() {
    const texto = caja()?.value.trim();
    try {
      if (texto) sessionStorage.setItem(POR_PREGUNTAR, JSON.stringify({ usuario, texto }));
    } catch { /* it is typed again */ }
  }

  function reponer() {
    let dejada = null;
    try {
      dejada = JSON.parse(sessionStorage.getItem(POR_PREGUNTAR));
      sessionStorage.removeItem(POR_PREGUNTAR);
    } catch { /* nothing was left */ }
    if (dejada?.usuario !== usuario) return;
    const vigia = new MutationObserver(() => {
      const campo = caja();
      if (!campo) return;
      vigia.disconnect();
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(campo), "value").set.call(campo, dejada.texto);
      campo.dispatchEvent(new Event("input", { bubbles: true }));
    });
    vigia.observe(document.body, { childList: true, subtree: true });
  }

  function presentar() {
    if (!usuario || document.getElementById("poa-cuenta")) return;
    const forma = document.createElement("form");
    forma.id = "poa-cuenta";
    forma.method = "post";
    forma.action = "/salir";
    const quien = document.createElement("span");
    quien.textContent = `${usuario} · ${dato("papel")}`;
    const salir = document.createElement("button");
    salir.type = "submit";
    salir.textContent = "Salir";
    forma.append(quien, salir);
    document.body.prepend(forma);
  }
  document.addEventListener("DOMContentLoaded", () => { presentar(); reponer(); });
})();
