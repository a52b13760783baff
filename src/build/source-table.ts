// The article files that a generation was built from, with the results of parsing them. The next build parses only
// files that are not in this table with the same content, and still reports the problems of the others.
//
// sources.json:  {"parserVersion":…,"files":[{"file":…,"sha256":…,"slug":…,"problems":[…],"leftOut":…,"title":…},…]}
//                slug: of a good article, or of an earlier version of one; problems: if there are any;
//                leftOut: why a file without problems is no article; title: of a file that is left out
import type { Corpus } from '../corpus/read-corpus.ts';
import type { Problem } from '../corpus/article.ts';
import { type ParsedArticle, PARSER_VERSION } from '../corpus/parse-article.ts';

/** A file: its checksum ('' if it cannot be read), and the result of parsing it. */
export type Source = Pick<ParsedArticle, 'leftOut' | 'title'> & {
  file: string;
  sha256: string;
  slug?: string | undefined;
  problems?: Problem[] | undefined;
};

type SourceTable = { parserVersion: number; files: Source[] };

export function encodeSources({ files }: Pick<Corpus, 'files'>): Uint8Array {
  const sources = files.map(({ file, sha256 = '', article, problems, leftOut, title }): Source => {
    const own = problems.length > 0 ? problems : undefined;
    return { file, sha256, slug: article?.slug, problems: own, leftOut, title };
  });
  return Buffer.from(JSON.stringify({ parserVersion: PARSER_VERSION, files: sources } satisfies SourceTable));
}

/** @returns the files by name, and whether this version of the parser read them */
export function decodeSources(bytes: Uint8Array): { isCurrent: boolean; files: Map<string, Source> } {
  const { parserVersion, files } = JSON.parse(Buffer.from(bytes).toString('utf8')) as SourceTable;
  return {
    isCurrent: parserVersion === PARSER_VERSION,
    files: new Map(files.map((source) => [source.file, source])),
  };
}
