// The people of the demo municipality.

import { shows } from "./expect.mjs";
import { fill, press } from "./keyboard.mjs";
import { check } from "./report.mjs";

// The list that the program prints: name (roles), e-mail, password, codes.
export function printed(said) {
  const form = /^(\S.*) \((.*)\)\n {2}e-mail +(\S+)\n {2}password +(\S+)\n {2}codes +(.*)/gm;
  return [...said.matchAll(form)].map(([, name, roles, email, password, codes]) => {
    return { name, roles: roles.split(", "), email, password, codes: codes.split("  ") };
  });
}

export async function signIn(town, people, role) {
  const person = people.find((p) => p.roles.includes(role));
  const page = await town.visitor();
  await page.goto("/sign-in");
  await fill(page, "email", person.email);
  await fill(page, "password", person.password);
  await press(page, 'main button[type="submit"]');
  await fill(page, "code", person.codes.shift());
  await press(page, 'main button[type="submit"]');
  await check(`the demo's ${role} signs in with a printed code`, () => shows(page, person.name.split(" ")[0]));
  return page;
}
