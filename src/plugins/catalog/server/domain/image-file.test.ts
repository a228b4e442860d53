import { imageFile } from './image-file';

test.each([
  ['https://a.test/p/lamp.PNG?v=1', { name: 'lamp.PNG', ext: '.png', mime: 'image/png' }],
  ['//a.test/lamp.webp', { url: 'https://a.test/lamp.webp', mime: 'image/webp' }],
  ['http://a.test/lamp', { name: 'lamp', ext: '.jpg', mime: 'image/jpeg' }],
  ['https://a.test/', { name: 'image' }],
])('%s', (address, expected) => {
  expect(imageFile(address)).toMatchObject(expected);
});

test.each(['lamp.jpg', 'ftp://a.test/x.jpg', 'javascript:alert(1)', 'https://'])(
  'not %s',
  (text) => {
    expect(imageFile(text)).toBeUndefined();
  },
);

test('the same address is the same file, another query another', () => {
  const hash = (address: string) => imageFile(address)?.hash;
  expect(hash('https://a.test/x.jpg')).toBe(hash('https://a.test/x.jpg'));
  expect(hash('https://a.test/x.jpg')).not.toBe(hash('https://a.test/x.jpg?v=2'));
});
