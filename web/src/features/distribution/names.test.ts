import { expect, test } from 'vitest';
import { namesIn } from './names';

test('people are found by their names, however these are written', () => {
  const settings = `company: {name: Shop}
users:
  ursula: {name: Урсула Вебер, email: ursula@shop.example}
  "nad":
    email: nad@shop.example
    name: "Nad \\"N\\" \\u00d6"   # a comment
  dan: {name: 'Dan O''Neil'}
  nameless: {email: x@shop.example}
  empty:
rules: []
`;
  expect([...namesIn(settings)]).toEqual([
    ['ursula', 'Урсула Вебер'],
    ['nad', 'Nad "N" Ö'],
    ['dan', "Dan O'Neil"],
  ]);
  expect([...namesIn('{"users": {"a": {"name": "Anna"}}}')]).toEqual([['a', 'Anna']]);
});

test('a file that is broken, empty or no mapping has the names that can be read, or none', () => {
  expect([...namesIn('users:\n  a: {name: Anna}\nrules: [{\n')]).toEqual([['a', 'Anna']]);
  expect(namesIn('').size).toBe(0);
  expect(namesIn('- 1\n- 2').size).toBe(0);
  expect(namesIn('users: 5').size).toBe(0);
});
