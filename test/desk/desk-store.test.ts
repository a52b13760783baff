import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryDeskStore, openDeskStore } from '../../src/desk/open-desk-store.ts';
import { DESK_SCHEMA } from '../../src/desk/desk-tables.ts';
import { newTicketId } from '../../src/desk/ticket.ts';
import { randomNumbers } from '../../src/system/random-numbers.ts';
import { ANN, deskStoreContract, PARCEL, TICKET } from '../contracts/desk-store.ts';
import { temporaryFolder } from '../support/temporary.ts';

const onProblem = (message: string): void => {
  assert.fail(message);
};
const open = (stateDir = temporaryFolder()) => openDeskStore({ stateDir, onProblem });

deskStoreContract('disk', () => open());
deskStoreContract('memory', () => Promise.resolve(createMemoryDeskStore()));

test('a start finds readers, tickets, links and parcels as they were, whatever a parcel does', async () => {
  const stateDir = temporaryFolder();
  const first = await open(stateDir);
  first.readers.put({ ...ANN, earlierThreads: [3], isTopicClosed: true });
  first.tickets.put({ ...TICKET, assignee: { id: 1, name: '小王' }, previous: 'A3K7' });
  first.links.put({ reader: 7, readerMessage: 1, staffMessage: 21, by: 'staff' });
  const content = { text: '问', entities: [{ type: 'bold' as const, offset: 0, length: 1 }] };
  const works: (typeof PARCEL.work)[] = [
    { do: 'copy', messages: [1, 2], album: 'x', instead: { ...content, part: 'text' } },
    { do: 'send', html: '<b>x</b>', keyboard: { inline_keyboard: [] }, isPinned: true, name: 'card' },
    { do: 'edit', message: 1, part: 'caption', content, media: { type: 'photo', fileId: 'f' } },
    { do: 'delete', message: 1, asked: 2 },
    { do: 'react', message: 1, emoji: '👌' },
    { do: 'begin-topic' },
    { do: 'end-topic', threadId: 3 },
  ];
  for (const [number, work] of works.entries())
    first.outbox.put({ ...PARCEL, key: String(number), number, work, quote: { ...content, position: 0 } });
  const all = [first.readers.all(), first.tickets.all(), first.links.all(), first.outbox.all()];
  await first.close();
  const second = await open(stateDir);
  const found = [second.readers.all(), second.tickets.all(), second.links.all(), second.outbox.all()];
  await second.close();
  assert.deepEqual(found, all);
  assert.equal(second.readers.ofThread(20)?.id, 7);
  assert.equal(second.links.ofStaff(21)?.readerMessage, 1);
});

test('dropped links are not found from the other side either', () => {
  const { links } = createMemoryDeskStore();
  for (let i = 0; i <= DESK_SCHEMA.links.bound; i++)
    links.put({ reader: 7, readerMessage: i, staffMessage: i, by: 'reader' });
  assert.deepEqual([links.ofStaff(0), links.ofStaff(1)?.readerMessage], [undefined, 1]);
});

test('the ids of tickets are short, differ, and grow when short ones are taken', () => {
  const random = randomNumbers(1);
  const taken = new Set<string>();
  for (let i = 0; i < 5_000; i++) taken.add(newTicketId(random, (id) => taken.has(id)));
  assert.equal(taken.size, 5_000);
  for (const id of taken) assert.match(id, /^[A-Z34679]{4}$/);
  assert.equal(newTicketId(random, (id) => id.length < 6).length, 6);
});
