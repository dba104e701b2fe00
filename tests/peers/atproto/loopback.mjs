// Loaded before everything else (node --import): every server of this process listens on 127.0.0.1 only.
// The packages themselves listen on all interfaces.
import net from "node:net";

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === "object" && first !== null && !("path" in first)) {
    return listen.call(this, { ...first, host: "127.0.0.1" }, ...rest);
  }
  if (first === undefined || typeof first === "number" || typeof first === "function") {
    const callback = [first, ...rest].findLast((value) => typeof value === "function");
    const port = typeof first === "number" ? first : 0;
    return listen.call(this, { port, host: "127.0.0.1" }, callback);
  }
  return listen.call(this, first, ...rest);
};
