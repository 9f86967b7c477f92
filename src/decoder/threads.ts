// Which process, mail or session a line of a log is of, and whether a text holds lines of several.

/** The line begins with a date, after what a container or a shell puts before it. */
const stamped =
  /^[^a-z0-9]{0,4}(?:[\w.-]{1,40} ?\| ?)?\W{0,3}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[t ,]|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}[ ,]|(?:(?:mon|tue|wed|thu|fri|sat|sun),? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) {1,2}\d{1,2}[ ,]|t=\d{4}-|[ewi]\d{4} \d\d:)/;

/** Process and number, Exim's message identifier, or the session of an Exchange protocol log. */
const threadOf =
  /\b([a-z][\w./-]{2,40}\[\d{1,8}\](?=:))|\b(1[0-9a-z]{5}-[0-9a-z]{6,11}-[0-9a-z]{2,4})\b|^\d{4}-\d\d-\d\dt[^,]{6,20},[^,]{0,80},([0-9a-f]{16}),/;

/** Postfix: the mail that the line is about, behind the process. */
const queueIdOf = /\[\d{1,8}\]: (?=[a-z]{0,19}\d)([0-9a-f]{2,16}|[0-9b-df-hj-np-tv-z]{10,20}): /;

export interface LineOfLog {
  readonly isStamped: boolean;
  readonly thread: string | undefined;
  readonly queueId: string | undefined;
}

export function readThread(line: string): LineOfLog {
  if (!stamped.test(line)) return { isStamped: false, thread: undefined, queueId: undefined };
  const match = threadOf.exec(line);
  const thread = match?.[1] ?? match?.[2] ?? match?.[3];
  return { isStamped: true, thread, queueId: thread === undefined ? undefined : queueIdOf.exec(line)?.[1] };
}

const statusOfDelivery = /\bstatus=(?:deferred|bounced|expired|sent)\b/g;

/**
 * Lines of several processes or mails, or several deliveries. A stamped line without a thread is an event of its own only
 * beside others that have one: a program that writes no thread writes one error in many lines.
 */
export function holdsSeveralEvents(text: string): boolean {
  if ((text.match(statusOfDelivery) ?? []).length > 1) return true;
  const threads = new Set<string>();
  const queueIds = new Set<string>();
  for (const line of text.split('\n')) {
    const { isStamped, thread, queueId } = readThread(line.slice(0, 1_000));
    if (isStamped) threads.add(thread ?? '');
    if (queueId !== undefined) queueIds.add(queueId);
  }
  return threads.size > 1 || queueIds.size > 1;
}
