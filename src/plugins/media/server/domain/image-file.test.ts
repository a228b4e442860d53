import { checkImageFile } from './image-file';

const png = Buffer.from('\x89PNG\r\n\x1a\n and pixels', 'latin1');
const gif = Buffer.from('GIF89a and pixels', 'latin1');
const with_ = (image: Buffer, more: string) => Buffer.concat([image, Buffer.from(more, 'latin1')]);

describe('checkImageFile', () => {
  it('takes an image by its first bytes and keeps its name', () => {
    expect(checkImageFile('chai pot.PNG', png)).toMatchObject({
      kind: 'image',
      image: { mime: 'image/png' },
    });
  });

  it.each([
    ['photo.jpg', 'photo.gif'],
    ['photo', 'photo.gif'],
    ['photo.v2.gif', 'photo.v2.gif'],
  ])('gives %s the ending of what it is: %s', (name, kept) => {
    expect(checkImageFile(name, gif)).toMatchObject({ kind: 'image', name: kept });
  });

  it.each([
    ['an empty file', 'a.png', Buffer.alloc(0)],
    ['SVG', 'a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG under another name', 'a.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['HTML', 'a.png', Buffer.from('<html></html>')],
    ['an image called HTML', 'a.html', png],
    ['an image called PHP', 'a.png.php', png],
    ['an image that is a page too', 'a.gif', with_(gif, '=1;<SCRIPT>alert(1)</SCRIPT>')],
    ['an image that is an archive too', 'a.png', with_(png, 'PK\x05\x06' + '\0'.repeat(18))],
    ['an image that is a PDF too', 'a.png', with_(png, '%PDF-1.4')],
    ['a path', '../a.png', png],
    ['a path of Windows', '..\\a.png', png],
    ['NUL in the name', 'a.php\0.png', png],
    ['a hidden file', '.htaccess', png],
    ['a name without end', `${'a'.repeat(300)}.png`, png],
  ])('refuses %s', (_what, name, bytes) => {
    expect(checkImageFile(name, bytes)).toMatchObject({ kind: 'refused' });
  });
});
