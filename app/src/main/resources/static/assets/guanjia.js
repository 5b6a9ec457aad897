/*
 * What a script adds to pages that work without it: dialogs, drafts of long forms, pictures shrunk before they are sent,
 * keys for the quick, one submission per click. No inline code, no eval; text comes from the page in its own language.
 */
(() => {
  "use strict";
  const root = document.documentElement;
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const text = (name, value) => (document.body.dataset[name] || "").replace("#", value);
  root.classList.add("scripted");

  /* ---- Toast ---- */

  const toast = (message, tone = "info") => {
    const area = document.querySelector(".toasts");
    const box = document.createElement("div");
    box.className = `flash tone-${tone}`;
    box.textContent = message;
    area.append(box);
    setTimeout(() => box.remove(), 8000);
  };

  /* ---- Dialogs: a link that has its page opens the same form here; a confirmation moves into a dialog ---- */

  const shut = (dialog) => dialog.close();

  const open = (dialog, event) => {
    if (!dialog || typeof dialog.showModal !== "function") return;
    event.preventDefault();
    dialog.showModal();
  };

  const confirmation = (details, event) => {
    event.preventDefault();
    let dialog = details.dialog;
    if (!dialog) {
      dialog = details.dialog = document.createElement("dialog");
      dialog.className = "dialog";
      dialog.append(details.querySelector(".confirm-sheet"));
      const heading = dialog.querySelector("h2");
      if (heading) dialog.setAttribute("aria-label", heading.textContent);
      document.body.append(dialog);
    }
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const trigger = event.target.closest("[data-dialog]");
    if (trigger) return open(document.getElementById(trigger.dataset.dialog), event);
    const summary = event.target.closest("[data-confirm] > summary");
    if (summary && typeof HTMLDialogElement === "function") return confirmation(summary.parentElement, event);
    const closer = event.target.closest("[data-shut]");
    if (closer) return shut(closer.closest("dialog"));
    if (event.target.matches("dialog")) return shut(event.target);
    if (event.target.closest("[data-print]")) return window.print();
    $$("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    $$("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  /* ---- One submission per click; the server's idempotency key is the real guard ---- */

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "true";
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-disabled", "true");
    button.classList.add("is-busy");
    window.setTimeout(() => waiting(form, button), WAIT_TOLD_MS);
  });

  /* What takes long says so: a month of a large town is worked out in a quarter of a minute. */
  const WAIT_TOLD_MS = 2000;
  const waiting = (form, button) => {
    if (!form.dataset.sent || form.querySelector(".waiting")) return;
    const line = document.createElement("p");
    line.className = "hint waiting";
    line.setAttribute("role", "status");
    button.insertAdjacentElement("afterend", line);
    line.textContent = text("waiting");
  };

  window.addEventListener("pageshow", () => {
    $$("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      $$(".waiting", form).forEach((line) => line.remove());
      $$(".is-busy", form).forEach((button) => { button.classList.remove("is-busy"); button.removeAttribute("aria-disabled"); });
    });
  });

  /* ---- Drafts: what was typed survives a lost connection, an expired session, a closed tab; for one day ---- */

  const DRAFT = "draft:";
  const DRAFT_KEPT_MS = 24 * 60 * 60 * 1000;
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const keep = (key, value) => { try { store?.setItem(DRAFT + key, JSON.stringify(value)); } catch { /* full or forbidden */ } };
  const kept = (key) => { try { return JSON.parse(store?.getItem(DRAFT + key)); } catch { return null; } };
  const forget = (key) => store?.removeItem(DRAFT + key);
  const drafts = () => (store ? Object.keys(store).filter((key) => key.startsWith(DRAFT)).map((key) => key.slice(DRAFT.length)) : []);

  const worthKeeping = (field) =>
    field.name && !field.closest("[data-no-draft]") && !["hidden", "password", "file", "submit", "button"].includes(field.type);

  const read = (form) =>
    [...form.elements].filter(worthKeeping)
      .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .map((field) => [field.name, field.value]);

  const write = (form, values) =>
    [...form.elements].filter(worthKeeping).forEach((field) => {
      const mine = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = mine.includes(field.value);
      else if (mine.length) field.value = mine[0];
    });

  const offerDraft = (form, key, draft) => {
    const before = read(form);
    write(form, draft.values);
    const box = document.createElement("div");
    box.className = "flash tone-info";
    box.setAttribute("role", "status");
    const words = document.createElement("span");
    words.className = "flash-text";
    words.textContent = text("kept");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "link-button";
    undo.textContent = text("discard");
    undo.addEventListener("click", () => { form.reset(); write(form, before); forget(key); box.remove(); });
    box.append(words, undo);
    form.prepend(box);
  };

  const keepDrafts = (form) => {
    const key = form.dataset.draft;
    const draft = kept(key);
    if (draft && Date.now() - draft.at < DRAFT_KEPT_MS && form.dataset.fresh) offerDraft(form, key, draft);
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(key, { at: Date.now(), values: read(form) }), 400);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep(key, { at: Date.now(), values: read(form), sent: true });
    });
  };

  /* A draft that was sent is done with as soon as a page without that form comes: unless it is the log-in or an error. */
  const clearSent = () => {
    const here = new Set($$("form[data-draft]").map((form) => form.dataset.draft));
    const astray = document.querySelector('form[action="/login"], .problem');
    drafts().forEach((key) => {
      const draft = kept(key);
      if (!draft || Date.now() - draft.at > DRAFT_KEPT_MS || (draft.sent && !here.has(key) && !astray)) forget(key);
    });
  };

  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts]")) drafts().forEach(forget);
  });

  /* ---- Pictures: shown at once, and made small before they travel ---- */

  const SIDE_MAX_PX = 2000;
  const SHRINK_FROM_BYTES = 1_200_000;

  const shrunk = async (file, bitmap) => {
    const scale = Math.min(1, SIDE_MAX_PX / Math.max(bitmap.width, bitmap.height));
    if (file.size < SHRINK_FROM_BYTES) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  };

  const preview = (area, file, bitmap) => {
    const figure = document.createElement("figure");
    if (bitmap) {
      const canvas = document.createElement("canvas");
      const side = Math.min(bitmap.width, bitmap.height);
      canvas.width = canvas.height = 192;
      canvas.getContext("2d").drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, 192, 192);
      figure.append(canvas);
    }
    const caption = document.createElement("figcaption");
    caption.textContent = file.name;
    figure.append(caption);
    area.append(figure);
  };

  /* ---- Where it is: from the phone, or from a photo before it is made small (which drops what the camera wrote) ---- */

  const placeBox = document.querySelector("[data-locate]");
  const field = (name) => document.getElementById(`f-${name}`);

  const place = (latitude, longitude, said) => {
    field("latitude").value = latitude.toFixed(6);
    field("longitude").value = longitude.toFixed(6);
    field("latitude").dispatchEvent(new Event("input", { bubbles: true }));
    placeBox.querySelector("[role=status]").textContent = placeBox.dataset[said];
  };

  const locate = () => {
    const said = placeBox.querySelector("[role=status]");
    said.textContent = placeBox.dataset.busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => place(coords.latitude, coords.longitude, "found"),
      () => { said.textContent = placeBox.dataset.denied; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  };

  if (placeBox) {
    if (!("geolocation" in navigator) || !window.isSecureContext) placeBox.querySelector("button").hidden = true;
    placeBox.querySelector("button").addEventListener("click", locate);
  }

  /* Degrees north and east in a JPEG's EXIF (TIFF 6.0, EXIF 2.3 chapter 4.6.6); null where there are none. */
  const photoPosition = (view) => {
    let at = 2;
    while (at + 4 < view.byteLength && view.getUint16(at) !== 0xffe1) at += 2 + view.getUint16(at + 2);
    if (at + 18 > view.byteLength || view.getUint32(at + 4) !== 0x45786966) return null;
    const tiff = at + 10;
    const little = view.getUint16(tiff) === 0x4949;
    const u16 = (offset) => view.getUint16(tiff + offset, little);
    const u32 = (offset) => view.getUint32(tiff + offset, little);
    const find = (directory, tag) => {
      for (let i = 0; i < u16(directory); i++) if (u16(directory + 2 + 12 * i) === tag) return directory + 2 + 12 * i;
      return 0;
    };
    const gps = find(u32(4), 0x8825);
    if (!gps) return null;
    const degrees = (sign, value, minus) => {
      const entry = find(u32(gps + 8), value);
      const side = find(u32(gps + 8), sign);
      if (!entry || !side) return NaN;
      const part = (i) => u32(u32(entry + 8) + 8 * i) / u32(u32(entry + 8) + 8 * i + 4);
      const whole = part(0) + part(1) / 60 + part(2) / 3600;
      return String.fromCharCode(view.getUint8(tiff + side + 8)) === minus ? -whole : whole;
    };
    const found = [degrees(1, 2, "S"), degrees(3, 4, "W")];
    return found.every(Number.isFinite) && found.some(Boolean) ? found : null;
  };

  const placeFrom = async (file) => {
    if (!placeBox || !field("pointFromPhoto")?.checked || field("latitude").value) return;
    try {
      const found = photoPosition(new DataView(await file.slice(0, 262144).arrayBuffer()));
      if (found) place(found[0], found[1], "photo");
    } catch { /* a damaged or foreign file tells no place */ }
  };

  const filesChosen = async (input) => {
    const area = input.parentElement.querySelector(".file-previews");
    area.replaceChildren();
    const list = new DataTransfer();
    for (const file of input.files) {
      let bitmap = null;
      try { if (file.type.startsWith("image/")) bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { /* the server says what is wrong with it */ }
      preview(area, file, bitmap);
      if (file.type === "image/jpeg") await placeFrom(file);
      list.items.add(bitmap && input.dataset.shrink ? await shrunk(file, bitmap) : file);
      bitmap?.close();
    }
    if (input.dataset.shrink) input.files = list.files;
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file][data-preview]")) filesChosen(event.target);
  });

  /* ---- Before and after ---- */

  const slider = (box) => {
    box.classList.add("is-slider");
    const range = box.querySelector("input");
    const move = () => box.style.setProperty("--cut", `${range.value}%`);
    range.addEventListener("input", move);
    move();
  };

  /* ---- Tables: pick, count, keys ---- */

  const picks = (within) => $$(".tick:not([data-pick-all])", within);

  const countPicks = (within) => {
    const count = picks(within).filter((tick) => tick.checked).length;
    $$("[data-pick-count]", within).forEach((place) => { place.textContent = text("selected", count); });
  };

  document.addEventListener("change", (event) => {
    if (!event.target.matches(".tick")) return;
    const within = event.target.closest("form") || document;
    if (event.target.matches("[data-pick-all]")) picks(within).forEach((tick) => { tick.checked = event.target.checked; });
    countPicks(within);
  });

  const rows = () => $$("table[data-rows] > tbody > tr, [data-rows] > li").filter((row) => row.querySelector("a[href]"));

  const step = (by) => {
    const all = rows();
    if (!all.length) return document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
    const next = Math.max(0, Math.min(all.length - 1, all.findIndex((row) => row.classList.contains("is-here")) + by));
    all.forEach((row, at) => row.classList.toggle("is-here", at === next));
    const link = all[next].querySelector(".cell-main a[href], a[href]");
    link.focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => document.querySelector(".is-here .tick")?.click(),
    "/": () => $$("[data-seek]").find((field) => field.offsetParent)?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]") && !event.target.matches(".tick")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  /* ---- Small helps ---- */

  const countDown = (field) => {
    const note = document.createElement("p");
    note.className = "hint count-left";
    note.setAttribute("aria-hidden", "true");
    const show = () => {
      const left = field.maxLength - field.value.length;
      note.textContent = left <= field.maxLength / 5 ? text("left", left) : "";
    };
    field.after(note);
    field.addEventListener("input", show);
    show();
  };

  document.addEventListener("htmx:responseError", () => toast(text("failed"), "danger"));
  document.addEventListener("htmx:sendError", () => toast(text("offline"), "danger"));
  window.addEventListener("offline", () => toast(text("offline"), "warning"));

  const begin = (within) => {
    $$("[data-slider]", within).forEach(slider);
    $$("textarea[maxlength]", within).forEach(countDown);
    $$(".bulk-form", within).forEach(countPicks);
  };

  clearSent();
  $$("form[data-draft]").forEach(keepDrafts);
  begin(document);
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("htmx:load", (event) => {
    if (event.target === document.body) return;
    begin(event.target);
    $$("form[data-draft]", event.target).forEach(keepDrafts);
    event.target.querySelector("h2[tabindex]")?.focus();
  });
})();
