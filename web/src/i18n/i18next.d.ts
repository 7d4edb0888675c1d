import 'i18next';
import type company from './en/company.json';
import type fields from './en/fields.json';
import type intake from './en/intake.json';
import type lead from './en/lead.json';
import type people from './en/people.json';
import type replay from './en/replay.json';
import type roster from './en/roster.json';
import type rules from './en/rules.json';
import type shell from './en/shell.json';
import type simulator from './en/simulator.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: typeof shell;
      company: typeof company;
      lead: typeof lead;
      people: typeof people;
      rules: typeof rules;
      roster: typeof roster;
      replay: typeof replay;
      fields: typeof fields;
      intake: typeof intake;
      simulator: typeof simulator;
    };
  }
}
