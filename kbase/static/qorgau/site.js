// Small enhancements; every page works without them. Quick exit and the arrow keys of the suggestions.

const exit = document.getElementById("quick-exit");
const ESCAPES = 3;
const WITHIN_MS = 2000;

function leave() {
  // Hidden at once, for a slow line; replaced, so that 'back' does not lead here again.
  document.documentElement.hidden = true;
  document.title = " ";
  window.location.replace(exit.href);
}

if (exit) {
  let presses = [];
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") {
        presses = [];
        return;
      }
      if (event.repeat) return;
      const now = Date.now();
      presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
      if (presses.length >= ESCAPES) leave();
    },
    true,
  );
}

for (const input of document.querySelectorAll("[data-suggest]")) {
  const box = document.getElementById(`${input.id}-suggestions`);
  const links = () => [...box.querySelectorAll("a")];
  input.form.addEventListener("keydown", (event) => {
    const list = links();
    if (event.key === "Escape") box.replaceChildren();
    if (!list.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = list.indexOf(document.activeElement) + step;
    (next < 0 ? input : (list[next] ?? list[0])).focus();
  });
  input.form.addEventListener("focusout", (event) => {
    if (!input.form.contains(event.relatedTarget)) box.replaceChildren();
  });
}
