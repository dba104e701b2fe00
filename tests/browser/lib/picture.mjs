// A small PNG of its own: evening sky over dark water.

import { deflateSync } from "node:zlib";

function crc(data) {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let n = 0; n < 8; n += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

export function png(width = 900, height = 600) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = [];
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(1 + width * 3);
    const t = y / height;
    for (let x = 0; x < width; x += 1) {
      const ridge = height * (0.45 + 0.1 * Math.sin(x / 90) + 0.05 * Math.sin(x / 31));
      const colour = y < ridge ? [250 - 60 * t, 190 + 30 * t, 150 + 90 * t] : y < height * 0.62 ? [70, 90, 110] : [40, 90 - 40 * t, 110];
      row.set(colour.map(Math.round), 1 + x * 3);
    }
    rows.push(row);
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}
