import { describe, expect, it } from 'vitest';
import { readReason } from '../errors/errors.ts';
import { readEvents } from './events.ts';
import { readResource } from './media.ts';
import { bytes } from '../testing.ts';
import type { EventPackage, Resource } from '../types.ts';

const XML = 'application/xml; charset=utf-8';

function resource(source: string): Resource {
  const read = readResource(bytes(source), XML);
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

function events(inside: string): EventPackage {
  const read = readEvents(bytes(`<events href="/e?ack=1">${inside}</events>`), XML);
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

describe('a resource in XML', () => {
  it('has rel, self, revision, etag, properties, lists, links and embedded resources', () => {
    const read = resource(
      `<resource rel="group" href="/g%3d" revision="2" xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">
         <link rel="a" href="/a" title="A &amp; B" revision="3"/><link rel="b" href="/1"/><link rel="b" href="/2" rev="2"/>
         <property name="rel">group</property><property name="etag">27</property>
         <property name="name"> Sales </property><property name="number"/>
         <propertyList name="mails"><item>x@a.b</item><item>y@a.b</item></propertyList><propertyList name="none"/>
         <resource rel="contact" href="/c1"/><resource rel="contact" href="/c2"/>
       </resource>`,
    );
    const plain = { revision: 1, etag: null, properties: {}, embedded: {} };
    const self = (href: string) => ({ self: [{ href, title: null, revision: 1 }] });
    expect(read).toEqual({
      rel: 'group',
      href: '/g%3d',
      revision: 2,
      etag: '27',
      properties: { name: ' Sales ', number: '', mails: ['x@a.b', 'y@a.b'], none: [] },
      links: {
        self: [{ href: '/g%3d', title: null, revision: 2 }],
        a: [{ href: '/a', title: 'A & B', revision: 3 }],
        b: [
          { href: '/1', title: null, revision: 1 },
          { href: '/2', title: null, revision: 2 },
        ],
      },
      embedded: {
        contact: [
          { rel: 'contact', href: '/c1', links: self('/c1'), ...plain },
          { rel: 'contact', href: '/c2', links: self('/c2'), ...plain },
        ],
      },
    });
  });

  it('spells its revision either way (PROTOCOL 5.6)', () => {
    expect(resource('<resource rel="group" href="/g" rev="2"/>')).toMatchObject({ revision: 2 });
    expect(resource('<resource rel="group" href="/g" rev="1" revision="2"/>')).toMatchObject({ revision: 2 });
  });

  it('is embedded under the attribute and is what the property says', () => {
    const read = resource(
      '<resource rel="x"><resource rel="from" href="/p"><property name="rel">participant</property></resource></resource>',
    );
    expect(read.embedded.from?.[0]?.rel).toBe('participant');
  });

  it('cannot be mistaken for another by the names of its properties', () => {
    const read = resource(
      '<resource rel="x" href="/x"><property name="_links">a</property><property name="_embedded">b</property>' +
        '<property name="__proto__">c</property><link rel="__proto__" href="/p"/></resource>',
    );
    expect(read.href).toBe('/x');
    expect(Object.keys(read.properties)).toEqual(['__proto__']);
    expect(Object.keys(read.links)).toEqual(['self', '__proto__']);
    expect(read.embedded).toEqual({});
  });

  it('leaves out what has no name, rel or href', () => {
    const read = resource(
      '<resource><property>a</property><propertyList/><link rel="a"/><link href="/b"/><resource/><other/></resource>',
    );
    expect(read).toMatchObject({ rel: '', href: null, properties: {}, links: { a: [] }, embedded: {} });
  });

  it('reads another root by what stands directly inside', () => {
    expect(resource('<queued xmlns:x="y"><operations><o/></operations><id>7</id></queued>').properties).toEqual({
      operations: null,
      id: '7',
    });
  });

  it('fails with line and column', () => {
    const read = readResource(bytes('<resource>\n  <link>\n</resource>'), XML);
    expect(read.ok ? null : read.error).toMatchObject({ code: 'ucwa.unexpected', place: { line: 3, column: 1 } });
  });
});

describe('events in XML', () => {
  const sample =
    '<link rel="next" href="/e?ack=2"/><sender rel="people" href="/people">' +
    '<added rel="contact" href="/c" title="C"><in rel="group" href="/g"/><resource rel="contact" href="/c"/></added>' +
    '<exploded rel="contact" href="/c"/><deleted rel="contact"/><updated rel="group" href="/g"/></sender>';

  it('name sender, type, target, place and resource; a broken one costs itself only', () => {
    const read = events(sample);
    expect(read).toMatchObject({
      follow: { rel: 'next', href: '/e?ack=2' },
      broken: 2,
      brokenAt: ['sender[0].events[1]', 'sender[0].events[2]'],
    });
    expect(read.events).toMatchObject([
      {
        sender: 'people',
        type: 'added',
        rel: 'contact',
        href: '/c',
        title: 'C',
        in: { rel: 'group', href: '/g' },
        resource: { rel: 'contact', href: '/c' },
      },
      { sender: 'people', type: 'updated', rel: 'group', href: '/g', title: null, in: null, resource: null },
    ]);
  });

  it('may be none', () => {
    expect(events('<link rel="resync" href="/e"/>')).toMatchObject({ follow: { rel: 'resync' }, events: [] });
  });
});

describe('a reason in XML', () => {
  it('is read like one in JSON', () => {
    const xml =
      '<reason xmlns="x"><code>BadRequest</code><subcode>ParameterValidationFailure</subcode><message>No.</message>' +
      '<debugInfo/><parameters><parameter name="a"/><parameter>b</parameter><parameter><name>c</name></parameter>' +
      '</parameters></reason>';
    expect(readReason(bytes(xml), XML)).toEqual({
      code: 'BadRequest',
      subcode: 'ParameterValidationFailure',
      message: 'No.',
      parameters: ['a', 'b', 'c'],
    });
  });

  it.each(['', '<reason/>', '<reason><code>None</code></reason>', '<reason><code>', '<html><code>x</code></html>'])(
    'is none in %j',
    (body) => {
      expect(readReason(bytes(body), XML)).toBeNull();
    },
  );
});
