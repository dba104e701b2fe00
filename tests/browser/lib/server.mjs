// Starts and stops the program on a data folder of its own.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = process.env.RETTESNOR_BIN;

// The program refuses settings that it does not know, and the tests' own variables begin like settings.
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("RETTESNOR_") && name !== "DATABASE_URL");
  return Object.fromEntries(kept);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Runs a command of the program to its end.
export function run(words) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, words, { env: environment() });
    let said = "";
    child.stdout.on("data", (data) => (said += data));
    child.stderr.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });
}

export class Server {
  static async start(command = "serve") {
    if (!binary) throw new Error("RETTESNOR_BIN is not set");
    const server = new Server();
    server.data = await mkdtemp(join(tmpdir(), "rettesnor-browser-"));
    const listen = `127.0.0.1:${await freePort()}`;
    server.address = `http://${listen}`;
    const words = [command, "--data", join(server.data, "data"), "--listen", listen, "--poll-seconds", "10", "--log", "warn"];
    // Tests ask nobody outside.
    words.push("--link-check", "false");
    // Snapshots are taken by the browser of the tests, which run where no sandbox can be had.
    words.push("--browser", process.env.RETTESNOR_CHROMIUM || "/usr/bin/chromium", "--browser-sandbox", "false");
    server.child = spawn(binary, words, { env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    server.said = "";
    server.complaints = "";
    server.child.stdout.on("data", (data) => (server.said += data));
    server.child.stderr.on("data", (data) => (server.complaints += data));
    server.ended = new Promise((resolve) => server.child.on("close", resolve));
    await server.until(/listens on/, 60);
    return server;
  }

  get folder() {
    return join(this.data, "data");
  }

  // Waits for something on standard output.
  async until(pattern, seconds) {
    for (let n = 0; n < seconds * 20; n += 1) {
      const found = this.said.match(pattern);
      if (found) return found;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${pattern} from the server:\n${this.said}\n${this.complaints}`);
  }

  async stop() {
    if (this.child.exitCode === null) this.child.kill("SIGTERM");
    return this.ended;
  }

  async remove() {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}
