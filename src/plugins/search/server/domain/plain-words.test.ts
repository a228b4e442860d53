import { plainWords } from './plain-words';

it.each([
  ['Café CRÈME', ['cafe', 'creme']],
  ['Cafe\u0301', ['cafe']],
  ['Straße, Łódź & Þór', ['strasse', 'lodz', 'thor']],
  ['Άλφα', ['αλφα']],
  ['Синий ёж', ['синий', 'еж']],
  ['Сини\u0438\u0306', ['синий']],
  ['за\u0301мок', ['замок']],
  ['한국 ガス', ['한국', 'ガス']],
  ['ภาษา', ['ภาษา']],
  ['नीला', ['नीला']],
  ['ﬁne １２', ['fine', '12']],
  ['5 m² of "tea"', ['5', 'm', 'of', 'tea']],
  ['--', []],
])('%s', (text, words) => {
  expect(plainWords(text)).toEqual(words.map((word) => word.normalize('NFC')));
});
