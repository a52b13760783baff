// The spec reporter, plus the total of judged requests of all test files at the end. A breach that no assertion has
// caught fails the run.
import { spec } from 'node:test/reporters';
import type { TestEvent } from 'node:test/reporters';

// Not only at the beginning of a line: a test's output may lack its line end.
const LINE = /judged (\d+) requests, (\d+) violations\n/g;

export default async function* judgedReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let judged = 0;
  let violations = 0;
  async function* withoutLines(): AsyncGenerator<TestEvent> {
    for await (const event of source) {
      if (event.type !== 'test:stdout') {
        yield event;
        continue;
      }
      for (const [, requests, breaches] of event.data.message.matchAll(LINE)) {
        judged += Number(requests);
        violations += Number(breaches);
      }
      const message = event.data.message.replace(LINE, '');
      if (message !== '') yield { ...event, data: { ...event.data, message } };
    }
  }
  const { Readable } = await import('node:stream');
  for await (const chunk of Readable.from(withoutLines()).compose(new spec())) yield String(chunk);
  yield `judged ${judged} requests by the Bot API schema: ${violations} violations\n`;
  if (violations > 0) process.exitCode = 1;
}
