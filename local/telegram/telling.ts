import { isTimeZone, usualZone } from '../../modules/duty-time/duty-time.ts';
import { settingOf, settingsFile } from './settings-file.ts';

/** How people on duty are told, wherever that goes. */
export interface Telling {
  /** In which they read times. */
  readonly timeZone: string;
  /** Where docs/operations.md can be read, without an anchor; undefined while nobody has said. */
  readonly runbookUrl: string | undefined;
  /** What is wrong with the settings, and what is done instead: one line. */
  readonly problem?: string;
}

const variables = { timeZone: 'ALERT_TIME_ZONE', runbookUrl: 'RUNBOOK_URL' } as const;

/** ALERT_TIME_ZONE and RUNBOOK_URL of the environment, else of `telegram.env`. Wrong ones must not keep anybody from being told. */
export function readTelling(environment: NodeJS.Dict<string> = process.env, file: string = settingsFile): Telling {
  const given = settingOf(environment, file);
  const [zone, url] = [given(variables.timeZone) || usualZone, given(variables.runbookUrl)];
  const problems = [
    ...(isTimeZone(zone) ? [] : [`${variables.timeZone} is no time zone such as ${usualZone}, which is taken instead`]),
    ...(url === '' || isWebAddress(url)
      ? []
      : [`${variables.runbookUrl} is no address that begins with http and is left out`]),
  ];
  return {
    timeZone: isTimeZone(zone) ? zone : usualZone,
    runbookUrl: isWebAddress(url) ? url : undefined,
    ...(problems.length > 0 && { problem: problems.join('; ') }),
  };
}

const isWebAddress = (text: string): boolean => /^https?:\/\//u.test(text) && URL.canParse(text);
