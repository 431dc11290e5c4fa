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
      const volver = encodeURIComponent(location.pathname + location.search);
      location.assign(`/entrar?motivo=caduco&volver=${volver}`);
    } else if ([403, 413, 429, 503].includes(respuesta.status) && !/\/queue\/join/.test(respuesta.url)) {
      /* What the page's queue refuses, Gradio tells in a notice of its own, with our words. */
      respuesta.clone().json().then((d) => d.error && avisar(d.error)).catch(() => {});
    }
    return respuesta;
  };

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
  document.addEventListener("DOMContentLoaded", presentar);
})();
