import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureSize } from '../../src/corpus/picture-size.ts';
import { gifOf } from '../support/gif.ts';
import { PNG } from '../support/png.ts';
import { fc } from '../support/property.ts';

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const uint16 = (value: number): Buffer => bytes(value >> 8, value & 255);

/** A segment of a JPEG: marker, length, content. */
function segment(marker: number, content: Buffer): Buffer {
  return Buffer.concat([bytes(0xff, marker), uint16(content.length + 2), content]);
}

/** The beginning of a JPEG by a camera; `before` bytes of its own come before the size. */
function jpegOf(width: number, height: number, { orientation = 1, before = 0 } = {}): Buffer {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01', 'latin1'),
    uint16(orientation),
    bytes(0, 0, 0, 0, 0, 0),
  ]);
  const profile = segment(0xe2, Buffer.alloc(before));
  const frame = segment(0xc0, Buffer.concat([bytes(8), uint16(height), uint16(width), bytes(1, 1, 0x11, 0)]));
  return Buffer.concat([bytes(0xff, 0xd8), segment(0xe1, exif), profile, frame, bytes(0xff, 0xda)]);
}

function webpOf(width: number, height: number): Buffer {
  const canvas = Buffer.alloc(10);
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  return Buffer.concat([Buffer.from('RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1'), canvas]);
}

test('PNG, GIF, JPEG, WebP and drawings tell their size', () => {
  assert.deepEqual(pictureSize(PNG), { width: 1, height: 1 });
  assert.deepEqual(pictureSize(gifOf(640, 360)), { width: 640, height: 360 });
  assert.deepEqual(pictureSize(jpegOf(1600, 900)), { width: 1600, height: 900 });
  assert.deepEqual(pictureSize(jpegOf(1600, 900, { before: 60_000 })), { width: 1600, height: 900 });
  assert.deepEqual(pictureSize(webpOf(800, 450)), { width: 800, height: 450 });
  const drawing = (attributes: string): Buffer =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}/>`);
  assert.deepEqual(pictureSize(drawing('viewBox="0 0 24.4 12"')), { width: 24, height: 12 });
  assert.equal(pictureSize(drawing('')), undefined);
});

test('a photo that lies on its side has the size that it is shown with', () => {
  assert.deepEqual(pictureSize(jpegOf(1600, 900, { orientation: 3 })), { width: 1600, height: 900 });
  for (const orientation of [5, 6, 7, 8])
    assert.deepEqual(pictureSize(jpegOf(1600, 900, { orientation })), { width: 900, height: 1600 });
});

test('what is damaged, empty or impossibly large has no size', () => {
  const huge = Buffer.from(PNG);
  huge.writeUInt32BE(4_000_000_000, 16);
  for (const odd of [huge, gifOf(0, 9), jpegOf(16, 0), Buffer.alloc(0), Buffer.from('\x89PNG\r\n\x1a\n')])
    assert.equal(pictureSize(odd), undefined);
});

test('any beginning of any file gives a size that a page can use, or none', () => {
  const heads = [PNG, gifOf(3, 4), jpegOf(5, 6), webpOf(7, 8)];
  fc.assert(
    fc.property(
      fc.constantFrom(...heads),
      fc.nat(80),
      fc.uint8Array({ maxLength: 40 }),
      (head, at, noise) => {
        const size = pictureSize(Buffer.concat([head.subarray(0, at), noise]));
        for (const side of size === undefined ? [] : [size.width, size.height])
          assert.ok(Number.isInteger(side) && side >= 1 && side <= 65_535, String(side));
      },
    ),
  );
});
