// The contract of every DeskStore.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskStore, Link } from '../../src/desk/desk-store.ts';
import type { Parcel } from '../../src/desk/parcel.ts';
import type { DeskReader, Ticket } from '../../src/desk/ticket.ts';

export const ANN: DeskReader = { id: 7, name: 'Ann', language: 'en', threadId: 20, tags: ['vip'] };
export const TICKET: Ticket = {
  id: 'A7K3',
  reader: 7,
  status: 'waiting-staff',
  priority: 'normal',
  openedAt: 1000,
};
const LINK: Link = { reader: 7, readerMessage: 1, staffMessage: 21, by: 'reader' };
export const PARCEL: Parcel = {
  key: 'r:7:1',
  number: 1,
  reader: 7,
  to: 'staff',
  work: { do: 'copy', messages: [1] },
  at: 1000,
};

/** @param open gives a new, empty store */
export function deskStoreContract(name: string, open: () => Promise<DeskStore>): void {
  const check = (behaviour: string, use: (store: DeskStore) => void | Promise<void>): void => {
    test(`${name}: ${behaviour}`, async () => {
      const store = await open();
      await use(store);
      await store.close();
    });
  };

  check('finds a reader by the forum topic, the newest one only', ({ readers }) => {
    readers.put(ANN);
    readers.put({ ...ANN, id: 8, threadId: 30 });
    assert.deepEqual(readers.ofThread(20), ANN);
    readers.put({ ...ANN, threadId: 40, earlierThreads: [20] });
    assert.deepEqual([readers.ofThread(20), readers.ofThread(40)?.id, readers.get(8)?.id], [undefined, 7, 8]);
  });

  check('knows the tickets of a reader in their order, and the open one', ({ tickets }) => {
    tickets.put({ ...TICKET, id: 'LATE', openedAt: 2000 });
    tickets.put({
      ...TICKET,
      status: 'closed',
      closedAt: 1500,
      closedBy: 'staff',
      survey: { askedAt: 1500, score: 5 },
    });
    tickets.put({ ...TICKET, id: 'ELSE', reader: 8 });
    assert.deepEqual(
      tickets.of(7).map(({ id }) => id),
      ['A7K3', 'LATE'],
    );
    assert.equal(tickets.openOf(7)?.id, 'LATE');
    tickets.put({ ...TICKET, id: 'LATE', status: 'closed' });
    assert.equal(tickets.openOf(7), undefined);
  });

  check('finds a copy from both sides', ({ links }) => {
    links.put(LINK);
    links.put({ ...LINK, reader: 8, staffMessage: 22 });
    assert.deepEqual([links.ofReader(7, 1), links.ofStaff(21)], [LINK, LINK]);
    assert.equal(links.ofStaff(22)?.reader, 8);
    // Sent again into a new topic.
    links.put({ ...LINK, staffMessage: 41 });
    assert.deepEqual([links.ofStaff(21), links.ofStaff(41)?.readerMessage], [undefined, 1]);
  });

  check('keeps parcels in the order of their numbers, also when they change', ({ outbox }) => {
    outbox.put({ ...PARCEL, key: 'second', number: 2 });
    outbox.put(PARCEL);
    outbox.put({ ...PARCEL, key: 'between', number: 1.5 });
    outbox.put({ ...PARCEL, above: 20 });
    assert.deepEqual(
      outbox.all().map(({ key, above }) => [key, above]),
      [
        ['r:7:1', 20],
        ['between', undefined],
        ['second', undefined],
      ],
    );
    outbox.remove('between');
    assert.deepEqual([outbox.get('between'), outbox.all().length], [undefined, 2]);
  });

  check('refuses a parcel that could not be read back', ({ outbox }) => {
    const broken = { do: 'copy', messages: ['1'] } as unknown as Parcel['work'];
    assert.throws(() => {
      outbox.put({ ...PARCEL, work: broken });
    }, RangeError);
    assert.deepEqual(outbox.all(), []);
  });

  check('keeps the highest number of each sequence', ({ tops }) => {
    tops.put(0, 5);
    tops.put(-1005, 7);
    tops.put(0, 6);
    assert.deepEqual([tops.get(0), tops.get(-1005), tops.get(-6)], [6, 7, 0]);
  });

  check('forgets everything about a reader, and nothing about others', (store) => {
    for (const id of [7, 8]) {
      store.readers.put({ ...ANN, id, threadId: id });
      store.tickets.put({ ...TICKET, id: `T${id}`, reader: id });
      store.links.put({ ...LINK, reader: id, staffMessage: id });
      store.outbox.put({ ...PARCEL, key: `r:${id}:1`, reader: id });
    }
    assert.equal(store.forget(7), 4);
    assert.equal(store.forget(7), 0);
    assert.deepEqual(
      [store.readers.get(7), store.tickets.of(7), store.links.ofStaff(7)],
      [undefined, [], undefined],
    );
    assert.equal(store.outbox.get('r:7:1'), undefined);
    assert.deepEqual([store.readers.ofThread(8)?.id, store.tickets.openOf(8)?.id], [8, 'T8']);
    assert.deepEqual([store.links.ofStaff(8)?.reader, store.outbox.all().length], [8, 1]);
  });

  check('stays with the group that was chosen when it gets another number', ({ staff }) => {
    assert.equal(staff.use(-5), -5);
    staff.move(-1005);
    assert.equal(staff.use(-5), -1005);
    assert.equal(staff.use(-6), -6);
  });

  check('knows nothing of another group’s topics, and still has what readers wrote', (store) => {
    store.staff.use(-5);
    store.readers.put({ ...ANN, earlierThreads: [3] });
    store.links.put(LINK);
    store.tickets.put({ ...TICKET, head: 21 });
    store.outbox.put({ ...PARCEL, above: 20 });
    store.outbox.put({ ...PARCEL, key: 's:21', to: 'reader' });
    store.outbox.put({ ...PARCEL, key: 'delete', work: { do: 'delete', message: 1, asked: 2 } });
    store.staff.use(-6);
    assert.deepEqual([store.readers.ofThread(20), store.links.all()], [undefined, []]);
    assert.deepEqual(store.readers.get(7)?.tags, ['vip']);
    assert.equal(store.tickets.get(TICKET.id)?.head, undefined);
    assert.deepEqual(
      store.outbox.all().map(({ key, above }) => [key, above]),
      [['r:7:1', undefined]],
    );
  });
}
