// The instructions of a Dockerfile, as far as ours uses them.
export type Instruction = { name: string; text: string };
export type Stage = { name: string; from: string; instructions: Instruction[] };

/** @throws Error for an instruction before the first FROM */
export function parseDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [, from = '', as = ''] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      stages.push({ name: as, from, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage === undefined) throw new Error(`${name} stands before FROM`);
    stage.instructions.push({ name, text: rest });
  }
  return stages;
}

/** `A=1 B=2` as pairs. */
export function parseEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]),
  );
}

/** The command of `CMD`, or of `HEALTHCHECK … CMD`, in the form of a list. */
export function parseCommand(text: string): string[] {
  const list: unknown = JSON.parse(text.slice(text.indexOf('[')));
  if (!Array.isArray(list) || !list.every((part) => typeof part === 'string'))
    throw new Error(`${text} is no command`);
  return list;
}
