/*
 * Keeps the page of home visits and what it is made of on the phone, so that it opens without a network. Nothing about anybody lies here: that
 * is closed in the page's own store.
 */
"use strict";

const CACHE = "guanjia-visits";
const PAGE = "/visits/phone";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The page names what it needs, since the addresses change with the content. */
self.addEventListener("message", (event) => {
  const needed = (event.data && event.data.keep) || [];
  event.waitUntil(keep(needed.filter((path) => path.startsWith("/assets/") || path.startsWith("/webjars/"))));
});

const keep = async (needed) => {
  const cache = await caches.open(CACHE);
  await Promise.all([PAGE, ...needed].map(async (path) => {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(path, answer);
  }));
  const wanted = new Set([PAGE, ...needed]);
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
};

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    if (address.pathname === "/visits" || address.pathname.startsWith("/visits/")) event.respondWith(fetch(event.request).catch(() => caches.match(PAGE).then((page) => page || Response.error())));
    return;
  }
  if (address.pathname.startsWith("/assets/") || address.pathname.startsWith("/webjars/")) {
    event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  }
});
