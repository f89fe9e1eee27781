/** Nothing is stored: what a browser does that blocks a frame's storage. It runs before a page's own scripts. */

for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(window, name, {
    get() {
      throw new DOMException("storage is blocked", "SecurityError");
    },
  });
}
