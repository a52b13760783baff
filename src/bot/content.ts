import type { FilterQuery } from 'grammy';

/** Content that people send instead of text; service messages (pins, timers) do not count. */
export const CONTENT: FilterQuery[] = [
  'message:photo',
  'message:voice',
  'message:video',
  'message:video_note',
  'message:audio',
  'message:document',
  'message:sticker',
  'message:animation',
  'message:location',
  'message:contact',
  'message:venue',
  'message:poll',
  'message:dice',
  'message:story',
  'message:paid_media',
  'message:game',
  'message:checklist',
  'message:invoice',
  'message:giveaway',
  'message:giveaway_winners',
  'message:live_photo',
  'message:rich_message',
];
