// What the pages can do beyond links and forms: copy a text, print. Everything else works without scripts.
document.documentElement.classList.add("js");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy], button[data-print]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return window.print();
  const from = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText("value" in from ? from.value : from.innerText);
  const said = document.getElementById(button.dataset.copy + "-said");
  if (said) said.hidden = false;
});
