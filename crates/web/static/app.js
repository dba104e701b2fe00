// What the pages can do beyond links and forms: copy a text, print. Everything else works without scripts.
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
