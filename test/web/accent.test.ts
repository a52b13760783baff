import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accentOf, contrast } from '../../src/web/accent.ts';
import { fc } from '../support/property.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#777777'), 1);
  assert.ok(Math.abs(contrast('#ffffff', '#767676') - 4.54) < 0.01);
});

test('of any colour comes an accent that can be read on every surface of the pages, and the page’s colour on it', () => {
  fc.assert(
    fc.property(colour, (any) => {
      const { light, dark } = accentOf(any);
      for (const surface of ['#ffffff', '#f4f6f5', '#f0f6f3', '#e4ebe7'])
        assert.ok(contrast(light, surface) >= 4.5, `${light} on ${surface}`);
      for (const surface of ['#151a19', '#1e2523', '#19211e', '#26322d', '#0b1f18'])
        assert.ok(contrast(dark, surface) >= 4.5, `${dark} on ${surface}`);
    }),
  );
});

test('a colour that can be read stays as it is', () => {
  assert.equal(accentOf('#1d6b57').light, '#1d6b57');
  assert.equal(accentOf('#7fd8bb').dark, '#7fd8bb');
});
