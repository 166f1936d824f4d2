import { expect, it } from 'vitest';
import { adviceFor, mavenProblem, type Missing } from './requirements.ts';

const python: Missing = {
  name: 'Python 3.10 or newer with venv',
  found: 'Python 3.9.2',
  packages: { apt: 'python3 python3-venv', dnf: 'python3', brew: 'python@3.13' },
};
const maven: Missing = { name: 'Maven', found: 'nothing', packages: { apt: 'maven', dnf: 'maven', brew: 'maven' } };

it('everything that is missing is named at once, with one command that installs it all', () => {
  expect(adviceFor([python, maven], 'apt')).toBe(
    [
      'This machine lacks:',
      '  - Python 3.10 or newer with venv (found: Python 3.9.2)',
      '  - Maven (found: nothing)',
      'Install it with:',
      '  sudo apt-get install -y python3 python3-venv maven',
    ].join('\n'),
  );
});

it('a machine with an unknown package manager is told the commands of all known ones', () => {
  const advice = adviceFor([maven], undefined);
  for (const command of ['sudo apt-get install -y maven', 'sudo dnf install -y maven', 'brew install maven'])
    expect(advice).toContain(command);
});

it.each([
  ['Apache Maven 3.8.7\nJava version: 17.0.15, vendor: Debian', undefined],
  ['Apache Maven 4.0.0\nJava version: 25, vendor: X', undefined],
  ['Apache Maven 3.6.3\nJava version: 17.0.1, vendor: X', 'Maven 3.6.3 with Java 17.0.1'],
  ['Apache Maven 3.9.9\nJava version: 11.0.2, vendor: X', 'Maven 3.9.9 with Java 11.0.2'],
  ['The JAVA_HOME environment variable is not defined', 'Maven of an unknown version with Java of an unknown version'],
  [undefined, 'nothing that runs'],
])('Maven that prints %j has the problem %j', (text, problem) => {
  expect(mavenProblem(text)).toBe(problem);
});
