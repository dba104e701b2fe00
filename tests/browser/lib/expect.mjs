// What a page must show.

export async function shows(page, text) {
  const wanted = text instanceof RegExp ? text : new RegExp(escaped(text));
  const found = await page.locator("body").innerText();
  if (!wanted.test(found)) throw new Error(`${page.url()} does not show ${wanted}; it shows\n${found.slice(0, 1500)}`);
}

export async function hides(page, text) {
  const found = await page.locator("body").innerText();
  if (found.includes(text)) throw new Error(`${page.url()} shows ${text}`);
}

export function same(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

// Loads the page again until it shows the text: jobs run beside the pages.
export async function comes(page, text, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await shows(page, text);
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
      await page.reload();
    }
  }
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
}
