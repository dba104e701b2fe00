// Works a page by keyboard alone, as somebody without a mouse does, and wants to see where the focus is.

const MOST_TABS = 250;

// Presses Tab until the element that `selector` names has the focus; the focus must be visible there.
export async function tabTo(page, selector) {
  await page.waitForSelector(selector, { state: "attached", timeout: 10_000 });
  for (let n = 0; n < MOST_TABS; n += 1) {
    if (await has(page, selector)) return seen(page, selector);
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not reached by Tab on ${page.url()}`);
}

function has(page, selector) {
  return page.locator(selector).evaluateAll((all) => all.includes(document.activeElement));
}

async function seen(page, selector) {
  const visible = await page.evaluate(() => {
    const marked = (style) => (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
    const element = document.activeElement;
    return [null, "::after", "::before"].some((part) => marked(getComputedStyle(element, part)));
  });
  if (!visible) throw new Error(`the focus is not visible on ${selector} (${page.url()})`);
}

// Replaces what a field holds.
export async function fill(page, name, text) {
  await tabTo(page, `[name="${name}"]:not([type="hidden"])`);
  await page.keyboard.press("Control+A");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.type(text);
}

// Time and date fields have parts of their own that one types through.
export async function fillParts(page, name, digits) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.type(digits);
}

// Picks one of a group of radio buttons.
export async function pick(page, name, value) {
  const group = `input[type="radio"][name="${name}"]`;
  await tabTo(page, group);
  const wanted = `${group}[value="${value}"]`;
  const count = await page.locator(group).count();
  for (let n = 0; n <= count; n += 1) {
    if (await has(page, wanted)) {
      if (!(await page.locator(wanted).isChecked())) await page.keyboard.press("Space");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${name} has no choice ${value} (${page.url()})`);
}

// Ticks a box.
export async function tick(page, name, value) {
  const box = value === undefined ? `input[type="checkbox"][name="${name}"]` : `input[type="checkbox"][name="${name}"][value="${value}"]`;
  await tabTo(page, box);
  if (!(await page.locator(box).isChecked())) await page.keyboard.press("Space");
}

// Chooses in a drop-down list.
export async function choose(page, name, value) {
  const list = `select[name="${name}"]`;
  await tabTo(page, list);
  const options = await page.locator(`${list} option`).evaluateAll((all) => all.map((o) => o.value));
  const wanted = options.indexOf(value);
  if (wanted < 0) throw new Error(`${name} has no choice ${value}, only ${options.join(", ")}`);
  await page.keyboard.press("Home");
  for (let n = 0; n < wanted; n += 1) await page.keyboard.press("ArrowDown");
  const now = await page.locator(list).inputValue();
  if (now !== value) throw new Error(`${name} is ${now} instead of ${value} after choosing by keyboard`);
}

// Presses a button or follows a link, and waits for the page that comes.
export async function press(page, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent("load", { timeout: 20_000 }), page.keyboard.press("Enter")]);
}

// Opens a fold.
export async function unfold(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}
