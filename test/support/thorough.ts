/** Whether tests of many cases take all of them, as CI does (`THOROUGH=1 npm test`), or fewer for an answer within minutes. */
export const THOROUGH = process.env['THOROUGH'] === '1';
