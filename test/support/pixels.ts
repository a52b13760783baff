// The pixels of a PNG with eight bits a channel and without interlacing, as resvg writes it.
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

export type Pixels = {
  width: number;
  height: number;
  /** `#rrggbb` of a pixel. */
  at: (x: number, y: number) => string;
};

const CHANNELS = 4;

export function pixelsOf(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.deepEqual([bytes[24], bytes[25], bytes[28]], [8, 6, 0], 'RGBA, eight bits, not interlaced');
  const stride = width * CHANNELS;
  const raw = inflateSync(Buffer.concat(data));
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column < CHANNELS ? 0 : (out[at - CHANNELS] ?? 0);
      const up = row === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = row === 0 || column < CHANNELS ? 0 : (out[at - stride - CHANNELS] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[at] = (raw[row * (stride + 1) + 1 + column] ?? 0) + guess;
    }
  }
  return {
    width,
    height,
    at: (x, y) =>
      `#${out.subarray(y * stride + x * CHANNELS, y * stride + x * CHANNELS + 3).toString('hex')}`,
  };
}

/** Source: the PNG specification, 9.4. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((one) => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
