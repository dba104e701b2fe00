// The archive's other half: somebody asks to see what is kept, and gets it without what is not public; what may go, goes;
// the archive is handed over and checked elsewhere.

import { join } from "node:path";
import { audit } from "../lib/audit.mjs";
import { printed, signIn } from "../lib/demo.mjs";
import { comes, shows } from "../lib/expect.mjs";
import { choose, fill, fillParts, pick, press, tabTo, tick } from "../lib/keyboard.mjs";
import { Town } from "../lib/people.mjs";
import { check } from "../lib/report.mjs";
import { run, Server } from "../lib/server.mjs";

export default async function records() {
  const server = await Server.start("demo");
  const town = await Town.open(server);
  try {
    const people = printed(server.said);
    await asks(town);
    const archivist = await signIn(town, people, "archivist");
    const request = await reviews(archivist);
    await confirms(town, people, request);
    await answers(archivist, request);
    await concludes(town, people);
    await keeps(archivist);
    await forgets(archivist);
    await readable(archivist);
    await handsOver(archivist, server);
  } finally {
    await town.close();
    await server.remove();
    if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
  }
}

// Anybody, on a phone, without signing in.
async function asks(town) {
  const page = await town.visitor({ viewport: { width: 390, height: 844 } });
  await page.goto("/public/nordvag/access-request");
  await audit(page, "asking for access", { picture: "request-ask" });
  await press(page, 'main button[type="submit"]');
  await check("a request without words is not taken", () => shows(page, "må rettes"));
  await fill(page, "text", "Alt om vannet som blir borte i Strandgata.");
  await fill(page, "contact", "nabo@example.org");
  await press(page, 'main button[type="submit"]');
  await check("a request is acknowledged with its number", () => shows(page, /Krav(et)?.*\d/));
  await audit(page, "access asked for", { reload: false });
}

async function reviews(page) {
  await page.goto("/requests");
  await audit(page, "requests", { picture: "requests" });
  await press(page, 'main .rows a[href^="/requests/"]');
  const request = page.url();
  await audit(page, "a request", { picture: "request" });
  await press(page, 'main a[href$="/choose"]');
  await fill(page, "q", "vannet");
  await press(page, 'form[role="search"] button[type="submit"]');
  await audit(page, "choosing for a request", { picture: "request-choose" });
  await press(page, 'button[name="all"]');
  await check("what was found is chosen", () => shows(page, "vann"));
  const things = await page.locator('main .rows a[href^="/requests/things/"]').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const [n, thing] of things.entries()) {
    await page.goto(thing);
    if (n === 0) await withholds(page);
    await pick(page, "verdict", "give");
    await press(page, 'form[action$="/decide"] button[type="submit"]');
  }
  await page.goto(request);
  await fill(page, "answer", "Vedlagt er det vi har. Ett ord er sladdet.");
  await press(page, 'form[action$="/answer"] button[type="submit"]');
  await press(page, 'button[name="step"][value="ready"]');
  await check("what is reviewed waits for somebody else", () => shows(page, "Venter på en annen"));
  await audit(page, "a request that is reviewed");
  return request;
}

