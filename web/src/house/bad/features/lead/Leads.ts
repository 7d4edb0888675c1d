import { People } from '../people/People';

export const Leads = People;
