import { canBePhone, maskedPhone } from './payer';

const PHONE = '254712345126';

test.each(['2547 ***** 126', '2547*****126', '254712***126', '07*****126', maskedPhone(PHONE)])(
  'who is told of as %s can be the phone that was asked',
  (told) => {
    expect(canBePhone(told, PHONE)).toBe(true);
  },
);

test.each(['2547 ***** 127', '2541 ***** 126', '254713***126'])(
  'who is told of as %s is somebody else',
  (told) => {
    expect(canBePhone(told, PHONE)).toBe(false);
  },
);

test.each(['', 'null', '16d0f2b65f1d2a02b7ecf1d0aa6a2b9a1b1b9b52ccbf3b0c4b5ac8a0f0a4d1e2'])(
  'of %j nothing can be told',
  (told) => {
    expect(canBePhone(told, PHONE)).toBe(true);
  },
);
