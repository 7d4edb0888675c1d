import 'i18next';
import type bulk from './en/bulk.json';
import type company from './en/company.json';
import type exporting from './en/export.json';
import type fairness from './en/fairness.json';
import type fields from './en/fields.json';
import type intake from './en/intake.json';
import type journal from './en/journal.json';
import type lead from './en/lead.json';
import type lists from './en/lists.json';
import type moves from './en/moves.json';
import type notice from './en/notice.json';
import type people from './en/people.json';
import type privacy from './en/privacy.json';
import type replay from './en/replay.json';
import type roster from './en/roster.json';
import type rules from './en/rules.json';
import type shell from './en/shell.json';
import type simulator from './en/simulator.json';
import type task from './en/task.json';
import type transfer from './en/transfer.json';
import type verification from './en/verification.json';
import type zones from './en/zones.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: typeof shell;
      company: typeof company;
      journal: typeof journal;
      lead: typeof lead;
      lists: typeof lists;
      bulk: typeof bulk;
      moves: typeof moves;
      notice: typeof notice;
      people: typeof people;
      rules: typeof rules;
      privacy: typeof privacy;
      roster: typeof roster;
      replay: typeof replay;
      export: typeof exporting;
      fairness: typeof fairness;
      fields: typeof fields;
      intake: typeof intake;
      simulator: typeof simulator;
      task: typeof task;
      transfer: typeof transfer;
      verification: typeof verification;
      zones: typeof zones;
    };
  }
}
