import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { answerRequests, createRequestChannel, type Peer } from '../../src/system/request-channel.ts';

type TestCalls = {
  double: (value: number) => number;
  wait: (ms: number) => string;
  refuse: (why: string) => void;
};

const { port1, port2 } = new MessageChannel();
const peer = (port: typeof port1): Peer => ({
  post: (message) => {
    port.postMessage(message);
  },
  onMessage: (listener) => port.on('message', listener),
});
const log: string[] = [];
let release: () => void = () => undefined;
const released = new Promise<void>((resolve) => (release = resolve));
answerRequests<TestCalls, number>(peer(port2), {
  double: (value, onProgress) => {
    log.push(`double ${value}`);
    onProgress(value / 2);
    return value * 2;
  },
  wait: async (ms) => {
    log.push(`wait ${ms}`);
    await released;
    return 'waited';
  },
  refuse: (why) => {
    throw new Error(why);
  },
});
const waiting: number[] = [];
const channel = createRequestChannel<TestCalls, number>(peer(port1), (count) => waiting.push(count));

test('each request gets its own answer after its progress, and requests are handled in order', async () => {
  const progress: number[] = [];
  const slow = channel.request('wait', 1);
  const fast = channel.request('double', 21, (half) => progress.push(half));
  const refused = assert.rejects(channel.request('refuse', 'not today'), /^Error: not today$/);
  assert.equal(channel.waiting(), 3);
  release();
  assert.equal(await slow, 'waited');
  assert.equal(await fast, 42);
  await refused;
  assert.deepEqual(progress, [10.5]);
  assert.deepEqual(log, ['wait 1', 'double 21']);
  assert.deepEqual(waiting, [1, 2, 3, 2, 1, 0]);
});

test('a request that cannot be sent fails, and the next one is answered', async () => {
  const unsendable = (() => 1) as unknown as number; // functions cannot be copied
  await assert.rejects(channel.request('double', unsendable), /could not be cloned/);
  assert.equal(channel.waiting(), 0);
  assert.equal(await channel.request('double', 1), 2);
});

test('when the other side is gone, pending and later requests fail with the first reason', async () => {
  const asked = channel.request('double', 1);
  channel.fail(new Error('it has ended'));
  channel.fail(new Error('something later'));
  await assert.rejects(asked, /^Error: it has ended$/);
  await assert.rejects(channel.request('double', 1), /^Error: it has ended$/);
  assert.equal(channel.waiting(), 0);
  port1.close();
});
