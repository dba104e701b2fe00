// Looks a page over: axe at two widths, no sideways scrolling on a phone, every language without a missing text.

import { createRequire } from "node:module";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "./report.mjs";

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const wide = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
const pictures = process.argv.includes("--write-pictures") ? join(root, "docs", "user", "pictures") : undefined;
const seenPages = process.env.PAGES_SEEN_FOLDER;

const keys = new Set();
for (const file of await readdir(join(root, "crates/web/locales/nb"))) {
  const text = await readFile(join(root, "crates/web/locales/nb", file), "utf8");
  for (const [, key] of text.matchAll(/^([a-z][\w-]*) *=/gm)) keys.add(key);
}

// `reload: false` for a page that is shown once; `picture` names a screenshot of the guide.
export async function audit(page, name, { reload = true, picture } = {}) {
  await page.setViewportSize(wide);
  await check(`${name}: axe at ${wide.width}`, () => violations(page));
  if (picture && pictures) await shoot(page, pictures, picture);
  if (seenPages) await shoot(page, seenPages, slug(name), true);
  await page.setViewportSize(phone);
  await check(`${name}: axe at ${phone.width}`, () => violations(page));
  await check(`${name}: fits a phone`, () => fits(page));
  if (seenPages) await shoot(page, seenPages, `${slug(name)}-phone`, true);
  await page.setViewportSize(wide);
  await check(`${name}: texts in nb`, () => page.evaluate(missing, [...keys]).then(none));
  if (reload) {
    for (const tag of ["nn", "sv", "en"]) await check(`${name}: texts in ${tag}`, () => inLanguage(page, tag));
    await say(page, "nb");
  }
}

function slug(name) {
  return name.toLowerCase().replace(/[^a-z0-9æøåäö]+/g, "-");
}

// For the guide what one sees first, in few bytes; for somebody who looks the pages over, the whole page.
async function shoot(page, folder, name, whole = false) {
  await mkdir(folder, { recursive: true });
  const picture = whole ? { type: "png", fullPage: true } : { type: "jpeg", quality: 72 };
  await writeFile(join(folder, `${name}.${whole ? "png" : "jpg"}`), await page.screenshot(picture));
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async (values) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: "tag", values } });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}\n  ${n.target.join(" ")}\n  ${n.html.slice(0, 200)}\n  ${n.failureSummary ?? ""}`));
  }, tags);
  if (found.length > 0) throw new Error(`${page.url()}\n${found.join("\n")}`);
}

async function fits(page) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const over = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1);
    return over.slice(0, 5).map((e) => e.outerHTML.slice(0, 160));
  });
  if (wide.length > 0) throw new Error(`${page.url()} is too wide:\n${wide.join("\n")}`);
}

// Switches the reader's language, as the menu of languages does.
async function say(page, tag) {
  const csrf = await page.locator('input[name="csrf"]').first().getAttribute("value");
  const back = new URL(page.url()).pathname;
  const form = { csrf, locale: tag, back };
  await page.request.post(new URL("/language", page.url()).href, { form, maxRedirects: 0 });
}

// Loads the page once more in a language and reads every text in it, without showing it.
async function inLanguage(page, tag) {
  await say(page, tag);
  const response = await page.request.get(page.url());
  if (!response.ok()) throw new Error(`${response.status()} from ${page.url()} in ${tag}`);
  const html = await response.text();
  const found = await page.evaluate(
    ([html, tag, source, keys]) => {
      const read = new DOMParser().parseFromString(html, "text/html");
      const missing = eval(`(${source})`);
      const wrong = missing(keys, read);
      if (read.documentElement.lang !== tag) wrong.push(`the page says it is in ${read.documentElement.lang}`);
      return wrong;
    },
    [html, tag, missing.toString(), [...keys]],
  );
  none(found);
}

function none(found) {
  if (found.length > 0) throw new Error(`missing texts: ${found.join("; ")}`);
}

// Texts that are a key or an unfilled place instead of words. Runs in the page.
function missing(keys, read = document) {
  const known = new Set(keys);
  const wrong = [];
  const look = (text, where) => {
    const words = text.trim();
    if ((/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(words) && known.has(words)) || /\{\s*\$/.test(words)) wrong.push(`${where}: ${words}`);
  };
  const walker = read.createTreeWalker(read.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, code, pre")) look(walker.currentNode.nodeValue, parent.tagName.toLowerCase());
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"]) {
    for (const element of read.querySelectorAll(`[${name}]`)) look(element.getAttribute(name), name);
  }
  return wrong;
}
