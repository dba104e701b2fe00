// The browser and the people at it; everybody has a browser context of their own.

import { chromium } from "playwright-core";
import { fail } from "./report.mjs";

export class Town {
  static async open(server) {
    const town = new Town();
    town.server = server;
    town.browser = await chromium.launch({
      executablePath: process.env.RETTESNOR_CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--lang=nb-NO"],
    });
    town.people = {};
    return town;
  }

  // A fresh visitor.
  async visitor(options = {}) {
    const context = await this.browser.newContext({
      baseURL: this.server.address,
      locale: "nb-NO",
      timezoneId: "Europe/Oslo",
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on("pageerror", (error) => fail(`a script failed on ${page.url()}`, error));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|Refused to/.test(message.text())) fail(`the browser refused something on ${page.url()}`, message.text());
    });
    return page;
  }

  // The page of somebody who has signed in before.
  as(key) {
    const person = this.people[key];
    if (!person) throw new Error(`nobody called ${key} has signed in`);
    return person.page;
  }

  async close() {
    await this.browser.close();
  }
}
