// How large a picture is shown, by the beginning of its file.
import { imageSize } from 'image-size';

/** In pixels, as browsers show it: turned where the camera says so. */
export type PictureSize = { width: number; height: number };

/** No picture that browsers show is larger; what says so is damaged. */
const MAX_SIDE = 65_535;
/** From this value on, Exif says that a picture lies on its side. */
const FIRST_LYING = 5;

/**
 * @param head of a PNG, JPEG, GIF, WebP or SVG file
 * @returns undefined where the beginning tells no size
 */
export function pictureSize(head: Uint8Array): PictureSize | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    const sides = [width, height].map(Math.round);
    if (!sides.every((side) => side >= 1 && side <= MAX_SIDE)) return undefined;
    const [across = 0, down = 0] = orientation >= FIRST_LYING ? sides.reverse() : sides;
    return { width: across, height: down };
  } catch {
    return undefined; // damaged, or cut off before it says so
  }
}
