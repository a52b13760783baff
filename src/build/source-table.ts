// The article files that a generation was built from, with the results of parsing them. The next build parses only
// files that are not in this table with the same content, and still reports the problems of the others.
//
// sources.json:  {"parserVersion":…,"files":[{"file":…,"sha256":…,"slug":…,"problems":[…]},…]}
//                slug: of a good article; problems: if there are any
import type { Corpus } from '../corpus/read-corpus.ts';
import type { Problem } from '../corpus/article.ts';
import { PARSER_VERSION } from '../corpus/parse-article.ts';

/** A readable file: its checksum, the slug of its article if that was good, and its own problems. */
export type Source = {
  file: string;
  sha256: string;
  slug?: string | undefined;
  problems?: Problem[] | undefined;
};

type SourceTable = { parserVersion: number; files: Source[] };

/** Good articles that were left out because another has their slug or title are not listed: they are parsed again. */
export function encodeSources({ files, articles }: Pick<Corpus, 'files' | 'articles'>): Uint8Array {
  const indexed = new Set(articles);
  const sources = files.flatMap(({ file, sha256, article, problems }): Source[] => {
    if (sha256 === undefined || (article !== undefined && !indexed.has(article))) return [];
    return [{ file, sha256, slug: article?.slug, problems: problems.length > 0 ? problems : undefined }];
  });
  return Buffer.from(JSON.stringify({ parserVersion: PARSER_VERSION, files: sources } satisfies SourceTable));
}

/** @returns the files by name; none if another version of the parser read them */
export function decodeSources(bytes: Uint8Array): Map<string, Source> {
  const { parserVersion, files } = JSON.parse(Buffer.from(bytes).toString('utf8')) as SourceTable;
  return new Map(parserVersion === PARSER_VERSION ? files.map((source) => [source.file, source]) : []);
}
