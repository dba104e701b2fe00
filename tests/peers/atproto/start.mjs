// Starts a whole AT Protocol network and prints one line "READY {json}". Ends when its standard input
// closes or on SIGTERM.
//
//   DB_POSTGRES_URL     PostgreSQL for the AppView; without it only a PDS and its directory start
//   REDIS_HOST          host:port of a Redis server, needed together with DB_POSTGRES_URL
//   DB_POSTGRES_SCHEMA  letters and underscore only; a fresh one for every run (default rettesnor_peer)
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages live where the script is run, not beside the script.
const require = createRequire(pathToFileURL(process.cwd() + "/"));
const { TestNetwork, TestNetworkNoAppView } = require("@atproto/dev-env");

const whole = Boolean(process.env.DB_POSTGRES_URL && process.env.REDIS_HOST);
const pds = { hostname: "localhost", devMode: true };
const network = whole
  ? await TestNetwork.create({
      dbPostgresUrl: process.env.DB_POSTGRES_URL,
      dbPostgresSchema: process.env.DB_POSTGRES_SCHEMA ?? "rettesnor_peer",
      pds,
    })
  : await TestNetworkNoAppView.create({ pds });

// The domain that new handles end in, e.g. ".test".
const about = await (await fetch(`${network.pds.url}/xrpc/com.atproto.server.describeServer`)).json();

console.log(
  "READY " +
    JSON.stringify({
      pds: network.pds.url,
      appview: whole ? network.bsky.url : null,
      plc: network.plc.url,
      handle_domain: about.availableUserDomains?.[0] ?? ".test",
    }),
);

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), 5000).unref();
  try {
    await network.close();
  } finally {
    process.exit(0);
  }
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
process.stdin.on("end", end);
process.stdin.on("error", end);
process.stdin.resume();
