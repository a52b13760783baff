import { trusted } from './markup.ts';

/**
 * A question mark in a bubble, as a data: address, which needs no request; our policies allow no other foreign source.
 */
export const ICON = trusted(
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='13' rx='4' fill='%231d6b57'/%3E%3Cpath d='M4 12v4l4-4' fill='%231d6b57'/%3E%3Ctext x='8' y='10' font-size='10' text-anchor='middle' fill='%23fff'%3E?%3C/text%3E%3C/svg%3E",
);
