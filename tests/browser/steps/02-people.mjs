// The administrator invites the others; each accepts in a browser of their own. Somebody signs out and in again.

import { audit } from "../lib/audit.mjs";
import { shows } from "../lib/expect.mjs";
import { fill, press, tabTo, tick } from "../lib/keyboard.mjs";
import { check } from "../lib/report.mjs";
import { code } from "../lib/totp.mjs";
import { enrol } from "./01-set-up.mjs";

const OTHERS = [
  { key: "marte", name: "Marte Solbakk", unit: "Servicetorget", role: "editor" },
  { key: "aina", name: "Aina Ruud", unit: "Servicetorget", role: "editor" },
  { key: "torbjorn", name: "Torbjørn Vik", unit: "Servicetorget", role: "leader" },
  { key: "samir", name: "Samir Haddad", unit: "Servicetorget", role: "moderator" },
  { key: "liv", name: "Liv Berget", unit: "Arkivet", role: "archivist" },
];

export default async function people(town) {
  const page = town.as("ingrid");
  for (const [number, person] of OTHERS.entries()) {
    await page.goto("/people");
    if (number === 0) await audit(page, "people");
    await press(page, 'main a[href="/people/new"]');
    if (number === 0) await audit(page, "invite");
    const email = `${person.key}@nordvag.example`;
    await fill(page, "name", person.name);
    await fill(page, "email", email);
    await fill(page, "unit", person.unit);
    await tick(page, "roles", person.role);
    await press(page, 'main button[type="submit"]');
    const link = await page.inputValue("#link");
    if (number === 0) await audit(page, "invitation link", { reload: false });
    await accept(town, person, email, link, number === 0);
  }
  await page.goto("/people");
  await check("everybody is in the list", async () => {
    for (const person of OTHERS) await shows(page, person.name);
  });
  await audit(page, "people, six of them");
  await signInAgain(town);
}

async function accept(town, person, email, link, look) {
  const page = await town.visitor();
  await page.goto(link);
  await check(`${person.key} is greeted by name`, () => shows(page, person.name));
  if (look) await audit(page, "invitation");
  const password = `${person.key} liker vafler`;
  await fill(page, "password", password);
  await press(page, 'main button[type="submit"]');
  await enrol(town, person.key, page, password);
  town.people[person.key].email = email;
}

async function signInAgain(town) {
  const { page, secret, password, email } = town.people.marte;
  await page.goto("/");
  await tabTo(page, "header details.menu:last-of-type > summary");
  await page.keyboard.press("Enter");
  await press(page, 'form[action="/sign-out"] button');
  await page.goto("/posts");
  await check("a page for members asks to sign in", () => shows(page, "Logg inn"));
  await audit(page, "sign in");
  await fill(page, "email", email);
  await fill(page, "password", "ikke dette passordet");
  await press(page, 'main button[type="submit"]');
  await check("a wrong password is refused in words", () => shows(page, /passord/i));
  await audit(page, "sign in, refused", { reload: false });
  await fill(page, "email", email);
  await fill(page, "password", password);
  await press(page, 'main button[type="submit"]');
  await audit(page, "code");
  // The code of the present half minute is used up by the enrolment; the clock may run half a minute fast.
  await fill(page, "code", code(secret, 1));
  await press(page, 'main button[type="submit"]');
  await check("one comes to the page that one wanted", async () => {
    if (new URL(page.url()).pathname !== "/posts") throw new Error(page.url());
  });
}
