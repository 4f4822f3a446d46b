/* Shows the one sentence that a push carries and opens the findings when it is clicked. Keeps nothing. */
self.addEventListener("push", (event) => {
  const { title, body } = event.data ? event.data.json() : { title: "零株", body: "" };
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      icon: "/favicon.svg",
      lang: "zh-CN",
      // A second finding replaces the sentence instead of piling up.
      tag: "finding",
      renotify: true,
    }),
  );
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((windows) => {
      const open = windows.find((page) => !new URL(page.url).pathname.startsWith("/field"));
      return open ? open.focus() : self.clients.openWindow("/findings");
    }),
  );
});