// One word is not given out.
async function withholds(page) {
  const word = page.locator('input[name="w"]').first();
  await tick(page, "w", await word.getAttribute("value"));
  await audit(page, "a thing of a request", { picture: "request-thing", reload: false });
  await press(page, 'form[action$="/mark"] button[type="submit"]');
  await check("a box is drawn over a picture", async () => {
    await page.locator("[data-draw] img").scrollIntoViewIfNeeded();
    const picture = await page.locator("[data-draw] img").boundingBox();
    await page.mouse.move(picture.x + picture.width * 0.25, picture.y + picture.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(picture.x + picture.width * 0.75, picture.y + picture.height * 0.75);
    await page.mouse.up();
    const typed = await page.locator("#f-0-width").inputValue();
    if (Math.abs(Number(typed) - 50) > 1) throw new Error(`${typed} % wide`);
    await press(page, 'form[action$="/cover"] button[type="submit"]');
  });
  await check("a word is withheld", () => page.waitForSelector("del.withheld"));
  await audit(page, "a thing with a withheld word");
}

async function confirms(town, people, request) {
  const page = await signIn(town, people, "privacy-officer");
  await page.goto(request);
  await press(page, 'button[name="step"][value="confirm"]');
  await check("another person confirms", () => shows(page, "Bekreftet"));
}

async function answers(page, request) {
  await page.goto(request);
  await audit(page, "a request that is confirmed", { picture: "request-confirmed" });
  await check("the package is fetched", async () => {
    await tabTo(page, 'a[href$="/package.zip"]');
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    if (!download.suggestedFilename().endsWith(".zip")) throw new Error(download.suggestedFilename());
  });
  await press(page, 'button[name="step"][value="sent"]');
  await check("the answer is sent", () => shows(page, "Besvart"));
  await press(page, 'button[name="step"][value="close"]');
  await check("the request is closed", () => shows(page, "Avsluttet"));
}

// Something whose time can be over: a question that was answered.
async function concludes(town, people) {
  const page = await signIn(town, people, "leader");
  await page.goto("/cases/new?kind=advice");
  await fill(page, "title", "Kan vi dele bildet?");
  await fill(page, "text", "En forening spør om et bilde fra torget.");
  const whom = page.locator('main form input[type="radio"]').first();
  await pick(page, await whom.getAttribute("name"), await whom.getAttribute("value"));
  await press(page, 'main form button[type="submit"]');
  await fill(page, "outcome", "Ja, med fotografens navn.");
  await press(page, 'form[action$="/close"] button[type="submit"]');
  await check("a question is answered", () => shows(page, "Ja, med fotografens navn."));
}

// A rule, and something that is kept in spite of it.
async function keeps(page) {
  await page.goto("/retention");
  await audit(page, "retention", { picture: "retention" });
  await press(page, 'main a[href="/retention/rules/new"]');
  await press(page, 'main form button[type="submit"]');
  await check("a rule without a name is not kept", () => shows(page, "må rettes"));
  await audit(page, "a rule that is wrong", { reload: false });
  await fill(page, "title", "Spørsmål når de er besvart");
  await choose(page, "kind", "case");
  await choose(page, "unit", "weeding");
  await pick(page, "then", "dispose");
  await fill(page, "body", "Kommunestyret");
  await fillParts(page, "date", "01022026");
  await fill(page, "number", "12/2026");
  await fill(page, "law", "arkivlova § 9");
  await press(page, 'main form button[type="submit"]');
  await check("a rule is kept", () => shows(page, "Spørsmål når de er besvart"));
  await press(page, 'main a[href="/retention/holds/new"]');
  await audit(page, "holding back", { picture: "hold" });
  await fill(page, "reason", "Revisjonen ser på kanalen.");
  await press(page, 'main form button[type="submit"]');
  await check("what is held back is told", () => shows(page, "Revisjonen ser på kanalen."));
  await press(page, 'main a[href^="/retention/holds/0"]');
  await fill(page, "reason", "Revisjonen er ferdig.");
  await press(page, 'main form button[type="submit"]');
  await check("it is let go with a reason", () => shows(page, "Opphevet"));
  await audit(page, "retention with a rule", { picture: "retention-rule" });
}

async function forgets(page) {
  await press(page, 'form[action="/retention/propose"] button');
  await audit(page, "a list for disposal", { picture: "disposal" });
  await press(page, 'form[action$="/approve"] button[type="submit"]');
  await check("a list is not approved without its number", () => shows(page, /Antallet stemmer ikke|hele tall|helt tall/));
  const count = await page.locator("tbody tr td:first-child").evaluateAll((all) => all.reduce((sum, td) => sum + Number(td.textContent), 0));
  await fill(page, "count", String(count));
  await press(page, 'form[action$="/approve"] button[type="submit"]');
  await check("what may go, goes", () => comes(page, "Innholdet er borte", 60));
  await audit(page, "the protocol of a disposal", { picture: "disposal-done" });
  await page.goto("/retention/erasures/new");
  await audit(page, "asking for erasure");
  await fill(page, "who", "@ingen@example.org");
  await press(page, 'main form button[type="submit"]');
  await check("who wrote nothing is told so", () => shows(page, "Ingenting funnet"));
  await audit(page, "a request for erasure");
}

async function readable(page) {
  await page.goto("/archive?record=channel");
  await press(page, 'main .rows a[href*="/records/"]');
  await audit(page, "a channel's record", { picture: "record-channel" });
  await check("a record is downloaded as PDF", async () => {
    await tabTo(page, 'form[action$="/pdf"] button');
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    if (!download.suggestedFilename().endsWith(".pdf")) throw new Error(download.suggestedFilename());
  });
}

// The whole archive goes out as a bag, and holds up where nothing but the file is known.
async function handsOver(page, server) {
  await page.goto("/archive/exports");
  await audit(page, "exports", { picture: "exports" });
  await press(page, 'main form button[type="submit"]');
  await check("an export is made", () => comes(page, "Last ned", 60));
  await audit(page, "an export that is made", { picture: "exports-made" });
  await check("what is fetched becomes the same archive elsewhere", async () => {
    await tabTo(page, 'a[href$="/file"]');
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const [file, elsewhere] = [join(server.data, "export.zip"), join(server.data, "elsewhere")];
    await download.saveAs(file);
    const restored = await run(["restore", file, "--data", elsewhere]);
    if (restored.code !== 0) throw new Error(restored.said);
    const { code, said } = await run(["verify", "--data", elsewhere]);
    if (code !== 0 || !said.includes("everything holds")) throw new Error(said);
  });
}
