// The package's own declarations import files without extension, which Node's resolution does not find.
declare module 'opencc-js/cn2t' {
  export function Converter(options: { from: string; to: string }): (text: string) => string;
}
