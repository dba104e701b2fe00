// A post: what the guideline says while one types, a picture with its text, a second person, and out it goes.

import { audit } from "../lib/audit.mjs";
import { comes, hides, same, shows } from "../lib/expect.mjs";
import { choose, fill, pick, press, tabTo, tick } from "../lib/keyboard.mjs";
import { png } from "../lib/picture.mjs";
import { check } from "../lib/report.mjs";

const TEXT = "Nordlyset danser over fjorden i kveld! Gå ut og se opp.";
const ALT = "Kveldshimmel over mørke fjell og stille vann.";
const LINK = "https://www.nordvag.example/nordlys";

export default async function post(town) {
  const page = town.as("marte");
  await page.goto("/posts");
  await audit(page, "posts, none");
  await press(page, 'main form[action="/posts"] button');
  town.post = new URL(page.url()).pathname;
  await audit(page, "empty draft");
  await whileTyping(page);
  await withPicture(page);
  await submit(town, page);
  await approve(town);
  await publish(town);
}

// The panel beside the text follows what is typed, and nothing that was typed is lost.
async function whileTyping(page) {
  await tick(page, "channels");
  await fill(page, "text", "Ring Kari på 99 88 77 66, fødselsnummer 01013960069.");
  await check("findings appear beside the text while one types, with clause, reason and cure", async () => {
    const beside = page.locator("#checked");
    for (const words of ["Kommunens nettsted først", "4.3 avsnitt 1, setning 3", "Ingen fødselsnummer i innlegg", "01013960069"]) {
      await beside.getByText(words).first().waitFor({ timeout: 5000 });
    }
  });
  await check("the focus and the text stay while the panel changes", async () => {
    same(await page.evaluate(() => document.activeElement.name), "text", "focus");
    same(await page.inputValue('[name="text"]'), "Ring Kari på 99 88 77 66, fødselsnummer 01013960069.", "text");
  });
  await audit(page, "draft with findings", { reload: false });
  await fill(page, "text", TEXT);
  await fill(page, "link", LINK);
  await check("what is mended goes away by itself", () => page.locator("#checked").getByText("Kommunens nettsted først").waitFor({ state: "detached", timeout: 5000 }));
}

async function withPicture(page) {
  await tabTo(page, '[name="file"]');
  await page.setInputFiles('[name="file"]', { name: "fjord.png", mimeType: "image/png", buffer: png() });
  await press(page, 'button[name="do"][value="upload"]');
  await check("the text is kept when a picture is uploaded", async () => same(await page.inputValue('[name="text"]'), TEXT, "text"));
  await check("a picture without a text is stopped by the guideline", () => page.locator("#checked").getByText("Bilder har alternativ tekst").waitFor());
  await press(page, 'button[name="do"][value="submit"]');
  await check("submitting is refused, with the guideline's words, and nothing is lost", async () => {
    await shows(page, "Bilder har alternativ tekst");
    same(await page.inputValue('[name="text"]'), TEXT, "text");
  });
  await audit(page, "draft that was refused", { reload: false });
  const name = await page.locator('textarea[name$=".alt"]').getAttribute("name");
  const picture = name.replace(/\.alt$/, "");
  await fill(page, name, ALT);
  await fill(page, `${picture}.credit`, "Marte Solbakk");
  await pick(page, `${picture}.permission`, "yes");
  await pick(page, `${picture}.ai`, "no");
  await choose(page, `${picture}.basis`, "no-person");
  await check("with text, photographer and grounds the guideline is content", () =>
    page.locator("#checked").getByText("Bilder har alternativ tekst").waitFor({ state: "detached", timeout: 5000 }));
  await press(page, 'button[name="do"][value="save"]');
  await page.goto(page.url());
  await check("a saved draft is there when one comes back", async () => {
    same(await page.inputValue('[name="text"]'), TEXT, "text");
    same(await page.inputValue(`[name="${picture}.alt"]`), ALT, "alternative text");
  });
  await audit(page, "draft");
}

async function submit(town, page) {
  await press(page, 'button[name="do"][value="submit"]');
  await check("the post waits for somebody else", async () => {
    await shows(page, /til godkjenning/i);
    await hides(page, "Publiser nå");
  });
  await audit(page, "post that waits");
  await page.goto("/approvals");
  await check("one's own post cannot be approved by oneself", async () => {
    const link = page.locator('main a[href^="/approvals/"]').first();
    if ((await link.count()) === 0) return;
    await link.click();
    if ((await page.locator('main button[value="approve"]').count()) > 0) throw new Error("the author is offered to approve");
  });
}

async function approve(town) {
  const page = town.as("aina");
  await page.goto("/approvals");
  await check("the post waits in the other editor's list", () => shows(page, "Nordlyset danser"));
  await press(page, 'main a[href^="/approvals/"]');
  await check("the approver sees text, picture text and photographer", async () => {
    await shows(page, TEXT);
    same(await page.locator("main img").first().getAttribute("alt"), ALT, "alternative text");
    await shows(page, "Marte Solbakk");
  });
  await audit(page, "approval of a post");
  await press(page, 'main button[value="approve"]');
  await check("the approval is confirmed in words", () => shows(page, /godkjent/i));
}

async function publish(town) {
  const page = town.as("marte");
  await page.goto(town.post);
  await audit(page, "approved post");
  await press(page, 'button[name="when"][value="now"]');
  await check("the post is published on the practice network", () => comes(page, "Publisert"));
  await audit(page, "published post");
  town.thread = await page.locator('a[href*="/practice/"]').first().getAttribute("href");
  await page.goto("/posts");
  await audit(page, "posts");
}
