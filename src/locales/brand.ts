// What an operator puts in place of Wenda's own name and looks. Everything is optional.

export type Brand = {
  /** What the wiki is called, in every language; by default Wenda's own words. */
  name?: string | undefined;
  /** A picture beside the name on the pages: an absolute path, or an address with https. */
  logo?: { file: string } | { url: string } | undefined;
  /** The accent of the pages, `#rrggbb` in small letters. */
  colour?: string | undefined;
  /** A line at the end of every page. */
  footer?: readonly BrandText[] | undefined;
  /** Whom readers can turn to when the wiki has no answer. */
  contact?: Contact | undefined;
};

/** A stretch of text, which may lead to an address of the web, mail or telephone. */
export type BrandText = { text: string; url?: string };

export type Contact = {
  /** What the button says, if the operator has named it. */
  label: string | undefined;
  /** With http, https, mailto or tel. */
  url: string;
  /** The address as people write it: `@name`, `help@example.com`, `+86 10 1234`. */
  address: string;
};
