// What the pages can do beyond links and forms: copy a text, print, draw a box over a picture. Everything else works
// without scripts.
document.documentElement.classList.add("js");
document.addEventListener("click", async (event) => {
  // What was found in a text is shown at its words there.
  const words = event.target.closest("a[data-select]");
  const text = words && document.getElementById("f-text");
  if (text) {
    event.preventDefault();
    // Positions count characters, the field counts UTF-16 units.
    const all = Array.from(text.value);
    const [from, to] = words.dataset.select.split(" ").map((at) => all.slice(0, at).join("").length);
    text.focus();
    return text.setSelectionRange(from, to);
  }
  const button = event.target.closest("button[data-copy], button[data-print]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return window.print();
  const from = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText("value" in from ? from.value : from.innerText);
  const said = document.getElementById(button.dataset.copy + "-said");
  if (said) said.hidden = false;
});
// A box is drawn over what is to be covered; its measures, in per cent of the picture, land in the fields below.
document.addEventListener("pointerdown", (down) => {
  const picture = down.target.closest("[data-draw] img");
  if (!picture) return;
  down.preventDefault();
  const frame = picture.parentElement;
  const all = picture.getBoundingClientRect();
  const box = frame.querySelector(".drawn") ?? frame.appendChild(Object.assign(document.createElement("div"), { className: "drawn" }));
  const part = (at, from, size) => Math.min(100, Math.max(0, ((at - from) / size) * 100));
  const draw = (move) => {
    const x = [part(down.clientX, all.left, all.width), part(move.clientX, all.left, all.width)].sort((a, b) => a - b);
    const y = [part(down.clientY, all.top, all.height), part(move.clientY, all.top, all.height)].sort((a, b) => a - b);
    const measures = { left: x[0], top: y[0], width: x[1] - x[0], height: y[1] - y[0] };
    for (const [side, value] of Object.entries(measures)) {
      document.getElementById(frame.dataset.draw + side).value = value.toFixed(1);
    }
    box.style.left = `${picture.offsetLeft + (x[0] / 100) * all.width}px`;
    box.style.top = `${picture.offsetTop + (y[0] / 100) * all.height}px`;
    box.style.width = `${(measures.width / 100) * all.width}px`;
    box.style.height = `${(measures.height / 100) * all.height}px`;
  };
  const ended = new AbortController();
  document.addEventListener("pointermove", draw, { signal: ended.signal });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => ended.abort(), { signal: ended.signal });
});
