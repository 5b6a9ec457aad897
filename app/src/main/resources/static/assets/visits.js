/*
 * Home visits on a phone, with or without a network. Whom to visit and what was written down are closed (AES-GCM) with a key that the server gives
 * to whoever is logged in; the browser keeps that key where no script can read it, and forgets it when the session has ended. A visit is sent until
 * the server has it, always under the same key, so that it is there once.
 */
(() => {
  "use strict";
  const root = document.getElementById("visits-phone");
  if (!root) return;
  const KEY_HOURS = 14;
  const say = (name, value) => (root.dataset[name] || "").replace("#", value);
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const copy = (name) => document.getElementById(`visits-${name}`).content.firstElementChild.cloneNode(true);
  let key = null;
  let csrf = null;

  /* ---- The store ---- */

  const database = new Promise((resolve, reject) => {
    const opening = indexedDB.open("guanjia-visits", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("keys");
      opening.result.createObjectStore("items");
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

  const store = async (name, mode, deed) => {
    const db = await database;
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(name, mode);
      const request = deed(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = () => reject(transaction.error);
    });
  };

  const closed = async (id, value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) }, key, new TextEncoder().encode(JSON.stringify(value)));
    return { iv, data };
  };

  const opened = async (id, item) => {
    const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: item.iv, additionalData: new TextEncoder().encode(id) }, key, item.data);
    return JSON.parse(new TextDecoder().decode(data));
  };

  const put = async (id, value) => {
    const item = await closed(id, value);
    return store("items", "readwrite", (items) => items.put(item, id));
  };
  const remove = (id) => store("items", "readwrite", (items) => items.delete(id));

  /** What is kept of that kind and opens with this key; what another person of this phone wrote stays closed and stays here. */
  const all = async (kind) => {
    const ids = (await store("items", "readonly", (items) => items.getAllKeys())).filter((id) => id.startsWith(kind));
    const found = [];
    for (const id of ids) {
      const item = await store("items", "readonly", (items) => items.get(id));
      try {
        found.push({ id, ...(await opened(id, item)) });
      } catch {
        // Closed with somebody else's key.
      }
    }
    return found;
  };

  /* ---- The key ---- */

  const unlock = async () => {
    let answer;
    try {
      answer = await fetch("/api/v1/visits/key", { headers: { Accept: "application/json" }, redirect: "manual" });
    } catch {
      const kept = await store("keys", "readonly", (keys) => keys.get("key"));
      if (kept && kept.until > Date.now()) key = kept.key;
      return;
    }
    if (!answer.ok) {
      key = csrf = null;
      await store("keys", "readwrite", (keys) => keys.delete("key"));
      return;
    }
    const given = await answer.json();
    csrf = given.csrf;
    const bytes = Uint8Array.from(atob(given.key), (character) => character.charCodeAt(0));
    key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    bytes.fill(0);
    await store("keys", "readwrite", (keys) => keys.put({ key, user: given.user, until: Date.now() + KEY_HOURS * 3600_000 }, "key"));
  };

  /* ---- The round ---- */

  const download = async () => {
    const answer = await fetch("/api/v1/visits/round", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const people = await answer.json();
    const wanted = new Set(people.map((each) => `person:${each.person}`));
    for (const person of people) await put(`person:${person.person}`, person);
    for (const kept of await all("person:")) if (!wanted.has(kept.id)) await remove(kept.id);
  };

  const state = (person) => ({ phones: person.phones || [], address: person.address || "", resident: person.resident ?? null });

  const begin = (person) => ({
    key: crypto.randomUUID(), person: person ? person.person : null, name: person ? person.name : "", visitedAt: new Date().toISOString(), met: "PERSON",
    condition: "WELL", words: "", request: "", base: person ? state(person) : null, found: person ? state(person) : null, ready: false, conflict: null, refused: null,
  });

  /* ---- The form ---- */

  const write = (visit) => {
    const form = copy("form");
    form.querySelector("h2").textContent = visit.name || say("unknown", "");
    const field = (name) => form.elements[name];
    field("words").value = visit.words;
    field("request").value = visit.request;
    for (const name of ["met", "condition"]) field(name).value = visit[name];
    const ofPerson = form.querySelector("[data-of-person]");
    if (visit.found) {
      field("phones").value = visit.found.phones.join("\n");
      field("address").value = visit.found.address;
      field("resident").value = visit.found.resident === null ? "" : String(visit.found.resident);
    } else ofPerson.remove();
    const read = () => {
      visit.words = field("words").value.trim();
      visit.request = field("request").value.trim();
      visit.met = field("met").value;
      visit.condition = field("condition").value;
      if (!visit.found) return;
      visit.found = {
        phones: field("phones").value.split("\n").map((line) => line.replace(/\D/g, "")).filter(Boolean),
        address: field("address").value.trim(),
        resident: field("resident").value === "" ? null : field("resident").value === "true",
      };
    };
    let saving = Promise.resolve();
    const save = () => { saving = saving.then(() => put(`visit:${visit.key}`, visit)); return saving; };
    form.addEventListener("input", () => { read(); save(); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      read();
      if (!visit.person && !visit.words && !visit.request) return field("words").focus();
      visit.ready = true;
      visit.refused = null;
      await save();
      form.remove();
      await show();
      await send();
    });
    form.querySelector("[data-away]").addEventListener("click", async () => { await saving; form.remove(); await show(); });
    part("lists").hidden = true;
    root.append(form);
    form.querySelector("h2").focus();
  };

  /* ---- Two changed the same: field by field ---- */

  const told = (name, value) => (name === "resident" ? say(value === true ? "yes" : value === false ? "no" : "open", "") : Array.isArray(value) ? value.join(", ") : value || say("open", ""));

  const settle = (visit) => {
    const form = copy("conflict");
    form.querySelector("h2").textContent = visit.name;
    const rows = form.querySelector("[data-rows]");
    for (const [name, both] of Object.entries(visit.conflict)) {
      const row = copy("choice");
      row.querySelector("legend").textContent = say(name, "");
      for (const side of ["mine", "theirs"]) {
        const radio = row.querySelector(`[value=${side}]`);
        radio.name = name;
        row.querySelector(`[data-${side}]`).textContent = told(name, both[side]);
      }
      rows.append(row);
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      for (const [name, both] of Object.entries(visit.conflict)) {
        const theirs = both.theirs ?? (name === "phones" ? [] : name === "address" ? "" : null);
        visit.base[name] = theirs;
        if (form.elements[name].value === "theirs") visit.found[name] = theirs;
      }
      visit.conflict = null;
      visit.ready = true;
      await put(`visit:${visit.key}`, visit);
      form.remove();
      await show();
      await send();
    });
    part("lists").hidden = true;
    root.append(form);
    form.querySelector("h2").focus();
  };

  /* ---- Sending ---- */

  let sending = false;

  const post = (visit) => fetch("/api/v1/visits", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-TOKEN": csrf },
    body: JSON.stringify({ key: visit.key, person: visit.person, visitedAt: visit.visitedAt, met: visit.met, condition: visit.condition, words: visit.words, request: visit.request, base: visit.base, found: visit.found }),
  });

  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      if (!csrf) await unlock();
      if (!key || !csrf) return;
      for (const visit of (await all("visit:")).filter((each) => each.ready && !each.conflict)) {
        const { id, ...draft } = visit;
        const answer = await post(draft);
        if (answer.ok) {
          await remove(id);
          part("sent").textContent = say("sent", visit.name || say("unknown", ""));
        } else if (answer.status === 409) {
          const problem = await answer.json();
          await put(id, { ...draft, ready: false, conflict: problem.fields });
        } else if (answer.status === 401 || answer.status === 403) {
          csrf = null;
          break;
        } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
          const problem = await answer.json().catch(() => ({}));
          await put(id, { ...draft, ready: false, refused: (problem.errors || []).map((error) => error.message || error.detail).join(" ") || problem.detail || say("failed", "") });
        } else break;
      }
    } catch {
      // No network: it is sent when there is one again.
    } finally {
      sending = false;
    }
    await show();
  };

  /* ---- The page ---- */

  const show = async () => {
    const online = navigator.onLine;
    part("offline").hidden = online;
    part("locked").hidden = Boolean(key);
    part("lists").hidden = !key;
    if (!key) return;
    const visits = await all("visit:");
    const people = (await all("person:")).sort((a, b) => (a.address || "").localeCompare(b.address || "", "zh"));
    const waiting = part("waiting");
    waiting.replaceChildren(...visits.map((visit) => {
      const line = copy("waiting");
      line.querySelector("[data-name]").textContent = visit.name || say("unknown", "");
      line.querySelector("[data-state]").textContent = visit.conflict ? say("conflict", "") : visit.refused ? visit.refused : visit.ready ? say("ready", "") : say("draft", "");
      line.querySelector("button").addEventListener("click", () => { const { id, ...draft } = visit; return draft.conflict ? settle(draft) : write(draft); });
      return line;
    }));
    part("waiting-box").hidden = visits.length === 0;
    part("people").replaceChildren(...people.map((person) => {
      const line = copy("person");
      line.querySelector("[data-name]").textContent = person.name;
      line.querySelector("[data-more]").textContent = [person.address, (person.phones || []).join(", ")].filter(Boolean).join(" · ");
      line.querySelector("button").addEventListener("click", () => write(begin(person)));
      return line;
    }));
    part("none").hidden = people.length > 0;
  };

  part("fetch").addEventListener("click", async () => {
    try {
      if (!csrf) await unlock();
      await download();
      part("sent").textContent = say("fetched", "");
    } catch {
      part("sent").textContent = say("failed", "");
    }
    await show();
  });
  part("new").addEventListener("click", () => write(begin(null)));
  window.addEventListener("online", async () => { await unlock(); await show(); await send(); });
  window.addEventListener("offline", show);

  const start = async () => {
    if (navigator.serviceWorker) {
      await navigator.serviceWorker.register("/visits/worker.js", { scope: "/visits" });
      const worker = await navigator.serviceWorker.ready;
      const needed = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], [data-keep]")].map((each) => new URL(each.href || each.src || each.dataset.keep, location).pathname);
      worker.active.postMessage({ keep: [...new Set(needed)] });
    }
    await unlock();
    await show();
    await send();
    root.dataset.state = "ready";
  };
  start().catch(() => { part("sent").textContent = say("failed", ""); });
})();
