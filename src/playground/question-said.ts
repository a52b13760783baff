/**
 * The question in what somebody said to the bot: without `/ask`, and without the bot's name as it is written in groups.
 * Undefined for another command, or when nothing is left.
 */
export function questionIn(said: string, botName: string): string | undefined {
  const name = new RegExp(String.raw`@${botName}(?!\w)`, 'gi');
  const text = said.replace(name, ' ').trim();
  const question = text.replace(/^\/ask(?!\w)/i, '').trim();
  return question === '' || /^\/[a-z]/i.test(question) ? undefined : question;
}
