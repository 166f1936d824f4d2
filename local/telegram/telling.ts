import { isTimeZone, usualZone } from '../../modules/duty-time/duty-time.ts';
import { settingOf, settingsFile } from './settings-file.ts';

export const severities = ['critical', 'warning'] as const;

export type Severity = (typeof severities)[number];

/** How people on duty are told, by whatever bot. */
export interface Telling {
  /** In which they read times. */
  readonly timeZone: string;
  /** Where docs/operations.md can be read, without an anchor; undefined while nobody has said. */
  readonly runbookUrl: string | undefined;
  /** Topic of the chat for alerts of a severity, by its number; the chat itself where there is none. */
  readonly threads: Readonly<Partial<Record<Severity, number>>>;
  /** What is wrong with the settings, and what is done instead: one line. */
  readonly problem?: string;
}

const variables = {
  timeZone: 'ALERT_TIME_ZONE',
  runbookUrl: 'RUNBOOK_URL',
  thread: 'TELEGRAM_THREAD_ID',
  threads: { critical: 'TELEGRAM_THREAD_ID_CRITICAL', warning: 'TELEGRAM_THREAD_ID_WARNING' },
} as const;

/**
 * ALERT_TIME_ZONE, RUNBOOK_URL, TELEGRAM_THREAD_ID and TELEGRAM_THREAD_ID_CRITICAL and _WARNING, which go before it, of the
 * environment, else of `telegram.env`. A wrong one must not keep anybody from being told: it is as if it were not there.
 */
export function readTelling(environment: NodeJS.Dict<string> = process.env, file: string = settingsFile): Telling {
  const given = settingOf(environment, file);
  const problems: string[] = [];
  const setting = (name: string, isRight: (text: string) => boolean, what: string): string | undefined => {
    const text = given(name);
    if (text === '' || isRight(text)) return text || undefined;
    problems.push(`${name} must be ${what} and is left out`);
    return undefined;
  };
  const thread = (name: string): string | undefined => setting(name, isThread, 'the number of a topic of the chat');
  const common = thread(variables.thread);
  const threads = severities.flatMap((severity) => {
    const number = thread(variables.threads[severity]) ?? common;
    return number === undefined ? [] : [[severity, Number(number)]];
  });
  return {
    timeZone: setting(variables.timeZone, isTimeZone, `a time zone such as ${usualZone}`) ?? usualZone,
    runbookUrl: setting(variables.runbookUrl, isWebAddress, 'an address that begins with http'),
    threads: Object.fromEntries(threads),
    ...(problems.length > 0 && { problem: problems.join('; ') }),
  };
}

const isThread = (text: string): boolean => /^[1-9]\d{0,14}$/u.test(text);

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s"<>#]+$/u.test(text) && URL.canParse(text);
