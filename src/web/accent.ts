// The operator's colour as an accent that can be read: on light pages as dark as need be, on dark ones as light. Text on
// a button has the page's colour, so one contrast is enough for both.

export type Accent = { light: string; dark: string };

/** Source: WCAG 2.2, 1.4.3. */
const MIN_CONTRAST = 4.5;
/** The darkest light surface and the lightest dark one of the pages and of the chat page. */
const LIGHT_SURFACE = '#e4ebe7';
const DARK_SURFACE = '#26322d';
/** How finely a colour is mixed with black or white. */
const STEPS = 64;

/** @param colour `#rrggbb` */
export function accentOf(colour: string): Accent {
  return {
    light: readableOn(LIGHT_SURFACE, colour, 0),
    dark: readableOn(DARK_SURFACE, colour, 255),
  };
}

/** The ratio of two colours' luminance, from 1 to 21. Source: WCAG 2.2, contrast ratio. */
export function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** The colour itself or, if it is too close to the surface, mixed with as little black or white as will do. */
function readableOn(surface: string, colour: string, end: 0 | 255): string {
  for (let step = 0; step < STEPS; step++) {
    const mixed = mix(colour, end, step / STEPS);
    if (contrast(mixed, surface) >= MIN_CONTRAST) return mixed;
  }
  return mix(colour, end, 1);
}

function mix(colour: string, end: number, share: number): string {
  const parts = channels(colour).map((value) => Math.round(value + (end - value) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
