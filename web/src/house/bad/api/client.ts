export const client = () => import('../features/people/People');
