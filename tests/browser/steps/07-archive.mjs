// The archive: search, the record with its history, and the export.

import { execFile } from "node:child_process";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { audit } from "../lib/audit.mjs";
import { shows } from "../lib/expect.mjs";
import { fill, press, tabTo } from "../lib/keyboard.mjs";
import { check } from "../lib/report.mjs";

export default async function archive(town) {
  const page = town.as("liv");
  await page.goto("/archive");
  await audit(page, "archive");
  await fill(page, "q", "fjorden i kveld");
  await press(page, 'form[role="search"] button[type="submit"]');
  await check("the search finds the post by words of it", () => shows(page, "Nordlyset danser"));
  await audit(page, "archive, found");
  await press(page, 'main .rows a[href^="/archive/"]');
  await check("the record tells the whole history", async () => {
    for (const words of ["Nordlyset danser over fjorden", "Aina Ruud", "Samir Haddad", "Kommentaren truer en ansatt", "Hei, Unni!"]) await shows(page, words);
  });
  await audit(page, "record");
  await exported(town, page);
  await page.goto("/ledger/nordvag");
  await audit(page, "ledger");
}

async function exported(town, page) {
  const file = join(town.server.data, "record.warc.gz");
  await check("the record is downloaded as WARC", async () => {
    await tabTo(page, 'form[action="/archive/export"] button');
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    await writeFile(file, "");
    await download.saveAs(file);
    if ((await stat(file)).size < 1000) throw new Error("the file is empty");
    if (!/\.warc(\.gz)?$/.test(download.suggestedFilename())) throw new Error(download.suggestedFilename());
  });
  const warcio = process.env.RETTESNOR_WARCIO;
  if (!warcio) return console.log("        RETTESNOR_WARCIO is not set: the WARC is not checked");
  await check("warcio accepts the export", async () => {
    const { stdout } = await promisify(execFile)(warcio, ["check", "-v", file]);
    if (/digest (failed|not present)/i.test(stdout)) throw new Error(stdout);
  });
}
