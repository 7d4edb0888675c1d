import { client } from '../../api/client';

export const People = client;
