// The commands of docs/operations.md: its blocks marked as `sh`, in the order of the page.

/** `kind`: empty for a machine with systemd, or what stands behind `sh`, such as `docker`. */
export type Block = { section: string; kind: string; script: string };

export function shellBlocks(page: string): Block[] {
  let section = '';
  const blocks: Block[] = [];
  for (const [, heading, kind, script] of page.matchAll(/^## (.+)$|^```sh ?(\w*)\n([\s\S]*?)^```$/gm)) {
    if (heading !== undefined) section = heading;
    else blocks.push({ section, kind: kind ?? '', script: script ?? '' });
  }
  return blocks;
}
