import { describe, expect, test } from '@jest/globals';
import { linkTitleOf } from '../../../../src/modules/short-urls/domain/page-title.js';
import { titleOfPage } from '../../../../src/modules/short-urls/infrastructure/title-of-page.js';

describe('a page’s title as a link’s', () => {
  test.each([
    ['  Harbour\r\n\t Bikes\u00a0 ', 'Harbour Bikes'],
    ['a\0b\x1bc\x85d\u2028e', 'a b c d e'],
    ['\u202eevil\u202c \u2066x\u2069\ufeff\u200b', 'evil x'],
    ['\ud83d!', '\ufffd!'],
    ['👩‍🚀', '👩‍🚀'],
    ['😀'.repeat(501), '😀'.repeat(500)],
    ['\u200b \n', undefined],
    ['', undefined],
  ])('%j is %j', (title, expected) => {
    expect(linkTitleOf(title)).toBe(expected);
  });
});

describe('the title in a page', () => {
  test.each([
    ['<title>Fish &amp; Chips &#8211; &eacute;</title>', 'Fish & Chips – é'],
    ['<html><head><TITLE lang=en>Big', 'Big'],
    ['<title>a<b>c</title>', 'a<b>c'],
    ['<script>"<title>no</title>"</script><!-- <title>no</title> --><title>yes</title>', 'yes'],
    ['<svg><title>icon</title></svg><title>page</title><title>second</title>', 'page'],
    ['<meta property="og:title" content="Shared &lt;3"><title> </title>', 'Shared <3'],
    ['<meta property="og:title" content="Shared"><title>Own</title>', 'Own'],
    ['<p>nothing', undefined],
    ['', undefined],
  ])('%s is %j', (html, title) => {
    expect(titleOfPage(Buffer.from(html), undefined)).toBe(title);
  });

  test.each([
    ['header', 'shift_jis', Buffer.from([0x83, 0x65, 0x83, 0x58])],
    ['header', 'windows-1252', Buffer.from('\x93caf\xe9\x94', 'latin1')],
    ['header', 'UTF-8', Buffer.from('“café”')],
    ['meta', 'windows-1252', Buffer.from('\x93caf\xe9\x94', 'latin1')],
    ['meta', 'shift_jis', Buffer.from([0x83, 0x65, 0x83, 0x58])],
    ['nobody', '', Buffer.from('“café”')],
    ['nobody', '', Buffer.from('\x93caf\xe9\x94', 'latin1')],
    ['header', 'no-such-charset', Buffer.from('“café”')],
  ])('is read as its %s says: %s', (by, charset, text) => {
    const meta = by === 'meta' ? `<meta charset="${charset}">` : '';
    const page = Buffer.concat([Buffer.from(`${meta}<title>`), text, Buffer.from('</title>')]);
    const expected = charset === 'shift_jis' ? 'テス' : '“café”';
    expect(titleOfPage(page, by === 'header' ? charset : undefined)).toBe(expected);
  });

  test('a byte order mark outweighs what anybody says', () => {
    const page = Buffer.from('\ufeff<title>é</title>', 'utf16le');
    expect(titleOfPage(page, 'utf-8')).toBe('é');
  });

  test('UTF-8 that is cut within a character is still UTF-8', () => {
    const page = Buffer.from('<title>é</title>é');
    expect(titleOfPage(page.subarray(0, -1), undefined)).toBe('é');
  });
});
