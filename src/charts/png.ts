// SVG to PNG by resvg, which is loaded only when a picture is made: it takes 14 MB and half a blink.

/**
 * @param svg a drawing without text, which would need fonts
 * @param width in pixels
 * @returns the PNG; undefined where resvg is not installed or has no build for this machine
 * @throws Error for what is no SVG
 */
export async function pngOf(svg: string, width: number): Promise<Uint8Array | undefined> {
  const resvg = await import('@resvg/resvg-js').catch(() => undefined);
  if (resvg === undefined) return undefined;
  const options = { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: width } } as const;
  return (await resvg.renderAsync(svg, options)).asPng();
}
