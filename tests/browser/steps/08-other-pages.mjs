// Every other page that somebody signed in can come to.

import { audit } from "../lib/audit.mjs";
import { check } from "../lib/report.mjs";

const PAGES = [
  ["ingrid", "/people"],
  ["ingrid", "/settings"],
  ["ingrid", "/jobs"],
  ["marte", "/guideline"],
  ["marte", "/me"],
  ["marte", "/"],
  ["marte", "/finnes-ikke"],
  ["samir", "/people"],
];

export default async function otherPages(town) {
  for (const [who, path] of PAGES) {
    const page = town.as(who);
    const response = await page.goto(path);
    const wanted = path === "/finnes-ikke" ? 404 : who === "samir" ? 403 : 200;
    await check(`${path} for ${who} answers ${wanted}`, async () => {
      if (response.status() !== wanted) throw new Error(`status ${response.status()}`);
    });
    await audit(page, `${path} for ${who}`, { reload: wanted === 200 });
  }
  await firstLinks(town);
}

// One page below each list that has pages of its own.
async function firstLinks(town) {
  for (const [who, list, name] of [["ingrid", "/people", "person"], ["marte", "/guideline", "clause"], ["ingrid", "/jobs", "job"]]) {
    const page = town.as(who);
    await page.goto(list);
    const links = await page.locator(`main a[href^="${list}/"]`).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const first = links.find((href) => !href.endsWith("/new"));
    if (!first) continue;
    await page.goto(first);
    await audit(page, name);
  }
}
