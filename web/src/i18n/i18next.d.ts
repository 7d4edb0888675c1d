import 'i18next';
import type people from './en/people.json';
import type rules from './en/rules.json';
import type shell from './en/shell.json';
import type simulator from './en/simulator.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: typeof shell;
      people: typeof people;
      rules: typeof rules;
      simulator: typeof simulator;
    };
  }
}
