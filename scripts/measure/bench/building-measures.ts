// The measures of making an index: reading articles, embedding, building.
import type { Measured } from '../comparison.ts';
import { BATCH, type Bench, LARGE } from './measure.ts';
import type { EmbedFigures } from './parts/embed.ts';
import type { ParseFigures } from './parts/parse.ts';
import { runPart } from './run-program.ts';

const rate = ({ passages, seconds }: EmbedFigures): number => passages / seconds;

export async function parsing({ site }: Bench): Promise<Measured[]> {
  const { articlesDir, passages } = await site(20_000);
  const { ours, renderer, megabytes } = await runPart<ParseFigures>('parse', { articlesDir });
  return [
    {
      name: 'parsing',
      measure: 'reading articles: front matter, sections, units, links',
      against: 'markdown-it rendering the bodies to HTML',
      goal: { atLeast: 0.5 },
      passages,
      unit: 'MB/s',
      ours,
      theirs: renderer,
      note: `${megabytes.toFixed(1)} MB, both sides in one process, the best of seven rounds`,
    },
  ];
}

export async function embedding({ embedding: embed, site }: Bench): Promise<Measured[]> {
  const { passages } = await site(LARGE);
  const [ours, loop] = [await embed('ours'), await embed('loop')];
  return [
    {
      name: 'embedding',
      measure: 'embedding passages of mixed lengths',
      against: 'loop of one pipeline() call per passage',
      goal: { atLeast: 6 },
      passages,
      unit: 'passages/s',
      ours: rate(ours),
      theirs: rate(loop),
      note: `${ours.passages} evenly spaced passages, model loaded and warm on both sides; Wenda uses as many processes as for a build of ${LARGE} here, the loop one; Wenda's time includes normal form and tokens of single sentences, the loop's does not; worst cosine of ${ours.vectors.length} pairs of vectors ${worstCosine(ours, loop).toFixed(5)}`,
    },
  ];
}

export async function build({ embedding: embed, site }: Bench): Promise<Measured[]> {
  const { full, passages } = await site(20_000);
  const loop = passages / rate(await embed('loop'));
  return [
    {
      name: 'build',
      measure: 'speed of a whole build, verification included',
      against: "the loop's embedding alone",
      goal: { atLeast: 1.5 },
      passages,
      unit: 'passages/s',
      ours: passages / full.seconds,
      theirs: passages / loop,
      note: `build-index from its start to its summary, ${full.seconds.toFixed(1)} s; the loop would take ${loop.toFixed(1)} s at the pace of the previous measure${peak(full.peakMB)}`,
    },
  ];
}

const peak = (megabytes: number | undefined): string =>
  megabytes === undefined ? '' : `; peak memory of the build ${Math.round(megabytes)} MB`;

export async function batches({ embedding: embed, site }: Bench): Promise<Measured[]> {
  const { passages } = await site(LARGE);
  const [ours, other] = [await embed('one-process'), await embed('batches')];
  const against = `batches of ${BATCH} in order of arrival`;
  return [
    {
      name: 'memory-building',
      measure: 'peak memory while embedding',
      against,
      goal: { atMost: 0.5 },
      passages,
      unit: 'MB',
      ours: ours.peakMB,
      theirs: other.peakMB,
      note: `one process on both sides, ${ours.passages} passages; the goal is meant for models with attention; the bundled one keeps almost nothing per token`,
    },
    {
      name: 'batches',
      measure: 'embedding passages of mixed lengths',
      against,
      goal: { atLeast: 2 },
      passages,
      unit: 'passages/s',
      ours: rate(ours),
      theirs: rate(other),
      note: 'one process on both sides',
    },
  ];
}

export async function rebuilds({ site }: Bench): Promise<Measured[]> {
  const { full, passages, rebuild, addArticle } = await site(LARGE);
  const unchanged = await rebuild();
  await addArticle();
  const added = await rebuild();
  const common = { against: 'full build', passages, unit: 's', theirs: full.seconds } as const;
  return [
    {
      name: 'unchanged',
      measure: 'rebuild, nothing changed',
      goal: { atMost: 0.02 },
      ...common,
      ours: unchanged.seconds,
      note: `both sides include the start of node; ${unchanged.embedded} passages embedded`,
    },
    {
      name: 'one-article',
      measure: 'rebuild, one article added',
      goal: { atMost: 0.03 },
      ...common,
      ours: added.seconds,
      note: `${added.embedded} passages embedded${peak(added.peakMB)}`,
    },
  ];
}

function worstCosine(a: EmbedFigures, b: EmbedFigures): number {
  const cosines = a.vectors.map((vector, i) =>
    vector.reduce((sum, value, j) => sum + value * b.vectors[i]![j]!, 0),
  );
  return Math.min(...cosines);
}
