import 'i18next';
import type lead from './en/lead.json';
import type people from './en/people.json';
import type roster from './en/roster.json';
import type shell from './en/shell.json';
import type simulator from './en/simulator.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: typeof shell;
      lead: typeof lead;
      people: typeof people;
      roster: typeof roster;
      simulator: typeof simulator;
    };
  }
}
