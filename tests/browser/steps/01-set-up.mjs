// The first administrator sets the municipality up from the printed link, with a second factor.

import { audit } from "../lib/audit.mjs";
import { same, shows } from "../lib/expect.mjs";
import { choose, fill, pick, press, tick } from "../lib/keyboard.mjs";
import { check } from "../lib/report.mjs";
import { code } from "../lib/totp.mjs";

const PASSWORD = "lange kvelder ved kaia";

export default async function setUp(town) {
  const [, link] = await town.server.until(/(http:\/\/\S+\/setup\/\S+)/, 10);
  const page = await town.visitor();
  await page.goto("/");
  await audit(page, "start before set-up");
  await page.goto(link);
  await audit(page, "set-up");

  await fill(page, "name", "Nordvåg kommune");
  await choose(page, "country", "NO");
  await fill(page, "org_number", "123 456 786");
  await choose(page, "language", "nb");
  await tick(page, "languages", "en");
  await fill(page, "website", "www.nordvag.example");
  await pick(page, "pack", "batsfjord");
  await fill(page, "admin_name", "Ingrid Havnes");
  await fill(page, "admin_email", "ingrid@nordvag.example");
  await fill(page, "password", "kort");
  await press(page, 'main button[type="submit"]');
  await check("a wrong check digit and a short password are named, and the rest is kept", async () => {
    await shows(page, /kontrollsiffer/i);
    same(await page.inputValue('[name="name"]'), "Nordvåg kommune", "name");
    same(await page.inputValue('[name="admin_email"]'), "ingrid@nordvag.example", "e-mail");
    same(await page.isChecked('[name="pack"][value="batsfjord"]'), true, "guideline");
  });
  await audit(page, "set-up with errors", { reload: false });

  await fill(page, "org_number", "123 456 785");
  await fill(page, "password", PASSWORD);
  await press(page, 'main button[type="submit"]');
  await enrol(town, "ingrid", page, PASSWORD, true);
  await check("the administrator is signed in", () => shows(page, "Ingrid Havnes"));
  await audit(page, "start of the administrator");
  await check("the link works once", async () => {
    const other = await town.visitor();
    const response = await other.goto(link);
    if (response.status() < 400) throw new Error(`status ${response.status()}`);
    await other.context().close();
  });
}

// Secures the account with a code from the authenticator; from then on the person has a page of their own.
export async function enrol(town, key, page, password, look = false) {
  const secret = await page.locator(".secret").innerText();
  if (look) await audit(page, "second factor");
  await fill(page, "code", "000000");
  await press(page, 'main button[type="submit"]');
  if (look) await check("a wrong code is refused", () => shows(page, /kode/i));
  await fill(page, "code", code(secret));
  await press(page, 'main button[type="submit"]');
  const codes = await page.locator("#codes li").allInnerTexts();
  await check(`${key} gets ten recovery codes`, () => same(codes.length, 10, "codes"));
  if (look) await audit(page, "recovery codes", { reload: false });
  await press(page, 'main a.ds-button[href="/"]');
  town.people[key] = { page, password, secret, codes };
}
